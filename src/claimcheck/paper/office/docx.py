"""A Word paper (.docx, Office Open XML) into a Document; tracked changes as accepted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from claimcheck.model.document import Document
from claimcheck.model.text import Span
from claimcheck.paper.manuscript import Manuscript
from claimcheck.paper.mapped import Clean
from claimcheck.paper.markup.tree import Node
from claimcheck.paper.office.csl import FieldCite, bookmarked, is_bibliography, read_field
from claimcheck.paper.office.package import Package
from claimcheck.paper.office.sheet import Line, Sheet, Style, style_of
from claimcheck.paper.pieces import Piece, Read, assemble
from claimcheck.readers.wordlists import word_set

_TRANSPARENT = word_set(
    "ins moveTo hyperlink smartTag sdt sdtContent customXml dir bdo fldSimple oMathPara AlternateContent Choice"
)
_GONE = word_set(
    "del moveFrom delText delInstrText drawing pict object Fallback rPr pPr sdtPr txbxContent commentReference"
)
_BOOKMARKS = word_set("bookmarkStart bookmarkEnd")
_MOST_SPAN = 50


def read_docx(manuscript: Manuscript) -> Document:
    """Read a Word paper. Raises PaperError: no Word file, damaged, encrypted, hostile, without text."""
    package = Package(manuscript, ".docx")
    main = package.part("word/document.xml")
    body = main.find("body") if main else None
    if body is None:
        manuscript.refuse("this is no Word document: it has no text part", remedy="save it anew as .docx")
    reader = _Docx(package, manuscript)
    reader.blocks(body)
    reader.notes()
    sheet = reader.sheet
    if not any(piece.clean.text or piece.rows for piece in sheet.pieces):
        manuscript.refuse("the document holds no text", remedy="give a paper with text in it")
    keyed = bool(sheet.works)
    return assemble(
        Read(
            sheet.source, sheet.pieces, title="", lang=reader.lang, works=tuple(sheet.works.values()),
            parts=tuple(sheet.parts), keyed=keyed, raised=True,
        )
    )  # fmt: skip


@dataclass(slots=True, eq=False)
class _Field:
    """A complex field: its code, and whether its printed result is being read."""

    code: list[str] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    printed: bool = False
    cites: list[FieldCite] | None = None
    listed: bool = False


class _Docx:
    def __init__(self, package: Package, manuscript: Manuscript) -> None:
        self.package = package
        self.manuscript = manuscript
        self.sheet = Sheet()
        self.fields: list[_Field] = []
        self.styles, self.lang = _styles(package.part("word/styles.xml"))
        self.links = _links(package.part("word/_rels/document.xml.rels"))
        self.marked: list[tuple[str, str, str, int]] = []
        """Notes in the order of their marks: kind, id, label, the paragraph that holds the mark."""
        self.open: Line | None = None
        """A paragraph whose end was deleted: the next one goes on with it."""
        self.in_note = False
        self.codes = bookmarked(package.part("docProps/custom.xml"))
        """What Zotero keeps of its bookmarks, by their names."""
        self.bookmarks: dict[str, _Field] = {}
        """Zotero's bookmarks that are open, by id."""
        self.boxes: list[Node] = []
        """Text boxes of the paragraph or table that is being read; they are read behind it."""

    def blocks(self, body: Node) -> None:
        """Paragraphs and tables, those inside content controls and insertions too."""
        for node in body.nodes:
            if node.tag == "p":
                self._paragraph(node)
            elif node.tag == "tbl":
                self._table(node)
            elif node.tag == "sdt":
                listed = any(
                    "BIBLIOGRAPHY" in n.get("val").upper() for n in node.walk() if n.tag in ("tag", "docPartGallery")
                )
                if listed:
                    self.fields.append(_Field(printed=True, listed=True))
                self.blocks(node)
                if listed:
                    self.fields.pop()
            elif node.tag in ("sdtContent", "ins", "moveTo", "customXml"):
                self.blocks(node)
            elif node.tag in _BOOKMARKS:
                self._bookmark(node, None)
            boxes, self.boxes = self.boxes, []
            for box in boxes:
                self.blocks(box)

    def _paragraph(self, node: Node) -> None:
        self.sheet.paragraphs += 1
        style, numbered, deleted = self._style(node)
        line = self.open
        if line is None:
            self.sheet.begin(self.sheet.paragraphs)
            line = Line(self.sheet)
        listed = self._listed()
        self._runs(node, line)
        line.close_citation()
        self.open = line if deleted else None
        if deleted or style.skipped:
            return
        if listed or self._listed():
            style = Style("listed")
        elif numbered and style.kind == "para":
            style = Style("item")
        self.sheet.put(style, line.out.clean(), begins=style.kind == "item")

    def _listed(self) -> bool:
        return any(one.listed for one in self.fields)

    def _style(self, node: Node) -> tuple[Style, bool, bool]:
        """A paragraph's style, whether it is an item of a list, and whether its end was deleted."""
        properties = node.child("pPr")
        if properties is None:
            return Style(), False, False
        named, outline, number = (properties.child(tag) for tag in ("pStyle", "outlineLvl", "numPr"))
        name, level = self.styles.get(named.get("val") if named else "", ("", 0))
        if outline and outline.get("val").isdigit() and int(outline.get("val")) < 9:
            level = int(outline.get("val")) + 1
        marks = properties.child("rPr")
        numbered = number is not None or name.startswith("list")
        return style_of(name, level), numbered, marks is not None and marks.child("del") is not None

    def _runs(self, node: Node, line: Line) -> None:
        for child in node.nodes:
            if child.tag == "r":
                self._run(child, line)
            elif child.tag in _BOOKMARKS:
                self._bookmark(child, line)
            elif child.tag in _GONE:
                continue
            elif child.tag == "hyperlink":
                start, target = line.out.next, self.links.get(child.get("id"), "")
                self._runs(child, line)
                if target:
                    line.out.link(start, target)
            elif child.tag == "sdt":
                self._control(child, line)
            elif child.tag == "fldSimple":
                self._simple(child, line)
            elif child.tag == "oMath":
                line.text("".join(n.text() for n in child.walk() if n.tag == "t"))
            elif child.tag in _TRANSPARENT:
                self._runs(child, line)

    def _control(self, node: Node, line: Line) -> None:
        """A content control; Mendeley Cite keeps its citations in the tag of one."""
        tag = next((n.get("val") for n in node.walk() if n.tag == "tag"), "")
        cites = None if self.in_note or line.cite is not None else read_field(tag, self.manuscript)
        if cites:
            line.open_citation(cites)
        self._runs(node, line)
        if cites:
            line.close_citation()

    def _simple(self, node: Node, line: Line) -> None:
        cites = None if self.in_note or line.cite is not None else read_field(node.get("instr"), self.manuscript)
        if cites:
            line.open_citation(cites)
        self._runs(node, line)
        if cites:
            line.close_citation()

    def _run(self, run: Node, line: Line) -> None:
        properties = run.child("rPr")
        italic = raised = False
        if properties is not None:
            if _on(properties.child("vanish")) or properties.child("del"):
                return
            italic = _on(properties.child("i"))
            position = properties.child("vertAlign")
            raised = position is not None and position.get("val") == "superscript"
        start = line.out.next
        for child in run.nodes:
            self._content(child, line, raised)
        if italic:
            line.out.emphasise(start)

    def _content(self, node: Node, line: Line, raised: bool) -> None:
        if node.tag == "fldChar":
            self._field(node, line)
        elif node.tag == "instrText" and self.fields:
            self.fields[-1].code.append("".join(text.text for text in node.children if not isinstance(text, Node)))
        elif self.fields and not self.fields[-1].printed:
            return
        elif node.tag == "t":
            line.text("".join(text.text for text in node.children if not isinstance(text, Node)), superscript=raised)
        elif node.tag in ("tab", "br", "cr", "ptab"):
            line.space()
        elif node.tag == "noBreakHyphen":
            line.text("-")
        elif node.tag in ("footnoteReference", "endnoteReference"):
            self._mark(node, line)
        elif node.tag in ("AlternateContent", "drawing", "pict") and not self.in_note:
            self.boxes += _boxes(node)

    def _mark(self, node: Node, line: Line) -> None:
        kind = node.tag.removesuffix("Reference")
        count = sum(one[0] == kind for one in self.marked) + 1
        label = str(count) if kind == "footnote" or not self.package.has("word/footnotes.xml") else f"e{count}"
        self.marked.append((kind, node.get("id"), label, self.sheet.paragraphs))
        line.note(label)

    def _field(self, node: Node, line: Line) -> None:
        kind = node.get("fldCharType")
        if kind == "begin":
            self.fields.append(_Field())
        elif not self.fields:
            return
        elif kind == "separate":
            one = self.fields[-1]
            one.printed = True
            code = "".join(one.code)
            one.listed = is_bibliography(code)
            if not self.in_note and line.cite is None and (cites := read_field(code, self.manuscript)):
                one.cites = cites
                line.open_citation(cites)
        elif kind == "end":
            if self.fields.pop().cites:
                line.close_citation()

    def _bookmark(self, node: Node, line: Line | None) -> None:
        """One of Zotero's bookmarks begins or ends: around a citation, or around the reference list."""
        if node.tag == "bookmarkEnd":
            one = self.bookmarks.pop(node.get("id"), None)
            if one and one.cites and line:
                line.close_citation()
            elif one in self.fields:
                self.fields.remove(one)
            return
        code = self.codes.get(node.get("name"), "")
        if is_bibliography(code):
            self.bookmarks[node.get("id")] = one = _Field(printed=True, listed=True)
            self.fields.append(one)
        elif code and line and line.cite is None and not self.in_note and (cites := read_field(code, self.manuscript)):
            self.bookmarks[node.get("id")] = _Field(printed=True, cites=cites)
            line.open_citation(cites)

    def _table(self, table: Node) -> None:
        rows: list[list[Clean]] = []
        single = all(sum(n.tag == "tc" for n in row.nodes) < 2 for row in table.nodes if row.tag == "tr")
        for row in (node for node in table.nodes if node.tag == "tr"):
            if (properties := row.child("trPr")) and properties.child("del"):
                continue
            cells: list[Clean] = []
            for cell in (node for node in row.nodes if node.tag == "tc"):
                if single:
                    self.blocks(cell)
                    continue
                cells.append(self.sheet.cell(_paragraphs(cell), self._runs, beside=bool(cells)))
                span = next((n.get("val") for n in cell.walk() if n.tag == "gridSpan"), "")
                cells += [Clean()] * (min(int(span), _MOST_SPAN) - 1 if span.isdigit() and int(span) else 0)
            rows.append(cells)
        if not single:
            self.sheet.table(rows)

    def notes(self) -> None:
        """The notes in the order of their marks; an author finds one from the paragraph that its mark stands in."""
        self.in_note = True
        self.fields.clear()
        parts = {kind: self.package.part(f"word/{kind}s.xml") for kind in ("footnote", "endnote")}
        nodes = {
            (kind, node.get("id")): node
            for kind, root in parts.items()
            for node in (root.walk() if root else ())
            if node.tag == kind
        }
        marked, self.marked = self.marked, []
        for kind, identifier, label, paragraph in marked:
            node = nodes.get((kind, identifier))
            if node is None:
                continue
            self.sheet.begin(paragraph)
            at = self.sheet.length
            line = Line(self.sheet)
            for number, inner in enumerate(n for n in node.walk() if n.tag == "p"):
                if number:
                    line.space()
                self._runs(inner, line)
            span = Span(at, max(self.sheet.length, at + 1))
            self.sheet.pieces.append(Piece("note", line.out.clean(), label=label, span=span))


