"""``python -m benchmarks.statistics FOLDER``: the statistics against the tests of statcheck.

FOLDER is a checkout of https://github.com/MicheleNuijten/statcheck (GPL; not part of this project). Its R tests are
read when this runs: each call to ``statcheck()`` is answered by claimcheck, each expectation compared, and what differs
is printed. Beside that, the strings that its authors copied by hand from PDFs are looked for. Where the Python package
statcheck can be imported (0.0.7 needs pandas older than 3), the same is asked of it.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import io
import re
import warnings
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import chain
from pathlib import Path
from typing import Any

from scipy import special

from claimcheck.model.statistic import ReportedTest
from claimcheck.statistics import SignificanceRules, judge, reported_tests
from claimcheck.statistics.tails import speaks_of_one_tail

OTHER = {
    "test-APAfactor.R": "share of p values in APA style",
    "test-S3-methods.R": "methods of R objects",
    "test-extract-pvalues.R": "p values without a statistic",
    "test-file-to-txt.R": "reading of files",
}
"""Tests of what claimcheck does not offer, or does by other means."""
NAMES = {"chi2": "Chi2", "z": "Z"}


Statcheck = Callable[..., dict[str, list[Any]]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    peer = peer_statcheck()
    total = passed = theirs = 0
    for path in sorted((folder / "tests" / "testthat").glob("*.R")):
        if path.name in OTHER:
            print(f"{path.name:32} not compared: {OTHER[path.name]}")
            continue
        outcomes = [(text, holds) for block in blocks(path) for text, holds in run(block, statcheck)]
        good = sum(holds for _, holds in outcomes)
        other = sum(holds for block in blocks(path) for _, holds in run(block, peer)) if peer else 0
        theirs += other
        print(f"{path.name:32} {good} of {len(outcomes)}{told(other, peer)}")
        for text, holds in outcomes:
            if not holds:
                print(f"    differs: {text}")
        total, passed = total + len(outcomes), passed + good
    print(f"{'expectations':32} {passed} of {total}{told(theirs, peer)}")
    damaged(folder / "inst" / "test_materials" / "manually_extracted_stats.csv", peer)


def told(count: int, peer: Statcheck | None) -> str:
    return f"  (Python statcheck: {count})" if peer else ""


def damaged(path: Path, peer: Statcheck | None) -> None:
    """Strings copied from PDFs: how many are read, and read with the figures that a person saw."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter=";"))
    found = right = theirs = 0
    for row in rows:
        text = "The effect held, " + row["raw_result"]
        results = reported_tests(text)
        theirs += bool(peer and peer(text)["VAR_TYPE"])
        found += bool(results)
        right += any(is_same(result, row) for result in results)
    counts = f"{found} of {len(rows)} found, {right} with the figures of the coder"
    print(f"{'strings as PDFs give them':32} {counts}{told(theirs, peer)}")


def is_same(result: ReportedTest, row: dict[str, str]) -> bool:
    value, p = float(row["test_value"]), row["p"]
    same_p = result.p is None if not p else result.p is not None and abs(float(result.p.value) - float(p)) < 1e-9
    return abs(abs(float(result.statistic.value)) - abs(value)) < 1e-9 and same_p


def blocks(path: Path) -> Iterator[list[str]]:
    """The statements of each ``test_that`` block, one string a statement."""
    text = "\n".join(re.sub(r'^((?:[^"#]|"[^"]*")*)#.*$', r"\1", line) for line in path.read_text("utf-8").splitlines())
    for body in re.split(r"^test_that\(", text, flags=re.MULTILINE)[1:]:
        statements, statement = [], ""
        for line in body.partition("{")[2].rpartition("})")[0].splitlines():
            statement = f"{statement} {line.strip()}".strip()
            bare = re.sub(r'"[^"]*"', "", statement)
            if statement and bare.count("(") == bare.count(")") and not statement.endswith("<-"):
                statements.append(statement)
                statement = ""
        yield statements


def run(block: list[str], answer: Statcheck) -> Iterator[tuple[str, bool]]:
    """Each expectation of a block, and whether it holds of what ``answer`` says."""
    names: dict[str, Any] = {"__builtins__": {}, **FUNCTIONS, "statcheck": answer}
    for statement in block:
        expectation = re.match(r"expect_(\w+)\(", statement)
        if expectation:
            try:
                holds = bool(eval(python(statement), names))
            except (IndexError, KeyError, ValueError):
                holds = False
            yield f"{statement}  {shown(statement, names)}", holds
        elif assigned := re.match(r"([A-Za-z][\w.]*)\s*<-\s*(.*)$", statement):
            names[assigned[1].replace(".", "_")] = eval(python(assigned[2]), names)


def shown(statement: str, names: dict[str, Any]) -> str:
    return "; ".join(str(names[name]) for name in re.findall(r"\btxt\w+", statement) if name in names)


def python(expression: str) -> str:
    """An R expression of these tests as Python."""
    parts = re.split(r'("[^"]*")', expression)
    for index in range(0, len(parts), 2):
        part = re.sub(r"\[\[(\w+)\]\]", r'["\1"]', parts[index])
        part = re.sub(r"\bTRUE\b", "True", part)
        part = re.sub(r"\bFALSE\b", "False", part)
        part = part.replace("stats::", "").replace("^", "**")
        parts[index] = re.sub(r"(?<=[A-Za-z])\.(?=[\w])", "_", part)
    return "".join(parts)


