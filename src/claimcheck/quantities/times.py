"""Of when the figures of a sentence are: the date behind one, before it, of its bracket, or of its place in a list."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from claimcheck.quantities.changes import from_to
from claimcheck.quantities.draft import Draft
from claimcheck.quantities.locales import Locale
from claimcheck.quantities.tokens import NUMBER, Tokens


def date_figures(tokens: Tokens, drafts: Sequence[Draft], floor: int, locale: Locale) -> None:
    """Each figure's time: a date right behind it, else one before it in its clause, else the sentence's only one."""
    dates = [(n, draft) for n, draft in enumerate(drafts) if draft.kind == "date"]
    dates = [(n, date) for n, date in dates if not locale.has("works", tokens.word(date.last))]
    if not dates:
        return
    for n, draft in enumerate(drafts):
        if draft.kind not in ("date", "statistic"):
            draft.when = _time_of(tokens, n, draft, drafts, dates, floor, locale)
            if draft.form == "change" and locale.lang == "en" and _starts_from(tokens, draft, dates):
                draft.when = ""
    _respectively(tokens, drafts, locale)
    _ends(tokens, drafts, locale)


def _starts_from(tokens: Tokens, draft: Draft, dates: Sequence[tuple[int, Draft]]) -> bool:
    """ "down by 2.0 % from 2022", "12 % up on 2022": what the change is counted from, not when it was."""
    return any(
        time.edtf == draft.when and time.first > draft.first and len(time.edtf) <= _MONTH
        for _, time in dates
        if time.form != "range" and tokens.word(time.first - 1) in ("from", "on")
    )


_MONTH = len("2022-01")


def _ends(tokens: Tokens, drafts: Sequence[Draft], locale: Locale) -> None:
    """ "from 0.7 to 0.6 between January 2023 and January 2024": each end of a change has its own time."""
    for one, two, time in zip(drafts, drafts[1:], drafts[2:], strict=False):
        span = time.edtf.split("/") if time.kind == "date" and time.form == "range" else []
        ends = one.form == two.form == "change" and "date" not in (one.kind, two.kind)
        if ends and len(span) == 2 and all(span) and locale.has("from", tokens.word(one.first - 1)):
            one.when, two.when = span
        elif time.kind == "date" and one.when == two.when == time.edtf and from_to(tokens, one, two, locale):
            one.when = ""  # "from 46 to 41 hours in 2015": when it was 46 isn't said


def _respectively(tokens: Tokens, drafts: Sequence[Draft], locale: Locale) -> None:
    """ "for 2023 and 2022, they were 361 and 172, respectively": each figure has the date of its own place."""
    said = tokens.low[drafts[0].first : drafts[-1].last + _RESPECTIVELY]
    if not any(locale.has("respectively", word) for word in said):
        return
    runs: list[list[Draft]] = []
    for draft in drafts:
        last = runs[-1][-1] if runs else None
        same = last is not None and (last.kind == "date") == (draft.kind == "date")
        between = tokens.low[last.last : draft.first] if last is not None else []
        if same and all(word == "," or locale.has("list_joins", word) for word in between):
            runs[-1].append(draft)
        else:
            runs.append([draft])
    for one, two in pairwise([run for run in runs if len(run) > 1]):
        times, figures = (one, two) if one[0].kind == "date" else (two, one)
        if times[0].kind == "date" != figures[0].kind and len(times) == len(figures):
            for time, figure in zip(times, figures, strict=True):
                figure.when = time.edtf


_RESPECTIVELY = 6
"""Tokens behind the last figure within which "respectively" stands."""


def _time_of(
    tokens: Tokens,
    n: int,
    draft: Draft,
    drafts: Sequence[Draft],
    dates: Sequence[tuple[int, Draft]],
    floor: int,
    locale: Locale,
) -> str:
    following = drafts[n + 1] if n + 1 < len(drafts) else None
    dates = [(at, date) for at, date in dates if at < n or not _heads_bracket(tokens, date)]
    if following and following.kind == "date" and _heads_bracket(tokens, following):
        following = None
    if _before_that(tokens, draft.last, locale):
        return ""
    if n and drafts[n - 1].kind == "date" and _heads_bracket(tokens, drafts[n - 1]):
        return drafts[n - 1].edtf
    if locale.has("grammar", "time-first") and (before := [date for at, date in dates if at < n]):
        return before[-1].edtf
    dates = [
        (at, date) for at, date in dates if at < n or not _says(tokens, draft.last, date.first, "compared", locale)
    ]
    if following and following.kind == "date" and _says(tokens, draft.last, following.first, "compared", locale):
        following = None
    if following and following.kind == "date" and not _clause_between(tokens, draft.last, following.first):
        opens_next = tokens.word(following.first - 1) in (",", ";")
        if not opens_next:
            return following.edtf
    earlier = [date for at, date in dates if at < n]
    behind = [date for at, date in dates if at > n]
    if earlier and behind and _clause_begins(tokens, earlier[-1].last - 1, draft.first):
        if not _clause_begins(tokens, draft.last, behind[0].first):
            return behind[0].edtf  # "8 % in the year to July 2024, and in England 109,000 were homeless in 2023"
    if earlier and earlier[-1].last < draft.first and _held_against(tokens, earlier[-1].last, draft.first):
        return ""  # "7.3 % in 2022/23, against 4.6 % before the pandemic"
    if earlier:
        leading = earlier[0] if earlier[0].first <= floor + 2 and len(earlier) == 1 else earlier[-1]
        if following is None or following.kind != "date" or leading.last - floor < 12:
            return leading.edtf
    later = [date for at, date in dates if at > n]
    if len(dates) == 1 and later and not _says(tokens, draft.last, later[0].first, "clause_break", locale):
        if ";" not in tokens.low[draft.last : later[0].first]:
            return later[0].edtf
    return earlier[-1].edtf if earlier else ""


def _heads_bracket(tokens: Tokens, date: Draft) -> bool:
    """ "58 % (2021: 47 %)": a time that is only that of what stands in its bracket."""
    return tokens.word(date.first - 1) == "(" and tokens.word(date.last) == ":"


def _before_that(tokens: Tokens, at: int, locale: Locale) -> bool:
    """ "5,999 in the previous year": of no time that the sentence names."""
    words = tokens.low[at : at + 6]
    if len(words) <= 3 or not locale.has("period_lead", words[0]) or not locale.has("definite", words[1]):
        return False
    return locale.has("previous", words[2]) and any(locale.has("period_nouns", word) for word in words[3:])


def _says(tokens: Tokens, first: int, last: int, name: str, locale: Locale) -> bool:
    """Whether a word of a list stands between two tokens: "increased 7 % compared with the same period in 2023"."""
    return any(
        locale.has(name, tokens.low[k]) and not (tokens.low[k] == "than" and tokens.kind_at(k + 1) == NUMBER)
        for k in range(first, last)
    )


def _held_against(tokens: Tokens, first: int, last: int) -> bool:
    """Whether what stands between two tokens holds the figure behind it against the one before."""
    words = tokens.low[first:last]
    return words[-1:] == ["against"] or words[-2:] in (["compared", "with"], ["compared", "to"])


def _clause_begins(tokens: Tokens, first: int, last: int) -> bool:
    """Whether another main clause begins between two tokens."""
    return any(
        tokens.low[k] == ";" or (tokens.low[k] == "," and tokens.word(k + 1) in ("and", "but", "while", "whereas"))
        for k in range(first, last)
    )


def _clause_between(tokens: Tokens, first: int, last: int) -> bool:
    return any(tokens.low[k] in (";", ":") for k in range(first, min(last, first + 60))) or last - first > 25
