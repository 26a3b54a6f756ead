"""What printed citations leave in a sentence: names that are its subject, brackets with nothing in them."""

from __future__ import annotations

import re

from claimcheck.paper.mapped import Clean, cut

SUBJECT = re.compile(r"(?P<name>[^\W\d_][^\d(\[]*?)(?:[’']s)?\s*[(\[]")
"""Names that stand before a bracket: they belong to the sentence ("Roe (2020) found …")."""
HYPHENS = frozenset("-–—−‒")
MOST_RANGE = 100
"""Works of one "[3–7]"."""
_EMPTY = re.compile(r"\s*[\[(][\s,;.–—-]*[\])]")


def tidied(clean: Clean) -> Clean:
    """Without the brackets that nothing but citations stood in."""
    if not clean.marks:
        return clean
    places = [mark.at for mark in clean.marks]
    ranges = [
        match.span()
        for match in _EMPTY.finditer(clean.text)
        if any(match.start() <= at <= match.end() for at in places)
    ]
    return cut(clean, ranges, ()) if ranges else clean
