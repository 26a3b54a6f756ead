"""What the state knows of an address: the last check, and the snapshot that goes with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from claimcheck.archive import Archive
from claimcheck.errors import StorageError
from claimcheck.model.reference import Reference
from claimcheck.model.source import Fetched, LinkHealth, WarcRef
from claimcheck.sources.doubts import known_by_redirect, recalled
from claimcheck.sources.health import READABLE
from claimcheck.sources.judgement import (
    Earlier,
    Judgement,
    cache_name,
    health_from_json,
    health_to_json,
    judge_answer,
    snapshot_of,
    with_text,
)
from claimcheck.sources.reading import Reading, Shelf, read_fetched
from claimcheck.sources.standing import in_time
from claimcheck.store import Check, Store


@dataclass(frozen=True, slots=True)
class Freshness:
    """For how many days an address is not asked again."""

    ok_days: float = 7.0
    failed_days: float = 1.0
    since: str = ""
    """Nor is one that was asked from this moment on (RFC 3339, UTC)."""


USUAL = Freshness()


@dataclass(slots=True)
class Known:
    """Answers from the state alone."""

    store: Store
    archive: Archive
    shelf: Shelf
    freshness: Freshness
    most: int
    """Bound of a body in bytes."""
    blank: bool = False
    """No link was ever checked before what is asked now: nobody need look for it."""

    def fresh(self, reference: Reference, url: str, *, text: bool = True) -> Judgement | None:
        """The last check, if it is recent enough and its snapshot is there; None where the address must be asked.

        ``text``: whether that of the snapshot is wanted.
        """
        found = self._unread(reference, url)
        if found is not None:
            return found
        check = self._last(url)
        if check is None or not self._is_fresh(check):
            return None
        return self._judgement(reference, check, text=text)

    def any(self, reference: Reference, url: str) -> Judgement | None:
        """The last check however old, if there is a snapshot with it."""
        check = self._last(url)
        if check is None:
            return self._unread(reference, url, however_old=True)
        judgement = self._judgement(reference, check)
        return judgement if judgement is not None and judgement.snapshot is not None else None

    def earlier(self, url: str, digest: str, since: str = "") -> Earlier | None:
        """What the page said when it was last read well (with ``since``: up to that moment); None where nothing is
        kept of it, or it was the payload with this ``digest``."""
        found = self.another(url, digest, since)
        if found is None:
            return None
        check, ref = found
        try:
            reading = self._reading(check, check.health, ref)
        except StorageError:
            return None
        return Earlier(check.checked, ref.digest, reading.text) if reading is not None and reading.text else None

    def another(self, url: str, digest: str, since: str = "") -> tuple[Check, WarcRef] | None:
        """The check and the snapshot whose text ``earlier`` gives, if there is one: told without reading it."""
        for check in () if self.blank else reversed(self._history(url)):
            if check.health.status not in READABLE or not check.records or (since and check.checked > since):
                continue
            ref = self.archive.find(check.records[-1])
            return (check, ref) if ref is not None and ref.digest != digest else None
        return None

    def _last(self, url: str) -> Check | None:
        check = None if self.blank else self.store.last(url)
        if check is None or in_time(check.checked, datetime.now(UTC)):
            return check
        return self._history(url)[-1]

    def _history(self, url: str) -> Sequence[Check]:
        """All checks, oldest first; those of a clock that was ahead of its time only where there are no others."""
        checks = self.store.history(url)
        now = datetime.now(UTC)
        return tuple(check for check in checks if in_time(check.checked, now)) or checks

    def void(self, fetched: Fetched, reason: str) -> None:
        """Note down that what was recorded of an address is not what the address has."""
        health = LinkHealth("unchecked", reason=reason, confidence="low", checked=fetched.fetched)
        self.store.remember(fetched, health)

    def _unread(self, reference: Reference, url: str, *, however_old: bool = False) -> Judgement | None:
        """A snapshot that a run took and did not come to judge, because it was ended or because the state was lost."""
        ref = self.archive.latest(url)
        if ref is None:
            return None
        history = self.store.history(url)
        if history and (ref.id in history[-1].records or ref.fetched <= history[-1].checked):
            return None
        try:
            fetched = self.archive.replay(url)
            if fetched is None:
                return None
            judgement = judge_answer(reference, fetched, read_fetched(self.shelf, fetched, self.most))
        except StorageError:
            return None
        if not however_old and not self._is_fresh(Check(url, fetched.fetched, judgement.health)):
            return None
        self.store.remember(fetched, judgement.health)
        return judgement

    def _is_fresh(self, check: Check) -> bool:
        now = datetime.now(UTC)
        if not in_time(check.checked, now):
            return False
        if self.freshness.since and check.checked >= self.freshness.since:
            return True
        checked = datetime.fromisoformat(check.checked)
        age = now - (checked if checked.tzinfo else checked.replace(tzinfo=UTC))
        days = self.freshness.ok_days if check.health.status in READABLE else self.freshness.failed_days
        return age < timedelta(days=days)

    def _judgement(self, reference: Reference, check: Check, *, text: bool = True) -> Judgement | None:
        if check.failure:
            return Judgement(check.health, detail=check.health.reason)
        ref = self.archive.find(check.records[-1]) if check.records else None
        ref = ref or self.archive.latest(check.url)
        if ref is None:
            return None
        try:
            return self._of_snapshot(reference, check, ref, text)
        except StorageError:
            # The record is damaged: asked again, or, offline, not there.
            return None

    def _of_snapshot(self, reference: Reference, check: Check, ref: WarcRef, text: bool) -> Judgement | None:
        name = cache_name(reference, check.url, check.checked)
        kept = self.store.text(ref.digest, name)
        if kept is not None:
            health = self._kept_health(kept)
            if health is not None and not text and health.status in READABLE:
                return Judgement(health, None, snapshot_of(ref, Reading(None)), skimmed=True)
            if health is not None:
                reading = self._reading(check, health, ref)
                return with_text(health, reading, ref) if reading is not None else None
        fetched = self.archive.replay(check.url, check.records)
        if fetched is None:
            return Judgement(check.health, detail=check.health.reason)
        judgement = judge_answer(reference, fetched, read_fetched(self.shelf, fetched, self.most))
        judgement = recalled(known_by_redirect(judgement, fetched), check.health)
        health = replace(judgement.health, checked=check.checked, elapsed_ms=check.health.elapsed_ms)
        if check.health.status == "drifted" and health.status == "ok":  # the snapshot before it told so
            health = replace(health, status="drifted", reason=check.health.reason, confidence=check.health.confidence)
        self.store.keep_text(ref.digest, name, health_to_json(health))
        return replace(judgement, health=health)

    def _reading(self, check: Check, health: LinkHealth, ref: WarcRef) -> Reading | None:
        """The text of the snapshot, from the cache if it is there: only otherwise is the record opened."""
        if health.http is None or not 200 <= health.http < 300:
            return Reading(None)
        cached = self.shelf.cached(ref.digest)
        if cached is not None:
            return cached
        fetched = self.archive.replay(check.url, check.records)
        return read_fetched(self.shelf, fetched, self.most) if fetched is not None else None

    @staticmethod
    def _kept_health(line: str) -> LinkHealth | None:
        try:
            return health_from_json(line)
        except ValueError:
            return None
