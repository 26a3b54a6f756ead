"""A JATS (or NLM) article into a Document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimcheck.model.document import Document
from claimcheck.model.reference import Reference
from claimcheck.paper.decode import decode
from claimcheck.paper.manuscript import Manuscript
from claimcheck.paper.markup.blocks import table_piece
from claimcheck.paper.markup.inline import Inline, Targets
from claimcheck.paper.markup.tree import Node, parse_xml
from claimcheck.paper.pieces import Kind, Piece, Read, assemble

_DECLARED = re.compile(rb"<\?xml[^>]{0,100}encoding=[\"']([\w.-]{1,40})[\"']")
_TYPES = {
    "journal": "article", "article": "article", "article-journal": "article", "book": "book", "chapter": "incollection",
    "confproc": "inproceedings", "paper-conference": "inproceedings", "thesis": "phdthesis", "report": "techreport",
}  # fmt: skip
_SKIPPED = frozenset(("tex-math", "table-wrap", "fig", "disp-formula", "label", "graphic", "object-id"))


def read_jats(manuscript: Manuscript) -> Document:
    """Read an article in JATS XML. Raises PaperError: not well-formed, of another kind, hostile."""
    text = _decoded(manuscript)
    root = parse_xml(text, manuscript)
    article = root.find("article")
    if article is None or not (article.find("body") or article.find("front")):
        manuscript.refuse("this XML is no JATS article", remedy="give the article as JATS, HTML, DOCX or Markdown")
    reader = _Jats(article)
    reader.front()
    body, back = article.find("body"), article.find("back")
    if body:
        reader.blocks(body, 1)
    if back:
        reader.back(back)
    document = assemble(
        Read(
            text,
            reader.pieces,
            lang=article.get("lang"),
            date=_date(article),
            works=tuple(reader.works),
            keyed=bool(reader.targets.works)
            and any(n.tag == "xref" and n.get("ref-type") == "bibr" for n in article.walk()),
        )
    )
    if not document.sentences:
        manuscript.refuse("the article holds no text", remedy="give a file with its body")
    return document


def _decoded(manuscript: Manuscript) -> str:
    declared = _DECLARED.match(manuscript.body[:200])
    encoding = declared[1].decode() if declared else "utf-8"
    if encoding.lower().replace("-", "") in ("utf8", "utf16", "usascii", "ascii"):
        return decode(manuscript.body, manuscript.shown)
    try:
        return manuscript.body.decode(encoding)
    except (LookupError, UnicodeDecodeError):
        manuscript.refuse(f"the file is not in {encoding}, as it says", remedy="save it as UTF-8")


def _date(article: Node) -> str:
    dates = [node for node in article.walk() if node.tag == "pub-date"]
    for node in dates:
        parts = [child.text() for tag in ("year", "month", "day") if (child := node.child(tag))]
        if parts and parts[0].isdigit():
            return "-".join(part.zfill(2) for part in parts if part.isdigit())
    return ""


class _Jats:
    def __init__(self, article: Node) -> None:
        self.article = article
        self.refs = [node for node in article.walk() if node.tag == "ref"]
        fns = [node for node in article.walk() if node.tag == "fn" and not _is_author_note(node)]
        self.targets = Targets(
            {ref.get("id") or f"ref{number}": _label(ref, number) for number, ref in enumerate(self.refs, 1)},
            {fn.get("id"): str(number) for number, fn in enumerate(fns, 1) if fn.get("id")},
            _SKIPPED,
        )
        self.inline = Inline(self.targets)
        self.plain = Inline(Targets(skipped=frozenset(("label", "pub-id"))))
        self.pieces: list[Piece] = []
        self.works: list[Reference] = []
        self.fns: set[int] = set()

    def front(self) -> None:
        meta = self.article.find("article-meta") or self.article.find("front")
        if meta is None:
            return
        if title := meta.find("article-title"):
            self.pieces.append(Piece("title", self.inline.read(*title.children)))
        for abstract in (node for node in meta.nodes if node.tag in ("abstract", "trans-abstract")):
            for paragraph in abstract.walk():
                if paragraph.tag == "p":
                    self.pieces.append(Piece("abstract", self.inline.read(*paragraph.children)))

    def blocks(self, node: Node, level: int, kind: Kind = "para") -> None:
        """The blocks in a section."""
        for child in node.nodes:
            self._block(child, level, kind)

    def _block(self, node: Node, level: int, kind: Kind) -> None:
        if node.tag in ("sec", "ack", "app", "boxed-text", "notes"):
            if title := node.child("title"):
                label = node.child("label")
                inside = [*(label.children if label else ()), *([*_space(label)] if label else ()), *title.children]
                self.pieces.append(Piece("heading", self.inline.read(*inside), level=level + 1))
            self.blocks(node, level + 1)
        elif node.tag == "p":
            self._paragraph(node, kind)
        elif node.tag in ("list", "def-list"):
            for item in node.nodes:
                self._item(item, level)
        elif node.tag == "disp-quote":
            self.blocks(node, level, "quote")
        elif node.tag in ("table-wrap", "fig", "fig-group", "table-wrap-group"):
            self._float(node)
        elif node.tag in ("body", "sec-meta", "fn-group"):
            self.blocks(node, level, kind)
        elif node.tag == "fn":
            self._note(node)

    def _item(self, item: Node, level: int) -> None:
        first = True
        for child in item.nodes:
            if child.tag in ("p", "title", "term", "def"):
                self._paragraph(child, "item", first)
                first = False
            else:
                self._block(child, level, "item")

    def _paragraph(self, node: Node, kind: Kind, begins: bool = False) -> None:
        clean = self.inline.read(*node.children)
        if clean.text or clean.marks:
            self.pieces.append(Piece(kind, clean, begins=begins))
        inside, self.inline.inside = self.inline.inside, []
        for note in inside:
            self._note(note)
        for child in node.nodes:
            if child.tag in ("table-wrap", "fig", "list", "disp-quote"):
                self._block(child, 2, "para")

    def _float(self, node: Node) -> None:
        if caption := node.find("caption"):
            self.pieces.append(Piece("caption", self.inline.read(*caption.children)))
        table = node.find("table")
        piece = table_piece(table, self.inline) if table else None
        if piece:
            self.pieces.append(piece)

    def _note(self, node: Node) -> None:
        if node.start in self.fns or _is_author_note(node):
            return
        self.fns.add(node.start)
        label = self.targets.notes.get(node.get("id"), f"fn{node.start}")
        self.pieces.append(Piece("note", self.plain.read(*node.children), label=label, span=node.span))

    def back(self, back: Node) -> None:
        self.blocks(back, 1)
        for group in back.walk():
            if group.tag == "fn":
                self._note(group)
        for number, ref in enumerate(self.refs, 1):
            label = _label(ref, number)
            work = _structured(ref, label)
            if work:
                self.works.append(work)
            holder = ref.child("mixed-citation", "element-citation", "citation", "nlm-citation") or ref
            self.pieces.append(Piece("listed", self.plain.read(holder), label=label, span=ref.span))


def _space(node: Node | None) -> Iterator[Node]:
    if node:
        yield Node("break", {}, node.end)


def _is_author_note(node: Node) -> bool:
    return node.get("fn-type") in ("conflict", "con", "equal", "present-address", "corresp")


def _label(ref: Node, number: int) -> str:
    return (ref.get("id") or f"ref{number}").removeprefix("ref-")


def _name(holder: Node) -> tuple[str, str]:
    surname, given = holder.find("surname"), holder.find("given-names")
    return (surname.text() if surname else "", given.text() if given else "")


def _people(citation: Node, role: str) -> tuple[str, ...]:
    groups = [n for n in citation.nodes if n.tag == "person-group" and n.get("person-group-type") in (role, "")]
    holders = groups or ([citation] if role == "author" else [])
    found: list[str] = []
    for holder in holders:
        for node in holder.nodes:
            if node.tag in ("name", "string-name") and (who := _name(node))[0]:
                found.append(", ".join(filter(None, who)))
            elif node.tag in ("collab", "institution") or (node.tag == "string-name" and node.text()):
                found.append(node.text())
            elif node.tag == "etal":
                found.append("others")
    return tuple(found)


def _structured(ref: Node, label: str) -> Reference | None:
    """A reference whose fields are marked up; None where it is text."""
    citation = ref.child("element-citation", "mixed-citation", "citation", "nlm-citation")
    if citation is None:
        citation = next((n for n in ref.walk() if n.tag in ("element-citation", "mixed-citation")), None)
    if citation is None:
        return None

    def said(*tags: str) -> str:
        node = citation.find(*tags)
        return node.text() if node else ""

    title, source = said("article-title", "chapter-title", "data-title", "part-title"), said("source")
    authors = _people(citation, "author")
    if not (title or source) or (citation.tag != "element-citation" and not (authors and said("year"))):
        return None
    identifiers = {n.get("pub-id-type"): n.text() for n in citation.walk() if n.tag == "pub-id"}
    uri = citation.find("ext-link", "uri")
    first, last = said("fpage"), said("lpage")
    year = re.sub(r"\D.*", "", said("year"))
    parts = [year, said("month"), said("day")]
    date = "-".join(part.zfill(2) for part in parts[: 1 + (parts[1].isdigit()) * (1 + parts[2].isdigit())] if part)
    return Reference(
        key=label, type=_TYPES.get(citation.get("publication-type"), "misc"), title=title or source, authors=authors,
        editors=_people(citation, "editor"), year=year, date=date, container=source if title else "",
        publisher=said("publisher-name"), place=said("publisher-loc"), volume=said("volume"), number=said("issue"),
        pages="–".join(filter(None, (first, last))) or said("page-range", "elocation-id"),
        url=(uri.get("href") or uri.text()) if uri else "", doi=identifiers.get("doi", "").removeprefix("https://doi.org/"),
        eprint=identifiers.get("arxiv", ""), isbn=said("isbn"), raw=citation.text(), span=ref.span,
    )  # fmt: skip
