"""What a run remembers of an address once it has been judged."""

from __future__ import annotations

from collections.abc import Iterable

from claimcheck.model.reference import Reference
from claimcheck.model.source import Fetched
from claimcheck.sources.health import READABLE
from claimcheck.sources.judgement import Judgement, cache_name, health_to_json
from claimcheck.store import Store


def note(store: Store, fetched: Fetched, judged: Iterable[tuple[Reference, Judgement]]) -> None:
    """Remember the check of a link, by what the first work makes of it, and each judgement beside the payload.

    What could not be checked is no judgement. Raises StorageError.
    """
    digest = digest_of(fetched)
    for position, (reference, judgement) in enumerate(judged):
        health = judgement.health
        if health.status == "unchecked":
            continue
        if position == 0:
            store.remember(fetched, health)
        if digest:
            store.keep_text(digest, cache_name(reference, fetched.url, fetched.fetched), health_to_json(health))


def copied_by(fetched: Fetched, judged: Iterable[tuple[Reference, Judgement]]) -> list[str]:
    """The keys of the works that the page was judged to be: it is kept as a copy of them."""
    if not fetched.records:
        return []
    return [reference.key for reference, judgement in judged if judgement.health.status in READABLE]


def digest_of(fetched: Fetched) -> str:
    """Of the payload that is kept; empty where none is."""
    return fetched.records[-1].digest if fetched.records else ""
