"""The Wayback Machine as its documents describe it: availability API, CDX server, TimeMaps, /web/, Save Page Now."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

from web.routes import Asked, Route

if TYPE_CHECKING:
    from web.server import LoopbackWeb

FIELDS = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length")


@dataclass(frozen=True)
class Capture:
    """One capture of a page."""

    timestamp: str
    html: str
    status: int = 200


@dataclass
class Wayback:
    """Answers for archive.org and web.archive.org; what it holds, and what ails it, can be changed at any time."""

    web: LoopbackWeb
    captures: dict[str, list[Capture]] = field(default_factory=dict)
    forgetful: bool = False
    """The availability API is overloaded: it knows of no capture."""
    down: bool = False
    """CDX server and TimeMaps answer 503."""
    saving: dict[str, Any] = field(default_factory=dict)
    """What the status of a saved page says besides; without it, success."""
    saved: list[dict[str, str]] = field(default_factory=list)
    """Forms that came in, with the Authorization header under its name."""

    def __post_init__(self) -> None:
        self.web.service("archive.org", self._available)
        self.web.service("web.archive.org", self._web)

    def hold(self, url: str, timestamp: str, html: str, status: int = 200) -> None:
        """Have a capture of ``url``."""
        self.captures.setdefault(url, []).append(Capture(timestamp, html, status))

    def asked(self, part: str) -> list[str]:
        """What was asked of it that has ``part`` in it."""
        return [s.target for s in self.web.requests if s.host.endswith("archive.org") and part in unquote(s.target)]

    def _nearest(self, url: str, stamp: str) -> Capture | None:
        good = [capture for capture in self.captures.get(url, ()) if capture.status == 200]
        if not stamp:
            return max(good, key=lambda capture: capture.timestamp, default=None)
        return min(good, key=lambda capture: abs(moment(capture.timestamp) - moment(stamp)), default=None)

    def _available(self, asked: Asked) -> Route:
        query = query_of(asked)
        found = None if self.forgetful else self._nearest(query.get("url", ""), query.get("timestamp", ""))
        closest: dict[str, object] = {}
        if found is not None:
            url = f"http://web.archive.org/web/{found.timestamp}/{query['url']}"
            closest = {"closest": {"available": True, "url": url, "timestamp": found.timestamp, "status": "200"}}
        return as_json({"url": query.get("url", ""), "archived_snapshots": closest})

    def _web(self, asked: Asked) -> Route:
        path = urlsplit(asked.target).path
        if path.startswith("/save"):
            return self._save(asked, path)
        if self.down and ("/cdx/" in path or "/timemap/" in path):
            return Route(503, body=b"busy")
        if path.startswith("/cdx/search/cdx"):
            return self._cdx(query_of(asked))
        if path.startswith("/web/timemap/link/"):
            return self._timemap(asked.target.removeprefix("/web/timemap/link/"))
        found = re.fullmatch(r"/web/(\d{14})(?:[a-z]{2}_)?/(.+)", asked.target)
        capture = self._at(found[2], found[1]) if found else None
        if capture is None or found is None:
            return Route(404, body=b"The Wayback Machine has not archived that URL.")
        if capture.timestamp != found[1]:
            return Route(302, (("Location", f"/web/{capture.timestamp}id_/{found[2]}"),))
        when = datetime.fromtimestamp(moment(capture.timestamp), UTC).strftime("%a, %d %b %Y %H:%M:%S GMT")
        headers = (("Content-Type", "text/html; charset=utf-8"), ("Memento-Datetime", when))
        return Route(capture.status, headers, capture.html.encode())

    def _at(self, url: str, stamp: str) -> Capture | None:
        held = self.captures.get(url, ())
        return min(held, key=lambda capture: abs(moment(capture.timestamp) - moment(stamp)), default=None)

    def _cdx(self, query: dict[str, str]) -> Route:
        url = query["url"]
        rows = [
            (url, c.timestamp, url, "text/html", str(c.status), "D" * 32, str(len(c.html)))
            for c in sorted(self.captures.get(url, ()), key=lambda capture: capture.timestamp)
        ]
        name, _, pattern = query.get("filter", "").partition(":")
        if name:
            rows = [row for row in rows if re.fullmatch(pattern, row[FIELDS.index(name)])]
        wanted = query.get("fl", ",".join(FIELDS)).split(",")
        shown = [[row[FIELDS.index(field)] for field in wanted] for row in rows[: int(query.get("limit", "1000"))]]
        return as_json([wanted, *shown] if shown else [])

    def _timemap(self, url: str) -> Route:
        held = self.captures.get(url, ())
        if not held:
            return Route(404, body=b"")
        links = [f'<{url}>; rel="original"']
        for capture in held:
            when = datetime.fromtimestamp(moment(capture.timestamp), UTC).strftime("%a, %d %b %Y %H:%M:%S GMT")
            address = f"http://web.archive.org/web/{capture.timestamp}/{url}"
            links.append(f'<{address}>; rel="memento"; datetime="{when}"')
        return Route(200, (("Content-Type", "application/link-format"),), ",\n".join(links).encode())

    def _save(self, asked: Asked, path: str) -> Route:
        if asked.method == "POST" and path == "/save":
            form = {name: values[0] for name, values in parse_qs(asked.body.decode()).items()}
            self.saved.append(form | {"authorization": asked.headers.get("authorization", "")})
            if "refuse" in self.saving:
                return as_json(self.saving["refuse"])
            return as_json({"url": form["url"], "job_id": f"spn2-{len(self.saved):040x}"})
        number = int(path.rpartition("-")[2], 16)
        answer = {"status": "success", "timestamp": "20261125120000", "original_url": self.saved[number - 1]["url"]}
        return as_json({"job_id": path.rpartition("/")[2], **answer, **self.saving})


def query_of(asked: Asked) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(asked.target).query).items()}


def moment(stamp: str) -> float:
    return datetime.strptime(stamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC).timestamp()


def as_json(value: object) -> Route:
    return Route(200, (("Content-Type", "application/json"),), json.dumps(value).encode())
