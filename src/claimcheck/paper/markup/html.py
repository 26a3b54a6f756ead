"""An HTML paper into a Document: DPUB-ARIA roles, pandoc's and publishers' markup for notes and references."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from claimcheck.model.document import Document
from claimcheck.paper.manuscript import Manuscript
from claimcheck.paper.markdown.headings import opens_notes, opens_references
from claimcheck.paper.markup.blocks import table_piece
from claimcheck.paper.markup.inline import Inline, Targets
from claimcheck.paper.markup.tree import Node, Text, parse_html
from claimcheck.paper.pieces import Kind, Piece, Read, assemble
from claimcheck.readers.charset import decode
from claimcheck.readers.wordlists import word_set

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_DROPPED = word_set(
    "script style nav footer form button svg template noscript iframe select textarea head dialog object canvas audio "
    "video"
)
_BLOCKS = word_set(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 "
    "h4 h5 h6 header hgroup hr html li main nav ol p pre section summary table tbody td tfoot th thead tr ul caption"
)
_TEXTS: dict[str, Kind] = {
    "p": "para",
    "dd": "para",
    "dt": "para",
    "li": "item",
    "figcaption": "caption",
    "caption": "caption",
}
_FURNITURE_ROLES = word_set("navigation banner contentinfo complementary search dialog doc-toc doc-pagelist")
_NOTE_ROLES = word_set("doc-endnotes doc-footnote doc-endnote doc-footnotes")
_NOTE_CLASSES = word_set("footnotes endnotes footnote endnote fn-group notes-list")
_LIST_CLASSES = word_set("references csl-bib-body bibliography ref-list reflist reference-list citation-list")
_NOTE_ID = re.compile(r"(?:_?(?:ftn|edn)|fn|footnote|endnote|note|en|cite_note)[-_:.]?\d*", re.IGNORECASE)


def read_html_paper(manuscript: Manuscript) -> Document:
    """Read an HTML paper. Raises PaperError: empty, binary, too large."""
    if not manuscript.body.strip():
        manuscript.refuse("the file is empty", remedy="give a paper with text in it")
    if b"\0" in manuscript.body[:4096] and not manuscript.body.startswith((b"\xff\xfe", b"\xfe\xff")):
        manuscript.refuse("this is binary data (it holds NUL bytes), not HTML", remedy="give the paper as HTML")
    text, _ = decode(manuscript.body, "")
    root = parse_html(text, manuscript)
    reader = _Html(root)
    title, meta = root.find("title"), _meta(root)
    reader.body(root.find("body") or root)
    html = root.find("html")
    document = assemble(
        Read(
            text,
            reader.pieces,
            lang=html.get("lang") if html else "",
            date=meta.get("citation_publication_date", meta.get("dc.date", ""))[:10].replace("/", "-"),
            keyed=reader.keyed,
        )
    )
    if not document.sentences and not document.notes:
        manuscript.refuse("the page holds no words", remedy="save the page with its text")
    return document if document.title or not title else replace(document, title=title.text())


def _meta(root: Node) -> dict[str, str]:
    head = root.find("head")
    return {n.get("name").casefold(): n.get("content") for n in (head.walk() if head else ()) if n.tag == "meta"}


@dataclass(slots=True)
class _Found:
    """Where the notes and the reference list of a page stand."""

    works: dict[str, str] = field(default_factory=dict)
    items: list[Node] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)
    note_nodes: dict[int, tuple[Node, str]] = field(default_factory=dict)


def _classes(node: Node) -> set[str]:
    return set(node.get("class").casefold().split())


def _find(root: Node) -> _Found:
    found = _Found()
    targets = {n.get("href")[1:] for n in root.walk() if n.tag == "a" and n.get("href").startswith("#")}
    lists = [n for n in root.walk() if n.get("role") == "doc-bibliography" or _classes(n) & _LIST_CLASSES]
    lists += _under_heading(root, opens_references) if not lists else []
    for holder in lists:
        for item in _items(holder):
            if item not in found.items and item.text():
                found.items.append(item)
                if identifier := _identifier(item, targets):
                    found.works[identifier] = identifier.removeprefix("ref-")
    listed = {id(item) for item in found.items}
    holders = [n for n in root.walk() if n.get("role") in _NOTE_ROLES or _classes(n) & _NOTE_CLASSES]
    holders += _under_heading(root, opens_notes)
    for holder in holders:
        single = holder.get("role") in ("doc-footnote", "doc-endnote") or not any(n.tag == "li" for n in holder.walk())
        for note in [holder] if single else [n for n in holder.walk() if n.tag == "li"]:
            _add_note(found, note, targets, listed)
    for node in root.walk():
        if (
            node.get("id") in targets
            and _NOTE_ID.fullmatch(node.get("id"))
            and node.tag in ("p", "li", "div", "aside", "dd")
        ):
            _add_note(found, node, targets, listed)
    return found


def _add_note(found: _Found, note: Node, targets: set[str], listed: set[int]) -> None:
    if note.start in found.note_nodes or id(note) in listed:
        return
    identifier = _identifier(note, targets)
    label = str(len(found.note_nodes) + 1)
    found.note_nodes[note.start] = note, label
    if identifier:
        found.notes[identifier] = label


def _identifier(node: Node, targets: set[str]) -> str:
    """The id of an element, or of one in it, that the text links to."""
    return next((n.get("id") for n in node.walk() if n.get("id") in targets), node.get("id"))


def _items(holder: Node) -> list[Node]:
    entries = [n for n in holder.walk() if "csl-entry" in _classes(n)]
    entries = entries or [n for n in holder.walk() if n.tag == "li"]
    return entries or [n for n in holder.walk() if n.tag in ("p", "dd")]


def _under_heading(root: Node, opens: Callable[[str], bool]) -> list[Node]:
    """The list that follows a heading of its kind."""
    flat = [node for node in root.walk() if node.tag in _HEADINGS or node.tag in ("ol", "ul", "dl")]
    for number, node in enumerate(flat[:-1]):
        if node.tag in _HEADINGS and opens(node.text()) and flat[number + 1].tag not in _HEADINGS:
            return [flat[number + 1]]
    return []


class _Html:
    def __init__(self, root: Node) -> None:
        self.found = _find(root)
        self.inline = Inline(Targets(self.found.works, self.found.notes, frozenset(("button", "noscript"))))
        self.plain = Inline(Targets(skipped=frozenset(("button",))))
        self.pieces: list[Piece] = []
        self.keyed = bool(self.found.works) and any(
            (n.tag == "a" and n.get("href")[1:] in self.found.works) or n.get("data-cites") for n in root.walk()
        )
        self.items = {item.start for item in self.found.items}
        self.abstract = False
        self.holders = _holders(root)
        """Where elements begin that hold blocks."""

    def body(self, body: Node) -> None:
        self._blocks(body, "para")

    def _blocks(self, node: Node, kind: Kind) -> None:
        """The blocks in an element; text and inline elements between them are paragraphs."""
        run: list[Node | Text] = []
        begins = kind == "item"
        for child in node.children:
            if isinstance(child, Text) or (child.tag not in _BLOCKS and child.start not in self.holders):
                if not (isinstance(child, Node) and child.tag in _DROPPED):
                    run.append(child)
                continue
            begins = self._flush(run, kind, begins)
            self._block(child, kind)
        self._flush(run, kind, begins)

    def _flush(self, run: list[Node | Text], kind: Kind, begins: bool) -> bool:
        if any(isinstance(item, Node) or item.text.strip() for item in run):
            clean = self.inline.read(*run)
            if clean.text or clean.marks:
                stated: Kind = "abstract" if self.abstract and kind in ("para", "item") else kind
                self.pieces.append(Piece(stated, clean, begins=begins))
                begins = False
            for note in self.inline.inside:
                self._note(note, self.inline.targets.notes.get(note.get("id"), f"fn{note.start}"))
            self.inline.inside.clear()
        run.clear()
        return begins

    def _block(self, node: Node, kind: Kind) -> None:
        classes, role = _classes(node), node.get("role")
        if node.start in self.items:
            clean = self.plain.read(*node.children)
            identifier = next((i for i in (n.get("id") for n in node.walk()) if i in self.found.works), "")
            self.pieces.append(Piece("listed", clean, label=self.found.works.get(identifier, "")))
        elif node.start in self.found.note_nodes:
            self._note(*self.found.note_nodes[node.start])
        elif (
            node.tag in _DROPPED
            or role in _FURNITURE_ROLES
            or node.get("hidden")
            or "toc" in classes | {node.get("id")}
        ):
            return
        elif node.tag in _HEADINGS:
            stated: Kind = "title" if "title" in classes and node.tag == "h1" else "heading"
            self.pieces.append(Piece(stated, self.inline.read(*node.children), level=_HEADINGS[node.tag]))
        elif node.tag == "table":
            self._table(node, kind)
        elif node.tag == "pre" or node.tag == "hr":
            return
        elif classes & {"author", "authors", "date", "subtitle", "affiliation"} and node.tag in ("p", "div"):
            self.pieces.append(Piece("byline", self.inline.read(*node.children)))
        else:
            before = self.abstract
            self.abstract = self.abstract or "abstract" in classes | {
                role.removeprefix("doc-"),
                node.get("id").casefold(),
            }
            self._blocks(node, "quote" if node.tag == "blockquote" else _TEXTS.get(node.tag, kind))
            self.abstract = before

    def _table(self, node: Node, kind: Kind) -> None:
        caption = node.child("caption")
        if caption:
            self.pieces.append(Piece("caption", self.inline.read(*caption.children)))
        piece = table_piece(node, self.inline)
        if piece:
            self.pieces.append(piece)
        else:
            self._blocks(node, kind)

    def _note(self, node: Node, label: str) -> None:
        clean = self.plain.read(*_without_backlinks(node))
        self.pieces.append(Piece("note", clean, label=label, span=node.span))


def _without_backlinks(node: Node) -> Iterator[Node | Text]:
    for child in node.children:
        if isinstance(child, Text):
            yield child
        elif child.get("role") == "doc-backlink" or _classes(child) & {"footnote-back", "mw-cite-backlink"}:
            continue
        elif child.tag in ("p", "div", "span"):
            kept = list(_without_backlinks(child))
            yield Node(child.tag, child.attributes, child.start, child.end, kept)
        else:
            yield child


def _holders(root: Node) -> set[int]:
    found: set[int] = set()
    for node in reversed(list(root.walk())):  # children before their parents
        if any(child.tag in _BLOCKS or child.start in found for child in node.nodes):
            found.add(node.start)
    return found
