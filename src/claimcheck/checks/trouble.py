"""What is wrong with a wording by itself: a place in a text and a sentence that says why."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trouble:
    """A wording that can't be right, in a text."""

    start: int
    end: int
    message: str
    """One sentence that names the figures and how they were computed."""
    code: str
