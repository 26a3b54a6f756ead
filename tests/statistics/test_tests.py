"""Reported tests: read from sentences as papers and conversions write them, and held against their own p."""

from __future__ import annotations

import json
import time
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from claimcheck.model.statistic import ReportedTest
from claimcheck.statistics import SignificanceRules, judge, reported_tests
from claimcheck.statistics.recompute import recompute
from claimcheck.statistics.repair import repair

special = pytest.importorskip("scipy.special")
CORPUS = Path(__file__).parent.parent / "corpora" / "statistics" / "tests.jsonl"
CASES = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]
DEFAULTS = SignificanceRules()


def as_case(result: ReportedTest, rules: SignificanceRules = DEFAULTS) -> dict[str, object]:
    return {
        "test": result.test,
        "df": [float(df.value) for df in (result.df1, result.df2) if df is not None],
        "sign": result.sign,
        "value": float(result.statistic.value),
        "p_sign": result.p_sign,
        "p": None if result.p is None else float(result.p.value),
        "outcome": judge(result, rules).outcome,
    }


def only(text: str) -> ReportedTest:
    (result,) = reported_tests(text)
    return result


def outcome(text: str, **rules: object) -> str:
    return judge(only(text), SignificanceRules(**rules), one_tailed_text=True).outcome  # type: ignore[arg-type]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['kind']}: {case['text'][:60]!a}")
def test_a_sentence_gives_its_tests_and_no_other(case) -> None:
    assert [as_case(result) for result in reported_tests(case["text"])] == case["results"]


def test_the_corpus_holds_every_kind_in_number() -> None:
    kinds = Counter(case["kind"] for case in CASES)
    assert sum(kinds.values()) >= 190
    assert min(kinds.values()) >= 15
    assert set(kinds) == {"right", "wrong", "decision", "damaged", "negative"}


@pytest.mark.parametrize(
    "case", [case for case in CASES if case["kind"] != "negative"], ids=lambda case: case["text"][:40]
)
def test_a_result_stands_where_it_says(case) -> None:
    for result in reported_tests(case["text"]):
        assert case["text"][result.start : result.end] == result.text
        assert result.text.startswith(case["text"][result.statistic_span.start : result.statistic_span.end])


def test_damage_is_named_and_what_is_whole_is_not() -> None:
    for case in CASES:
        for result in reported_tests(case["text"]):
            if case["kind"] in ("right", "wrong", "decision"):
                assert not result.repaired, case["text"]
    assert only("Prices fell, F(1, 127) p 6.36, p ! .05.").repaired
    assert only("Speed rose, F(1, 186) ¼ 5.73, p ¼ .02.").repaired
    assert only("Votes split, v2(2) = 6.10, p < .05.").repaired


@given(st.text(max_size=200))
def test_repair_moves_no_character(text) -> None:
    assert len(repair(text)) == len(text)


@given(st.text(alphabet="tFχ2prz(),.=<>-58 01bN!ns\n", max_size=120))
def test_whatever_is_read_stands_in_the_text_in_order(text) -> None:
    end = 0
    for result in reported_tests(text):
        assert end <= result.start < result.end <= len(text)
        assert result.text == text[result.start : result.end]
        end = result.end
        judge(result, DEFAULTS)


DF = st.integers(1, 400)
DECIMALS = st.integers(0, 4)


@given(
    test=st.sampled_from(["t", "F", "chi2", "r", "z", "Q"]), df=DF, den=DF, decimals=DECIMALS,
    p_decimals=st.integers(2, 5),
    value=st.floats(0, 12), negative=st.booleans(),
)  # fmt: skip
@settings(max_examples=300, deadline=None)
def test_a_result_written_from_its_own_statistic_agrees(test, df, den, decimals, p_decimals, value, negative) -> None:
    """Any true statistic, rounded, beside its own true p, rounded, whatever the decimals: never a finding."""
    if test == "r":
        value = value / 12.5
    true = {
        "t": lambda: 2 * special.stdtr(df, -value),
        "F": lambda: special.fdtrc(df, den, value),
        "chi2": lambda: special.chdtrc(df, value),
        "Q": lambda: special.chdtrc(df, value),
        "z": lambda: 2 * special.ndtr(-value),
        "r": lambda: 2 * special.stdtr(df, -value * (df / (1 - value * value)) ** 0.5),
    }[test]()
    written = f"{'-' if negative and test in 'tzr' else ''}{value:.{decimals}f}"
    head = {"t": f"t({df})", "F": f"F({df}, {den})", "chi2": f"χ2({df})", "Q": f"Q({df})", "z": "z", "r": f"r({df})"}[
        test
    ]
    p = f"{true:.{p_decimals}f}"
    assume(float(p) > 0)
    assert outcome(f"It held, {head} = {written}, p = {p}.") == "agrees"
    assert outcome(f"It held, {head} = {written}, p {'< .05' if true < 0.05 else '> .05'}.") == "agrees"


