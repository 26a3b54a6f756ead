"""How much text a paper may hold, so that time and memory are bounded whatever a file says of itself."""

from __future__ import annotations

MOST_TEXT = 8_000_000
"""Code points of running text: some 2,500 pages."""


class TooMuchText(Exception):  # noqa: N818 (it ends no program: read_paper says which file it was)
    """A paper holds more text than is read."""


def within_bounds(length: int) -> int:
    """``length`` again. Raises TooMuchText where it is more than a paper may hold."""
    if length > MOST_TEXT:
        raise TooMuchText
    return length
