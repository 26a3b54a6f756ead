"""PDF → text, page by page, with pdfium; bounded in pages, characters and time."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from ctypes import POINTER, addressof, byref, c_double, c_int, cast, create_string_buffer
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from claimcheck.model.source import SourceText
from claimcheck.readers.assemble import assemble, fold
from claimcheck.readers.dates import is_date_line, to_edtf
from claimcheck.readers.pdf_blocks import Blocks
from claimcheck.readers.pdf_layout import Line, Segment, Strip, body_size, order_lines, split_furniture, white_strips
from claimcheck.readers.unreadable import Unreadable

MOST_PAGES = 1_500
MOST_SECONDS = 20.0
"""Of processor time: what else the machine does cuts no file short."""
MOST_SECONDS_OF_PAPER = 60.0
MOST_CHARACTERS = 8_000_000
_MOST_ON_PAGE = 60_000
_HAIR = 1.5
"""Points by which a letter may reach into the white strip between two columns."""
_WORDS = re.compile(r"[^\W\d_]+-[^\W\d_]+")
_RUN = re.compile(r"\S+")
# pdfium takes the line break after a hyphen out and leaves U+0002 or U+FFFE in the hyphen's place.
_LINE = re.compile("[^\r\n\x02\ufffe]+[\x02\ufffe]?")
_ITALIC = 1 << 6
_LONGEST_NAME = 200
_SLANTED = re.compile(
    rb"ital|obliq|slant|(?:^|\+)(?:cm|lm|ec|sf)(?:r?[a-z]*)?(?:ti|sl|it|ri)\d|-it\b|-ri\w*$", re.IGNORECASE
)
_RAISABLE = re.compile(r"[\d²³¹⁰⁴-⁹₀-₉①-⑨*†‡§¶]")
_SUPERSCRIPTS = str.maketrans("0123456789,–-", "⁰¹²³⁴⁵⁶⁷⁸⁹˒⁻⁻")
_EMPTY = ("", "untitled", "(unspecified)", "(anonymous)", "unknown", "(anonymous)", "unspecified", "none", "title")


@dataclass(slots=True)
class PdfFile:
    """What pdfium found in a file."""

    pages: list[tuple[list[Segment], tuple[Strip, ...]]]
    """Segments of each page that was read, and the white strips between its columns."""
    count: int
    title: str
    authors: str
    notes: list[str]


def read_pdf(body: bytes, *, charset: str = "", url: str = "", sentences: bool = True) -> SourceText:
    """Text of a PDF with page locators. Raises Unreadable: encrypted, damaged, or without a text layer."""
    file = read_file(body)
    pages = ordered(file)
    words = frozenset(word.casefold() for lines in pages for line in lines for word in _WORDS.findall(line.text))
    builder = Blocks(body_size(pages), words)
    for lines in pages:
        builder.add_page(lines)
    blocks = builder.finish()
    text, passages, cut = assemble(blocks, sentences=sentences)
    if cut:
        file.notes.append("the file is too long; what comes after the first part was left out")
    first = [block for block in blocks if block.locator == "p. 1" and block.role != "furniture"][:8]
    titles = [t for t in (said(file.title), *(b.text for b in first if b.role == "title")) if t]
    titles = list(dict.fromkeys(titles)) or [block.text for block in first[:1] if len(block.text) < 300]
    dates = [to_edtf(line.text) for lines in pages[:1] for line in lines[:12] if is_date_line(line.text)]
    authors = said(file.authors)
    return SourceText(
        text, passages, media_type="application/pdf", title=titles[0] if titles else "", titles=tuple(titles),
        authors=tuple(fold(name) for name in re.split(r"[;,]| and ", authors) if name.strip())[:100],
        published=dates[0] if dates else "", pages=file.count, notes=tuple(file.notes),
    )  # fmt: skip


def ordered(file: PdfFile) -> list[list[Line]]:
    """The lines of each page in reading order: headers and footers first, then the text."""
    split = split_furniture([segments for segments, _ in file.pages])
    return [
        [*furniture, *order_lines(rest, number, strips)]
        for number, ((furniture, rest), (_, strips)) in enumerate(zip(split, file.pages, strict=True), 1)
    ]


def said(text: str) -> str:
    """A metadata field, unless it holds a filler or a file's name."""
    text = fold(text)
    if text.casefold() in _EMPTY or re.search(r"\.(?:docx?|pdf|indd|tex|dvi|qxd|ps|rtf|pages)$", text, re.IGNORECASE):
        return ""
    return re.sub(r"^microsoft word - ", "", text, flags=re.IGNORECASE)[:500]


