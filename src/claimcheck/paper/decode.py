"""Bytes of a paper into text, or one clear line why not."""

from __future__ import annotations

import codecs
import os
from pathlib import Path
from typing import NoReturn

from claimcheck.errors import PaperError

MAX_BYTES = 50_000_000
"""A paper is never this big; what is bigger is another kind of file."""

# UTF-32 first: its little-endian mark begins with the one of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def load(path: Path, shown: str) -> bytes:
    """The file's bytes. Raises PaperError where it is missing, no file, unreadable, empty or too large."""
    try:
        if path.is_dir():
            raise PaperError("this is a folder, not a paper", file=shown, remedy="give the path of one file")
        with path.open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            body = stream.read(MAX_BYTES + 1) if size <= MAX_BYTES else b""
    except FileNotFoundError:
        raise PaperError("there is no such file", file=shown, remedy="check the path") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise PaperError(f"the paper can't be read: {reason}", file=shown) from None
    if size > MAX_BYTES or len(body) > MAX_BYTES:
        raise PaperError(
            f"the file has more than {MAX_BYTES // 1_000_000} MB, too large for a paper",
            file=shown,
            remedy="give the text alone, without embedded data",
        )
    if not body:
        raise PaperError("the file is empty", file=shown, remedy="give a paper with text in it")
    return body


def decode(body: bytes, shown: str) -> str:
    """The text, without its byte order mark and with its line endings as they are.

    Raises PaperError for binary data and for bytes that are not in the declared encoding (UTF-8 where no
    byte order mark says otherwise), naming line and byte.
    """
    encoding, skipped = "utf-8", 0
    for mark, name in _MARKS:
        if body.startswith(mark):
            encoding, skipped = name, len(mark)
            break
    try:
        text = body[skipped:].decode(encoding)
    except UnicodeDecodeError as error:
        _refuse_undecodable(body, skipped, encoding, error, shown)
    if "\0" in text:
        _refuse_wide(body, shown)
        _refuse_binary(shown, text[: text.index("\0")].count("\n") + 1)
    if not text.strip():
        raise PaperError("the file holds nothing but white space", file=shown, remedy="give a paper with text in it")
    return text


def _refuse_wide(body: bytes, shown: str) -> None:
    """Raise PaperError where every other byte is NUL: text in UTF-16 that doesn't say so."""
    start = body[: 1 << 12]
    if max(start[0::2].count(0), start[1::2].count(0)) > 0.4 * len(start):
        raise PaperError("this is UTF-16 without a byte order mark", file=shown, remedy="save the paper as UTF-8")


def _refuse_binary(shown: str, line: int) -> NoReturn:
    raise PaperError(
        "this is binary data (it holds NUL bytes), not text",
        file=shown,
        line=line,
        remedy="give the paper as Markdown or plain text",
    )


def _refuse_undecodable(body: bytes, skipped: int, encoding: str, error: UnicodeDecodeError, shown: str) -> NoReturn:
    place = skipped + error.start
    before = body[skipped:place]
    if encoding == "utf-8" and b"\0" in body[: 1 << 16]:
        _refuse_wide(body, shown)
        _refuse_binary(shown, before.count(b"\n") + 1)
    newline = "\n".encode(encoding)
    raise PaperError(
        f"byte {place} (0x{body[place]:02x}) is not {encoding.upper()}",
        file=shown,
        line=before.count(newline) + 1,
        remedy="save the paper as UTF-8",
    ) from None