def _boxes(node: Node) -> list[Node]:
    """The text boxes in a drawing, those for older programs left out where there is another form."""
    found: list[Node] = []
    stack = [node]
    while stack:
        one = stack.pop()
        if one.tag == "txbxContent":
            found.append(one)
        elif one.tag != "Fallback":
            stack.extend(reversed(list(one.nodes)))
    return found


def _on(node: Node | None) -> bool:
    return node is not None and node.get("val") not in ("0", "false", "off", "none")


def _styles(root: Node | None) -> tuple[dict[str, tuple[str, int]], str]:
    """Name and outline level of each paragraph style by its id, and the language that the document states."""
    found: dict[str, tuple[str, int]] = {}
    based: dict[str, str] = {}
    lang = ""
    for node in root.walk() if root else ():
        if node.tag == "style":
            name, level, base = node.child("name"), node.find("outlineLvl"), node.child("basedOn")
            stated = level.get("val") if level else ""
            found[node.get("styleId")] = (
                (name.get("val") if name else "").casefold(),
                int(stated) + 1 if stated.isdigit() and int(stated) < 9 else 0,
            )
            based[node.get("styleId")] = base.get("val") if base else ""
        elif node.tag == "lang" and not lang:
            lang = node.get("val")
    for style, (called, depth) in list(found.items()):
        parent = found.get(based.get(style, ""))
        if not depth and parent and parent[0].startswith(("heading", "title")) and style_of(called) == Style():
            found[style] = parent
    return found, lang


def _links(root: Node | None) -> dict[str, str]:
    """Addresses by the id of their relationship."""
    return {
        node.get("Id"): node.get("Target")
        for node in (root.walk() if root else ())
        if node.tag == "Relationship" and node.get("Target").startswith(("http://", "https://"))
    }


def _paragraphs(cell: Node) -> Iterator[Node]:
    return (node for node in cell.walk() if node.tag == "p")
