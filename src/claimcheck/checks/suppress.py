"""What is shown and what is put aside: codes selected, rules with a reason, and a person's word on a claim."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from claimcheck.model.finding import Finding, Level

if TYPE_CHECKING:
    from claimcheck.model.claim import Claim
    from claimcheck.model.reference import Reference

LEVELS: Mapping[Level, int] = {"error": 0, "warning": 1, "note": 2}
"""The weightiest first."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Puts findings aside. Every field that is given must fit; a rule with none of the four fits nothing."""

    reason: str
    code: str = ""
    """A code or its beginning: ``L120``, ``N2``."""
    host: str = ""
    """Host of the address that the reference cites (of doi.org where it has a DOI alone), its subdomains too; not the
    host that a redirect leads to, which may be another tomorrow."""
    reference: str = ""
    """Citation key."""
    claim: str = ""
    """Claim id."""

    def fits(self, finding: Finding, reference: Reference | None) -> bool:
        """Whether the rule speaks of this finding; ``reference`` is the one that the finding names."""
        if not (self.code or self.host or self.reference or self.claim):
            return False
        return (
            finding.code.startswith(self.code)
            and (not self.reference or finding.reference == self.reference)
            and (not self.claim or finding.claim == self.claim)
            and (not self.host or (reference is not None and _is_of_host(_address(reference), self.host)))
        )

    def __str__(self) -> str:
        fields = {"code": self.code, "host": self.host, "reference": self.reference, "claim": self.claim}
        return ", ".join(f'{name} = "{value}"' for name, value in fields.items() if value)


@dataclass(frozen=True, slots=True)
class Sifted:
    """Findings in the order of their weight, and those that were put aside."""

    findings: tuple[Finding, ...]
    ignored: tuple[Finding, ...]
    """Each says why, in ``aside``."""
    unused: tuple[Rule, ...] = ()
    """Rules that fitted no finding."""


def sift(
    findings: Iterable[Finding],
    *,
    claims: Iterable[Claim] = (),
    references: Mapping[str, Reference] | None = None,
    rules: Sequence[Rule] = (),
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
) -> Sifted:
    """Sort findings by weight and put aside what settings, flags or a person's word on its claim say.

    A claim that a person accepted or ignored keeps its verdict, but gives no finding any more. What was not selected
    is left out altogether; what was ignored is kept apart, so that a report can count it.
    """
    known = references or {}
    settled = {claim.id: _word(claim) for claim in claims if claim.status in ("accepted", "ignored")}
    shown: list[Finding] = []
    aside: list[Finding] = []
    used: set[Rule] = set()
    for item in sorted(dict.fromkeys(findings), key=weight):
        if select and not item.code.startswith(tuple(select)):
            continue
        fitting = [rule for rule in rules if rule.fits(item, known.get(item.reference))]
        used.update(fitting)
        # A person's word on this very claim says more than a rule, and a rule more than a flag.
        why = settled.get(item.claim, "") or next((rule.reason for rule in fitting), "")
        if not why and item.code.startswith(tuple(ignore)):
            why = "--ignore"
        if why:
            aside.append(replace(item, aside=why))
        else:
            shown.append(item)
    return Sifted(tuple(shown), tuple(aside), tuple(rule for rule in dict.fromkeys(rules) if rule not in used))


def _word(claim: Claim) -> str:
    """What a person said of a claim, as the reason to put its findings aside."""
    note = " ".join(claim.note.split())
    return f"{claim.status} in the claims file{f': {note}' if note else ''}"


def weight(finding: Finding) -> tuple[int, int, str, int, str, str]:
    """Sort key: level, then confidence, then the place in the file."""
    confidence = ("high", "medium", "low").index(finding.confidence)
    place = finding.location
    return LEVELS[finding.level], confidence, place.file, place.start or place.line, finding.code, finding.message


def reaches(findings: Iterable[Finding], level: Level | None) -> bool:
    """Whether any finding stands at or above ``level``; never for None. The exit status hangs on it alone."""
    return any(weighs(finding.level, level) for finding in findings)


def weighs(level: Level, least: Level | None) -> bool:
    """Whether a level stands at or above ``least``; never for None."""
    return least is not None and LEVELS[level] <= LEVELS[least]


def _address(reference: Reference) -> str:
    return reference.url or (f"https://doi.org/{reference.doi}" if reference.doi else "")


def _is_of_host(url: str, host: str) -> bool:
    try:
        name = (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return False
    wanted = host.lower().strip(".")
    return name == wanted or name.endswith("." + wanted)
