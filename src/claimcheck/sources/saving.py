"""Having pages saved by the Wayback Machine: Save Page Now 2, one page after the other, no faster than it allows."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from claimcheck.model.audit import Memento
from claimcheck.net import NetOptions
from claimcheck.net.service import Call, Reply, call_service
from claimcheck.redaction import redact
from claimcheck.sources.memento import WAYBACK, is_stamp, wayback_copy

A_MINUTE: Final = {True: 7, False: 3}
"""Pages a minute that are taken, with and without a key."""
LONGEST: Final = 180.0
"""Seconds that one page may take to be saved."""
FIRST_WAIT: Final = 1.0
"""Seconds until it is asked how far it came; doubled up to 16."""
RECENT: Final = "30d"
"""A page that was saved in this time is not saved again."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The key of an account at archive.org (https://archive.org/account/s3.php)."""

    access: str = field(default="", repr=False)
    secret: str = field(default="", repr=False)

    def __bool__(self) -> bool:
        return bool(self.access and self.secret)


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of asking for one page to be saved."""

    url: str
    memento: Memento | None = None
    why: str = ""
    """Why there is none."""


def save_pages(
    urls: Sequence[str],
    options: NetOptions,
    keys: Keys,
    *,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[Saved]:
    """Have each page saved, in order, and say what came of it as soon as it is known.

    Every address becomes public: the caller has asked the person. ``clock`` and ``sleep`` in seconds. Once the service
    says that no more is taken today, or that the key is wrong, nothing further is sent.
    """
    pause = 60 / A_MINUTE[bool(keys)]
    began: float | None = None
    stopped = ""
    for url in urls:
        if stopped:
            yield Saved(url, why=f"not asked: {stopped}")
            continue
        if began is not None:
            sleep(max(0.0, began + pause - clock()))
        began = clock()
        saved, final = _save(url, options, keys, clock, sleep)
        stopped = saved.why if final else ""
        yield saved


def _save(
    url: str, options: NetOptions, keys: Keys, clock: Callable[[], float], sleep: Callable[[float], None]
) -> tuple[Saved, bool]:
    """What came of one page, and whether there is no use in asking for others."""
    headers: tuple[tuple[str, str], ...] = (("Accept", "application/json"),)
    if keys:
        headers = (*headers, ("Authorization", f"LOW {keys.access}:{keys.secret}"))
    form = (("url", url), ("skip_first_archive", "1"), ("if_not_archived_within", RECENT))
    reply = call_service(Call(f"{WAYBACK}/save", form, headers), options)
    answer = _answer(reply)
    job = answer.get("job_id")
    if not isinstance(job, str) or not job.replace("-", "").isalnum():
        return Saved(url, why=_why(reply, answer)), reply.status == 401 or "daily" in str(answer.get("status_ext", ""))
    ends, wait = clock() + LONGEST, FIRST_WAIT
    while clock() < ends:
        sleep(wait)
        wait = min(2 * wait, 16.0)
        reply = call_service(Call(f"{WAYBACK}/save/status/{job}", headers=headers), options)
        answer = _answer(reply)
        stamp = answer.get("timestamp")
        if answer.get("status") == "success" and isinstance(stamp, str) and is_stamp(stamp):
            return Saved(url, wayback_copy(stamp, url)), False
        if answer.get("status") == "error":
            return Saved(url, why=_why(reply, answer)), False
    return Saved(url, why=f"not done within {LONGEST:g} s; it may be saved all the same"), False


def _answer(reply: Reply) -> dict[str, object]:
    """Errors come with status 200 too, so the words decide."""
    try:
        value = json.loads(reply.body)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _why(reply: Reply, answer: dict[str, object]) -> str:
    said = answer.get("message") or answer.get("status_ext")
    if isinstance(said, str) and said:
        return redact(" ".join(said[:300].split()))
    if reply.status is None:
        return f"the Wayback Machine can't be asked: {reply.detail}"
    return f"the Wayback Machine answers {reply.status}"
