"""What asking for an address came to."""

from __future__ import annotations

from dataclasses import dataclass

import httpx

from claimcheck.model.source import Fetched, FetchFailure, Hop, WarcRef
from claimcheck.net.client import Answer
from claimcheck.redaction import redact, redact_address

FEW_WORDS = 50
"""A decompression bomb with fewer words holds nothing to read."""


@dataclass(slots=True)
class Outcome:
    """What one attempt at an address came to: the redirects, and the last answer or the failure."""

    url: httpx.URL | None
    answers: list[Answer]
    hops: tuple[Hop, ...] = ()
    failure: FetchFailure | None = None
    detail: str = ""
    elapsed_ms: int = 0

    @property
    def final(self) -> Answer | None:
        """The last answer, where there is no failure after it."""
        return self.answers[-1] if self.answers and len(self.answers) > len(self.hops) else None


def fetched_of(url: str, outcome: Outcome, started: str, attempts: int, records: tuple[WarcRef, ...]) -> Fetched:
    """The outcome as it may be shown and kept: no secret in it, but in ``url``, which is the caller's own word."""
    final = outcome.final
    failure, detail = outcome.failure, outcome.detail or (final.detail if final is not None else "")
    if final is not None and final.bomb and len(final.body.split(maxsplit=FEW_WORDS)) < FEW_WORDS:
        failure = "too_large"
    exchange = final.exchange.public() if final is not None else None
    headers = tuple((name.lower(), value) for name, value in exchange.response_headers) if exchange else ()
    if final is not None and final.kept is not None:
        headers = _renewed(final.kept.headers, headers)
    return Fetched(
        url=url,
        final_url=redact_address(str(outcome.url) if outcome.url is not None else url),
        status=final.status if final is not None else (outcome.hops[-1].status if outcome.hops else None),
        headers=headers,
        body=final.body if final is not None else b"",
        truncated=bool(exchange.truncated) if exchange is not None else False,
        hops=tuple(Hop(redact_address(hop.url), hop.status, redact_address(hop.location)) for hop in outcome.hops),
        failure=failure,
        detail=redact(detail),
        fetched=started,
        elapsed_ms=outcome.elapsed_ms,
        attempts=attempts,
        records=records,
    )


def _renewed(kept: tuple[tuple[str, str], ...], stated: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """The header fields of a kept page, with those that an answer of 304 renews (RFC 9111, section 3.2)."""
    new = tuple((name, value) for name, value in stated if not name.startswith("content-"))
    names = {name for name, _ in new}
    return (*new, *((name.lower(), value) for name, value in kept if name.lower() not in names))
