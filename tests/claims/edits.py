"""Papers that are made up and then edited, by someone who knows which sentence is which.

A ``Draft`` renders to Markdown; every sentence keeps its number through all edits, so that a test can say which claim
of the paper before is which of the paper after.
"""

from __future__ import annotations

import textwrap
import unicodedata
from dataclasses import dataclass, field, replace
from itertools import pairwise
from random import Random

SUBJECTS = ("wardens", "brewers", "teachers", "nurses", "pilots", "miners", "fishers", "judges", "porters", "farmers")
PLACES = ("Ulm", "Bern", "Oslo", "Turku", "Gdansk", "Porto", "Ghent", "Cork", "Split", "Malmo")
VERBS = {"counted": "tallied", "reported": "announced", "bought": "purchased", "repaired": "mended"}
THINGS = ("heron nests", "copper kettles", "school desks", "hospital beds", "small engines", "iron lamps",
          "fishing nets", "court files", "heavy crates", "milk cows")  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One sentence, known by its number."""

    number: int
    subject: str
    place: str
    verb: str
    thing: str
    figure: int
    noted: bool = False
    extra: str = ""
    """A word that an author put in."""

    @property
    def text(self) -> str:
        extra = f"{self.extra} " if self.extra else ""
        return f"The “{self.subject}” of {self.place} {extra}{self.verb} {self.figure} {self.thing}"


@dataclass(frozen=True)
class Draft:
    """A paper: sections of paragraphs of sentences."""

    sections: tuple[tuple[str, tuple[Line, ...]], ...]
    notes_before: int = 0
    """Notes that stand before all others, and shift their numbers."""
    joined: frozenset[int] = frozenset()
    """Sentences that are joined with the one behind them."""
    plain: bool = False
    """Straight quotation marks."""
    spaced: bool = False
    """No-break spaces behind figures."""
    decomposed: bool = False
    width: int = 0
    """Wrapped at this width."""

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for _, lines in self.sections for line in lines)

    def rendered(self) -> tuple[str, dict[int, tuple[int, int]]]:
        """The Markdown, and where each sentence stands in it."""
        text, spans, notes = "# The Yearly Counts\n\n", {}, []
        text += " ".join(f"Somebody said so.[^{n + 1}]" for n in range(self.notes_before)) + "\n\n"
        notes = [f"Anna Berg, *Opening {n + 1}*, 2018." for n in range(self.notes_before)]
        for title, lines in self.sections:
            text += f"## {title}\n\n"
            paragraph, places = "", []
            for place, line in enumerate(lines):
                joins = line.number in self.joined and place + 1 < len(lines)
                after = place > 0 and lines[place - 1].number in self.joined
                said = self._typed(line.text[:1].lower() + line.text[1:] if after else line.text)
                mark = ""
                if line.noted:
                    notes.append(f"Karl Ost, *Book of {line.thing} {line.number}*, 2019.")
                    mark = f"[^{len(notes)}]"
                places.append((line.number, len(paragraph), len(paragraph) + len(said)))
                paragraph += said + (f"{mark} and " if joins else f".{mark} ")
            shown = self._wrapped(paragraph)
            spans |= {number: (len(text) + start, len(text) + end) for number, start, end in places}
            text += shown + "\n\n"
        text += "".join(f"[^{n}]: {note}\n" for n, note in enumerate(notes, 1))
        return text, spans

    def _typed(self, said: str) -> str:
        if self.plain:
            said = said.replace("“", '"').replace("”", '"')
        if self.spaced:
            said = " ".join(said.split(" "))
            said = "".join(
                "\u00a0" if c == " " and at and said[at - 1].isdigit() else c for at, c in enumerate(said)
            )  # fmt: skip
        return unicodedata.normalize("NFD", said) if self.decomposed else said

    def _wrapped(self, paragraph: str) -> str:
        """Each break stands for one space, so that no place shifts."""
        if not self.width:
            return paragraph
        broken, at = list(paragraph), 0
        for row in textwrap.wrap(paragraph, self.width, break_long_words=False, break_on_hyphens=False)[:-1]:
            at = paragraph.index(row, at) + len(row)
            broken[at] = "\n"
        return "".join(broken)


@dataclass
class Editor:
    """Edits a draft at random, and knows what became of each sentence."""

    random: Random
    draft: Draft
    gone: dict[int, Line] = field(default_factory=dict)
    figures: set[int] = field(default_factory=set)
    """Sentences whose figure was changed."""
    touched: set[int] = field(default_factory=set)
    """Sentences with an edit in their own words."""
    next: int = 1000

    def edit(self, kind: str) -> None:
        getattr(self, kind)()

    def _choose(self) -> Line | None:
        fresh = [line for line in self.draft.lines if line.number not in self.touched and line.number < 1000]
        return self.random.choice(fresh) if fresh else None

    def _with(self, line: Line, new: Line | None) -> None:
        sections = tuple(
            (title, tuple(new if one is line else one for one in lines if new or one is not line))
            for title, lines in self.draft.sections
        )
        self.draft = replace(self.draft, sections=sections)  # type: ignore[arg-type]

    def move(self) -> None:
        line = self._choose()
        if line:
            self._with(line, None)
            self._put(line)

    def _put(self, line: Line) -> None:
        at = self.random.randrange(len(self.draft.sections))
        title, lines = self.draft.sections[at]
        place = self.random.randint(0, len(lines))
        section = (title, (*lines[:place], line, *lines[place:]))
        self.draft = replace(
            self.draft, sections=(*self.draft.sections[:at], section, *self.draft.sections[at + 1 :])
        )  # fmt: skip

    def figure(self) -> None:
        line = self._choose()
        if line:
            self.touched.add(line.number)
            self.figures.add(line.number)
            self._with(line, replace(line, figure=line.figure + 10_000))

    def reword(self) -> None:
        line = self._choose()
        if line:
            self.touched.add(line.number)
            extra = self.random.choice(("together", "reportedly", ""))
            self._with(line, replace(line, verb=VERBS.get(line.verb, line.verb), extra=extra))

    def delete(self) -> None:
        line = self._choose()
        if line and len(self.draft.lines) > 1:
            self.gone[line.number] = line
            self._with(line, None)

    def add(self) -> None:
        self.next += 1
        figure = 200_000 + self.next
        self._put(Line(self.next, "astronomers", "Uppsala", "sighted", f"faint comets {self.next}", figure))

    def note(self) -> None:
        self.draft = replace(self.draft, notes_before=self.random.choice((0, 1, 3)))

    def join(self) -> None:
        line = self._choose()
        if line:
            self.draft = replace(self.draft, joined=self.draft.joined ^ {line.number})

    def joined_and_edited(self) -> set[int]:
        """Sentences that were joined with one that was edited, or were edited: they may be lost, never mixed up."""
        unsure: set[int] = set()
        for _, lines in self.draft.sections:
            for one, other in pairwise(lines):
                both = {one.number, other.number}
                if one.number in self.draft.joined and (both & self.touched or max(both) >= 1000):
                    unsure |= both
        return unsure

    def rename(self) -> None:
        at = self.random.randrange(len(self.draft.sections))
        sections = list(self.draft.sections)
        self.next += 1
        sections[at] = (f"Renamed {self.next}", sections[at][1])
        self.draft = replace(self.draft, sections=tuple(sections))

    def typography(self) -> None:
        what = self.random.choice(("plain", "spaced", "decomposed"))
        self.draft = replace(self.draft, **{what: not getattr(self.draft, what)})

    def wrap(self) -> None:
        self.draft = replace(self.draft, width=self.random.choice((0, 40, 72)))

    def shuffle(self) -> None:
        sections = list(self.draft.sections)
        self.random.shuffle(sections)
        self.draft = replace(self.draft, sections=tuple(sections))


KINDS = ("move", "figure", "reword", "delete", "add", "note", "join", "rename", "typography", "wrap", "shuffle")


def draft(random: Random, size: int, alike: bool) -> Draft:
    """A paper of ``size`` sentences; ``alike``: families that differ in one name and their figure alone."""
    lines = []
    places = random.sample(PLACES, len(PLACES))
    for number in range(size):
        kind = number % 3 if alike else number
        lines.append(
            Line(
                number,
                SUBJECTS[kind % len(SUBJECTS)],
                places[(number // 3 if alike else number) % len(places)],
                tuple(VERBS)[kind % len(VERBS)],
                THINGS[(kind + (0 if alike else number // 10)) % len(THINGS)],
                random.randint(11, 1800) * 5 + number % 5,
                noted=random.random() < 0.4,
            )
        )
    random.shuffle(lines)
    cut = sorted(random.sample(range(1, size), min(2, size - 1)))
    bounds = [0, *cut, size]
    sections = tuple(
        (f"Section {chr(65 + n)}", tuple(lines[start:end])) for n, (start, end) in enumerate(pairwise(bounds))
    )
    return Draft(sections)
