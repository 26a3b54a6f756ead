"""Setting fields of an entry: in any style of writing, and without touching a byte of anything else."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.references import UneditableError, edit_entries, set_fields
from claimcheck.references.bibtex import parse_bibliography

COPY = {"archiveurl": "https://archive.test/20230101/https://a.test/x_y?b=50%25", "archivedate": "2023-01-01"}


@pytest.mark.parametrize(
    ("entry", "wanted"),
    [
        ("@misc{k,\n  url = {u},\n}", "@misc{k,\n  url = {u},\n  archivedate = {2023-01-01},\n}"),
        ("@misc{k,\n  url = {u}\n}", "@misc{k,\n  url = {u},\n  archivedate = {2023-01-01}\n}"),
        ('@misc{k,\r\n\turl="u"\r\n}', '@misc{k,\r\n\turl="u",\r\n\tarchivedate={2023-01-01}\r\n}'),
        ("@misc{k, url = {u}}", "@misc{k, url = {u}, archivedate = {2023-01-01}}"),
        (
            "@misc{k,\n  title       = {T},\n  url         = {u},\n}",
            "@misc{k,\n  title       = {T},\n  url         = {u},\n  archivedate = {2023-01-01},\n}",
        ),
        ("\ufeff@misc{k,\n  url = {u},\n}", "\ufeff@misc{k,\n  url = {u},\n  archivedate = {2023-01-01},\n}"),
        ("@misc{k,\n  month = 1 # jan,\n}", "@misc{k,\n  month = 1 # jan,\n  archivedate = {2023-01-01},\n}"),
        ("@misc{k,\n  note = {a {b} \\} c},\n}", "@misc{k,\n  note = {a {b} \\} c},\n  archivedate = {2023-01-01},\n}"),
        ("@misc{k,\n  archivedate = {x},\n}", "@misc{k,\n  archivedate = {2023-01-01},\n}"),
        ('@misc{k,\n  ArchiveDate = "x"\n}', '@misc{k,\n  ArchiveDate = "2023-01-01"\n}'),
    ],
)
def test_the_file_keeps_its_own_style(entry, wanted) -> None:
    around = "% a comment, with @misc{in it\n\n@string{x = {y}}\n"
    before = entry if entry.startswith("\ufeff") else around + entry
    after = wanted if entry.startswith("\ufeff") else around + wanted
    assert set_fields(before + "\n\n\n@misc{other, url={v}}", "k", {"archivedate": "2023-01-01"}) == (
        after + "\n\n\n@misc{other, url={v}}"
    )


def test_an_address_in_a_macro_for_addresses_keeps_it() -> None:
    assert set_fields("@misc{k, url = {\\url{http://a.test/x}}}", "k", {"url": "http://b.test/"}) == (
        "@misc{k, url = {\\url{http://b.test/}}}"
    )


@pytest.mark.parametrize(
    "entry",
    [
        "@misc{k, url = base # {x}}",
        "@misc{k, url = base}",
        "@misc{k,\n  url = {u}, % where it stood\n  url = {v},\n}",
        "@misc{other, url = {u}}",
        "@misc{k}",
        "@misc{k, howpublished = {http://a.test/}}",
        "@misc{k, url = {u}",
    ],
)
def test_what_could_come_to_harm_is_refused(entry) -> None:
    with pytest.raises(UneditableError):
        set_fields(f"@string{{base = {{http://a.test/}}}}\n{entry}\n", "k", {"url": "http://b.test/"})


@given(
    st.lists(st.sampled_from(["title", "note", "year", "url"]), min_size=1, max_size=4, unique=True),
    st.sampled_from(["{%s}", '"%s"', "{{%s}}"]),
    st.sampled_from(["\n  ", "\r\n\t", " "]),
    st.sampled_from([" = ", "=", "   = "]),
    st.booleans(),
    st.text("abü {}\\%", max_size=8).filter(lambda text: text.count("{") == text.count("}")),
)
def test_whatever_the_style_only_the_fields_change_or_nothing_does(names, value, gap, equals, comma, text) -> None:
    fields = f",{gap}".join(f"{name}{equals}{value % (text or 'x')}" for name in names)
    before = f"@misc{{first, title = {{A}}}}\n@misc{{k,{gap}{fields}{',' if comma else ''}{gap.rstrip(' ')}}}\n% end"
    try:
        after = set_fields(before, "k", COPY)
    except UneditableError:
        return
    assert after.startswith("@misc{first, title = {A}}\n@misc{k,")
    assert after.endswith("}\n% end")
    was, now = parse_bibliography(before).by_key()["k"], parse_bibliography(after).by_key()["k"]
    assert (now.archiveurl, now.archivedate) == (COPY["archiveurl"], COPY["archivedate"])
    assert (now.title, now.note, now.url, now.year) == (was.title, was.note, was.url, was.year)


def test_many_entries_are_edited_in_one_go_and_one_that_can_not_be_is_told() -> None:
    entries = [f"@misc{{k{n},\n  title = {{T{n}}},\n  url = {{http://a.test/{n}}},\n}}\n" for n in range(400)]
    entries[7] = "@misc{k7,\n  title = {T7},\n  url = {http://a.test/} # {7},\n}\n"
    changes = {f"k{n}": {"url": f"http://b.test/{n}", **COPY} for n in range(0, 400, 7)}
    started = time.monotonic()
    edited, left = edit_entries("\n".join(entries), changes)
    assert time.monotonic() - started < 80
    assert list(left) == ["k7"]
    added = f"  archiveurl = {{{COPY['archiveurl']}}},\n  archivedate = {{2023-01-01}},\n"
    for n in changes:
        number = int(n[1:])
        if number != 7:
            entries[number] = f"@misc{{{n},\n  title = {{T{number}}},\n  url = {{http://b.test/{number}}},\n{added}}}\n"
    assert edited == "\n".join(entries)


def test_an_entry_that_would_harm_another_is_left_alone_and_the_rest_is_done() -> None:
    text = "@misc{a, url = {x}}\n@misc{b, crossref = {c}, title = {T}, url = {y}}\n@misc{a, url = {second}}\n"
    edited, left = edit_entries(text, {"a": {"archivedate": "2023-01-01"}, "b": {"url": "z"}, "none": {"url": "z"}})
    assert list(left) == ["none"]
    assert edited == text.replace("{x}", "{x}, archivedate = {2023-01-01}").replace("{y}", "{z}")
