"""What characters the bytes of a page stand for.

The declared charset is often wrong, so bytes that are valid UTF-8 (and use it) win over a header that says
Latin-1; a byte order mark wins over everything (WHATWG Encoding).
"""

from __future__ import annotations

import codecs

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
         (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))  # fmt: skip
_ALIASES = {
    # As browsers do: pages that say Latin-1 or GB2312 mean the wider sets.
    "iso-8859-1": "windows-1252", "latin-1": "windows-1252", "latin1": "windows-1252", "us-ascii": "windows-1252",
    "ascii": "windows-1252", "iso8859-1": "windows-1252", "gb2312": "gb18030", "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030", "iso-8859-9": "windows-1254", "shift_jis": "cp932", "sjis": "cp932", "x-sjis": "cp932",
    "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "big5": "big5hkscs", "utf8": "utf-8", "unicode": "utf-8",
    "x-user-defined": "windows-1252", "tis-620": "cp874",
}  # fmt: skip
_TEXT_CODECS_ONLY = frozenset(
    {"utf-7", "idna", "punycode", "raw_unicode_escape", "unicode_escape", "undefined", "mbcs"}
)
_HEAD = 4_096


def decode(body: bytes, declared: str = "") -> tuple[str, str]:
    """The text and the charset that was used; never fails: bytes that fit nothing become U+FFFD."""
    for bom, name in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(name, "replace"), name
    header = _canonical(declared)
    if header == "utf-8" and (whole := _utf8(body, named=True)) is not None:
        return whole, header  # whatever the page says of itself
    named = [header, *(_canonical(found) for found in _said_inside(body))]
    valid_utf8 = _utf8(body, named="utf-8" in named)
    if valid_utf8 is not None and (not body.isascii() or "utf-8" in named or not any(named)):
        return valid_utf8, "utf-8"
    for name in named:
        if not name or name == "utf-8":
            continue
        try:
            return body.decode(name), name
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    if valid_utf8 is not None:
        return valid_utf8, "utf-8"
    return _guess(body, next((name for name in named if name), ""))


def _utf8(body: bytes, *, named: bool) -> str | None:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        # A body cut at its bound may end inside a character.
        whole = body[: error.start]
        if error.start >= len(body) - 3 and (named or not whole.isascii()):
            return whole.decode("utf-8")
        return None


def _said_inside(body: bytes) -> list[str]:
    """What the page itself declares: its meta element, its XML declaration."""
    # Imported late: a text that was read before needs no charset.
    from bs4.dammit import EncodingDetector

    head = body[:_HEAD]
    found = (EncodingDetector.find_declared_encoding(head, is_html=html) for html in (True, False))
    return [name for name in found if name]


def _canonical(name: str) -> str:
    name = name.strip().strip("\"'").casefold()
    name = _ALIASES.get(name, name)
    if not name or name in _TEXT_CODECS_ONLY:
        return ""
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return ""
    # Codecs such as "zlib" or "rot13" are no charsets.
    return name if getattr(info, "_is_text_encoding", True) else ""


def _guess(body: bytes, named: str) -> tuple[str, str]:
    sample = body[:200_000]
    if named:
        text = sample.decode(named, "replace")
        # A charset that was named and fits but for a few bytes is better than any guess.
        if text.count("\ufffd") * 200 <= max(len(text), 1):
            return body.decode(named, "replace"), named
    utf8 = sample.decode("utf-8", "replace")
    if utf8.count("\ufffd") * 200 <= max(len(utf8), 1):
        return body.decode("utf-8", "replace"), "utf-8"
    try:
        text = sample.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    han = sum("\u4e00" <= c <= "\u9fff" for c in text)
    if text and han * 20 >= len(text):
        return body.decode("gb18030", "replace"), "gb18030"
    return body.decode("windows-1252", "replace"), "windows-1252"
