"""How a link stands, from all checks of it: a pure function of its history.

A page is dead only after it failed in two runs some time apart. What may be the trouble of a server or of a line in
between (a timeout, an error of the server, a certificate) makes it failing, however long it lasts: unreachable is not
dead.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from claimcheck.model.audit import Stand
from claimcheck.model.source import LinkStatus
from claimcheck.store import Check

LOST: Final[frozenset[LinkStatus]] = frozenset(
    {"gone", "unresolvable", "soft_404", "parked", "redirected_elsewhere", "redirect_loop", "invalid"}
)
"""The work is not at the address: said twice, the link is dead."""
TROUBLED: Final[frozenset[LinkStatus]] = frozenset({"tls_error", "server_error", "timeout", "refused", "wrong_work"})
"""It failed, and may work tomorrow; or a person should look whether it is the work."""
WALLED: Final[frozenset[LinkStatus]] = frozenset({"blocked", "login", "paywall"})
DEAD_AFTER: Final = timedelta(days=1)
SLACK: Final = timedelta(hours=1)
"""Daily runs don't begin on the second: a run this much early counts as a day later."""
AHEAD: Final = timedelta(minutes=10)
"""How far in the future a check may lie, as clocks go."""


def in_time(moment: str, now: datetime) -> bool:
    """Whether a moment that was noted down may be true: one that lies ahead was told by a clock that was wrong."""
    try:
        return _moment(moment) <= now + AHEAD
    except ValueError:
        return False


def stand(checks: Sequence[Check], dead_after: timedelta = DEAD_AFTER) -> Stand:
    """How a link stands after these checks, oldest first; those that said nothing of it are left out."""
    told = [check for check in checks if check.health.status != "unchecked"]
    if not told:
        return Stand("unknown")
    last = told[-1].health
    if last.status in WALLED:
        return Stand("walled", last.status, last.reason)
    if last.status == "moved":
        return Stand("moved", last.status, last.reason, to=last.moved_to or last.final_url)
    if last.status not in LOST | TROUBLED:
        return Stand("good", last.status, last.reason)
    failures = _last_failures(told)
    lost = [check.checked for check in failures if check.health.status in LOST]
    dead = len(lost) > 1 and _apart(lost[0], lost[-1]) >= dead_after - min(SLACK, dead_after)
    return Stand("dead" if dead else "failing", last.status, last.reason, failures[0].checked)


def _last_failures(told: Sequence[Check]) -> list[Check]:
    """The failures since anything else was said of the link."""
    failures: list[Check] = []
    for check in reversed(told):
        if check.health.status not in LOST | TROUBLED:
            break
        failures.append(check)
    return failures[::-1]


def _apart(one: str, other: str) -> timedelta:
    try:
        return _moment(other) - _moment(one)
    except ValueError:
        return timedelta(0)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
