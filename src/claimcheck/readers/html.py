"""HTML → text: a walk over the tree, without recursion, that keeps every word and labels what it is."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from claimcheck.model.source import PassageRole, SourceText
from claimcheck.readers.assemble import Block, assemble, fold, main_length
from claimcheck.readers.charset import decode
from claimcheck.readers.dates import to_edtf
from claimcheck.readers.html_furniture import DROPPED, Kind, Measure, PageShape, element_kind, heading_kind, words_of
from claimcheck.readers.html_inline import is_hidden_inline, superscript
from claimcheck.readers.html_meta import PageMeta, order_titles, read_meta
from claimcheck.readers.html_tables import is_data_table, read_grid, table_blocks
from claimcheck.readers.plain import paragraphs
from claimcheck.readers.unreadable import Unreadable
from claimcheck.readers.wordlists import word_set

MOST_ELEMENTS = 200_000
_MOST_TIMES = 50
_BLOCKS = word_set(
    """
    address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary
    table tbody td tfoot th thead tr ul caption noscript button select option textarea head title search
    """
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


def parse_html(body: bytes, charset: str = "") -> etree._Element:
    """The tree of a page; entities other than HTML's own are never expanded and nothing is loaded.

    Raises Unreadable where there is no element at all.
    """
    text, _ = decode(body, charset)
    parser = etree.HTMLParser(
        encoding="utf-8", recover=True, no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace") or b" ", parser)
    except etree.LxmlError as error:
        raise Unreadable(f"the page is no HTML that can be parsed: {error}") from error
    if root is None:
        raise Unreadable("the page is empty")
    return root


def read_html(body: bytes, *, charset: str = "", url: str = "", sentences: bool = True) -> SourceText:
    """Text and metadata of a page. Raises Unreadable where it holds no words."""
    root = parse_html(body, charset)
    meta = read_meta(root)
    shape = measure(root)
    blocks, headings, times = _Walk(shape, lenient=False).run(root)
    text, passages, cut = assemble(blocks, meta.lang, sentences=sentences)
    loose = _longest_furniture(blocks)
    if main_length(passages) < 200 and loose > 600:
        # Class names that mislead must not cost the whole article: try again with elements and notices alone.
        other, other_headings, _ = _Walk(shape, lenient=True).run(root)
        again = assemble(other, meta.lang, sentences=sentences)
        if main_length(again[1]) > 3 * main_length(passages):
            (text, passages, cut), headings = again, other_headings
    if not text and not meta.title_element:
        raise Unreadable("the page holds no words")
    titles = order_titles(meta, headings)
    notes = []
    if cut or shape.cut:
        notes.append("the page is too long; what comes after the first part was left out")
    if main_length(passages) == 0:
        notes.append("the page has no text of its own")
    return SourceText(
        text, passages, media_type="text/html", title=titles[0] if titles else "", titles=titles,
        authors=tuple(meta.authors), published=meta.published or (times[0] if times else ""), updated=meta.updated,
        lang=meta.lang, site=meta.site, free=meta.free, full=meta.full, notes=tuple(notes),
    )  # fmt: skip


def _longest_furniture(blocks: list[Block]) -> int:
    return sum(len(block.text) for block in blocks if block.role == "furniture" and len(block.text) > 150)


def measure(root: etree._Element) -> PageShape:
    """Count once, bottom up, what each element holds."""
    shape = PageShape()
    measures = shape.measures
    candidates: list[etree._Element] = []
    in_link = in_paragraph = 0
    walk = etree.iterwalk(root, events=("start", "end"))
    stack: list[Measure] = []
    for event, element in walk:
        tag = element.tag
        if event == "start":
            if len(measures) >= MOST_ELEMENTS:
                shape.cut = True
                break
            if tag in DROPPED:
                walk.skip_subtree()
            in_link += tag == "a"
            in_paragraph += tag == "p"
            own = Measure()
            measures[element] = own
            stack.append(own)
            if tag not in DROPPED:
                _count(own, element.text, in_link, in_paragraph)
            continue
        own = stack.pop()
        in_link -= tag == "a"
        in_paragraph -= tag == "p"
        _mark(own, element, tag)
        if tag in ("main", "article") or own.body:
            candidates.append(element)
        if stack:
            _add(stack[-1], own)
            _count(stack[-1], element.tail, in_link, in_paragraph)
        else:
            shape.total = own.text
    while stack:
        # The walk was cut short: what is still open holds at least what was seen of it.
        own = stack.pop()
        if stack:
            _add(stack[-1], own)
        else:
            shape.total = own.text
    shape.work = _work(candidates, shape)
    return shape


def _count(own: Measure, text: str | None, in_link: int, in_paragraph: int) -> None:
    size = len(text.strip()) if text else 0
    if size:
        own.text += size
        own.linked += size if in_link else 0
        own.paragraphs += size if in_paragraph else 0


def _mark(own: Measure, element: etree._Element, tag: str) -> None:
    if tag == "a":
        own.links += 1
    elif tag == "h1" and own.text:
        own.heading = True
    elif tag == "main" or element.get("itemprop") == "articleBody" or element.get("role") == "main":
        own.body = True
    elif tag == "table":
        own.tables += 1


def _add(parent: Measure, child: Measure) -> None:
    parent.text += child.text
    parent.linked += child.linked
    parent.links += child.links
    parent.paragraphs += child.paragraphs
    parent.heading = parent.heading or child.heading
    parent.body = parent.body or child.body
    parent.tables += child.tables


def _work(candidates: list[etree._Element], shape: PageShape) -> etree._Element | None:
    """The one element that the page marks as the work, if most running text stands in it."""
    for tag in ("main", "article"):
        found = [e for e in candidates if e.tag == tag or (tag == "main" and e.get("role") == "main")]
        if len(found) == 1:
            own = shape.measures[found[0]]
            paragraphs_in_all = shape.measures[found[0].getroottree().getroot()].paragraphs
            if own.text * 5 >= shape.total * 2 and own.paragraphs * 3 >= paragraphs_in_all * 2:
                return found[0]
    return None


@dataclass(slots=True)
class _Context:
    role: PassageRole
    kind: Kind
    block: bool
    inside: bool = False
    """Inside an article, main or section element."""


@dataclass(slots=True)
class _Section:
    """A section that is not the work's own text: until the next heading of its level or its container's end."""

    kind: Kind
    level: int
    depth: int


@dataclass(slots=True)
class _Walk:
    shape: PageShape
    lenient: bool
    blocks: list[Block] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    times: list[str] = field(default_factory=list)
    _buffer: list[str] = field(default_factory=list)
    _stack: list[_Context] = field(default_factory=list)
    _heading: str = ""
    """Of the section; empty under the title alone."""
    _paragraphs: int = 0
    _section: _Section | None = None
    _tables: int = 0
    _times_seen: int = 0
    _term: str = ""
    _breaks: int = 0

    def run(self, root: etree._Element) -> tuple[list[Block], list[str], list[str]]:
        outside: Kind = "main" if self.shape.work is None else "furniture"
        self._stack = [_Context("furniture" if outside == "furniture" else "main", outside, True)]
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if element not in self.shape.measures:
                if event == "start":
                    walk.skip_subtree()
                continue
            if event == "start":
                if self._start(element):
                    walk.skip_subtree()
            else:
                self._end(element)
        self._flush()
        return self.blocks, self.headings, self.times

    def _start(self, element: etree._Element) -> bool:
        """Open an element; True where its children have been dealt with."""
        tag = element.tag if isinstance(element.tag, str) else ""
        above = self._stack[-1]
        if tag in DROPPED or tag == "head":
            self._stack.append(_Context(above.role, above.kind, False, above.inside))
            return True
        if tag == "br":
            self._line_break()
        if tag in _BLOCKS:
            if tag != "dd" or not self._term:
                self._flush()
            context = self._context(element, tag, above)
            self._stack.append(context)
            if tag == "table" and is_data_table(element):
                self._table(element, context)
                return True
            if tag == "pre":
                self._preformatted(element)
                return True
        else:
            self._stack.append(_Context(above.role, above.kind, False, above.inside))
            if is_hidden_inline(element):
                return True
            raised = superscript(element) if tag == "sup" else None
            if raised is not None:
                self._buffer.append(raised)
                return True
            if tag == "time":
                self._time(element)
        self._say(element.text)
        return False

    def _end(self, element: etree._Element) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        context = self._stack[-1]
        if context.block:
            if tag in _HEADINGS:
                self._close_heading(_HEADINGS[tag])
            elif tag == "dt" and context.kind == "main":
                self._term = fold("".join(self._buffer))
                self._buffer = [self._term, ": "] if self._term else []
            else:
                self._flush()
        self._stack.pop()
        if self._section is not None and len(self._stack) < self._section.depth:
            self._section = None
        self._say(element.tail)

    def _context(self, element: etree._Element, tag: str, above: _Context) -> _Context:
        kind = above.kind
        if element is self.shape.work:
            kind = "main"
        elif kind == "main":
            kind = element_kind(element, tag, self.shape.measures[element], self.shape, self.lenient)
            if tag == "header" and not above.inside and not self.shape.measures[element].heading:
                # The site's header, not the work's own.
                kind = "furniture"
        if tag in _HEADINGS and kind == "main":
            if self._section is not None and _HEADINGS[tag] <= self._section.level:
                self._section = None
            return _Context("heading", kind, True, above.inside)
        role: PassageRole = above.role if above.kind == kind else "main"
        if kind != "main":
            role = kind
        elif tag in ("li", "dd", "dt"):
            role = "list"
        elif tag in ("figcaption", "caption"):
            role = "caption"
        return _Context(role, kind, True, above.inside or tag in ("article", "main", "section"))

    def _time(self, element: etree._Element) -> None:
        """Note down the date of a time element that stands with the work; only the first ones are looked at."""
        self._times_seen += 1
        stated = to_edtf(element.get("datetime") or "")
        if stated and not self.times and self._times_seen <= _MOST_TIMES and self._dates_the_work(element):
            self.times.append(stated)

    def _dates_the_work(self, element: etree._Element) -> bool:
        """Whether a time stands with the work (its byline included) and not in a list of other pages or comments."""
        inside = self.shape.work is None
        for parent in element.iterancestors():
            if parent is self.shape.work:
                inside = True
                break
            if parent.tag in ("nav", "footer", "aside", "li") or words_of(parent) & {"comments", "related", "comment"}:
                return False
        return inside

    def _close_heading(self, level: int) -> None:
        text = fold("".join(self._buffer))
        context = self._stack[-1]
        if not text or context.kind != "main":
            self._flush()
            return
        kind = heading_kind(text)
        if self._section is None and kind != "main":
            self._section = _Section(kind, level, len(self._stack) - 1)
        is_title = level == 1 and not self.headings
        if level == 1:
            self.headings.append(text)
        if self._section is None:
            self._heading = "" if is_title else text
        role: PassageRole = "title" if is_title else "heading"
        self._flush(role if self._section is None else self._section.kind)

    def _flush(self, role: PassageRole | None = None) -> None:
        """Close the block that has been gathered."""
        self._term = ""
        self._breaks = 0
        if not self._buffer:
            return
        text = fold("".join(self._buffer))
        self._buffer.clear()
        if not text:
            return
        if role is None:
            role = self._stack[-1].role
            if self._section is not None and self._stack[-1].kind == "main":
                role = self._section.kind
        if role in ("furniture", "references"):
            self.blocks.append(Block(text, role))
            return
        self._paragraphs += role not in ("title", "heading")
        place = f"§ {self._heading}" if self._heading else f"paragraph {self._paragraphs}"
        self.blocks.append(Block(text, role, "" if role == "title" else place, self._heading))

    def _say(self, text: str | None) -> None:
        if text:
            self._buffer.append(text)
            if self._breaks and not text.isspace():
                self._breaks = 0

    def _line_break(self) -> None:
        """Two in a row end a paragraph, as old pages do."""
        self._breaks += 1
        if self._breaks >= 2:
            self._flush()
        else:
            self._buffer.append("\n")

    def _table(self, element: etree._Element, context: _Context) -> None:
        self._tables += 1
        kind = context.kind if self._section is None or context.kind != "main" else self._section.kind
        role: PassageRole = "table" if kind == "main" else kind
        self.blocks.extend(table_blocks(read_grid(element), self._tables, self._heading, role))

    def _preformatted(self, element: etree._Element) -> None:
        for paragraph in paragraphs("".join(str(part) for part in element.itertext())):
            self._buffer = [paragraph]
            self._flush()


__all__ = ["PageMeta", "parse_html", "read_html"]
