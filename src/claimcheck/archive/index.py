"""The CDXJ index: one line a response, sorted by SURT key and time.

SURT (Sort-friendly URI Reordering Transform) as the Internet Archive's canonicaliser makes it, in the part that the
lookup of exact addresses needs: scheme and ``www.`` off, host reversed, lower case, query sorted.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import heapq
import itertools
import json
import re
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from claimcheck.model.source import WarcRef
from claimcheck.net.exchange import NONE, Validators

INDEX = "index.cdxj"
SORTED = 4_000
"""Lines that are sorted in memory."""
AT_A_TIME = 500
"""Lines that are written in one go."""
_PAYLOAD_MIME = "payloadMime"
"""Of a revisit. Not "mimetype", as it once was: that is another name of "mime" to pywb, which then knew no revisit."""
_JSON = json.JSONEncoder(check_circular=False)
_NO_DIGITS = re.compile(r"\D+")
_WWW = re.compile(r"www\d*\.")


def surt(url: str) -> str:
    """The sort key of a URL: ``http://www.Example.org/A?b&a`` is ``org,example)/a?a&b``."""
    if not url.lower().startswith(("http:", "https:")):
        return url  # a name, such as that of a file that a person added
    parts = urlsplit(url)
    path = parts.path.lower() or "/"
    if len(path) > 1:
        path = path.rstrip("/") or "/"
    query = "&".join(sorted(parts.query.lower().split("&"))) if parts.query else ""
    return f"{_host_key(parts.scheme, parts.netloc)}){path}" + (f"?{query}" if query else "")


@functools.lru_cache(1024)
def _host_key(scheme: str, netloc: str) -> str:
    """What sorts a host: "org,example:8080". Raises ValueError where the port is none."""
    parts = SplitResult(scheme, netloc, "", "", "")
    host = (parts.hostname or "").lower()
    host = _WWW.sub("", host, count=1) if _WWW.match(host) else host
    port = parts.port
    default = {"http": 80, "https": 443}.get(scheme)
    key = ",".join(reversed(host.split("."))) if ":" not in host and not host.replace(".", "").isdigit() else host
    return f"{key}:{port}" if port is not None and port != default else key


def _mime(fields: dict[str, str]) -> str:
    return next(fields[name] for name in (_PAYLOAD_MIME, "mimetype", "mime") if name in fields)


@dataclass(frozen=True, slots=True)
class Entry:
    """One response, revisit or file in the archive."""

    url: str
    date: str
    """WARC-Date."""
    status: int
    mime: str
    sha1: str
    sha256: str
    filename: str
    offset: int
    length: int
    """Of the gzip member, bytes."""
    id: str
    refers_to: str = ""
    """A revisit: the id of the record that has the payload."""
    redirect: str = ""
    """The Location field of a redirect, as received."""
    validators: Validators = NONE
    added: str = ""
    """The citation key for which a person added it."""
    keys: tuple[str, ...] = ()
    """Citation keys of the works that it was taken for, sorted."""

    def with_keys(self, keys: Iterable[str]) -> Entry:
        """The same, taken for these works, too."""
        return replace(self, keys=tuple(sorted({*self.keys, *keys})))

    @property
    def timestamp(self) -> str:
        """Fourteen digits."""
        return _NO_DIGITS.sub("", self.date)[:14]

    def line(self) -> str:
        """The line of the index, without line end."""
        fields: dict[str, str | list[str]] = {
            "url": self.url,
            "mime": "warc/revisit" if self.refers_to else self.mime or "unk",
        }
        if self.status:
            fields["status"] = str(self.status)
        fields |= {
            "digest": self.sha1,
            "length": str(self.length),
            "offset": str(self.offset),
            "filename": self.filename,
            "sha256": self.sha256,
            "date": self.date,
            "id": self.id,
        }
        if self.refers_to:
            fields |= {"refersTo": self.refers_to, _PAYLOAD_MIME: self.mime}
        own: tuple[tuple[str, str | list[str]], ...] = (
            ("redirect", self.redirect),
            ("etag", self.validators.etag),
            ("modified", self.validators.modified),
            ("added", self.added),
            ("keys", list(self.keys)),
        )
        fields.update((name, value) for name, value in own if value)
        return f"{surt(self.url)} {self.timestamp} {_JSON.encode(fields)}"

    @classmethod
    def of_line(cls, line: str) -> Entry:
        """Read a line. Raises ValueError where it is none of ours."""
        _, _, rest = line.partition(" ")
        _, _, text = rest.partition(" ")
        try:
            fields = json.loads(text)
            return cls(
                url=fields["url"],
                date=fields["date"],
                status=int(fields.get("status", "0")),
                mime=_mime(fields).replace("unk", ""),
                sha1=fields["digest"],
                sha256=fields["sha256"],
                filename=fields["filename"],
                offset=int(fields["offset"]),
                length=int(fields["length"]),
                id=fields["id"],
                refers_to=fields.get("refersTo", ""),
                redirect=fields.get("redirect", ""),
                validators=Validators(str(fields.get("etag", "")), str(fields.get("modified", ""))),
                added=str(fields.get("added", "")),
                keys=tuple(str(key) for key in fields.get("keys", ())),
            )
        except (KeyError, TypeError, AttributeError, json.JSONDecodeError) as error:
            raise ValueError(f"not a line of this index: {line[:80]!r}") from error

    def ref(self, *, fetched: str = "") -> WarcRef:
        """Where this record stands; ``fetched`` in place of its own date."""
        return WarcRef(
            id=self.id,
            url=self.url,
            warc=self.filename,
            offset=self.offset,
            digest=self.sha256,
            fetched=fetched or self.date,
            media_type=self.mime,
            status=self.status,
            added=self.added,
        )


def render(entries: Iterable[Entry]) -> str:
    """The whole index."""
    return "".join(f"{line}\n" for line in sorted(entry.line() for entry in entries))


def lines_of(entries: Iterable[Entry], folder: Path) -> Iterator[bytes]:
    """``render`` in pieces, for any number of entries: what memory is not to hold is sorted in files of ``folder``.

    Raises OSError.
    """
    rest = iter(entries)

    def next_run() -> list[str]:
        return sorted(f"{entry.line()}\n" for entry in itertools.islice(rest, SORTED))

    with contextlib.ExitStack() as stack:
        runs: list[Iterable[str]] = []
        while len(lines := next_run()) == SORTED:
            file = stack.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n", dir=folder))
            file.writelines(lines)
            file.seek(0)
            runs.append(file)
        merged = heapq.merge(*runs, lines)
        while piece := "".join(itertools.islice(merged, AT_A_TIME)):
            yield piece.encode()


def read_index(path: Path, digest: str = "") -> dict[str, list[Entry]]:
    """Entries by file name, oldest first; empty where the index can't be read: it is rebuilt from the files then.

    So it is where it has another SHA-256 than ``digest`` ("sha256:…"; empty: none is known).
    """
    found: dict[str, list[Entry]] = {}
    try:
        for entry in each_listed(path, digest):
            found.setdefault(entry.filename, []).append(entry)
    except (OSError, ValueError):
        return {}
    for entries in found.values():
        entries.sort(key=lambda entry: entry.offset)
    return found


def each_listed(path: Path, digest: str = "") -> Iterator[Entry]:
    """The entries of an index as they stand there. Raises OSError, and ValueError where it is not what was written."""
    if digest:
        with path.open("rb") as file:
            if digest != f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}":
                raise ValueError("the index is not the one that was written")
    with path.open(encoding="utf-8", newline="\n") as lines:
        yield from (Entry.of_line(line) for line in lines)
