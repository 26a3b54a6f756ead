"""What is told of an address that is not asked: what the state has of it, or why nobody knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from claimcheck.model.reference import Reference
from claimcheck.model.source import LinkHealth
from claimcheck.redaction import stands_in, tells_apart
from claimcheck.sources.judgement import Judgement
from claimcheck.sources.known import Known

NO_NETWORK = "not asked: there is no network"
OFFLINE = "not asked: offline, and there is no snapshot of it"
INCOMPLETE = "not asked: its secret is not kept; check the paper that has it, or write it into the bibliography"


@dataclass(slots=True)
class Recall:
    """Judgements without a request."""

    known: Known
    real: Mapping[str, str]
    """What is asked for an address whose secret was left out."""
    offline: bool
    network: bool = True
    """Whether there is one, as far as is known."""
    trouble: str = ""
    """What is wrong with it, where more is known than that there is none."""

    def instead(self, reference: Reference, url: str, *, text: bool) -> Judgement | None:
        """What to say in place of asking; None where the address must be asked. ``text``: whether one is wanted."""
        if self.offline:
            return self.known.any(reference, url) or _unasked(OFFLINE)
        if not self.network:
            return self.unreachable(reference, url)
        if url not in self.real and stands_in(url):
            return self.known.any(reference, url) or _unasked(INCOMPLETE)
        # What is kept of a short secret can't tell whether it has been mended since.
        return self.known.fresh(reference, url, text=text) if tells_apart(url) else None

    def unreachable(self, reference: Reference, url: str) -> Judgement:
        """Without a network: the text of an older snapshot if there is one, and nothing said of the link."""
        reason = f"not asked: {self.trouble}" if self.trouble else NO_NETWORK
        older = self.known.any(reference, url)
        if older is None or older.text is None:
            return _unasked(reason)
        health = LinkHealth("unchecked", reason=reason, confidence="low")
        return replace(older, health=health, asked=False, detail=f"read from the snapshot of {older.health.checked}")


def _unasked(reason: str) -> Judgement:
    return Judgement(LinkHealth("unchecked", reason=reason, confidence="low"), detail=reason, asked=False)
