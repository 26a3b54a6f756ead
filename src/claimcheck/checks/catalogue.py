"""Every finding that claimcheck can give: one explicit, ordered table, and a help page for each.

Levels answer one question: how sure is it that the author must do something? An ``error`` is something that a reader
would call wrong as it stands: a figure that its own source contradicts, an address that is gone. A ``warning`` wants a
look: it may be the web's passing trouble. A ``note`` is worth knowing and never more than that; what could not be
checked is a note, for a paper has dozens of those and an author must not drown in them.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from functools import cache

from claimcheck.errors import UsageError
from claimcheck.model.finding import Confidence, Finding, Level, Location


@dataclass(frozen=True, slots=True)
class Check:
    """One finding code."""

    code: str
    level: Level
    title: str
    """One line, lower case, no full stop."""
    family: str
    """Name of the help file that holds its page."""


CHECKS: tuple[Check, ...] = (
    Check("L101", "error", "gone (404, 410)", "links"),
    Check("L102", "error", "host does not resolve", "links"),
    Check("L103", "warning", "TLS certificate invalid, expired, or for another host", "links"),
    Check("L104", "warning", "server error", "links"),
    Check("L105", "warning", "timeout, reset, or refused", "links"),
    Check("L106", "warning", "redirect loop, or too many redirects", "links"),
    Check("L107", "error", "address invalid, or scheme refused", "links"),
    Check("L110", "note", "moved for good", "links"),
    Check("L111", "warning", "redirected home or to something else", "links"),
    Check("L112", "warning", "soft 404: the page says that it is not there", "links"),
    Check("L113", "warning", "parked domain", "links"),
    Check("L120", "note", "blocked to robots (not dead)", "links"),
    Check("L121", "note", "login or paywall", "links"),
    Check("L130", "note", "the part of the page that the address names is not there", "links"),
    Check("L131", "warning", "content drifted since the snapshot", "links"),
    Check("L132", "warning", "the page is not the cited work", "links"),
    Check("L140", "note", "no archived copy known", "links"),
    Check("N201", "error", "value contradicted by the source", "numbers"),
    Check("N202", "error", "bound or approximator violated", "numbers"),
    Check("N203", "error", "scale or digits differ", "numbers"),
    Check("N204", "error", "unit or currency differs", "numbers"),
    Check("N205", "error", "percent for percentage points", "numbers"),
    Check("N206", "warning", "the source speaks of another time", "numbers"),
    Check("N207", "warning", "the source speaks of another place or group", "numbers"),
    Check("N208", "error", "direction of change reversed", "numbers"),
    Check("N209", "note", "not found in the source", "numbers"),
    Check("N210", "note", "source not available", "numbers"),
    Check("N211", "note", "quantitative claim without a citation", "numbers"),
    Check("N212", "warning", "source older than what it is cited for", "numbers"),
    Check("N213", "note", "figure stale: the source gives a newer one", "numbers"),
    Check("N214", "note", "more precise than the source", "numbers"),
    Check("N215", "warning", "qualifier dropped", "numbers"),
    Check("I301", "error", "enumeration differs from the stated count", "internal"),
    Check("I302", "warning", "one measure, two values", "internal"),
    Check("I303", "error", "parts and whole disagree, n of N (p %)", "internal"),
    Check("I304", "error", "percentages cannot add up", "internal"),
    Check("I305", "error", "impossible or reversed dates", "internal"),
    Check("I306", "error", "change recomputed otherwise", "internal"),
    Check("I307", "warning", "table totals", "internal"),
    Check("S401", "warning", "statistic, degrees of freedom and p disagree", "statistics"),
    Check("S402", "error", "statistic, degrees of freedom and p disagree, and the decision changes", "statistics"),
    Check("S411", "warning", "mean that whole numbers cannot have (GRIM)", "statistics"),
    Check("S412", "warning", "standard deviation that whole numbers cannot have (GRIMMER)", "statistics"),
    Check("S413", "warning", "mean and standard deviation that zeros and ones cannot have (DEBIT)", "statistics"),
    Check("S421", "warning", "confidence interval not around its estimate", "statistics"),
    Check("S422", "error", "impossible standard deviation", "statistics"),
    Check("B501", "warning", "duplicate entry", "bibliography"),
    Check("B502", "note", "required field missing", "bibliography"),
    Check("B503", "error", "entry unreadable (kept as it is)", "bibliography"),
    Check("B510", "warning", "differs from the registry or the landing page", "bibliography"),
    Check("B511", "error", "identifier does not exist", "bibliography"),
    Check("B512", "error", "identifier belongs to another work", "bibliography"),
    Check("B513", "note", "not found in any registry asked", "bibliography"),
    Check("B520", "error", "retracted", "bibliography"),
    Check("B521", "note", "corrected", "bibliography"),
    Check("B522", "warning", "expression of concern", "bibliography"),
    Check("B523", "error", "withdrawn", "bibliography"),
    Check("B524", "note", "reinstated after a retraction or withdrawal", "bibliography"),
    Check("B530", "warning", "year or day contradicts the address or the access date", "bibliography"),
    Check("B531", "warning", "one name, two spellings; inverted name", "bibliography"),
    Check("B532", "warning", "address malformed, doubled, or with tracking", "bibliography"),
    Check("C601", "warning", "mark or key without an entry", "citations"),
    Check("C602", "warning", "short form or Ibid. that resolves to nothing", "citations"),
    Check("C603", "warning", "short form that resolves to two works", "citations"),
    Check("C604", "note", "cited, not in the reference list", "citations"),
    Check("C605", "note", "listed, never cited", "citations"),
    Check("C606", "note", "note without a mark, or a mark or quotation never closed", "citations"),
)

_BY_CODE = {check.code: check for check in CHECKS}


def is_known(code: str) -> bool:
    """Whether ``code`` is a finding code that this version can give."""
    return code in _BY_CODE


def check_of(code: str) -> Check:
    """The check behind a code, in either case; raises UsageError, with the nearest code, for an unknown one."""
    found = _BY_CODE.get(code.upper())
    if found is not None:
        return found
    near = difflib.get_close_matches(code.upper(), _BY_CODE, n=1, cutoff=0.5)
    remedy = f"did you mean {near[0]}?" if near else "claimcheck explain lists the codes"
    raise UsageError(f"{code!r} is not a finding code", remedy=remedy)


def finding(
    code: str,
    message: str,
    remedy: str,
    location: Location,
    *,
    confidence: Confidence = "high",
    claim: str = "",
    reference: str = "",
    subject: str = "",
) -> Finding:
    """A finding with the level that its code has; ``subject`` as in Finding."""
    level = _BY_CODE[code].level
    return Finding(code, level, message, remedy, location, confidence, claim, reference, subject)


def listed(beginning: str = "") -> str:
    """A line for each code that begins so, in either case; empty where none does."""
    checks = [check for check in CHECKS if check.code.startswith(beginning.upper())]
    return "".join(f"{check.code}  {check.level:7}  {check.title}\n" for check in checks)


def explain(code: str) -> str:
    """The help page of a code, as Markdown: what it means, why it matters, how to fix it; for the beginning of codes
    (``N2``) the list of them. Raises UsageError."""
    if code.upper() not in _BY_CODE and code and (codes := listed(code)):
        return codes
    check = check_of(code)
    return f"# {check.code}: {check.title}\n\nLevel: {check.level}\n\n{page(check)}\n"


def page(check: Check) -> str:
    """The help page of a check without its head, as Markdown."""
    return _pages(check.family)[check.code]


@cache
def _pages(family: str) -> dict[str, str]:
    """Help pages of a family: its Markdown file, cut at ``## CODE``."""
    from importlib import resources

    text = resources.files(__package__).joinpath("help", f"{family}.md").read_text(encoding="utf-8")
    pages: dict[str, str] = {}
    for block in text.split("\n## ")[1:]:
        code, _, page = block.partition("\n")
        pages[code.strip()] = page.strip()
    return pages
