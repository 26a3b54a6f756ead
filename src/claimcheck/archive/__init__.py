"""Keeping what was fetched: WARC files with their index, and their fixity."""

from claimcheck.archive.archive import Archive, Copy, copy_record
from claimcheck.archive.fixity import Damage
from claimcheck.archive.index import surt
from claimcheck.archive.wacz import Page

__all__ = ["Archive", "Copy", "Damage", "Page", "copy_record", "surt"]
