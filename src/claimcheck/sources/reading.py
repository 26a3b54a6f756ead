"""Payload → text, once: a cache keyed by the payload's digest, and a file of each text for whoever checks offsets."""

from __future__ import annotations

import functools
import hashlib
import json
from dataclasses import dataclass, replace
from email.message import Message
from pathlib import Path

from claimcheck.model.source import Fetched, SourceText
from claimcheck.readers import READER_VERSION, Unreadable, from_json, sniff, to_json
from claimcheck.store import Store
from claimcheck.store.files import replace_file, sweep_folder

TEXTS = "text"
_READER = f"text {READER_VERSION}"
_WALLS = frozenset({403, 429, 503})
"""States whose page may say that it checks for robots."""
_LEAST = 40
"""Code points of own text under which a page gives nothing to read."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading a payload."""

    text: SourceText | None
    reason: str = ""
    """Why there is no text."""
    media_type: str = ""
    text_sha256: str = ""


class Shelf:
    """Texts that were read, by payload and by their own digest."""

    def __init__(self, store: Store, directory: Path) -> None:
        self._store = store
        self._directory = directory
        sweep_folder(directory)

    def read(self, digest: str, body: bytes, *, declared: str = "", url: str = "", note: str = "") -> Reading:
        """The text of a payload: from the cache, or read now and kept.

        ``declared`` is the Content-Type header; ``note`` is added to the text's notes.
        """
        cached = self.cached(digest)
        return cached if cached is not None else self._keep(digest, self._read(body, declared, url, note))

    def refuse(self, digest: str, reason: str, media_type: str) -> Reading:
        """Note down that a payload is not read, and why."""
        return self._keep(digest, Reading(None, reason, media_type))

    def cached(self, digest: str) -> Reading | None:
        """What came of reading a payload before, by this version of the readers."""
        kept = self._store.text(digest, _READER) if digest else None
        if kept is None:
            return None
        try:
            return self._known(kept)
        except ValueError:
            return None

    def _keep(self, digest: str, reading: Reading) -> Reading:
        if digest:
            kept = to_json(reading.text) if reading.text is not None else _unreadable_json(reading)
            self._store.keep_text(digest, _READER, kept)
        return reading

    def _read(self, body: bytes, declared: str, url: str, note: str) -> Reading:
        reading = _read(body, declared, url, note)
        if reading.text is None:
            return reading
        return replace(reading, text_sha256=self._put_down(reading.text.text))

    def _known(self, cached: str) -> Reading:
        value = json.loads(cached)
        if isinstance(value, dict) and "unreadable" in value:
            return Reading(None, str(value["unreadable"]), str(value.get("media_type", "")))
        text = from_json(cached)
        return Reading(text, "", text.media_type, self._put_down(text.text))

    def _put_down(self, text: str) -> str:
        """Write the text to a file named by its SHA-256, unless it is there whole; the digest in hexadecimal."""
        data = text.encode("utf-8", "replace")
        name = hashlib.sha256(data).hexdigest()
        path = self._directory / f"{name}.txt"
        if not _holds(path, data):
            replace_file(path, data, durable=False)
        return name


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() == data
    except OSError:
        return False


def read_fetched(shelf: Shelf, fetched: Fetched, most: int) -> Reading:
    """The text of an answer; none for states that carry neither a work nor a wall, nor for a body cut at ``most``."""
    if not _may_be_read(fetched):
        return Reading(None)
    digest = fetched.records[-1].digest if fetched.records else ""
    declared = fetched.header("content-type")
    if _cut(fetched, most):
        return shelf.refuse(digest, _too_large(most), sniff(fetched.body, declared))
    note = _broken_off(fetched)
    return shelf.read(digest, fetched.body, declared=declared, url=fetched.final_url, note=note)


def skim_fetched(fetched: Fetched, most: int) -> Reading:
    """Like ``read_fetched``, for whoever judges the page and wants no sentences; nothing of it is kept."""
    declared = fetched.header("content-type")
    if not _may_be_read(fetched):
        return Reading(None)
    if _cut(fetched, most):
        return Reading(None, _too_large(most), sniff(fetched.body, declared))
    return _read(fetched.body, declared, fetched.final_url, _broken_off(fetched), sentences=False)


def _may_be_read(fetched: Fetched) -> bool:
    status = fetched.status
    return fetched.failure is None and status is not None and (200 <= status < 300 or status in _WALLS)


def _cut(fetched: Fetched, most: int) -> bool:
    return fetched.truncated and len(fetched.body) * 10 >= most * 9


def _too_large(most: int) -> str:
    return f"it is larger than {most // 1_000_000} MB and was not read"


def _broken_off(fetched: Fetched) -> str:
    return "the connection broke off before the page was whole" if fetched.truncated else ""


def _read(body: bytes, declared: str, url: str, note: str, *, sentences: bool = True) -> Reading:
    from claimcheck.readers import read_text  # not loaded before something is read here

    media_type = sniff(body, declared)
    try:
        text = read_text(body, media_type, charset=parse_content_type(declared)[1], url=url, sentences=sentences)
    except Unreadable as error:
        return Reading(None, error.reason, media_type)
    return Reading(replace(text, notes=(*text.notes, note)) if note else text, "", media_type)


def read_body(body: bytes, declared: str, url: str) -> SourceText | None:
    """The text of a body that is not kept; None where it can't be read. ``declared`` is its Content-Type."""
    from claimcheck.readers import read_text

    try:
        return read_text(body, sniff(body, declared), charset=parse_content_type(declared)[1], url=url)
    except Unreadable:
        return None


def has_words(text: SourceText) -> bool:
    """Whether there is anything that the source itself says."""
    own = (p.end - p.start for p in text.passages if p.role in ("main", "list", "table", "caption"))
    return sum(own) >= _LEAST


@functools.lru_cache(256)
def parse_content_type(value: str) -> tuple[str, str]:
    """Media type and charset of a Content-Type header, lower case; "" for what it lacks."""
    message = Message()
    message["content-type"] = value.replace("\n", " ").replace("\r", " ")[:300]
    media = value.split(";")[0].strip().casefold()[:100]
    charset = message.get_param("charset", "")
    return media, charset.strip().casefold()[:40] if isinstance(charset, str) else ""


def _unreadable_json(reading: Reading) -> str:
    return json.dumps({"unreadable": reading.reason, "media_type": reading.media_type}, ensure_ascii=False)
