"""One work on its way: the places where it may be read, what came of each, and what is taken in the end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from claimcheck.model.reference import Reference
from claimcheck.model.source import LinkHealth, Source
from claimcheck.sources.judgement import Judgement
from claimcheck.sources.locate import NOWHERE, Address, Places


@dataclass(slots=True)
class Pursuit:
    """One reference on its way."""

    number: int
    """The place of the reference among those of the run."""
    reference: Reference
    places: Places
    addresses: list[Address]
    """Where to look, in order; more are added as they become known."""
    local: Judgement | None = None
    judged: list[Judgement] = field(default_factory=list)
    """One for each address that was tried, in order."""
    closed: bool = False
    """Whether what came of it is known."""

    @property
    def address(self) -> Address | None:
        """The address to try next; None where the work needs no further one, or none is known."""
        tried = len(self.judged)
        return None if self.closed or tried >= len(self.addresses) else self.addresses[tried]

    def add(self, further: Iterable[Address], *, soon: bool = False) -> None:
        """Further places to try: at the end, or before those that are still to come."""
        known = {address.url for address in self.addresses}
        new = [address for address in further if address.url not in known]
        at = len(self.judged) if soon else len(self.addresses)
        self.addresses[at:at] = new

    @property
    def read(self) -> int | None:
        """Which judgement's text is to be taken: the first one's, but the file's where a page names it as the whole."""
        texts = [number for number, judgement in enumerate(self.judged) if judgement.read]
        if not texts:
            return None
        following = texts[1] if len(texts) > 1 else texts[0]
        snapshot = self.judged[following].snapshot
        pdf = snapshot is not None and snapshot.media_type == "application/pdf"
        whole = pdf and self.addresses[following].kind == "pdf"
        return following if whole and following == texts[0] + 1 else texts[0]


def source_of(work: Pursuit) -> Source:
    """The source of a work: the health of its first address, and the text of the first place that gave one."""
    tried = (*(str(path) for path in work.places.files), *(address.url for address in work.addresses))
    refused = "; ".join(work.places.refused)
    judged = [*([work.local] if work.local is not None else []), *work.judged]
    if not judged:
        reason = f"{NOWHERE} ({refused})" if refused else NOWHERE
        return Source(work.reference.key, LinkHealth("unchecked", reason=reason), detail=reason, tried=tried)
    first = work.judged[0] if work.judged else judged[0]
    at = None if work.local is not None and work.local.text is not None else work.read
    read = work.local if at is None else work.judged[at]
    if read is None or not read.read:
        others = [j.detail for j in work.judged[1:] if j.detail]
        detail = "; ".join(dict.fromkeys([first.detail, *others, *([refused] if refused else [])]))
        snapshot = next((j.snapshot for j in judged if j.snapshot is not None), None)
        asked = any(judgement.asked for judgement in judged)
        return Source(work.reference.key, first.health, snapshot, None, asked, detail, tried)
    place = None if at is None else work.addresses[at]
    snapshot, detail = read.snapshot, read.detail
    if snapshot is not None and place is not None and place.archived:
        snapshot = replace(snapshot, archive_url=place.archived)
    if read is not first and place is not None and snapshot is not None:
        where = place.archived or snapshot.url
        detail = detail or (f"read from {place.label}, {where}" if place.label else f"read from {where}")
    version = "" if place is None else place.version
    return Source(
        work.reference.key, first.health, snapshot, read.text, first.asked, detail, tried, read.former, version
    )
