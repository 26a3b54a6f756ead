"""HTML and XML as a tree whose texts know where they stand in the file.

lxml gives lines at best, and what is anchored here needs the column; so the events of the standard library's parsers,
which tell their places, are put together again. No entity is read from outside or expanded within: a document that
declares its own is refused.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import islice
from xml.parsers import expat

from claimcheck.model.text import Span
from claimcheck.paper.manuscript import Manuscript
from claimcheck.readers.wordlists import word_set

MOST_NODES = 1_000_000
MOST_TEXTS = 1_500_000
"""Texts between elements, line ends and entities; each takes as much memory as an element."""
MOST_ATTRIBUTES = 10_000
_LONG_TAG = re.compile(r"<[^<]{100000,}")
_ATTRIBUTE = re.compile(r"\s[^\s<>=\"']{1,100}\s{0,9}=\s{0,9}[\"']")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_DEEPEST = 100
"""Elements deeper than this become children of one at this depth."""
_VOID = word_set("area base br col embed hr img input link meta param source track wbr")
_CLOSES = {
    "li": word_set("li"), "dt": word_set("dt dd"), "dd": word_set("dt dd"), "tr": word_set("tr td th"),
    "td": word_set("td th"), "th": word_set("td th"), "tbody": word_set("thead tr td th tbody"),
}  # fmt: skip
"""What an element that begins closes where its end was left out; not over a table or list in between."""
_HOLDS = word_set("table ul ol dl section article div body")
_CLOSES_P = word_set(
    "address article aside blockquote div dl fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr main nav ol p pre "
    "section table ul"
)


@dataclass(slots=True)
class Text:
    """Characters; ``at`` is -1 where they stand otherwise in the file (an entity)."""

    text: str
    at: int


@dataclass(slots=True)
class Node:
    tag: str
    """In small letters for HTML; without its namespace."""
    attributes: dict[str, str]
    start: int
    end: int = 0
    children: list[Node | Text] = field(default_factory=list)

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")

    @property
    def span(self) -> Span:
        return Span(self.start, max(self.end, self.start + 1))

    @property
    def nodes(self) -> Iterator[Node]:
        """The elements right in it."""
        return (child for child in self.children if isinstance(child, Node))

    def walk(self) -> Iterator[Node]:
        """It and all elements in it, in the order of the file."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(list(node.nodes)))

    def find(self, *tags: str) -> Node | None:
        """The first element with one of the tags in it."""
        return next((node for node in self.walk() if node.tag in tags and node is not self), None)

    def child(self, *tags: str) -> Node | None:
        return next((node for node in self.nodes if node.tag in tags), None)

    def text(self) -> str:
        """All its characters, white space folded."""
        parts: list[str] = []
        stack: list[Node | Text] = [self]
        while stack:
            item = stack.pop()
            if isinstance(item, Text):
                parts.append(item.text)
            else:
                stack.extend(reversed(item.children))
        return " ".join("".join(parts).split())


def _bound_attributes(text: str, manuscript: Manuscript) -> None:
    """Refuse an element with ever so many attributes, before a parser holds them all at once."""
    for match in _LONG_TAG.finditer(text):
        given = sum(1 for _ in islice(_ATTRIBUTE.finditer(match.group()), MOST_ATTRIBUTES + 1))
        bare = len(_QUOTED.sub("", match.group().partition(">")[0]).split())
        if max(given, bare) > MOST_ATTRIBUTES:
            manuscript.refuse(
                f"an element of the paper has more than {MOST_ATTRIBUTES:,} attributes",
                line=text.count("\n", 0, match.start()) + 1,
                remedy="this is no paper, or it is damaged",
            )


class _Builder:
    def __init__(self, manuscript: Manuscript) -> None:
        self.manuscript = manuscript
        self.root = Node("", {}, 0)
        self.stack = [self.root]

    def open(self, tag: str, attributes: dict[str, str], at: int) -> None:
        self.manuscript.elements += 1
        if self.manuscript.elements > MOST_NODES:
            self.manuscript.refuse(f"the paper has more than {MOST_NODES:,} elements", remedy="give a smaller file")
        node = Node(tag, attributes, at)
        self.stack[min(len(self.stack), _DEEPEST) - 1].children.append(node)
        self.stack.append(node)

    def close(self, at: int) -> None:
        if len(self.stack) > 1:
            self.stack.pop().end = at

    def add(self, text: str, at: int) -> None:
        self.manuscript.texts += 1
        if self.manuscript.texts > MOST_TEXTS:
            self.manuscript.refuse(
                f"the paper has more than {MOST_TEXTS:,} pieces of text", remedy="give a smaller file"
            )
        self.stack[min(len(self.stack), _DEEPEST) - 1].children.append(Text(text, at))


