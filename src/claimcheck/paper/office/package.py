"""The ZIP file that a word processor's paper is: its parts, bounded in size."""

from __future__ import annotations

import io
import zipfile
import zlib

from claimcheck.paper.manuscript import Manuscript
from claimcheck.paper.markup.tree import Node, parse_xml

MOST_UNPACKED = 80_000_000
"""Bytes of all parts that are read; a thesis has two million."""
_MOST_MEMBERS = 20_000
_OLE = b"\xd0\xcf\x11\xe0"
_READ = 1 << 20


class Package:
    """The parts of a document. Raises PaperError: no ZIP file, damaged, encrypted, a bomb."""

    def __init__(self, manuscript: Manuscript, kind: str) -> None:
        self._manuscript = manuscript
        body = manuscript.body
        if body.startswith(_OLE):
            manuscript.refuse(
                f"this is no {kind} file: it is encrypted, or of an old version of Word",
                remedy=f"save it without a password as {kind}",
            )
        if not body.strip():
            manuscript.refuse("the file is empty", remedy="give a paper with text in it")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(body))
            self._names = set(self._zip.namelist())
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            manuscript.refuse(f"this is no {kind} file, or it is damaged or cut off", remedy=f"save it anew as {kind}")
        if len(self._names) > _MOST_MEMBERS:
            manuscript.refuse(f"the {kind} file has too many parts", remedy=f"save it anew as {kind}")
        self._kind = kind
        self._size = 0
        """Of the parts that were unpacked so far."""

    def has(self, name: str) -> bool:
        return name in self._names

    def part(self, name: str) -> Node | None:
        """A part's XML; None where the document has none of that name."""
        if name not in self._names:
            return None
        try:
            body = self._unpacked(name)
            return parse_xml(
                body.decode("utf-16" if body[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"), self._manuscript
            )
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, UnicodeDecodeError):
            self._manuscript.refuse(f"{name} in the {self._kind} file is damaged", remedy="save it anew")
        except RuntimeError:  # what zipfile says of a password
            self._manuscript.refuse(f"the {self._kind} file is encrypted", remedy="save it without a password")

    def _unpacked(self, name: str) -> bytes:
        """A part, never more of it than is bounded, whatever its header says."""
        parts: list[bytes] = []
        with self._zip.open(name) as stream:
            while chunk := stream.read(_READ):
                self._size += len(chunk)
                if self._size > MOST_UNPACKED:
                    self._manuscript.refuse(
                        f"{name} in the {self._kind} file unpacks to more than {MOST_UNPACKED // 1_000_000} MB",
                        remedy="this is no paper, or it is damaged",
                    )
                parts.append(chunk)
        return b"".join(parts)
