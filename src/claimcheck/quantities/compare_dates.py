"""Dates against dates: containment of EDTF intervals; "since" is a beginning and compared as one."""

from __future__ import annotations

import calendar
import re
from dataclasses import replace
from typing import Final

from claimcheck.model.quantity import Comparison, Quantity
from claimcheck.quantities.edtf import Days, days

_DECADE: Final = re.compile(r"[0-9]{3}0['’]?(?:s|er)\b")


def compare_dates(claim: Quantity, evidence: Quantity) -> Comparison:
    """Supported where the source's days lie in the claim's (or meet them), contradicted where they are apart."""
    if "XXXX" in claim.edtf or "XXXX" in evidence.edtf:
        return _yearless(claim, evidence)
    if written := NUMERIC.fullmatch(evidence.text):
        return _either_way(claim, evidence, written)
    if _is_no_day(claim.edtf) and claim.edtf != evidence.edtf:
        return _of_no_day(claim, evidence)
    one, two = days(claim.edtf), days(evidence.edtf)
    if one is None or two is None:
        same = claim.edtf == evidence.edtf and claim.edtf != ""
        return Comparison("supported", "exact") if same else Comparison("not_comparable", "date")
    if claim.edtf == evidence.edtf:
        return Comparison("supported", "exact")
    if claim.edtf.endswith("/..") or evidence.edtf.endswith("/.."):
        return _beginnings(claim, evidence, one, two)
    if claim.edtf.startswith("../") or evidence.edtf.startswith("../"):
        return _endings(claim, evidence)
    if "/" in claim.edtf and "/" in evidence.edtf:
        return _spans(claim, evidence)
    return _relation(one, two, evidence)


def _either_way(claim: Quantity, evidence: Quantity, written: re.Match[str]) -> Comparison:
    """ "1/8/1849" is the first of August or the eighth of January: either bears out the claim's day."""
    one, two, year = int(written[1]), int(written[2]), written[3]
    days_meant = [f"{year}-{month:02d}-{day:02d}" for month, day in ((two, one), (one, two)) if 0 < month <= _MONTHS]
    found = [compare_dates(claim, replace(evidence, text="", edtf=edtf)) for edtf in days_meant]
    agreeing = [comparison for comparison in found if comparison.outcome == "supported"]
    best = (agreeing or found or [Comparison("not_comparable", "date")])[0]
    return best if not best.note else replace(best, note=f"the source says “{evidence.text}”")


NUMERIC: Final = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_MONTHS: Final = 12


def _is_no_day(edtf: str) -> bool:
    """Whether a date is none ("31 November 2021")."""
    year, _, rest = edtf.partition("-")
    if not (year.isdecimal() and re.fullmatch(r"(?:0[1-9]|1[0-2])-\d\d", rest)):
        return False
    return int(rest[3:]) > calendar.monthrange(int(year), int(rest[:2]))[1]


def _of_no_day(claim: Quantity, evidence: Quantity) -> Comparison:
    """A day that its month doesn't have is borne out by nothing; another day of that month speaks against it."""
    month = claim.edtf[: len("2021-11")]
    if evidence.edtf.startswith(month) and len(evidence.edtf) == len(claim.edtf):
        return Comparison("contradicted", "date", f"the source says “{evidence.text}”")
    return Comparison("not_comparable", "date", f"there is no {claim.text}")


def _yearless(claim: Quantity, evidence: Quantity) -> Comparison:
    """A day and month without a year ("12 July") against a date: day and month decide."""
    year = next((q.edtf[:4] for q in (claim, evidence) if q.edtf[:4].isdigit()), "2000")  # any leap year would do
    if min(len(q.edtf.split("/")[0]) for q in (claim, evidence)) < len("2000-01"):
        return Comparison("not_comparable", "date")
    one, two = (replace(q, edtf=q.edtf.replace("XXXX", year)) for q in (claim, evidence))
    found = compare_dates(one, two)
    if found.outcome == "supported" and "XXXX" in evidence.edtf and "XXXX" not in claim.edtf:
        return Comparison("supported", "overlap", f"the source names no year: “{evidence.text}”")
    return found


def _beginnings(claim: Quantity, evidence: Quantity, one: Days, two: Days) -> Comparison:
    """ "since 2012" against "in 2012", "since 2014" or "2012–2021": the beginnings decide."""
    both = claim.edtf.endswith("/..") and evidence.edtf.endswith("/..")
    begin, found = days(_begin(claim)), days(_begin(evidence))
    if begin is None or found is None:
        return Comparison("not_comparable", "date")
    outcome = _relation(begin, found, evidence)
    if outcome.outcome == "supported" or both:
        return outcome
    after = found[0] is not None and begin[1] is not None and found[0] > begin[1]
    if claim.edtf.endswith("/..") and after and "/" not in evidence.edtf:
        return Comparison("not_comparable", "date", "a later date than the beginning claimed")
    if evidence.edtf.endswith("/.."):
        return Comparison("not_comparable", "date", "the source gives a beginning")
    return outcome


def _endings(claim: Quantity, evidence: Quantity) -> Comparison:
    """ "until 2006" against "in 2006", "until 2008" or "2001–2006": the ends decide."""
    end, found = days(claim.edtf.rpartition("/")[2]), days(evidence.edtf.rpartition("/")[2])
    if end is None or found is None:
        return Comparison("not_comparable", "date")
    outcome = _relation(end, found, evidence)
    if outcome.outcome == "supported" or (claim.edtf.startswith("../") and "/" in evidence.edtf):
        return outcome
    return Comparison("not_comparable", "date", "only one of the two is an end")


def _begin(quantity: Quantity) -> str:
    """The first end of a span; of "since the 1950s" the decade, for it began some time in it."""
    begin = quantity.edtf.partition("/")[0]
    return f"{begin[:3]}X" if len(begin) == len("1950") and _DECADE.search(quantity.text) else begin


def _spans(claim: Quantity, evidence: Quantity) -> Comparison:
    """Range against range by end points, each to its own precision."""
    ends = zip(claim.edtf.split("/"), evidence.edtf.split("/"), strict=False)
    for mine, other in ends:
        one, two = days(mine), days(other)
        if one is None or two is None:
            return Comparison("not_comparable", "date")
        if not _meet(one, two):
            return Comparison("contradicted", "date", f"the source says “{evidence.text}”")
    return Comparison("supported", "inside")


def _relation(one: Days, two: Days, evidence: Quantity) -> Comparison:
    if not _meet(one, two):
        return Comparison("contradicted", "date", f"the source says “{evidence.text}”")
    starts = one[0] is None or (two[0] is not None and two[0] >= one[0])
    stops = one[1] is None or (two[1] is not None and two[1] <= one[1])
    if starts and stops:
        return Comparison("supported", "exact" if one == two else "inside")
    return Comparison("supported", "overlap", f"more precise than the source, which says “{evidence.text}”")


def _meet(one: Days, two: Days) -> bool:
    first = one[1] is None or two[0] is None or two[0] <= one[1]
    return first and (two[1] is None or one[0] is None or one[0] <= two[1])
