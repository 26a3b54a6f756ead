"""What is known of one address for one work: its health, and the text that may be evidence."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from urllib.parse import urldefrag, urljoin, urlsplit

from claimcheck.model.reference import Reference
from claimcheck.model.source import Fetched, LinkHealth, Snapshot, SourceText, WarcRef
from claimcheck.redaction import redact_address, stands_in
from claimcheck.sources.drift import likeness
from claimcheck.sources.fragments import missing_part
from claimcheck.sources.health import READABLE, judge
from claimcheck.sources.reading import Reading, has_words

ABSTRACT = 6_000
"""Code points of own text up to which a page that names a PDF as the whole work holds little more than its abstract."""
JUDGE_VERSION = 2
"""Rises whenever the same answer may be judged otherwise; a kept judgement of another version is made anew."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a page said at an earlier check."""

    checked: str
    digest: str
    text: SourceText


@dataclass(frozen=True, slots=True)
class Judgement:
    """One address, judged for one work."""

    health: LinkHealth
    text: SourceText | None = None
    snapshot: Snapshot | None = None
    detail: str = ""
    """Why there is no text."""
    asked: bool = True
    former: SourceText | None = None
    """What an earlier snapshot says, where it says something else."""
    full: str = ""
    """Where the whole work stands as a PDF, by what a page says that holds little more than its abstract."""
    skimmed: bool = False
    """It gave a text, which nobody wants."""

    @property
    def read(self) -> bool:
        """Whether it gave a text."""
        return self.text is not None or self.skimmed

    def without_text(self) -> Judgement:
        """The same for whoever wants the health of the link alone."""
        return replace(self, text=None, skimmed=self.read)


def judge_answer(reference: Reference, fetched: Fetched, reading: Reading) -> Judgement:
    """Health and text of an answer; the text of a page that is not the open work itself is no evidence."""
    health = judge(reference, fetched, reading.text)
    if health.status in READABLE:
        part = missing_part(reference, fetched, reading.text)
        health = replace(health, missing_part=part.evidence, part_certain=part.certain)
    ref = fetched.records[-1] if fetched.records and fetched.failure is None else None
    return with_text(health, reading, ref)


def compared(judgement: Judgement, earlier: Earlier | None) -> Judgement:
    """A judgement held against what the page said before: one that says something else is ``drifted``."""
    health, text = judgement.health, judgement.text
    if earlier is None or text is None or judgement.snapshot is None or judgement.snapshot.digest == earlier.digest:
        return judgement
    judgement = replace(judgement, former=earlier.text)
    alike = likeness(earlier.text, text)
    if health.status != "ok" or alike is None or not alike.drifted:
        return judgement
    share = f"{round(100 * alike.containment)} %" if alike.containment >= 0.005 else "nothing"
    reason = f"the page has changed since {earlier.checked[:10]}: {share} of what it said then stands there now"
    return replace(judgement, health=replace(health, status="drifted", reason=reason, confidence="medium"))


def with_text(health: LinkHealth, reading: Reading, ref: WarcRef | None) -> Judgement:
    """A judgement with the text, where the health allows it to be read as the work."""
    snapshot = snapshot_of(ref, reading) if ref is not None else None
    full = full_text_of(health, reading.text)
    if health.status not in READABLE:
        return Judgement(health, None, snapshot, health.reason, full=full)
    if reading.text is None:
        return Judgement(health, None, snapshot, reading.reason or health.reason)
    if not has_words(reading.text):
        say = "the page holds no text of its own (is it built by script?)"
        return Judgement(health, None, snapshot, say, full=full)
    return Judgement(health, reading.text, snapshot, full=full)


def full_text_of(health: LinkHealth, text: SourceText | None) -> str:
    """The address of the PDF that a landing page names as the whole work; "" where the page itself holds the work."""
    if text is None or not text.full or health.status not in (*READABLE, "paywall"):
        return ""
    if sum(p.end - p.start for p in text.passages if p.role in ("main", "list", "table", "caption")) > ABSTRACT:
        return ""
    try:
        url = urldefrag(urljoin(health.final_url, text.full)).url
        parts = urlsplit(url)
    except ValueError:
        return ""
    there = parts.scheme in ("http", "https") and bool(parts.netloc) and url != health.final_url
    return url if there and not stands_in(redact_address(url)) else ""


def snapshot_of(ref: WarcRef, reading: Reading) -> Snapshot:
    return Snapshot(
        id=ref.id,
        warc=ref.warc,
        offset=ref.offset,
        digest=ref.digest,
        text_sha256=reading.text_sha256,
        fetched=ref.fetched,
        media_type=reading.media_type or ref.media_type,
        url=ref.url,
    )


def cache_name(reference: Reference, url: str, checked: str) -> str:
    """Under which name a judgement is kept beside its payload: what it depends on, digested."""
    parts = (
        url,
        checked,
        reference.url,
        reference.title,
        *reference.authors,
        *reference.editors,
        reference.date,
        reference.year,
    )
    return f"health {JUDGE_VERSION} {hashlib.sha256(chr(0).join(parts).encode('utf-8', 'replace')).hexdigest()[:32]}"


def health_to_json(health: LinkHealth) -> str:
    return json.dumps(health.fields(), ensure_ascii=False)


def health_from_json(line: str) -> LinkHealth:
    """What ``health_to_json`` wrote. Raises ValueError for anything else."""
    try:
        value = json.loads(line)
        return LinkHealth(**(value | {"redirects": tuple(value["redirects"])}))
    except (TypeError, KeyError) as error:
        raise ValueError(f"the kept judgement is damaged: {error}") from error
