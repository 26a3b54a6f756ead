"""Cells of tables as evidence: their units, their times, and whose they are."""

from __future__ import annotations

from fractions import Fraction

from claimcheck.evidence import judge_claims
from claimcheck.model.claim import Claim
from claimcheck.model.source import LinkHealth, Source
from claimcheck.model.verdict import QuantityVerdict
from claimcheck.quantities import read
from claimcheck.readers import read_text


def judge(text: str, html: str) -> list[QuantityVerdict]:
    page = read_text(f"<html><body><main>{html}</main></body></html>".encode(), "text/html")
    claim = Claim("c", text, None, read(text), sources=("s",), context=text)
    return list(judge_claims((claim,), {"s": Source("s", LinkHealth("ok"), text=page)})[0].quantities)


def table(caption: str, *rows: str) -> str:
    head, *body = [row.split("|") for row in rows]
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in body)
    return f"<table><caption>{caption}</caption><tr>{''.join(f'<th>{cell}</th>' for cell in head)}</tr>{cells}</table>"


CAPACITY = table(
    "Installed capacity at the end of the year (GW)", "Country|2022|2023", "Corvane|14.5|15.7", "Norland|22.1|28.4"
)


def test_a_unit_in_brackets_in_the_caption_is_that_of_the_cells() -> None:
    text = "Corvane had an installed capacity of {} in 2023."
    found = {figure: judge(text.format(figure), CAPACITY)[0] for figure in ("15.7 GW", "17.5 GW", "15.7 MW")}
    assert [one.verdict for one in found.values()] == ["supported", "contradicted", "contradicted"]
    assert found["15.7 MW"].code == "N204"


def test_a_letter_in_brackets_is_no_unit() -> None:
    html = table("Payables", "|2023", "Accounts payable (A)|515,337", "Accrued expenses (B)|128,097")
    assert judge("Accrued expenses were $128,097.", html)[0].verdict == "supported"


def test_a_column_of_units_tells_the_unit_of_each_row() -> None:
    html = table(
        "Properties of the concretes",
        "Property|Unit|Reference|Blend",
        "Compressive strength|MPa|38.4|31.9",
        "Density|kg/m³|2400|2310",
    )
    assert judge("The compressive strength of the blend was 31.9 MPa.", html)[0].verdict == "supported"
    assert judge("The compressive strength of the blend was 31.9 kPa.", html)[0].code == "N204"


def test_a_caption_that_speaks_of_per_cent_speaks_of_shares_and_not_of_counts() -> None:
    html = table(
        "Spouses able to sign, per cent of first marriages", "Period|Grooms|Brides|N", "1871–1876|48.3|33.6|8,102"
    )
    found = judge("In 1871–1876 about a third of the brides were able to sign.", html)
    assert [one.verdict for one in found] == ["supported", "supported"], "the row gives the time"
    assert judge("In 1871–1876 the sample held 8,102 marriages.", html)[1].verdict == "supported"


def test_a_cell_that_names_none_of_the_claim_s_contradicts_nothing() -> None:
    html = "<p>Eastmark has a survey of its own.</p>" + table(
        "Labour market of the whole country", "|Spring", "Unemployment rate|4.3%"
    )
    assert judge("By contrast, Eastmark had an unemployment rate of only 2.1 %.", html)[0].verdict == "not_found"


LANGUAGES = table(
    "Tests and flaky tests by language",
    "Language|Flaky|Share (%)",
    "Python|1,336|6.8",
    "TypeScript|320|7.4",
    "All|2,979|4.9",
)


def test_the_figure_of_another_row_contradicts() -> None:
    one = judge("Of the tests written in Python, 7.4% turned out to be flaky.", LANGUAGES)[0]
    assert one.verdict == "contradicted"
    assert one.evidence is not None
    assert one.evidence.value == Fraction("6.8")
    assert judge("Of the tests written in Python, 6.8% turned out to be flaky.", LANGUAGES)[0].verdict == "supported"


def test_the_figure_of_the_sum_contradicts_no_row() -> None:
    """Known: it is borne out still, which it should not be."""
    found = judge("Of the tests written in Python, 4.9% turned out to be flaky.", LANGUAGES)[0]
    assert found.verdict in ("not_found", "supported")


def test_a_row_is_named_by_any_of_its_words() -> None:
    html = table("Operations", "Mission|Country|Personnel", "AMIX|Corvane|19,700", "UNMIX|Norland|17,900")
    one = judge("The operation in Corvane had 17,900 personnel.", html)[0]
    assert (one.verdict, one.evidence and one.evidence.value) == ("contradicted", 19_700)


def test_the_figure_of_another_year_of_the_same_column_contradicts() -> None:
    html = table("Bridges", "Year|Bridges|Deficient (%)", "1994|47,315|15.9", "2005|53,860|12.6", "2020|61,482|7.8")
    found = judge("The share of deficient bridges was 12.6% in 1994.", html)
    assert [one.verdict for one in found if one.code] == ["contradicted"]


def test_cells_of_a_column_give_a_change_between_two_years() -> None:
    html = table(
        "Spouses able to sign, per cent", "Years|Grooms|Brides", "1686|14.2|7.1", "1786|21.7|9.8", "1871|48.3|33.6"
    )
    source = f"<p>Grooms and brides of the parish signed their marriage acts.</p>{html}"
    found = judge("The share of grooms who signed their act more than tripled between 1686 and 1871.", source)
    assert found[0].verdict == "supported"


def test_a_plus_sign_says_that_a_figure_rose() -> None:
    html = table(
        "Rents, change in per cent", "Segment|Asking rent", "Corvane, exempt flats|+5.1", "Corvane, capped flats|−7.8"
    )
    assert judge("Asking rents of exempt flats in Corvane fell by 5.1 %.", html)[0].verdict != "supported"
    assert judge("Asking rents of exempt flats in Corvane rose by 5.1 %.", html)[0].verdict == "supported"


def test_an_amount_a_year_is_none_a_month() -> None:
    html = table("Effects", "Outcome|Mean|Effect", "Annual earnings (SEK)|142,600|21,400")
    assert judge("Their earnings improved by SEK 21,400 a month.", html)[0].verdict != "supported"
    assert judge("Their earnings improved by SEK 21,400 a year.", html)[0].verdict == "supported"
