"""An OpenDocument text (.odt, .fodt) into a Document; tracked changes as accepted."""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.model.document import Document
from claimcheck.model.text import Span
from claimcheck.paper.decode import decode
from claimcheck.paper.manuscript import Manuscript
from claimcheck.paper.mapped import Clean
from claimcheck.paper.markup.tree import Node, Text, parse_xml
from claimcheck.paper.office.csl import bibliography_mark, bookmarked, read_field
from claimcheck.paper.office.package import Package
from claimcheck.paper.office.sheet import Line, Sheet, Style, style_of
from claimcheck.paper.pieces import Piece, Read, assemble
from claimcheck.readers.wordlists import word_set

_GONE = word_set(
    "tracked-changes annotation annotation-end table-of-content illustration-index sequence-decls forms object"
)
_MOST_SPAN = 50


def read_odt(manuscript: Manuscript) -> Document:
    """Read an OpenDocument text, packed or flat. Raises PaperError: no such file, damaged, encrypted, without text."""
    if manuscript.body.lstrip()[:5] == b"<?xml":
        roots = [parse_xml(decode(manuscript.body, manuscript.shown), manuscript)]
    else:
        package = Package(manuscript, ".odt")
        manifest = package.part("META-INF/manifest.xml")
        if manifest and manifest.find("encryption-data"):
            manuscript.refuse("the .odt file is encrypted", remedy="save it without a password")
        roots = [root for name in ("content.xml", "styles.xml", "meta.xml") if (root := package.part(name))]
    body = next((found for root in roots if (found := root.find("text"))), None)
    if body is None:
        manuscript.refuse("this is no OpenDocument text: it has no text part", remedy="save it anew as .odt")
    reader = _Odt(roots, manuscript)
    reader.blocks(body, Style())
    reader.notes()
    sheet = reader.sheet
    if not any(piece.clean.text or piece.rows for piece in sheet.pieces):
        manuscript.refuse("the document holds no text", remedy="give a paper with text in it")
    return assemble(
        Read(
            sheet.source, sheet.pieces, lang=reader.lang, works=tuple(sheet.works.values()), parts=tuple(sheet.parts),
            keyed=bool(sheet.works), raised=True,
        )
    )  # fmt: skip


