"""The file or files of a paper, as readers are given them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from claimcheck.errors import PaperError
from claimcheck.paper.decode import decode


@dataclass(slots=True)
class Manuscript:
    """A paper's main file, read; its format's reader may add what that file includes."""

    path: Path
    shown: str
    """As the user named it, with forward slashes."""
    body: bytes
    included: list[bytes] = field(default_factory=list)
    """The bytes of the files that it includes, in the order they were read."""
    elements: int = 0
    texts: int = 0
    """Elements and texts between them so far, in all parts of the file: each takes memory."""

    def text(self) -> str:
        """The main file decoded. Raises PaperError."""
        return decode(self.body, self.shown)

    def digest(self) -> str:
        """SHA-256 of all its files, one after the other, in hexadecimal."""
        digest = hashlib.sha256(self.body)
        for body in self.included:
            digest.update(body)
        return digest.hexdigest()

    def refuse(self, message: str, *, line: int | None = None, remedy: str = "") -> NoReturn:
        """Raise PaperError about this file."""
        raise PaperError(message, file=self.shown, line=line, remedy=remedy)
