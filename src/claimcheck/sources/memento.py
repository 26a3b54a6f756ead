"""Archived copies of pages: how to ask archives for them, and what they answer. Pure functions.

Asked are the Wayback Machine's availability API and its CDX server, and TimeMaps (RFC 7089) of any archive. None of
these is believed to say that there is no copy by an empty answer: the availability API gives the same one when it is
overloaded.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import quote, urljoin

from claimcheck.model.audit import Memento
from claimcheck.model.reference import Reference
from claimcheck.redaction import redact_address, stands_in
from claimcheck.sources.addresses import split
from claimcheck.sources.json_answers import member, parsed

WAYBACK: Final = "https://web.archive.org"
WAYBACK_TIMEMAP: Final = f"{WAYBACK}/web/timemap/link/"
MOST_CAPTURES: Final = 5000
"""Captures of one page that are looked at."""

_STAMP = re.compile(r"\d{14}", re.ASCII)
_LINK = re.compile(
    r"<([^<>\s]{1,8192})>((?:\s*;\s*[\w*-]{1,40}\s*=\s*(?:\"[^\"]{0,8192}\"|[^\s\",;]{1,200}))*)", re.ASCII
)
_PARAMETER = re.compile(r";\s*([\w*-]{1,40})\s*=\s*(?:\"([^\"]*)\"|([^\s\",;]*))", re.ASCII)
_RAW = re.compile(r"(https?://web\.archive\.org/web/\d{14})(?:[a-z]{2}_)?/")
_PRIVATE_NAMES = (".local", ".localhost", ".internal", ".intranet", ".lan", ".home", ".corp", ".private", ".home.arpa")


def availability_address(url: str, wanted: str) -> str:
    """What to ask the availability API for the copy nearest to ``wanted`` (digits of a moment; empty: the newest)."""
    near = f"&timestamp={wanted}" if wanted else ""
    return f"https://archive.org/wayback/available?url={quote(url, safe='')}{near}"


def cdx_address(url: str) -> str:
    """What to ask the CDX server for the good captures of a page."""
    more = f"output=json&fl=timestamp,original,statuscode&filter=statuscode:200&limit={MOST_CAPTURES}"
    return f"{WAYBACK}/cdx/search/cdx?url={quote(url, safe='')}&{more}"


def of_availability(body: bytes, url: str) -> tuple[Memento, ...]:
    """The copy that the availability API names, if it is a good one."""
    value = parsed(body)
    closest = member(member(value, "archived_snapshots"), "closest")
    stamp = member(closest, "timestamp")
    if member(closest, "available") is not True or str(member(closest, "status")) != "200":
        return ()
    return (wayback_copy(stamp, url),) if isinstance(stamp, str) and is_stamp(stamp) else ()


def of_cdx(body: bytes, url: str) -> tuple[Memento, ...]:
    """The good captures that the CDX server lists; its address of the page (http or https) is taken as it is."""
    rows = parsed(body)
    if not isinstance(rows, list) or not rows or not isinstance(rows[0], list):
        return ()
    names = [str(name) for name in rows[0]]
    found = []
    for row in rows[1 : MOST_CAPTURES + 1]:
        if not isinstance(row, list) or len(row) != len(names):
            continue
        fields = dict(zip(names, row, strict=True))
        stamp, status, original = fields.get("timestamp"), fields.get("statuscode", "200"), fields.get("original", url)
        if status == "200" and isinstance(stamp, str) and is_stamp(stamp) and isinstance(original, str):
            found.append(wayback_copy(stamp, original if _is_web(original) else url))
    return tuple(found)


def of_timemap(body: bytes, base: str) -> tuple[Memento, ...]:
    """The mementos of a TimeMap in the format application/link-format (RFC 7089, section 5; RFC 6690)."""
    found: list[Memento] = []
    for link in _LINK.finditer(body.decode("utf-8", "replace")):
        fields = {name.lower(): quoted or plain for name, quoted, plain in _PARAMETER.findall(link[2])}
        target = urljoin(base, link[1])
        stamp = _http_date(fields.get("datetime", ""))
        if "memento" in fields.get("rel", "").split() and stamp and _is_web(target):
            found.append(Memento(target, stamp))
            if len(found) == MOST_CAPTURES:
                break
    return tuple(found)


def nearest(mementos: Iterable[Memento], wanted: str, most: int) -> tuple[Memento, ...]:
    """The ``most`` copies nearest to a moment, the nearest first; the newest where none is wanted."""
    if not wanted:
        return tuple(sorted(mementos, key=lambda memento: memento.taken, reverse=True)[:most])
    moment = _moment(wanted)
    return tuple(sorted(mementos, key=lambda memento: abs(_moment(memento.taken) - moment))[:most])


def wanted_moment(reference: Reference) -> str:
    """The moment from which a copy is wanted, as 14 digits: the day of access, else of publication (the middle of a
    month or year that is all that is known); empty where neither is known."""
    for date in (reference.urldate, reference.date, reference.year):
        found = re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?![\d-])", date, re.ASCII)
        if found:
            year, month, day = found.groups()
            stamp = f"{year}{month or '07'}{day or ('15' if month else '01')}120000"
            if is_stamp(stamp):
                return stamp
    return ""


def raw_address(memento: Memento) -> str:
    """Where the page as it was stands, without what the archive adds to it."""
    return _RAW.sub(r"\1id_/", memento.url, count=1)


def as_answered(memento: Memento, final_url: str) -> Memento:
    """The copy that the archive gave in the end: it may lead to another moment than the one that was asked."""
    found = re.match(r"https?://web\.archive\.org/web/(\d{14})(?:[a-z]{2}_)?/(.+)", final_url, re.DOTALL)
    if found is None or not is_stamp(found[1]) or found[1] == memento.taken:
        return memento
    return wayback_copy(found[1], found[2])


def not_public(url: str) -> str:
    """Why an address must not be told to an archive, as far as it says itself; empty: it may be."""
    parts = split(url)
    host = (parts.hostname or "").rstrip(".").casefold()
    if not _is_web(url):
        return "it is no web address"
    if parts.username is not None or parts.password is not None or stands_in(url) or redact_address(url) != url:
        return "it holds a secret"
    try:
        return "" if ipaddress.ip_address(host).is_global else "its host is private"
    except ValueError:
        return "its host is private" if "." not in host or f".{host}".endswith(_PRIVATE_NAMES) else ""


def wayback_copy(stamp: str, url: str) -> Memento:
    """The Wayback Machine's copy of a page of that moment (14 digits)."""
    return Memento(f"{WAYBACK}/web/{stamp}/{url}", stamp)


def is_stamp(text: str) -> bool:
    """Whether a text is a moment in 14 digits."""
    try:
        return _STAMP.fullmatch(text) is not None and _moment(text) > 0
    except ValueError:
        return False


def _moment(stamp: str) -> float:
    return datetime.strptime(stamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC).timestamp()


def _http_date(text: str) -> str:
    try:
        return parsedate_to_datetime(text).astimezone(UTC).strftime("%Y%m%d%H%M%S")
    except (ValueError, TypeError, OverflowError, IndexError):
        return ""


def _is_web(url: str) -> bool:
    return split(url).scheme in ("http", "https") and bool(split(url).hostname)