def read_file(body: bytes, *, raising: bool = False) -> PdfFile:
    """The segments of all pages; with ``raising`` raised figures become Unicode superscripts.

    Raises Unreadable: encrypted, damaged, or without a text layer.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        words = str(error).casefold()
        if "password" in words:
            raise Unreadable("the PDF is encrypted and asks for a password") from error
        raise Unreadable("the PDF is damaged or cut off: its pages cannot be found") from error
    try:
        file = _read_pages(document, pypdfium2, raising)
    finally:
        document.close()
    if not any(segments for segments, _ in file.pages):
        say = "page has" if file.count == 1 else "pages have"
        raise Unreadable(f"the PDF has no text layer: its {file.count} {say} images alone (a scan?)")
    return file


def _read_pages(document: Any, pdfium: Any, raising: bool) -> PdfFile:
    file = PdfFile([], len(document), "", "", [])
    metadata = document.get_metadata_dict()
    file.title, file.authors = str(metadata.get("Title", "")), str(metadata.get("Author", ""))
    end = time.thread_time() + (MOST_SECONDS_OF_PAPER if raising else MOST_SECONDS)
    characters = 0
    bare: list[int] = []
    for index in range(min(file.count, MOST_PAGES)):
        try:
            segments, strips = _segments(document, index, pdfium, raising)
        except pdfium.PdfiumError:
            file.notes.append(f"page {index + 1} cannot be read")
            file.pages.append(([], ()))
            continue
        file.pages.append((segments, strips))
        characters += sum(len(segment.text) for segment in segments)
        if not segments:
            bare.append(index + 1)
        if characters > MOST_CHARACTERS or time.thread_time() > end:
            break
    if len(file.pages) < file.count:
        file.notes.append(f"only the first {len(file.pages)} of {file.count} pages were read")
    if bare and len(bare) < len(file.pages):
        some = ", ".join(map(str, bare[:10])) + (" …" if len(bare) > 10 else "")
        file.notes.append(f"page {some} has no text layer" if len(bare) == 1 else f"pages {some} have no text layer")
    return file


def _segments(document: Any, index: int, pdfium: Any, raising: bool) -> tuple[list[Segment], tuple[Strip, ...]]:
    """The line segments of one page, and the white strips between its columns."""
    page = document[index]
    try:
        textpage = page.get_textpage()
        try:
            return _split_lines(textpage, pdfium, float(page.get_width()), raising)
        finally:
            textpage.close()
    finally:
        page.close()


def _split_lines(textpage: Any, pdfium: Any, width: float, raising: bool) -> tuple[list[Segment], tuple[Strip, ...]]:
    count = min(textpage.count_chars(), _MOST_ON_PAGE)
    text = textpage.get_text_range(0, count) if count else ""
    if len(text) != count:
        # Character indexes and code points differ (astral characters, dropped ones): ask one by one.
        raw = pdfium.raw
        text = "".join(chr(raw.FPDFText_GetUnicode(textpage.raw, i) or 32) for i in range(count))
    boxes = _Boxes(textpage, pdfium.raw)
    lines = [_words(match.group(), match.start(), boxes) for match in _LINE.finditer(text)]
    if raising:
        lines = [(words, _raise(words, size, boxes)) for words, size in lines]
    if raising:
        _raise_alone(lines)
    strips = white_strips([[(word.left, word.right) for word in words] for words, _ in lines], width)
    return [segment for words, size in lines for segment in _split_line(words, size, strips)], strips


@dataclass(slots=True)
class _Word:
    text: str
    left: float
    right: float
    bottom: float
    top: float
    at: int
    """Index of its first character on the page."""
    italic: bool | None = None


def _words(line: str, offset: int, boxes: _Boxes) -> tuple[list[_Word], float]:
    """The words of one line of pdfium's text with their boxes, and its font size in points."""
    words: list[_Word] = []
    box_of = boxes.of
    for match in _RUN.finditer(line):
        start, end = match.span()
        left, right, bottom, top = box_of(offset + start)
        if end - start > 1:
            _, right, other_bottom, other_top = box_of(offset + end - 1)
            bottom = other_bottom if other_bottom < bottom else bottom
            top = other_top if other_top > top else top
        words.append(_Word(match.group(), left, right, bottom, top, offset + start))
    if not words:
        return [], 0.0
    return words, boxes.size(words[0].at) or words[0].top - words[0].bottom


