"""What the bytes really are, whatever the server says of them."""

from __future__ import annotations

import re

HTML = "text/html"
XHTML = "application/xhtml+xml"
PDF = "application/pdf"
PLAIN = "text/plain"

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%!PS", "application/postscript"),
    (b"{\\rtf", "application/rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"\x1f\x8b", "application/gzip"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\x00", "application/x-xz"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"OggS", "application/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"\x1aE\xdf\xa3", "video/webm"),
    (b"wOF2", "font/woff2"),
)
_ZIP_KINDS: tuple[tuple[bytes, str], ...] = (
    (b"word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    (b"mimetypeapplication/epub+zip", "application/epub+zip"),
    (b"mimetypeapplication/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text"),
)
_TAG = re.compile(
    rb"<(?:!doctype\s{1,9}html|html|head|body|title|meta|script|div|table|p|h1|article|section|main|header|span|a|br|ul|"
    rb"iframe|frameset|style|link|center|font)[\s>/]",
    re.IGNORECASE,
)
_HEAD = 2_048
_CONTROLS = bytes((0, 1, 2, 3, 4, 5, 6, 7, 8, 14, 15, 16))


def sniff(body: bytes, declared: str) -> str:
    """Media type of ``body`` as it really is, lower case and without parameters.

    ``declared`` is the Content-Type header; it decides only where the content does not.
    """
    said = declared.split(";")[0].strip().casefold()
    head = body[:_HEAD]
    if b"%PDF-" in head[:1_024]:
        return PDF
    if head.startswith(b"PK\x03\x04"):
        return next((kind for mark, kind in _ZIP_KINDS if mark in body[:8_192]), "application/zip")
    for magic, media_type in _MAGIC:
        if head.startswith(magic):
            return media_type
    if head[4:12] in (b"ftypisom", b"ftypmp42", b"ftypMSNV", b"ftypM4A "):
        return "video/mp4"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    return _sniff_text(head, said)


def _sniff_text(head: bytes, said: str) -> str:
    start = _without_bom(head).lstrip()
    if _is_binary(head):
        return said if said and said not in (HTML, XHTML, PDF, PLAIN) else "application/octet-stream"
    if start.startswith((b"<?xml", b"<!--", b"<")):
        if b"<html" in start.lower() or b"<!doctype html" in start[:512].lower() or _looks_like_html(start):
            return HTML
        if start.startswith(b"<?xml"):
            return said if said.endswith("xml") and said != XHTML else "application/xml"
    if start[:1] in (b"{", b"[") and said not in (HTML, XHTML):
        return "application/json" if "json" in said else (said or PLAIN)
    if said in (HTML, XHTML):
        return HTML
    if said in ("", PDF, "application/octet-stream", "binary/octet-stream", "application/x-download"):
        return HTML if _TAG.search(head) else PLAIN
    if said.startswith("text/") or said in ("application/json", "application/xml"):
        return said
    # Readable characters under a name that promises something else ("image/jpeg"): trust the characters.
    return HTML if _TAG.search(head) else PLAIN


def _looks_like_html(start: bytes) -> bool:
    return bool(_TAG.match(start)) or (start.startswith(b"<!--") and bool(_TAG.search(start)))


def _without_bom(head: bytes) -> bytes:
    if head.startswith(b"\xef\xbb\xbf"):
        return head[3:]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.replace(b"\x00", b"")[2:]
    return head


def _is_binary(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return (controls > 0 and controls * 50 > len(head)) or head[:512].count(b"\x00") > 3
