"""The next text of a claims file, given its old one and the claims. Pure."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence

from claimcheck.claims import layout, stored
from claimcheck.claims.stored import CLAIM_KEYS, FILE_KEYS, QUANTITY_KEYS, Value
from claimcheck.model.claim import Claim
from claimcheck.model.quantity import Quantity

_PREAMBLE = (
    "# Quantitative claims of a paper, kept by claimcheck. Yours to edit, all but its own mark (read); comments stay.\n"
    "# A claim whose sentence is gone is marked orphaned, never deleted.\n"
)
_OPTIONAL_IN_CLAIM = ("prefix", "suffix", "locator", "orphaned", "read")
_OPTIONAL_IN_QUANTITY = ("value", "low", "high", "unit", "measure", "when", "where")


def render(old: str, paper: str, claims: Sequence[Claim], bibliographies: Sequence[str] = ()) -> str:
    """The file's new text; ``old`` is its old one ("" for none), which a reader has accepted.

    Tables, keys and comments that don't change stay byte for byte, line endings too.
    """
    if "\r\n" in old and old.count("\r\n") == old.count("\n"):
        return _render(old.replace("\r\n", "\n"), paper, claims, bibliographies).replace("\n", "\r\n")
    return _render(old, paper, claims, bibliographies)


def _render(old: str, paper: str, claims: Sequence[Claim], bibliographies: Sequence[str]) -> str:
    pieces = layout.cut(old)
    parsed = tomllib.loads(old, parse_float=stored.exact)
    named: Value = tuple(bibliographies) if len(bibliographies) > 1 else "".join(bibliographies)
    head: dict[str, Value] = {"schema": stored.SCHEMA_VALUE, "paper": paper, "bibliography": named}
    preamble = _set(pieces.preamble or _PREAMBLE, _values(parsed), head, FILE_KEYS, ("bibliography",))
    blocks = {
        str(said["id"]): (block, said) for block, said in zip(pieces.blocks, parsed.get("claim", ()), strict=True)
    }
    stood_before = dict(zip(list(blocks)[1:], blocks, strict=False))
    written, last = _Written(preamble), ""
    for claim in claims:
        block = blocks.get(claim.id)
        # what sets two neighbours of the old file apart is theirs; all others get an empty line
        stays = block is not None and stood_before.get(claim.id, "") == last
        written.end_line(then_empty=not stays)
        written.add(_new_block(claim) if block is None else _updated_block(*block, claim))
        last = claim.id
    written.end_line()
    return written.text()


class _Written:
    """Text that grows at its end alone; joined once, so that tens of thousands of claims cost no more than they are."""

    def __init__(self, text: str) -> None:
        self._pieces = [text]
        self._tail = text[-2:]

    def add(self, text: str) -> None:
        self._pieces.append(text)
        self._tail = (self._tail + text[-2:])[-2:]

    def end_line(self, *, then_empty: bool = False) -> None:
        """End the last line where nothing has yet; with ``then_empty`` an empty one follows, if it isn't there."""
        if not self._tail.endswith("\n"):
            self.add("\n")
        if then_empty and self._tail != "\n\n":
            self.add("\n")

    def text(self) -> str:
        return "".join(self._pieces)


def _new_block(claim: Claim) -> str:
    return _table("claim", stored.claim_values(claim)) + "".join(_new_quantity(one) for one in claim.quantities)


def _new_quantity(quantity: Quantity) -> str:
    return _table("claim.quantity", stored.quantity_values(quantity))


def _table(name: str, values: dict[str, Value]) -> str:
    lines = [f"{key} = {stored.render_value(value)}\n" for key, value in values.items()]
    return f"[[{name}]]\n" + "".join(lines)


def _updated_block(block: layout.Block, said: Mapping[str, object], claim: Claim) -> str:
    head = _set(block.tables[0].text, _values(said), stored.claim_values(claim), CLAIM_KEYS, _OPTIONAL_IN_CLAIM)
    old = [table.text for table in block.tables[1:] if table.name == "claim.quantity"]
    tables = said.get("quantity", [])
    values = [_values(table) for table in tables] if isinstance(tables, list) else []
    new = _updated_quantities(list(zip(values, old, strict=True)), claim.quantities)
    if new == old:
        return head + "".join(table.text for table in block.tables[1:])
    others = [table.text for table in block.tables[1:] if table.name != "claim.quantity"]
    last = block.tables[-1].text
    gap = last[len(last.rstrip("\n")) + 1 :]
    return "".join(part.rstrip("\n") + "\n" for part in (head, *new, *others)) + gap


def _updated_quantities(left: list[tuple[dict[str, Value], str]], quantities: Sequence[Quantity]) -> list[str]:
    """The texts of the quantity tables: a table of the same words is kept and mended, others are new."""
    tables = []
    for quantity in quantities:
        place = next((i for i, (said, _) in enumerate(left) if said.get("text") == quantity.text), None)
        if place is None:
            tables.append(_new_quantity(quantity))
        else:
            said, text = left.pop(place)
            values = stored.quantity_values(quantity)
            tables.append(_set(text, said, values, QUANTITY_KEYS, _OPTIONAL_IN_QUANTITY))
    return tables


def _set(
    text: str, now: Mapping[str, Value], values: dict[str, Value], order: Sequence[str], optional: Sequence[str] = ()
) -> str:
    """The text of a table that says ``now``, with these values; keys that say the same already keep their bytes."""
    for key in optional:
        if key in now and key not in values and not _is_empty(now[key]):
            text = layout.remove_entry(text, _entry(text, key))
    for key, value in values.items():
        if key not in now:
            if key not in optional or not _is_empty(value):
                place = _place_for(text, key, order)
                text = layout.insert_entry(text, place, key, stored.render_value(value))
        elif not stored.same_value(now[key], value):
            text = layout.replace_entry(text, _entry(text, key), stored.render_value(value))
    return text


def _entry(text: str, key: str) -> layout.Entry:
    return next(entry for entry in layout.entries(text) if entry.key == key)


def _is_empty(value: Value) -> bool:
    return value is False or value == "" or value == ()


def _values(said: Mapping[str, object]) -> dict[str, Value]:
    """The keys of a parsed table that hold a value, no tables."""
    return {key: value for key, found in said.items() if (value := stored.value_of(found)) is not None}


def _place_for(text: str, key: str, order: Sequence[str]) -> int:
    """Where a new key belongs: behind the last key that comes before it, else at the table's end."""
    earlier = set(order[: order.index(key)])
    there = [entry.end for entry in layout.entries(text) if entry.key in earlier]
    return max(there) if there else min(len(text.rstrip("\n")) + 1, len(text))