def _raise(words: list[_Word], size: float, boxes: _Boxes) -> float:
    """Put Unicode superscripts for raised figures, and say which words are italic; the size of most words."""
    if not words:
        return size
    size = median([boxes.size(word.at + len(word.text) // 2) for word in words[:12]]) or size
    base: float | None = None
    for word in words:
        word.italic = boxes.is_italic(word.at)
        if _RAISABLE.search(word.text):
            base = median([word.bottom for word in words]) if base is None else base
            letters = [
                char.translate(_SUPERSCRIPTS) if _is_raised(boxes, word.at + number, size, base) else char
                for number, char in enumerate(word.text)
            ]
            word.text = "".join(letters)
    return size


def _raise_alone(lines: list[tuple[list[_Word], float]]) -> None:
    """A raised figure that pdfium put on a line of its own, before the line that it belongs to."""
    for (words, size), (following, other) in pairwise(lines):
        if len(words) == 1 and following and words[0].text.isdecimal() and len(words[0].text) < 4:
            base = median(word.bottom for word in following)
            if size < 0.86 * other and 0.12 * other < words[0].bottom - base < other:
                words[0].text = words[0].text.translate(_SUPERSCRIPTS)


def _is_raised(boxes: _Boxes, at: int, size: float, base: float) -> bool:
    return boxes.size(at) < 0.86 * size and boxes.of(at)[2] > base + 0.12 * size


def _split_line(words: list[_Word], size: float, strips: Sequence[Strip]) -> list[Segment]:
    """One line of pdfium's text, split where a gap is wider than words leave, and at the strip between columns."""
    if not words:
        return []
    gaps = [b.left - a.right for a, b in pairwise(words)]
    # A line of a few words is no justified prose: there a single gap may part two cells.
    narrow = min([gap for gap in gaps if gap > 0], default=0.0) if len(words) > 5 else 0.0
    height = max(size, 1.0)
    segments: list[Segment] = []
    begin = 0
    for number, (gap, (before, word)) in enumerate(zip(gaps, pairwise(words), strict=True), 1):
        fallen = abs(word.bottom - before.bottom) > 1.5 * height
        if fallen or _parts(gap, narrow, height) or _spans(before, word, strips):
            segments.append(_segment(words[begin:number], size))
            begin = number
    segments.append(_segment(words[begin:], size))
    return [segment for segment in segments if fold(segment.text)]


def _spans(before: _Word, behind: _Word, strips: Sequence[Strip]) -> bool:
    """Whether the gap between two words lies over a whole white strip between two columns."""
    return any(before.right <= strip[0] + _HAIR and behind.left >= strip[1] - _HAIR for strip in strips)


def _parts(gap: float, narrow: float, size: float) -> bool:
    """Whether a gap parts two cells or columns. Justified lines have gaps that are wide, but all alike."""
    return gap > 1.8 * size or gap < -size or (gap > size and gap > 2.5 * narrow)


def _segment(words: list[_Word], size: float) -> Segment:
    return Segment(
        " ".join([word.text for word in words]),
        min([word.left for word in words]),
        max([word.right for word in words]),
        min([word.bottom for word in words]),
        max([word.top for word in words]),
        size,
        tuple([word.italic for word in words if word.italic is not None]),
    )


class _Boxes:
    """Boxes of single characters; pdfium is asked some thousand times a page, so nothing is made anew for each."""

    def __init__(self, textpage: Any, raw: Any) -> None:
        self._page = textpage.raw
        self._raw = raw
        self._ask, self._info = raw.FPDFText_GetCharBox, raw.FPDFText_GetFontInfo
        self._out = (c_double * 4)()
        self._refs = [cast(addressof(self._out) + 8 * number, POINTER(c_double)) for number in range(4)]
        self._name, self._flags = create_string_buffer(_LONGEST_NAME), c_int()
        self._flags_ref = byref(self._flags)
        self._slanted: dict[bytes, bool] = {}

    def of(self, index: int) -> tuple[float, float, float, float]:
        """Left, right, bottom, top."""
        self._ask(self._page, index, *self._refs)
        left, right, bottom, top = self._out[:]
        return left, right, bottom, top

    def is_italic(self, index: int) -> bool:
        """By the flags of its font (PDF 32000-1, table 123), or by its name: TeX's fonts set no flag."""
        length = self._info(self._page, index, self._name, _LONGEST_NAME, self._flags_ref)
        if self._flags.value & _ITALIC:
            return True
        name = self._name.value if length <= _LONGEST_NAME else b""
        if name not in self._slanted:
            self._slanted[name] = bool(_SLANTED.search(name))
        return self._slanted[name]

    def size(self, index: int) -> float:
        return float(self._raw.FPDFText_GetFontSize(self._page, index))
