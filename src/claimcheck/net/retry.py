"""Which failures may pass, and how long to wait for that: classification apart from policy."""

from __future__ import annotations

import email.utils
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal, assert_never

from claimcheck.model.source import FetchFailure

if TYPE_CHECKING:
    import tenacity

Retry = Literal["never", "once", "again"]

MAX_BACKOFF = 8.0
_PASSING_STATUS = frozenset({408, 425, 429})
_LASTING_5XX = frozenset({501, 505, 511})
"""Not implemented, HTTP version not supported, login to the network required: asking again changes nothing."""


def classify(status: int | None, failure: FetchFailure | None) -> Retry:
    """Whether to ask again after this outcome. ``docs/decisions/fetching.md`` has the table."""
    if failure is not None:
        return _classify_failure(failure)
    if status is None:
        return "never"
    if status in _PASSING_STATUS or (status >= 500 and status <= 599 and status not in _LASTING_5XX):
        return "again"
    return "never"


def _classify_failure(failure: FetchFailure) -> Retry:
    match failure:
        case "reset":
            return "again"
        case "timeout" | "refused" | "protocol":
            return "once"
        case (
            "unresolvable"
            | "tls"
            | "redirect_loop"
            | "too_large"
            | "invalid"
            | "private"
            | "proxy"
            | "no_network"
            | "robots"
        ):
            return "never"
        case _:
            assert_never(failure)


def retry_after(header: str, now: datetime | None = None) -> float | None:
    """Seconds to wait according to a Retry-After field (seconds or an HTTP date); None where it says nothing."""
    text = header.strip()
    if text.isascii() and text.replace(".", "", 1).isdigit() and len(text) < 12:
        return float(text)
    try:
        moment = email.utils.parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - (now or datetime.now(UTC))).total_seconds())


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the policy has to know of an outcome."""

    retry: Retry
    wait: float | None = None
    """Seconds that the server asked to wait."""


def policy(
    verdict: Callable[[Any], Verdict],
    *,
    retries: int,
    backoff: float,
    before_sleep: Callable[[tenacity.RetryCallState], Awaitable[None]],
) -> tenacity.AsyncRetrying:
    """Ask again as verdict of the outcome says; the last outcome is the result, never an exception.

    Waits as long as the server asked for (a Retry-After longer than max_wait seconds ends it), else backoff
    seconds, doubled each time; always with jitter, so that many clients don't come back at the same moment.
    """
    import tenacity  # where nothing is asked again it is not loaded

    def outcome(state: tenacity.RetryCallState) -> Any:
        return state.outcome.result() if state.outcome is not None else None

    def again(result: Any) -> bool:
        return verdict(result).retry != "never"

    def stop(state: tenacity.RetryCallState) -> bool:
        allowed = min(retries, 1) if verdict(outcome(state)).retry == "once" else retries
        return state.attempt_number > allowed

    def wait(state: tenacity.RetryCallState) -> float:
        asked = verdict(outcome(state)).wait
        jitter = random.uniform(0.05, 0.25) * max(backoff, 0.2)  # noqa: S311  (not for secrets)
        delay = asked if asked is not None else min(backoff * 2.0 ** (state.attempt_number - 1), MAX_BACKOFF)
        return delay + jitter

    return tenacity.AsyncRetrying(
        retry=tenacity.retry_if_result(again),
        stop=stop,
        wait=wait,
        before_sleep=before_sleep,
        retry_error_callback=outcome,
    )
