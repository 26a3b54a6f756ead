"""Reading reported tests: a statistic, its degrees of freedom, its figure, and the p that belongs to it.

The forms are those of the APA manual, those that journals write beside it, and what conversions make of both. A
result is read only as a whole: name, degrees of freedom, sign, figure and p, in this order; prose that holds some of
these pieces gives nothing. Signs that became letters or digits count only in the places where a sign must stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from typing import Final, Literal

from claimcheck.model.statistic import ReportedTest, Rounded, Sign, TestName
from claimcheck.model.text import Span
from claimcheck.statistics.figures import VALUE, WHOLE, figure, is_comma_decimal, whole
from claimcheck.statistics.repair import is_damaged, repair

_S: Final = r"\s{0,6}+"
"""Spaces; possessive, for what follows is never one, and giving them back would only cost time."""
_DF: Final = rf"(?:{WHOLE}|\d{{0,7}}\.\d{{1,6}})"
_EQUALS: Final = r"[=p5]"
_NO_LETTER: Final = r"(?<![^\W_])"
_QUOTED: Final = rf"(?:{_NO_LETTER}|(?<![^\W_]B)(?<=B))"
"""Not inside a word; a B in front is what some conversions make of a quotation mark."""
_JUNK: Final = r"(?:[^\w\s.,;()\[\]<>=≤≥]\s{0,3}){0,3}"
"""A minus, or up to three characters that it turned into."""
_SIGN: Final = (
    rf"(?P<sign><{_S}=|>{_S}=|=<|=>|[=<>≤≥]|[54,](?=\s{{1,6}}-?\.?\d)"
    rf"|[pbNo!](?={_S}(?:[^\w\s.,;()\[\]<>=≤≥]\s?){{0,3}}\.?\d))"
)
_FIGURE: Final = rf"{_S}(?P<junk>{_JUNK}){_S}(?P<figure>{VALUE})"
_CHI: Final = (
    r"(?:Δ\s?)?(?:(?:χ|[Cc]hi|CHI)[\s-]{0,8}(?:2|(?:[Ss]quared?)(?:\s?tests?)?)"
    r"|χ|[Xxcvw]\s?2|[?\ufffd]{1,3}\s?2|G\s?2)"
)
_CHI_DF: Final = (
    rf"[(\[]{_S}(?:df{_S}{_EQUALS}{_S})?(?P<df>{_DF}){_S}"
    rf"(?:[,;]{_S}(?:[Nn]{_S}{_EQUALS}{_S})?(?:{WHOLE}){_S})?[)\]]"
)
_CHI_N_FIRST: Final = rf"[(\[]{_S}[Nn]{_S}{_EQUALS}{_S}(?:{WHOLE}){_S}[,;]{_S}df{_S}{_EQUALS}{_S}(?P<df>{_DF}){_S}[)\]]"
_ONE_DF: Final = rf"[(\[]{_S}(?:df{_S}{_EQUALS}{_S})?(?P<df>{_DF}){_S}[)\]]"
_TWO_DF: Final = (
    rf"[(\[]{_S}(?:df{_S}{_EQUALS}{_S})?(?P<df>[Il]|{_DF}){_S}[,;]{_S}(?:df2?{_S}{_EQUALS}{_S})?(?P<den>{_DF}){_S}[)\]]"
)
_AFTER: Final = rf"{_S}[,;]?{_S}[(\[]?{_S}d\.?f\.?{_S}{_EQUALS}?{_S}"
_Q_KINDS: Final = r"[\s-]{0,2}(?:[Ww](?:ithin)?|[Bb](?:etween)?|T(?:otal)?|E(?:rror)?|M(?:odel)?|R(?:esid(?:ual)?)?)?"

_FORMS: Final[tuple[tuple[TestName, str], ...]] = (
    ("t", rf"{_QUOTED}(?P<name>t[12s]?){_S}{_ONE_DF}{_S}{_SIGN}{_FIGURE}"),
    ("F", rf"{_QUOTED}(?P<name>F[12s]?){_S}{_TWO_DF}{_S}{_SIGN}{_FIGURE}"),
    ("r", rf"{_QUOTED}(?P<name>r){_S}{_ONE_DF}{_S}{_SIGN}{_FIGURE}"),
    ("Q", rf"{_QUOTED}(?P<name>Q{_Q_KINDS}){_S}{_ONE_DF}{_S}{_SIGN}{_FIGURE}"),
    ("chi2", rf"(?:(?<![^\W_Δ])|(?<=B))(?P<name>{_CHI}){_S}(?:{_CHI_DF}|{_CHI_N_FIRST.replace('<df>', '<df_>')})"
             rf"{_S}{_SIGN}{_FIGURE}"),
    ("chi2", rf"(?:(?<!\S)|(?<=[B(]))(?P<name>2){_S}{_CHI_DF}{_S}{_SIGN}{_FIGURE}"),
    ("z", rf"{_QUOTED}(?P<name>[zZ]){_S}{_SIGN}{_FIGURE}"),
    ("t", rf"{_NO_LETTER}(?P<name>t){_S}(?P<df>\d{{2,6}}(?:\.\d{{1,3}})?){_S}(?P<sign>[=<>]){_FIGURE}"),
    ("F", rf"{_NO_LETTER}(?P<name>F){_S}(?P<df>\d{{1,4}}),{_S}(?P<den>\d{{1,6}}(?:\.\d{{1,3}})?){_S}"
          rf"(?P<sign>[=<>]){_FIGURE}"),
    ("chi2", rf"(?<![^\W_Δ])(?P<name>χ{_S}2|X\s?2){_S}(?P<df>\d{{1,4}}){_S}(?P<sign>[=<>]){_FIGURE}"),
    ("t", rf"{_NO_LETTER}(?P<name>t){_S}(?P<sign>[=<>]){_FIGURE}{_AFTER}(?P<df>{_DF}){_S}[)\]]?"),
    ("F", rf"{_NO_LETTER}(?P<name>F){_S}(?P<sign>[=<>]){_FIGURE}{_AFTER}[(\[]?{_S}(?P<df>{_DF}){_S}[,;/]{_S}"
          rf"(?P<den>{_DF}){_S}[)\]]{{0,2}}"),
    ("chi2", rf"(?<![^\W_Δ])(?P<name>{_CHI}){_S}(?P<sign>[=<>]){_FIGURE}{_AFTER}(?P<df>{_DF}){_S}[)\]]?"),
)  # fmt: skip
"""One form a row: what stands before p. The first that fits at a place wins."""

_NOT_A_TEST: Final = r"(?!(?:[ptFzZQ]|χ|[Xx]\s?2|[Pp]s)\s{0,3}[=<>(\[])"
_FILLER: Final = (
    rf"{_NOT_A_TEST}(?:[^\W\d_][^=<>≤≥;()\[\],]{{0,24}}{_S}(?:[=<>≈≤≥]|{_EQUALS}(?=\s)){_S}-?{_S}(?:{VALUE})%?"
    rf"|\d\d\s?%\s?CIs?{_S}[=:]?{_S}[\[(][^()\[\]]{{1,40}}[\])])"
)
"""What may stand between a statistic and its p: "MSE = 6.61", "d = 0.8", a confidence interval."""
_TAILED: Final = r"(?:one|two|1|2)[\s-]{0,2}(?:tailed|sided)"
_LINKS: Final = (
    r"(?:(?:with|and|at|an?|the|its|exact|asymptotic|corresponding|associated|"
    rf"(?P<before>{_TAILED})){_S},?{_S}){{0,3}}"
)
_P: Final = (
    rf"{_NO_LETTER}(?P<p>(?:[Pp]s?|[Pp][\s-]{{0,2}}values?)(?:{_S}\((?P<inside>{_TAILED})\)|{_S}(?P<bare>{_TAILED}))?)"
    rf"{_S}(?P<psign><{_S}=|>{_S}=|=<|=>|[=<>≤≥]|(?:of|was|is)\s|[p5bNo4!](?={_S}\.?\d)|[,.](?=\s{{1,6}}[01]?\.\d))"
    rf"{_S}-?{_S}(?P<pvalue>{VALUE})"
)
_NS: Final = rf"(?:{_NO_LETTER}[Pp]{_S}={_S})?{_NO_LETTER}(?P<ns>n\.?\s?s|N\.?\s?S)(?![^\W_])\.?"
_TAIL: Final = re.compile(
    rf"{_S}[,;:]?{_S}(?:[(\[]{_S})?(?>(?:{_FILLER}{_S}[,;]{_S}){{0,3}})(?:[(\[]{_S})?{_LINKS}(?:{_P}|{_NS})"
)
_BEHIND: Final = re.compile(rf"{_S}[,(]?{_S}(?P<after>{_TAILED})")
_HINT: Final = re.compile(
    r"[Pp𝑝𝑃Nn](?<![^\W_].)(?:(?<=[Pp𝑝𝑃])s?(?:[^A-Za-z]|[bNop]\s{0,6}\.?\d|values?)|(?<=[Nn])\.?\s?[Ss](?![^\W_]))"
)
"""What a text with a p holds in any case; the letter stands first, which is what is searched for fastest."""
_ANY_P: Final = re.compile(rf"{_P}|{_NS}")
_REACH: Final = 1200
"""Characters before a p in which its statistic begins; the longest form with all that may stand between is shorter."""
_LOOK_AHEAD: Final = 80
_COORDINATE: Final = re.compile(r"[yY]\s{0,2}[=,]\s{0,2}-?\s?\d+(?:\.\d+)?\s?(?:mm)?[,;]?(?:\s+and)?\s*$")

_CLEAN: Final[dict[str, Sign]] = {
    "=": "=", "<": "<", ">": ">", "≤": "<=", "≥": ">=", "<=": "<=", ">=": ">=", "=<": "<=", "=>": ">=",
    "of": "=", "was": "=", "is": "=",
}  # fmt: skip
_LOST: Final[dict[str, Sign]] = {
    "p": "=", "5": "=", "b": "<", "o": "<", "!": "<", ",": "<", "N": ">", "4": ">", ".": ">",
}  # fmt: skip
_TOGETHER: Final = frozenset("5,.")
"""Signs of one damaged font: "t(28) 5 2.20, p , .05". Alone, each of them is a figure or a punctuation mark."""
_GREATEST: Final = Fraction(10**9)


@cache
def _patterns() -> tuple[tuple[TestName, re.Pattern[str]], ...]:
    """Compiled when a paper first needs them: that costs more than reading most papers."""
    return tuple((test, re.compile(form)) for test, form in _FORMS)


def reported_tests(text: str) -> tuple[ReportedTest, ...]:
    """The tests reported in ``text``, in order, none overlapping another. Time is linear in the text."""
    return tuple(_tests(text))


def _tests(text: str) -> Iterator[ReportedTest]:
    if not _HINT.search(text):
        return
    clean = repair(text)
    heads = sorted(
        (
            (head.start("name"), order, test, head)
            for start, end in _before_p(clean)
            for order, (test, form) in enumerate(_patterns())
            for head in form.finditer(clean, start, end)
        ),
        key=lambda item: item[:2],
    )
    free = 0
    for start, _, test, head in heads:
        if start < free:
            continue
        tail = _TAIL.match(clean, head.end())
        if tail is None:
            continue
        result = _result(text, clean, test, head, tail)
        if result is not None:
            yield result
            free = result.end


def _before_p(clean: str) -> list[tuple[int, int]]:
    """The stretches in which a statistic that a p belongs to can stand; one search for p is cheaper than all forms."""
    stretches: list[tuple[int, int]] = []
    for match in _ANY_P.finditer(clean):
        start, end = max(match.start() - _REACH, 0), match.end() + _LOOK_AHEAD
        if stretches and start <= stretches[-1][1]:
            start = stretches.pop()[0]
        stretches.append((start, end))
    return stretches


def _result(text: str, clean: str, test: TestName, head: re.Match[str], tail: re.Match[str]) -> ReportedTest | None:
    sign, lost_sign = _sign(head["sign"])
    p_sign: Sign
    p_sign, lost_p_sign = (">", "") if tail["ns"] else _sign(tail["psign"])
    if not _signs_agree(lost_sign, lost_p_sign, bool(tail["ns"])):
        return None
    comma = any(is_comma_decimal(part) for part in (head["figure"], tail["pvalue"] or ""))
    statistic = _signed(head, comma)
    p = None if tail["ns"] else figure(tail["pvalue"], comma_decimal=comma)
    df1, df2 = _degrees(test, head)
    if not _is_possible(test, statistic, df1, df2, p, clean[max(head.start() - 40, 0) : head.start("name")]):
        return None
    if head["name"] in ("ts", "Fs") and sign == "=":
        return None
    behind = _BEHIND.match(clean, tail.end())
    said = [tail["before"], tail["inside"], tail["bare"], behind and behind["after"]]
    start, end = head.start("name"), behind.end() if behind else tail.end()
    damaged = bool(lost_sign or lost_p_sign) or is_damaged(text[start:end]) or _is_lost_name(test, head["name"])
    return ReportedTest(
        test, df1, df2, sign, statistic, p_sign, p, start, end, text[start:end],
        Span(start, head.end()), None if p is None else Span(tail.start("p"), tail.end("pvalue")),
        _name(test, head["name"], df1, df2, sign, statistic), _tails(said), damaged,
    )  # fmt: skip


def _sign(written: str) -> tuple[Sign, str]:
    """The sign, and the character that had to be taken for it."""
    bare = re.sub(r"\s", "", written)
    return (_CLEAN[bare], "") if bare in _CLEAN else (_LOST[bare], bare)


def _signs_agree(lost: str, lost_p: str, is_ns: bool) -> bool:
    """Whether two signs can come out of one conversion: "5", "," and "." for signs come together or not at all."""
    one, other = lost in _TOGETHER and lost != "", lost_p in _TOGETHER and lost_p != ""
    return one == other or (one and is_ns)


def _signed(head: re.Match[str], comma: bool) -> Rounded:
    read = figure(head["figure"], comma_decimal=comma)
    if not head["junk"].strip():
        return read
    return Rounded(-read.value, read.decimals, f"-{read.text}")


def _degrees(test: TestName, head: re.Match[str]) -> tuple[Rounded | None, Rounded | None]:
    found = head.groupdict()
    written = found.get("df") or found.get("df_")
    if written is None:
        return None, None
    if test == "F":
        return _df("1" if written in "Il" else written), _df(found["den"])
    return _df(written), None


def _df(written: str) -> Rounded:
    return figure(written) if "." in written else whole(written)


def _is_possible(
    test: TestName, statistic: Rounded, df1: Rounded | None, df2: Rounded | None, p: Rounded | None, before: str
) -> bool:
    """Whether the figures can be what they seem; what can't was most likely misread, and is no result."""
    if any(df is not None and df.value <= 0 for df in (df1, df2)) or abs(statistic.value) > _GREATEST:
        return False
    if p is not None and not 0 <= p.value <= 1:
        return False
    if test == "r":
        return abs(statistic.value) <= 1
    if test in ("F", "chi2", "Q"):
        return statistic.value >= 0
    return not (test == "z" and _COORDINATE.search(before))


def _is_lost_name(test: TestName, name: str) -> bool:
    return test == "chi2" and (name[0] in "cvw?\ufffd2" and not name.startswith("chi"))


def _tails(said: list[str | None]) -> Literal[0, 1, 2]:
    words = " ".join(word for word in said if word)
    if not words:
        return 0
    return 1 if re.search(r"one|1", words) else 2


def _name(
    test: TestName, written: str, df1: Rounded | None, df2: Rounded | None, sign: Sign, statistic: Rounded
) -> str:
    label = {"chi2": "χ²"}.get(test, " ".join(written.split()))
    degrees = ", ".join(df.text for df in (df1, df2) if df is not None)
    shown = {"<=": "≤", ">=": "≥"}.get(sign, sign)
    return f"{label}{f'({degrees})' if degrees else ''} {shown} {statistic.text.replace('-', '−')}"
