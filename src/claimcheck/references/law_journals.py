"""Journals as lawyers cite them: the volume before the name, the first page behind it."""

from __future__ import annotations

import re

from claimcheck.references.elements import GAP, Draft
from claimcheck.references.letters import UPPER

_NAME = rf"(?P<name>[{UPPER}][\w.&’']*(?: (?:[{UPPER}&][\w.&’']*|of|for|and|the|de|du|of the)){{0,8}})"
_TAIL = r"(?P<page>\d{1,5})(?:,\s(?:at\s)?(?P<place>\d{1,5}(?:[-–]\d{1,5})?))?"
_FORMS = tuple(
    re.compile(rf"[\s,.{GAP}]*{form}")
    for form in (
        # 101 Harv. L. Rev. 45, 52 (1999)
        rf"(?P<volume>\d{{1,4}}) {_NAME} {_TAIL}\s?\((?P<year>(?:1[5-9]|20)\d\d)\)",
        # (2011) 34 MLR 210, 215
        rf"\((?P<year>(?:1[5-9]|20)\d\d)\) (?P<volume>\d{{1,4}})(?:\((?P<number>\d{{1,3}})\))? {_NAME} {_TAIL}(?=\W*$)",
        # [2003] CLJ 88
        rf"\[(?P<year>(?:1[5-9]|20)\d\d)\] (?:(?P<volume>\d{{1,4}}) )?{_NAME} {_TAIL}(?=\W*$)",
    )
)


def read_law_journal(draft: Draft, start: int) -> None:
    """Volume, journal, first page and year right behind the title at ``start``, in the order of law reviews."""
    if draft.date or draft.container or draft.title_form not in ("quoted", "italic"):
        return
    match = next((found for form in _FORMS if (found := form.match(draft.text, start))), None)
    if match is None:
        return
    parts = match.groupdict()
    draft.container, draft.italic_container, draft.date = match["name"].rstrip("."), True, match["year"]
    draft.volume, draft.number, draft.pages = parts["volume"] or "", parts.get("number") or "", match["page"]
    if match["place"]:
        draft.locator = f"p. {match['place']}"
    draft.blank(match.start(), match.end())
