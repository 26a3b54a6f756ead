"""Formulas outside Markdown, read as Markdown's are: a figure becomes text, what is more stays as written."""

from __future__ import annotations

from claimcheck.paper.mapped import Raw, cut
from claimcheck.paper.markdown.inline import Found, Setting, read_inline
from claimcheck.paper.writer import Writer


def write_formula(out: Writer, formula: str, at: int, *, dollars: bool) -> None:
    """Write a TeX formula that stands in the file from ``at`` on, between dollar signs there or other signs."""
    if "\n" in formula or "\t" in formula or "\r" in formula:
        out.verbatim(f"${formula}$" if dollars else formula, at - dollars)
        return
    size = len(formula)
    raw = Raw(f"${formula}$", (0, 1, size + 1), (at - 1, at, at + size))
    clean = read_inline(raw, Setting(marks=False), Found())
    if not dollars:
        ends = [(0, 1)] if clean.text.startswith("$") else []
        ends += [(len(clean.text) - 1, len(clean.text))] if clean.text.endswith("$") and len(clean.text) > 1 else []
        clean = cut(clean, ends, ())
    out.take(clean)
