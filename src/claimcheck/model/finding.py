"""Findings: what a person should look at."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning", "note"]
Confidence = Literal["high", "medium", "low"]


@dataclass(frozen=True, slots=True)
class Location:
    """A place in the user's own file. Offsets count code points from 0, lines and columns from 1."""

    file: str
    line: int = 1
    column: int = 1
    start: int = 0
    end: int = 0
    end_line: int | None = None
    end_column: int | None = None
    """The column behind the last code point; both None where only the line is known, or the whole file is meant."""
    page: int | None = None
    """For a PDF, from 1. Here and where ``paragraph`` is given offsets count in the text as it was read, and line and
    column are 1."""
    box: tuple[float, float, float, float] | None = None
    """On that page: left, bottom, right, top in PDF points."""
    paragraph: int | None = None
    """For a word processor's file, from 1."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding with a stable code."""

    code: str
    level: Level
    message: str
    """One sentence; names both figures where there are two."""
    remedy: str
    location: Location
    confidence: Confidence = "medium"
    claim: str = ""
    reference: str = ""
    subject: str = ""
    """What it is about, in words of the user's own files that outlast a run: the figure's text, the link's address, the
    mark. Empty where code and claim or reference say it all."""
    aside: str = ""
    """Why it was put aside; empty for one that was not."""
    known: bool = False
    """Whether the baseline of the run had it already."""

    @property
    def identity(self) -> tuple[str, str, str, str]:
        """What makes two findings of two runs the same one, wherever it stands now and however it is worded."""
        return self.code, self.claim, self.reference, " ".join(self.subject.split())

    @property
    def fingerprint(self) -> str:
        """The identity as 32 hexadecimal digits, for programs that keep track of findings."""
        return hashlib.sha256(json.dumps(self.identity).encode()).hexdigest()[:32]