def statcheck(texts: str | list[str], **arguments: Any) -> dict[str, list[Any]]:
    rules = SignificanceRules(
        alpha=Fraction(str(arguments.get("alpha", 0.05))),
        p_equal_alpha_significant=arguments.get("pEqualAlphaSig", True),
        p_zero_is_error=arguments.get("pZeroError", True),
        one_tailed_tests=arguments.get("OneTailedTests", False),
        one_tailed_text=arguments.get("OneTailedTxt", False),
    )
    table: dict[str, list[Any]] = {name: [] for name in COLUMNS}
    for number, text in enumerate(listed(texts or ""), start=1):
        cue = speaks_of_one_tail(text)
        for result in reported_tests(text):
            judgement = judge(result, rules, one_tailed_text=cue)
            second = result.test in ("t", "r")
            row = (
                str(number), kind(result), None if second or not result.df1 else float(result.df1.value),
                float((result.df1 if second else result.df2).value) if (second and result.df1) or result.df2 else None,
                result.sign, float(result.statistic.value), result.p_sign, result.p and float(result.p.value),
                result.text, judgement.range.point, judgement.outcome != "agrees", judgement.outcome == "decision",
            )  # fmt: skip
            for name, value in zip(COLUMNS, row, strict=True):
                table[name].append(value)
    return table


COLUMNS = (
    "VAR_SOURCE", "VAR_TYPE", "VAR_DF1", "VAR_DF2", "VAR_TEST_COMPARISON", "VAR_TEST_VALUE", "VAR_P_COMPARISON",
    "VAR_REPORTED_P", "VAR_RAW", "VAR_COMPUTED_P", "VAR_ERROR", "VAR_DEC_ERROR",
)  # fmt: skip


def peer_statcheck() -> Statcheck | None:
    """The Python package statcheck behind the same call; None where it can't be imported."""
    try:
        from statcheck import st
    except ImportError:
        return None

    def answer(texts: str | list[str], **arguments: Any) -> dict[str, list[Any]]:
        quiet = contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO())
        wanted = {name: value for name, value in arguments.items() if name != "messages"}
        with quiet[0], quiet[1], warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                table = st.statcheck(listed(texts or ""), **wanted)[0]
            except Exception:  # noqa: BLE001  # whatever it raises, it has found nothing
                return {name: [] for name in COLUMNS}
        rows = table.to_dict("records") if hasattr(table, "to_dict") else []
        found = {name: [_plain(row.get(theirs)) for row in rows] for name, theirs in PEER_COLUMNS.items()}
        found["VAR_SOURCE"] = [str(int(number) + 1) for number in found["VAR_SOURCE"]]
        return found

    return answer


def _plain(value: Any) -> Any:
    return None if value is None or value != value else value


PEER_COLUMNS = {
    "VAR_SOURCE": "Source", "VAR_TYPE": "Statistic", "VAR_DF1": "df1", "VAR_DF2": "df2",
    "VAR_TEST_COMPARISON": "Test_Comparison", "VAR_TEST_VALUE": "Value", "VAR_P_COMPARISON": "Reported_P_Comparison",
    "VAR_REPORTED_P": "Reported_P_Value", "VAR_RAW": "Raw", "VAR_COMPUTED_P": "Computed_P_Value", "VAR_ERROR": "Error",
    "VAR_DEC_ERROR": "Decision_Error",
}  # fmt: skip


def kind(result: ReportedTest) -> str:
    if result.test == "Q":
        return "Qb" if "b" in result.name.lower() else "Qw" if "w" in result.name.lower() else "Q"
    return NAMES.get(result.test, result.test)


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def equal(one: Any, other: Any) -> bool:
    first, second = listed(one), listed(other)
    return len(first) == len(second) and all(map(_equal, first, second))


def _equal(one: Any, other: Any) -> bool:
    if isinstance(one, str) or isinstance(other, str) or one is None or other is None:
        return one == other
    return abs(one - other) <= 1.5e-8 * max(abs(one), 1e-300)


def pt(t: float, df: float, lower_tail: bool = True) -> float:
    return float(special.stdtr(df, t if lower_tail else -t))


def qt(p: float, df: float, lower_tail: bool = True) -> float:
    return float(special.stdtrit(df, p)) * (1 if lower_tail else -1)


def paste(*parts: Any, glue: str = " ") -> str:
    return glue.join(part if isinstance(part, str) else f"{part:.15g}" for part in parts)


def same(value: Any) -> Any:
    return value


FUNCTIONS: dict[str, Callable[..., Any] | None] = {
    "statcheck": statcheck, "pt": pt, "qt": qt, "paste": paste, "NA": None, "abs": abs, "as_character": same,
    "as_vector": same, "pmin": min, "c": lambda *parts: list(chain.from_iterable(map(listed, parts))),
    "rep": lambda value, times: [value] * times, "paste0": lambda *parts: paste(*parts, glue=""),
    "nrow": lambda table: len(table["VAR_TYPE"]), "is_na": lambda value: all(one is None for one in listed(value)),
    "pf": lambda f, df1, df2, lower_tail: float(special.fdtrc(df1, df2, f)),
    "pchisq": lambda x, df, lower_tail: float(special.chdtrc(df, x)),
    "pnorm": lambda z, lower_tail: float(special.ndtr(-z)), "r2t": lambda r, df: r / ((1 - r * r) / df) ** 0.5,
    "expect_equal": equal, "expect_true": lambda value: all(listed(value)) and bool(listed(value)),
    "expect_false": lambda value: not any(listed(value)) and bool(listed(value)),
    "expect_output": lambda table, _: not table["VAR_TYPE"],
}  # fmt: skip


if __name__ == "__main__":
    main()
