"""Reference lists as citation styles print them: what a style leaves out or turns round is no reason to misread."""

from __future__ import annotations

import pytest

from claimcheck.model.reference import Reference
from references.test_citations import build


def listed(text: str) -> Reference:
    """The work that one item of a reference list is."""
    (work,) = build([], [text], marks=[]).references
    return work


@pytest.mark.parametrize(
    "text",
    [
        "Berg, A., N. Okafor, and C. W. Dahl. 2014. “Ice on Quays”. *Harbour Studies* 12 (3): 45–60.",
        "Berg, A., Okafor, N., & Dahl, C. W. (2014). Ice on Quays. *Harbour Studies*, *12*(3), 45–60.",
        "A. Berg, N. Okafor, and C. W. Dahl, “Ice on Quays”, *Harbour Studies*, vol. 12, no. 3, pp. 45–60, 2014.",
        "Berg A, Okafor N, Dahl CW. Ice on Quays. Harbour Stud 2014;12:45–60.",
        "BERG A, OKAFOR N, DAHL C W. Ice on Quays[J/OL]. Harbour Studies, 2014, 12(3): 45-60.",
        "BERG, Anna, OKAFOR, Ngozi and DAHL, Carl W., 2014. Ice on Quays. *Harbour Studies*. Vol. 12, p. 45–60.",
        "Berg, A., and N. Okafor. Ice on Quays. Harbour Studies, vol. 12, no. 3, 2014, pp. 45–60.",
        "A. Berg, N. Okafor and C. W. Dahl, Ice on Quays. London: Harbour Press, 2014.",
    ],
)
def test_one_work_is_the_same_in_every_style(text: str) -> None:
    work = listed(text)
    assert (work.title, work.year, work.authors[0].split(",")[0]) == ("Ice on Quays", "2014", "Berg")
    assert len(work.authors) >= 2


def test_a_year_behind_pages_is_no_page() -> None:
    work = listed("D. Berg, “Ice on Quays”, *Harbour Studies*, vol. 25, pp. 301–322, 340, 1985.")
    assert (work.year, work.pages) == ("1985", "301-322, 340")


@pytest.mark.parametrize("title", ["A Model for Quays", "What is Ice?", "The Quays: A Study (1983) Revisited"])
def test_titles_with_words_that_look_like_something_else_are_whole(title: str) -> None:
    work = listed(f"Berg, A. (1998). {title}. In N. Okafor (Ed.), *Ports and Ice* (pp. 3–9). Harbour Press.")
    assert (work.title.rstrip("."), work.year, work.container) == (title, "1998", "Ports and Ice")


def test_initials_that_spell_a_cue_are_initials() -> None:
    work = listed("Calder CF. Choosing Books for Harbours. The University of Sund, 2018.")
    assert (work.authors, work.title) == (("Calder, CF",), "Choosing Books for Harbours")


def test_a_year_without_a_stop_before_it_is_no_part_of_a_vancouver_title() -> None:
    work = listed("Sund K. Lives Saved at Sea 1999. https://sea.example/lives")
    assert (work.title, work.year) == ("Lives Saved at Sea", "1999")


def test_the_year_behind_a_semicolon_belongs_to_the_work_before_it() -> None:
    work = listed(
        "Sund K, Voss L. Ice Maps. In: Berg A, Dahl C, editors. Ports, vol. 96, Elmhouse; 2017, p. 167–99. "
        "https://doi.org/10.5555/ports.2017.005"
    )
    assert (work.title, work.doi) == ("Ice Maps", "10.5555/ports.2017.005")


@pytest.mark.parametrize("name", ["10X Genomes", "TOP40", "harbourlinger"])
def test_who_is_no_person_and_no_body_by_its_words_is_the_author_before_a_year(name: str) -> None:
    work = listed(f"{name}. (2019). *A New Way of Counting Ships*. https://ships.example/count")
    assert (work.authors, work.title, work.year) == ((name,), "A New Way of Counting Ships", "2019")


def test_in_gb_t_7714_the_book_stands_behind_two_strokes() -> None:
    work = listed(
        "SUND K, VOSS L, 等. Ice Maps[C/OL]//BERG A, 等. Proceedings of the Harbour Meeting. 2015[2016-11-26]: 7-17."
    )
    assert (work.title, work.container, work.urldate) == (
        "Ice Maps",
        "Proceedings of the Harbour Meeting",
        "2016-11-26",
    )
    assert work.authors == ("Sund, K", "Voss, L", "others")
    assert work.editors == ("Berg, A", "others")


def test_the_third_report_is_not_the_fourth() -> None:
    texts = [
        f"Trask, D. *Quay Ice Sensors ({rank} Quarterly Report)*. Harbour Institute, 1980."
        for rank in ("third", "fourth")
    ]
    assert len(build([], texts, marks=[]).references) == 2


@pytest.mark.parametrize(
    ("names", "second"),
    [
        ("Ding, N., An, D., Yin, X., & Sun, Y.", "An, D."),
        ("Berg, A. L., May, E. M., Okafor, N., … Dahl, X.", "May, E. M."),
        ("Berg, D. L., d’Albenzio, G., & Okafor, N.", "d’Albenzio, G."),
        ("Berg, T., Dahl, S. W. d., & Okafor, N.", "Dahl, S. W. d."),
        ("Berg, W., & team, T. P. L.", "team, T. P. L."),
    ],
)
def test_between_initials_any_word_is_a_family_name(names: str, second: str) -> None:
    work = listed(f"{names} (2020). Ice on quays. *Harbour Studies*, *12*(3), 45–60.")
    assert (work.title, work.year) == ("Ice on quays", "2020")
    assert work.authors[1] == second


def test_a_title_behind_one_name_is_no_second_name() -> None:
    work = listed("Berg, A. (2020). An ice age, B. *Harbour Studies*, *12*(3), 45–60.")
    assert work.authors == ("Berg, A.",)
