"""Bytes of a file or page → text with locators. A new media type is one file and one row in ``MEDIA_TYPES``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck import lazy
from claimcheck.readers.cache import READER_VERSION, from_json, to_json
from claimcheck.readers.media import sniff
from claimcheck.readers.unreadable import Unreadable

if TYPE_CHECKING:
    from claimcheck.readers.registry import MEDIA_TYPES, read_text
else:  # a run on many links leaves all reading to other processes
    __getattr__ = lazy.loader(__name__, {"MEDIA_TYPES": "registry", "read_text": "registry"})

__all__ = ["MEDIA_TYPES", "READER_VERSION", "Unreadable", "from_json", "read_text", "sniff", "to_json"]