@given(df=DF, value=st.decimals(0, 10, places=2), more=st.decimals("0.01", 5, places=2))
@settings(deadline=None)
def test_a_greater_statistic_never_has_a_greater_p(df, value, more) -> None:
    for head in (f"t({df})", f"χ2({df})", f"F({df}, {df + 1})", "z"):
        one, other = (recompute(only(f"{head} = {figure}, p = .5")) for figure in (value, value + more))
        assert other.low <= one.low
        assert other.high <= one.high
        assert one.low <= one.point <= one.high


@given(df=DF, value=st.decimals("0.1", 9, places=1))
@settings(deadline=None)
def test_fewer_decimals_allow_no_less(df, value) -> None:
    coarse, fine = (recompute(only(f"t({df}) = {value}{zeros}, p = .5")) for zeros in ("", "00"))
    assert coarse.low < fine.low
    assert fine.high < coarse.high


def test_p_is_what_tables_say() -> None:
    """Critical values at .05 as printed tables have them."""
    for text in ("t(10) = 2.228", "F(3, 20) = 3.098", "χ2(5) = 11.070", "r(20) = .4227", "z = 1.960", "Q(2) = 5.991"):
        allowed = recompute(only(f"{text}, p = .05"))
        assert allowed.low < 0.05 < allowed.high, text
        assert allowed.high - allowed.low < 0.0005


@pytest.mark.parametrize(
    ("text", "rules", "expected"),
    [
        ("t(28) = 2.20, p = .06", {"alpha": Fraction(5, 100)}, "decision"),
        ("t(28) = 2.20, p = .06", {"alpha": Fraction(1, 100)}, "disagrees"),
        ("t(28) = 5.20, p = .02", {"alpha": Fraction(1, 100)}, "decision"),
        ("t(28) = 2.20, p = .05", {}, "disagrees"),
        ("t(28) = 2.20, p = .05", {"p_equal_alpha_significant": False}, "decision"),
        ("t(28) = 22.20, p = .000", {}, "disagrees"),
        ("t(28) = 22.20, p = .000", {"p_zero_is_error": False}, "agrees"),
        ("t(28) = 22.20, p < .000", {"p_zero_is_error": False}, "disagrees"),
        ("t(28) = 2.20, p = .018", {}, "disagrees"),
        ("t(28) = 2.20, p = .018", {"one_tailed_text": True}, "agrees"),
        ("t(28) = 2.20, p = .02", {"one_tailed_tests": True}, "agrees"),
        ("t(28) = 2.20, p = .04", {"one_tailed_tests": True}, "disagrees"),
        ("F(1, 28) = 4.35, p = .023", {"one_tailed_tests": True, "one_tailed_text": True}, "disagrees"),
    ],
)
def test_the_settings_decide(text, rules, expected) -> None:
    assert outcome(text, **rules) == expected


def test_a_decision_that_rounding_leaves_open_is_none() -> None:
    """t(28) = 2.0 may have a p of .0499 or .0612: the p of .03 is wrong, the decision may be right."""
    assert outcome("t(28) = 2.0, p = .03") == "disagrees"
    assert outcome("t(28) = 1.9, p = .03") == "decision"


@pytest.mark.parametrize(
    "unit",
    ["t(28) = 2.20, ", "p = .03 ", "F(1, 28) 5 ", "χ2(1, N = 1,000,000 ", "t(28) = 2.20, d = 0.8, d = 0.8, d = 0.8, ",
     "? ", "n = 1, " * 5, "2(2(2(", "p p p ", "1,234,567,890", "z = - - - "],
)  # fmt: skip
def test_reading_takes_linear_time(unit) -> None:
    reported_tests(unit * 10)
    start = time.perf_counter()
    reported_tests((unit * (40_000 // len(unit))) + "t(28) = 2.20, p = .03")
    assert time.perf_counter() - start < 40