class _Odt:
    def __init__(self, roots: list[Node], manuscript: Manuscript) -> None:
        self.manuscript = manuscript
        self.sheet = Sheet()
        self.names: dict[str, str] = {}
        """Display name of each style, that of its parent where it is automatic."""
        self.italic: set[str] = set()
        self.raised: set[str] = set()
        self.lang = ""
        self.codes: dict[str, str] = {}
        """What Zotero keeps of its bookmarks, by their names."""
        for root in roots:
            self._styles(root)
            self.codes |= bookmarked(root.find("meta"))
        self.pending: list[tuple[Node, str, int]] = []
        self.counts = {"footnote": 0, "endnote": 0}
        self.open: Line | None = None
        self.in_note = False

    def _styles(self, root: Node) -> None:
        parents: dict[str, str] = {}
        for node in root.walk():
            if node.tag not in ("style", "default-style"):
                continue
            name = node.get("name")
            self.names.setdefault(name, (node.get("display-name") or name).replace("_20_", " "))
            parents[name] = node.get("parent-style-name")
            look = node.child("text-properties")
            if look is not None:
                if look.get("font-style") in ("italic", "oblique") and node.get("family") == "text":
                    self.italic.add(name)
                if look.get("text-position").startswith(("super", "33%")):
                    self.raised.add(name)
                self.lang = self.lang or look.get("language").replace("none", "")
        for name, parent in parents.items():
            if parent and (name[:1] == "P" and name[1:].isdigit()):
                self.names[name] = self.names.get(parent, parent).replace("_20_", " ")

    def blocks(self, node: Node, style: Style) -> None:
        """The blocks of a section, list or index; ``style`` is what it makes of its paragraphs."""
        begins = style.kind == "item"
        for child in node.nodes:
            if child.tag in ("p", "h"):
                self._paragraph(child, style, begins)
                begins = False
            elif child.tag == "table":
                self._table(child)
            elif child.tag in ("list-item", "list-header"):
                self.blocks(child, style if style.kind == "listed" else Style("item"))
            elif child.tag == "bibliography":
                self.blocks(child, Style("listed"))
            elif child.tag == "section":
                listed = "ZOTERO_BIBL" in child.get("name") or "CSL_BIBLIOGRAPHY" in child.get("name")
                self.blocks(child, Style("listed") if listed else style)
            elif child.tag in ("list", "index-body", "index-title", "numbered-paragraph"):
                self.blocks(child, style if child.tag != "index-title" else Style("heading", 1))

    def _paragraph(self, node: Node, style: Style, begins: bool) -> None:
        self.sheet.paragraphs += 1
        self.sheet.begin(self.sheet.paragraphs)
        line = Line(self.sheet)
        self._inline(node, line)
        line.close_citation()
        own = style_of(self.names.get(node.get("style-name"), node.get("style-name").replace("_20_", " ")))
        if node.tag == "h":
            level = node.get("outline-level")
            own = Style("heading", int(level) if level.isdigit() else 1)
        if own.skipped:
            return
        stated = own if own.kind not in ("para", "listed") and style.kind != "listed" else style
        stated = own if style.kind == "para" else stated
        self.sheet.put(stated, line.out.clean(), begins=begins and stated.kind == "item")

    def _inline(self, node: Node, line: Line, raised: bool = False) -> None:
        for child in node.children:
            if isinstance(child, Text):
                line.text(" ".join(child.text.split("\n")), superscript=raised)
            elif child.tag in _GONE:
                continue
            elif child.tag in ("s", "tab", "line-break"):
                line.space()
            elif child.tag == "note":
                self._mark(child, line)
            elif child.tag == "span":
                start, style = line.out.next, child.get("style-name")
                self._inline(child, line, raised or style in self.raised)
                if style in self.italic or self.names.get(style, "").casefold() in ("emphasis", "hervorhebung"):
                    line.out.emphasise(start)
            elif child.tag == "a":
                start, target = line.out.next, child.get("href")
                self._inline(child, line, raised)
                if target.startswith(("http://", "https://")):
                    line.out.link(start, target)
            elif child.tag in ("reference-mark-start", "reference-mark-end", "bookmark-start", "bookmark-end"):
                self._field(child, line)
            elif child.tag == "bibliography-mark":
                self._own(child, line)
            elif child.tag not in ("frame", "custom-shape", "g", "soft-page-break"):
                self._inline(child, line, raised)

    def _field(self, node: Node, line: Line) -> None:
        """Zotero and Mendeley put their citations into the name of a reference mark, or keep them for a bookmark."""
        code = self.codes.get(node.get("name"), node.get("name"))
        if self.in_note or "CSL_CITATION" not in code:
            return
        if node.tag.endswith("-end"):
            line.close_citation()
        elif line.cite is None and (cites := read_field(code, self.manuscript)):
            line.open_citation(cites)

    def _own(self, node: Node, line: Line) -> None:
        if self.in_note:
            self._inline(node, line)
            return
        line.open_citation([bibliography_mark(node)])
        self._inline(node, line)
        line.close_citation()

    def _mark(self, node: Node, line: Line) -> None:
        kind = node.get("note-class") or "footnote"
        self.counts[kind] = self.counts.get(kind, 0) + 1
        label = str(self.counts[kind]) if kind == "footnote" else f"e{self.counts[kind]}"
        self.pending.append((node, label, self.sheet.paragraphs))
        line.note(label)

    def _table(self, table: Node) -> None:
        rows: list[list[Clean]] = []
        for row in (node for node in table.walk() if node.tag == "table-row"):
            cells: list[Clean] = []
            for cell in row.nodes:
                if cell.tag == "table-cell":
                    cells.append(self.sheet.cell(_paragraphs(cell), self._inline, beside=bool(cells)))
                elif cell.tag == "covered-table-cell":
                    cells.append(Clean())
            rows.append(cells)
        self.sheet.table(rows)

    def notes(self) -> None:
        """The notes in the order of their marks, each found from the paragraph that its mark stands in."""
        self.in_note = True
        pending, self.pending = self.pending, []
        for node, label, paragraph in pending:
            body = node.child("note-body")
            self.sheet.begin(paragraph)
            at = self.sheet.length
            line = Line(self.sheet)
            for number, inner in enumerate(n for n in (body.walk() if body else ()) if n.tag in ("p", "h")):
                if number:
                    line.space()
                self._inline(inner, line)
            span = Span(at, max(self.sheet.length, at + 1))
            self.sheet.pieces.append(Piece("note", line.out.clean(), label=label, span=span))


def _paragraphs(cell: Node) -> Iterator[Node]:
    return (node for node in cell.walk() if node.tag in ("p", "h"))
