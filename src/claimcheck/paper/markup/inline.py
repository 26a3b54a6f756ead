"""The inside of a paragraph of HTML or JATS into clean text and marks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from claimcheck.paper.formula import write_formula
from claimcheck.paper.mapped import Clean
from claimcheck.paper.markup.tree import Node, Text
from claimcheck.paper.printed import HYPHENS, MOST_RANGE, SUBJECT, tidied
from claimcheck.paper.writer import Writer
from claimcheck.readers.wordlists import word_set

_EMPHASIS = word_set("em i cite italic")
_SUPERSCRIPTS = str.maketrans("0123456789-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻")
_BREAKS = word_set("br break p div li td th tr list-item")


@dataclass(slots=True)
class Targets:
    """What links inside a paper lead to, by id."""

    works: Mapping[str, str] = field(default_factory=dict)
    """Items of the reference list: the label by which marks name them, in the order of the list."""
    notes: Mapping[str, str] = field(default_factory=dict)
    """Notes: their labels."""
    skipped: frozenset[str] = frozenset()
    """Tags that hold no text of the paragraph."""


class Inline:
    """Writes the text of nodes; notes that stand inside them are handed on."""

    def __init__(self, targets: Targets) -> None:
        self.targets = targets
        self.order = {identifier: number for number, identifier in enumerate(targets.works)}
        self.ids = list(targets.works)
        self.inside: list[Node] = []
        """Notes that stand where their marks are."""

    def read(self, *nodes: Node | Text) -> Clean:
        """The clean text of some nodes, one after the other."""
        out = Writer()
        state = _State(out)
        for node in nodes:
            self._node(node, state)
        return tidied(out.clean())

    def _node(self, node: Node | Text, state: _State) -> None:
        out = state.out
        if isinstance(node, Text):
            if node.at < 0:
                out.put(node.text)
            else:
                out.verbatim(node.text, node.at)
            return
        if node.tag in self.targets.skipped or node.tag in ("script", "style", "annotation"):
            return
        if self._formula(node, out):
            return
        if self._citation(node, state) or self._note(node, state):
            return
        start = out.next
        if node.tag in ("sup", "sub"):
            self._raised(node, state)
            return
        if node.tag in _BREAKS:
            out.space()
        for child in node.children:
            self._node(child, state)
        if node.tag in _BREAKS:
            out.space()
        if node.tag in _EMPHASIS:
            out.emphasise(start)
        target = node.get("href")
        if target.startswith(("http://", "https://")) and node.tag in ("a", "ext-link", "uri"):
            out.link(start, target)

    def _formula(self, node: Node, out: Writer) -> bool:
        """TeX in JATS's alternatives, or between the brackets that MathJax looks for."""
        if node.tag == "inline-formula" and (tex := node.find("tex-math")):
            texts = _texts(tex)
        elif node.tag == "span" and "math" in node.get("class").split():
            texts = _texts(node)
        else:
            return False
        if len(texts) != 1 or texts[0].at < 0:
            return False
        inner = texts[0].text
        lead = len(inner) - len(inner.lstrip(" \n$"))
        lead += 2 if inner.startswith(("\\(", "\\["), lead) else 0
        inner = inner[lead:].rstrip(" \n$")
        inner = inner[:-2] if inner.endswith(("\\)", "\\]")) else inner
        write_formula(out, inner, texts[0].at + lead, dollars=False)
        return True

    def _citation(self, node: Node, state: _State) -> bool:
        """A link to the reference list, or pandoc's span around a citation."""
        cites = node.get("data-cites") if node.tag == "span" else ""
        if cites:
            self._subject(node, state)
            for key in cites.split():
                state.out.mark(self.targets.works.get(f"ref-{key}", key), "key", node.span)
            return True
        wanted = node.get("rid").split() if node.tag == "xref" else [node.get("href").removeprefix("#")]
        if node.tag not in ("xref", "a") or not wanted or any(one not in self.order for one in wanted):
            return False
        words = node.text()
        if words and not any(char.isdigit() for char in words):
            return False  # the name of "Roe (2020)" that leads to the same item as its year
        self._subject(node, state)
        for one in self._with_range(wanted, state):
            state.out.mark(self.targets.works[one], "key", node.span)
        state.last, state.length = wanted[-1], state.out.length
        return True

    def _with_range(self, wanted: list[str], state: _State) -> list[str]:
        """The items that a link means; those between the last one and it where a dash stands between them."""
        between = "".join(state.out.tail[-(state.out.length - state.length) :].split()) if state.last else ""
        if state.out.length - state.length not in (1, 2, 3) or between not in HYPHENS:
            return wanted
        first, last = self.order[state.last], self.order[wanted[0]]
        return [*self.ids[first + 1 : last], *wanted] if 0 < last - first <= MOST_RANGE else wanted

    def _subject(self, node: Node, state: _State) -> None:
        """Keep the names of a narrative citation: they are the subject of the sentence."""
        match = SUBJECT.match(node.text())
        if not match:
            return
        left = len(match["name"])
        for item in _texts(node):
            part = item.text[:left] if left else ""
            if part and item.at >= 0:
                state.out.verbatim(part, item.at)
            elif part:
                state.out.put(part)
            left -= len(part)

    def _note(self, node: Node, state: _State) -> bool:
        if node.tag == "fn" or (node.get("role") == "doc-footnote" and node.tag == "span"):
            self.inside.append(node)
            state.out.mark(self.targets.notes.get(node.get("id"), f"fn{node.start}"), "note", node.span)
            return True
        rid = node.get("rid") if node.tag == "xref" else node.get("href").removeprefix("#")
        label = self.targets.notes.get(rid) if rid and node.tag in ("xref", "a") else None
        if label is None or node.get("role") == "doc-backlink":
            return False
        state.out.mark(label, "note", node.span)
        return True

    def _raised(self, node: Node, state: _State) -> None:
        """Raised text: marks alone where it links to works or notes, else a power or plain text."""
        known = [
            link
            for link in node.walk()
            if link.tag in ("a", "xref")
            and {link.get("href").removeprefix("#"), *link.get("rid").split()} & self._known
        ]
        if known:
            for child in node.children:
                if isinstance(child, Node):
                    self._node(child, state)
                elif child.text.strip() in HYPHENS:
                    state.out.put(child.text.strip())
            return
        words = node.text()
        if node.tag == "sup" and words and all(char in "0123456789-−" for char in words):
            state.out.put(words.translate(_SUPERSCRIPTS))
            return
        for child in node.children:
            self._node(child, state)

    @property
    def _known(self) -> set[str]:
        return {*self.order, *self.targets.notes}


@dataclass(slots=True)
class _State:
    out: Writer
    last: str = ""
    """The item that was cited last, and how long the text was then."""
    length: int = 0


def _texts(node: Node) -> list[Text]:
    found: list[Text] = []
    stack: list[Node | Text] = [node]
    while stack:
        item = stack.pop()
        if isinstance(item, Text):
            found.append(item)
        else:
            stack.extend(reversed(item.children))
    return found