def parse_html(text: str, manuscript: Manuscript) -> Node:
    """The tree of an HTML page. Raises PaperError where it is too large."""
    _bound_attributes(text, manuscript)
    parser = _Html(text, manuscript)
    parser.feed(_closed(text))
    parser.close()
    return parser.builder.root


def _closed(text: str) -> str:
    """``text`` of the same length, without what begins a comment or a tag that never ends.

    The parser of the standard library looks for the end of each anew, in time that grows with the square of the text.
    """
    comments = text.rfind("-->")
    comments = 0 if comments < 0 else comments
    text = text[:comments] + text[comments:].replace("<!--", "    ")
    tags = text.rfind(">") + 1
    return text[:tags] + text[tags:].replace("<", " ")


class _Html(HTMLParser):
    def __init__(self, text: str, manuscript: Manuscript) -> None:
        super().__init__(convert_charrefs=False)
        self.builder = _Builder(manuscript)
        self.starts = [0]
        for at, char in enumerate(text):
            if char == "\n":
                self.starts.append(at + 1)

    def place(self) -> int:
        line, column = self.getpos()
        return self.starts[min(line, len(self.starts)) - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        stack = self.builder.stack
        if tag in _CLOSES_P:
            self._imply(word_set("p"), tag)
        if closes := _CLOSES.get(tag):
            while len(stack) > 1 and (any(node.tag in closes for node in stack[-3:])) and stack[-1].tag not in _HOLDS:
                self.builder.close(self.place())
        self.builder.open(tag, {name: value or "" for name, value in attrs}, self.place())
        if tag in _VOID:
            self.builder.close(self.place())

    def _imply(self, tags: frozenset[str], tag: str) -> None:
        if self.builder.stack[-1].tag in tags:
            self.builder.close(self.place())

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID and tag not in ("p", "div", "span", "a", "td", "th", "li"):
            self.builder.close(self.place())

    def handle_endtag(self, tag: str) -> None:
        stack = self.builder.stack
        if tag in _VOID or all(node.tag != tag for node in stack[-60:]):
            return
        while len(stack) > 1:
            last = stack[-1].tag
            self.builder.close(self.place())
            if last == tag:
                return

    def handle_data(self, data: str) -> None:
        self.builder.add(data, self.place())

    def handle_entityref(self, name: str) -> None:
        self.builder.add(html.unescape(f"&{name};"), -1)

    def handle_charref(self, name: str) -> None:
        self.builder.add(html.unescape(f"&#{name};"), -1)


def parse_xml(text: str, manuscript: Manuscript) -> Node:
    """The tree of an XML document. Raises PaperError: not well-formed, declares entities, or is too large."""
    _bound_attributes(text, manuscript)
    body = text.encode("utf-8", "surrogatepass")
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = False
    builder = _Builder(manuscript)
    known = [0, 0]

    def place() -> int:
        """Code points before the event; events come in order, so each part of the file is counted once."""
        at = parser.CurrentByteIndex
        if at >= known[0]:
            known[1] += len(body[known[0] : at].decode("utf-8", "surrogatepass"))
            known[0] = at
        return known[1]

    def start(name: str, attributes: dict[str, str]) -> None:
        local = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        builder.open(name.rpartition(":")[2], local, place())

    def characters(data: str) -> None:
        at = place()
        builder.add(data, at if text.startswith(data, at) else -1)

    def declared(*_: object) -> None:
        manuscript.refuse(
            "the document declares entities, which are not read",
            line=parser.CurrentLineNumber,
            remedy="write out what they stand for",
        )

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: builder.close(place())
    parser.CharacterDataHandler = characters
    parser.EntityDeclHandler = declared
    parser.SkippedEntityHandler = lambda name, _: builder.add(html.unescape(f"&{name};"), -1)
    try:
        parser.Parse(body, True)
    except expat.ExpatError as error:
        manuscript.refuse(
            f"the XML is not well-formed: {expat.ErrorString(error.code)}",
            line=error.lineno,
            remedy="mend or export it anew",
        )
    return builder.root
