"""Exchanges → records with their index entries, before anything is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from claimcheck.archive import warc
from claimcheck.archive.catalogue import Catalogue
from claimcheck.archive.index import Entry
from claimcheck.net.exchange import NONE, Exchange, Validators
from claimcheck.net.safety import header_text


@dataclass(frozen=True, slots=True)
class Part:
    """The records of one exchange, and the entry of the first, but for where they will stand."""

    data: bytes
    entry: Entry


def build(exchanges: Iterable[tuple[Exchange, warc.Digests]], known: Catalogue) -> list[Part]:
    """The response, or a revisit of what ``known`` or an earlier one of them has, each with its request."""
    parts: list[Part] = []
    here: dict[tuple[str, str, int], Entry] = {}
    for exchange, digests in exchanges:
        place = (exchange.url, digests.sha256, exchange.status)
        former = here.get(place) or _former(exchange, digests, known)
        if former is not None:
            digests = warc.Digests(former.sha256, former.sha1)
            main = warc.revisit(exchange, of_id=former.id, of_date=former.date, digests=digests)
        else:
            main = warc.response(exchange, digests)
        entry = entry_of(exchange, main, digests, refers_to=former.id if former is not None else "")
        if former is None and exchange.body:
            here[place] = entry
        parts.append(Part(main.data + warc.request(exchange, concurrent_to=main.id).data, entry))
    return parts


def _former(exchange: Exchange, digests: warc.Digests, known: Catalogue) -> Entry | None:
    if exchange.unchanged:
        return known.unchanged(exchange.url)
    return known.holder(exchange.url, digests.sha256, exchange.status) if exchange.body else None


def entry_of(
    exchange: Exchange, main: warc.Built, digests: warc.Digests, *, added: str = "", refers_to: str = ""
) -> Entry:
    """The index entry of an answer, but for where it stands; ``digests`` of its payload."""
    whole = not exchange.truncated
    return Entry(
        url=exchange.url,
        date=exchange.started,
        status=exchange.status,
        mime=exchange.header("content-type").partition(";")[0].strip().lower(),
        sha1=digests.sha1,
        sha256=digests.sha256,
        filename="",
        offset=0,
        length=len(main.data),
        id=main.id,
        redirect=header_text(exchange.header("location")) if 300 <= exchange.status < 400 else "",
        validators=NONE if added else Validators.of(exchange.status, exchange.response_headers, whole=whole),
        added=added,
        refers_to=refers_to,
    )
