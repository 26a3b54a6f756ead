"""JSON Lines for other programs: a line in, a line out, in order; a bad line never stops the rest."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import BinaryIO

from claimcheck.evidence import judge_claims
from claimcheck.model.claim import Claim
from claimcheck.model.quantity import Quantity
from claimcheck.model.source import LinkHealth, Source, SourceText
from claimcheck.model.verdict import Evidence, QuantityVerdict
from claimcheck.quantities import read
from claimcheck.readers import Unreadable, read_text
from claimcheck.report.json_v1 import dump, number, quantity_values

MAX_LINE = 64_000_000
"""Bytes of one line: a source's whole text with room to spare."""

_KEY = "source"

Answer = Callable[[dict[str, object]], dict[str, object]]


class LineError(ValueError):
    """A line that can't be answered; its message goes into ``error``."""


def answers(stream: BinaryIO, answer: Answer) -> Iterator[str]:
    """One line of JSON for each line of ``stream``; empty lines are passed over."""
    while line := stream.readline(MAX_LINE + 1):
        if len(line) > MAX_LINE and not line.endswith(b"\n"):
            while (rest := stream.readline(MAX_LINE)) and not rest.endswith(b"\n"):
                continue
            yield dump({"id": None, "error": f"the line is longer than {MAX_LINE} bytes"})
        elif line.strip():
            yield _written(_answer(line, answer))


def _written(answered: dict[str, object]) -> str:
    """An answer as JSON; ``id`` comes from outside and may hold what JSON can't (NaN), or nest too deep."""
    try:
        return dump(answered)
    except (ValueError, RecursionError):
        return dump({"id": None, "error": "the id is neither text nor a number"})


def _answer(line: bytes, answer: Answer) -> dict[str, object]:
    try:
        question = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return {"id": None, "error": "the line is not UTF-8"}
    except (ValueError, RecursionError) as error:
        return {"id": None, "error": f"the line is not JSON: {error}"}
    if not isinstance(question, dict):
        return {"id": None, "error": "the line is not a JSON object"}
    id_ = question.get("id")
    try:
        return {"id": id_} | answer(question)
    except (LineError, RecursionError) as error:
        return {"id": id_, "error": str(error) or "the line nests too deep"}


def quantities(question: dict[str, object]) -> dict[str, object]:
    """How ``text`` is understood. Offsets count code points in it."""
    found = read(_text(question, "text"), lang=_lang(question))
    return {"quantities": [_quantity(quantity) for quantity in found]}


def compare(question: dict[str, object]) -> dict[str, object]:
    """What ``source`` says of the figures in ``claim``. Offsets count code points in the one and in the other."""
    quote, text = _text(question, "claim"), _text(question, "source")
    found = read(quote, lang=_lang(question))
    claim = Claim("claim", quote, None, found, sources=(_KEY,), context=quote)
    if not found:
        return {"verdict": "not_checkable", "quantities": []}
    whole, places = _read_source(text)
    if "lang" in question and not whole.lang:
        whole = replace(whole, lang=_lang(question))  # where the source itself doesn't show another
    source = Source(_KEY, LinkHealth("ok"), text=whole)
    verdict = judge_claims((claim,), {_KEY: source})[0]
    return {
        "verdict": verdict.verdict,
        "quantities": [
            _compared(quantity, outcome, text, places)
            for quantity, outcome in zip(found, verdict.quantities, strict=True)
        ],
    }


def _read_source(text: str) -> tuple[SourceText, list[int]]:
    """The source as the reader of plain text reads it, and where each of its code points stands in ``text``."""
    try:
        whole = read_text(text.encode("utf-8", errors="replace"), "text/plain", charset="utf-8")
    except Unreadable:
        return SourceText("", ()), []
    return whole, _places(whole.text, text)


def _places(read_back: str, text: str) -> list[int]:
    """Where each code point of a text whose white space was folded stands in the text that it was folded from.

    The reader drops hyphens at line ends and invisible characters, and takes ligatures apart; all else stays in order.
    """
    places = []
    at = 0
    ligature = ""
    for character in read_back:
        if ligature.startswith(character):
            ligature = ligature[1:]
            places.append(at - 1)
            continue
        while at < len(text) and not (character.isspace() and text[at].isspace()) and text[at] != character:
            ligature = unicodedata.normalize("NFKC", text[at])
            if len(ligature) > 1 and ligature[0] == character:
                break
            ligature = ""
            if character.isspace() or not _may_go(text[at]):
                break
            at += 1
        places.append(min(at, len(text)))
        ligature = ligature[1:]
        if not character.isspace():
            at += 1
    return places


def _may_go(character: str) -> bool:
    return character.isspace() or character == "-" or unicodedata.category(character) in ("Cf", "Cc")


def _text(question: dict[str, object], name: str) -> str:
    value = question.get(name)
    if not isinstance(value, str):
        raise LineError(f"{name!r} must be a string" if name in question else f"no {name!r}")
    return value


def _lang(question: dict[str, object]) -> str:
    lang = question.get("lang", "en")
    if not isinstance(lang, str):
        raise LineError("'lang' must be a string")
    return lang or "en"


def _quantity(quantity: Quantity) -> dict[str, object]:
    place = {"text": quantity.text, "start": quantity.start, "end": quantity.end}
    return place | quantity_values(quantity)


def _compared(quantity: Quantity, verdict: QuantityVerdict, text: str, places: list[int]) -> dict[str, object]:
    return _quantity(quantity) | {
        "verdict": verdict.verdict,
        "rule": verdict.rule,
        "reason": verdict.reason,
        "confidence": verdict.confidence,
        "evidence": _evidence(verdict.evidence, text, places) if verdict.evidence else None,
    }


def _evidence(evidence: Evidence, text: str, places: list[int]) -> dict[str, object]:
    """Evidence with its place in the source as it was given: ``source[start:end] == quote``."""
    start = places[evidence.start] if evidence.start < len(places) else len(text)
    end = places[evidence.end - 1] + 1 if 0 < evidence.end <= len(places) else start
    return {
        "quote": text[start:end],
        "start": start,
        "end": end,
        "value": number(evidence.value),
        "low": number(evidence.low),
        "high": number(evidence.high),
    }
