"""Authors whom the text names otherwise than the bibliography: "Feldstain suggests" where Feldstein is cited."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimcheck.checks.catalogue import finding
from claimcheck.checks.context import Context
from claimcheck.model.finding import Finding
from claimcheck.references.distance import near
from claimcheck.references.names import family_of, is_institution
from claimcheck.references.transliterate import fold

_LEAST = 6
_VERBS = (
    r"(?:argu|suggest|claim|note|show|find|found|stat|writ|wrote|observ|report|maintain|contend|conclud|emphasi[sz]|explain|describ|"
    r"propos|assert|point|demonstrat|defin|discuss|identif|highlight|underlin|believ|examin|analy[sz]|insist|warn|estimat)\w*"
)
_NAMED = re.compile(
    rf"\b(?P<name>[A-Z][a-zÀ-ž]{{{_LEAST - 1},}})\b"
    rf"(?=\s(?:also\s|et al\.?,?\s|and [A-Z][\w’'-]+\s|& [A-Z][\w’'-]+\s)?(?:{_VERBS}\b|\((?:1[89]|20)\d\d))"
)


def check_names_in_text(context: Context) -> Iterator[Finding]:
    """B531 where a sentence names an author by a name that is one slip away from that of a cited author alone."""
    document = context.document
    if document is None:
        return
    families = _families(context)
    told: set[str] = set()
    for sentence in document.sentences if families else ():
        for match in _NAMED.finditer(sentence.text.text):
            name = match["name"]
            folded = fold(name).casefold()
            if folded in families or folded in told:
                continue
            meant = [key for key in families if len(key) >= _LEAST and key[0] == folded[0] and near(folded, key, 1)]
            if len(meant) != 1 or _inflected(folded, meant[0]):
                continue
            told.add(folded)
            family, reference = families[meant[0]]
            span = sentence.text.to_source(match.start("name"), match.end("name"))
            yield finding(
                "B531",
                f"the text names {name}, and the bibliography {family} ({reference})",
                "find out which is right, and write it everywhere",
                context.in_paper(span),
                confidence="medium",
                reference=reference,
                subject=f"{family} | {name}",
            )


def _inflected(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return long in (f"{short}s", f"{short}n", f"{short}a")


def _families(context: Context) -> dict[str, tuple[str, str]]:
    """Every word of every author's family name, folded: the family name and a work."""
    found: dict[str, tuple[str, str]] = {}
    works = [(each.key, each) for each in context.bibliography.references]
    works += [(each.key, each.reference) for each in context.bibliography.descriptions]
    for key, work in works:
        for name in (*work.authors, *work.editors):
            family = family_of(name) if not is_institution(name) else ""
            for word in (family, *family.split()):
                found.setdefault(fold(word).casefold(), (family, key))
            for word in re.findall(r"\w+", name.partition(",")[2]):  # a given name is no slip of another's family name
                found.setdefault(fold(word).casefold(), (family, key))
    found.pop("", None)
    return found
