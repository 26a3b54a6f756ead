"""What each address of the bundled web does, read from ``pages/web.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal
from urllib.parse import urlsplit

_TYPES = {"html": "text/html; charset=utf-8", "pdf": "application/pdf"}


@dataclass(frozen=True, slots=True)
class Page:
    """One address."""

    host: str
    path: str
    status: int = 200
    location: str = ""
    """Where a redirect leads; empty: none."""
    media_type: str = ""
    body: bytes = b""
    certificate: Literal["", "expired"] = ""
    """What is wrong with the certificate of its host."""
    silent: bool = False
    """The server takes the request and never answers."""
    refused: bool = False
    """The host refuses connections."""


@cache
def pages() -> Mapping[tuple[str, str], Page]:
    """Every address by host and path. A host that stands in none has no name."""
    table = tomllib.loads(_bundled("web.toml").decode())
    read = [_page(**entry) for entry in table["page"]]
    return {(page.host, page.path): page for page in read}


def hosts() -> frozenset[str]:
    """The host names that exist."""
    return frozenset(host for host, _ in pages())


def _page(*, url: str, file: str = "", **rest: Any) -> Page:
    parts = urlsplit(url)
    content = (_TYPES[file.rpartition(".")[2]], _bundled(file)) if file else ("", b"")
    return Page(parts.hostname or "", parts.path, media_type=content[0], body=content[1], **rest)


def _bundled(name: str) -> bytes:
    return resources.files("claimcheck.demo").joinpath("pages", name).read_bytes()
