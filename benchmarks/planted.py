"""A bibliography of made-up works with planted errors, and what the registries hold of them."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

TOPICS = (
    "Coastal erosion|Bilateral policing|Urban heat|Soil carbon|Graph partitioning|Speech perception|Maternal health|Trade credit|"
    "Glacier retreat|Protein folding|Court delays|School choice|Wind turbine wakes|Language contact|Sleep and memory|Tax evasion|"
    "River ice|Bird migration|Peer review|Housing vacancies|Vaccine uptake|Quantum sensing|Crop rotation|Municipal debt"
).split("|")
METHODS = (
    "a longitudinal analysis|evidence from field experiments|a spatial model|lessons from archives|a Bayesian account|"
    "measurements and simulations|a comparative perspective|a registry study|theory and practice|an interview study"
).split("|")
PLACES = "northern Norway|the Danube basin|four provinces|Lake Van|coastal Peru|the Sahel|rural Japan|twelve cities|Estonia|Quebec".split(
    "|"
)
FAMILIES = (
    "Halvorsen Okonkwo Marchetti Lindqvist Brandenburg Castellanos Whitfield Nakamura Petrosyan Vandenberg Østergaard Delacroix Kowalczyk "
    "Abernathy Szymański Thorvaldsen Moriarty Fitzgerald Bergström Yıldırım Papadakis Rasmussen Grünewald Villanueva Hutchinson Montgomery"
).split()
GIVEN = "Ingrid Chidi Lorenzo Astrid Konrad Beatriz Eleanor Haruki Anahit Pieter Camille Tomasz Rosalind Ayşe Nikolaos Frederik Margaret".split()
JOURNALS = (
    "Journal of Coastal Research|Physical Review Letters|Annals of Applied Statistics|Review of Economic Studies|Environmental Research Letters|"
    "International Journal of Epidemiology|Computational Linguistics|Journal of Glaciology|Housing Studies|European Journal of Criminology"
).split("|")
ABBREVIATED = {
    "Journal of Coastal Research": "J. Coast. Res.", "Physical Review Letters": "Phys. Rev. Lett.",
    "Annals of Applied Statistics": "Ann. Appl. Stat.", "Review of Economic Studies": "Rev. Econ. Stud.",
    "Environmental Research Letters": "Environ. Res. Lett.", "International Journal of Epidemiology": "Int. J. Epidemiol.",
    "Journal of Glaciology": "J. Glaciol.", "European Journal of Criminology": "Eur. J. Criminol.",
}  # fmt: skip


@dataclass
class Truth:
    """A work as it is, which is how registries hold it."""

    key: str
    title: str
    authors: list[tuple[str, str]]
    year: int
    journal: str
    volume: int
    number: int
    pages: tuple[int, int]
    doi: str
    print_year: int = 0
    updates: list[tuple[str, str]] = field(default_factory=list)
    """(kind, DOI of the notice)."""


@dataclass
class Planted:
    """One entry of the bibliography: what is wrong with it, and the code that must say so ("": nothing)."""

    key: str
    kind: str
    code: str
    text: str
    """Its BibTeX."""
    truth: Truth
    registered: bool = True
    """Whether the registries have the work."""


def make(count: int, seed: int = 1) -> list[Planted]:
    """``count`` entries: half of them right, in the many ways in which an entry is right, half with one error each."""
    rng = random.Random(seed)
    wrong = list(ERRORS)
    entries = []
    for at in range(count):
        truth = _truth(rng, at)
        if at % 2:
            kind = wrong[(at // 2) % len(wrong)]
            entries.append(ERRORS[kind](rng, truth))
        else:
            variant = list(RIGHT)[(at // 2) % len(RIGHT)]
            entries.append(Planted(truth.key, variant, "", _entry(truth, **RIGHT[variant](rng, truth)), truth))
    return entries


def _truth(rng: random.Random, at: int) -> Truth:
    topic, method, place = (
        TOPICS[at % len(TOPICS)],
        METHODS[at // len(TOPICS) % len(METHODS)],
        PLACES[(at * 7 + at // 11) % len(PLACES)],
    )
    families = rng.sample(FAMILIES, rng.randint(2, 5))
    authors = [
        (
            family,
            f"{GIVEN[(FAMILIES.index(family) * 5) % len(GIVEN)]} {'ABCDEFGHJKLMNPRST'[FAMILIES.index(family) % 17]}.",
        )
        for family in families
    ]
    start = rng.randint(1, 900)
    return Truth(
        key=f"w{at:04d}",
        title=f"{topic} in {place}: {method} of {1900 + at} cases",
        authors=authors,
        year=rng.randint(1996, 2021),
        journal=JOURNALS[at % len(JOURNALS)],
        volume=rng.randint(2, 90),
        number=rng.randint(1, 9),
        pages=(start, start + rng.randint(5, 30)),
        doi=f"10.5555/pl.{at:05d}",
    )


def _entry(truth: Truth, kind: str = "article", **changes: Any) -> str:
    """An entry of a work with fields other than it has; None leaves one out."""
    fields: dict[str, str | None] = {
        "author": " and ".join(f"{family}, {given}" for family, given in truth.authors),
        "title": truth.title,
        "journal": truth.journal,
        "year": str(truth.year),
        "volume": str(truth.volume),
        "number": str(truth.number),
        "pages": f"{truth.pages[0]}--{truth.pages[1]}",
        "doi": truth.doi,
    } | changes
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value is not None)
    return f"@{kind}{{{truth.key},\n{lines}}}\n\n"


Right = Callable[[random.Random, Truth], dict[str, Any]]
RIGHT: dict[str, Right] = {
    "as it is": lambda rng, t: {},
    "initials": lambda rng, t: {"author": " and ".join(f"{f}, {' '.join(w[0] + '.' for w in g.split())}" for f, g in t.authors)},
    "abbreviated journal": lambda rng, t: {"journal": ABBREVIATED.get(t.journal, t.journal)},
    "and others": lambda rng, t: {"author": f"{t.authors[0][0]}, {t.authors[0][1]} and others"},
    "no subtitle": lambda rng, t: {"title": t.title.partition(":")[0]},
    "other capitals": lambda rng, t: {"title": t.title.title()},
    "given first": lambda rng, t: {"author": " and ".join(f"{g} {f}" for f, g in t.authors)},
    "DOI as link": lambda rng, t: {"doi": None, "url": f"https://doi.org/{t.doi}"},
    "LaTeX accents": lambda rng, t: {"author": " and ".join(f"{f}, {g}" for f, g in t.authors).replace("ö", '{\\"o}').replace("Ø", "{\\O}").replace("ü", '{\\"u}')},
    "short last page": lambda rng, t: {"pages": f"{t.pages[0]}--{str(t.pages[1])[-2:]}" if t.pages[0] > 100 and t.pages[0] // 100 == t.pages[1] // 100 else f"{t.pages[0]}--{t.pages[1]}"},
    "year of print": lambda rng, t: _printed(t),
    "no accents": lambda rng, t: {"author": " and ".join(f"{f}, {g}" for f, g in t.authors).replace("ö", "oe").replace("Ø", "O").replace("ü", "ue").replace("ı", "i").replace("ń", "n").replace("ş", "s")},
    "braces": lambda rng, t: {"title": "{" + t.title + "}"},
    "no pages": lambda rng, t: {"pages": None, "number": None},
    "day beside its address": lambda rng, t: {"date": f"{t.year}-03-04", "url": f"https://press.example/{t.year}/03/04/story-{t.key}/", "urldate": f"{t.year + 1}-01-02"},
}  # fmt: skip
"""Ways to describe a work that are no error."""


def _printed(truth: Truth) -> dict[str, Any]:
    truth.print_year = truth.year + 1
    return {"year": str(truth.year + 1)}


def _plant(
    kind: str, code: str, truth: Truth, registered: bool = True, type_: str = "article", **changes: Any
) -> Planted:
    return Planted(truth.key, kind, code, _entry(truth, type_, **changes), truth, registered)


def _people(authors: list[tuple[str, str]]) -> str:
    return " and ".join(f"{family}, {given}" for family, given in authors)


def _misspelt(rng: random.Random, truth: Truth) -> Planted:
    family, given = truth.authors[-1]
    at = rng.randint(2, len(family) - 3)
    wrong = (
        family[:at] + family[at + 1] + family[at] + family[at + 2 :]
        if family[at] != family[at + 1]
        else family[:at] + family[at + 1 :]
    )
    return _plant("author misspelt", "B510", truth, author=_people([*truth.authors[:-1], (wrong, given)]))


def _twice(rng: random.Random, truth: Truth) -> Planted:
    planted = _plant("entered twice", "B501", truth)
    second = _entry(replace(truth, key=f"{truth.key}again"))
    return replace(planted, key=f"{truth.key}again", text=planted.text + second)


def _preprint(rng: random.Random, truth: Truth) -> Planted:
    first = _entry(truth)
    second = _entry(
        replace(truth, key=f"{truth.key}pre"),
        journal="arXiv preprint",
        volume=None,
        number=None,
        pages=None,
        doi=None,
        year=str(truth.year - 1),
    )
    return Planted(f"{truth.key}pre", "preprint beside article", "B501", first + second, truth)


def _spelt_twice(rng: random.Random, truth: Truth) -> Planted:
    family, given = "".join(rng.choice("bdfgklmnprstv") + rng.choice("aeiou") for _ in range(6)).title(), "Margrethe"
    truth.authors[0] = (family, given)
    other = replace(
        truth,
        key=f"{truth.key}b",
        title=f"Further notes on {truth.title}",
        authors=[(family[:7] + family[8:], given), *truth.authors[1:]],
    )
    text = _entry(truth) + _entry(
        other,
        doi=None,
        number=None,
        volume=None,
        pages=None,
        url=f"https://notes.example/{truth.key}",
        kind="misc",
        journal=None,
    )
    return Planted(f"{truth.key}b", "one name, two spellings", "B531", text, truth)


def _notice(kind: str, code: str) -> Callable[[random.Random, Truth], Planted]:
    def plant(rng: random.Random, truth: Truth) -> Planted:
        truth.updates.append((kind, f"{truth.doi}.notice"))
        return _plant(kind, code, truth)

    return plant


ERRORS: dict[str, Callable[[random.Random, Truth], Planted]] = {
    "title": lambda rng, t: _plant("title", "B510", t, title=t.title.replace(" in ", " outside ")),
    "author misspelt": _misspelt,
    "author left out": lambda rng, t: _plant("author left out", "B510", t, author=_people(t.authors[:-1])),
    "author added": lambda rng, t: _plant("author added", "B510", t, author=_people([*t.authors, ("Stranger", "Paul")])),
    "another author": lambda rng, t: _plant("another author", "B510", t, author=_people([*t.authors[:-1], ("Stranger", "Paul")])),
    "journal": lambda rng, t: _plant("journal", "B510", t, journal="Bulletin of Marine Geology" if "Glac" not in t.journal else "Antiquity"),
    "year": lambda rng, t: _plant("year", "B510", t, year=str(t.year + rng.choice((-1, 2, 3, 10)))),
    "pages": lambda rng, t: _plant("pages", "B510", t, pages=f"{t.pages[0] + 11}--{t.pages[1] + 11}"),
    "volume": lambda rng, t: _plant("volume", "B510", t, volume=str(t.volume + 1)),
    "identifier of another work": lambda rng, t: _plant("identifier of another work", "B512", t, doi=f"{t.doi}.other"),
    "no such identifier": lambda rng, t: _plant("no such identifier", "B511", t, False, doi=f"{t.doi}9"),
    "not registered": lambda rng, t: _plant("not registered", "B513", t, False, doi=None),
    "retraction": _notice("retraction", "B520"),
    "correction": _notice("correction", "B521"),
    "expression_of_concern": _notice("expression_of_concern", "B522"),
    "withdrawal": _notice("withdrawal", "B523"),
    "entered twice": _twice,
    "preprint beside article": _preprint,
    "one name, two spellings": _spelt_twice,
    "no journal": lambda rng, t: _plant("no journal", "B502", t, journal=None),
    "day against the address": lambda rng, t: _plant("day against the address", "B530", t, date=f"{t.year}-03-04", url=f"https://press.example/{t.year}/05/21/story-{t.key}/"),
    "read before it was published": lambda rng, t: _plant("read before it was published", "B530", t, date=f"{t.year}-06-04", urldate=f"{t.year - 2}-01-01", url=f"https://press.example/{t.key}"),
    "tracking": lambda rng, t: _plant("tracking", "B532", t, url=f"https://press.example/{t.key}?utm_source=feed"),
    "broken address": lambda rng, t: _plant("broken address", "B532", t, url=f"http:/press.example/{t.key}"),
    "two addresses": lambda rng, t: _plant("two addresses", "B532", t, url=f"https://press.example/{t.key} https://other.example/{t.key}"),
}  # fmt: skip
"""Errors, each by who makes it."""
