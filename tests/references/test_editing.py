"""Setting fields of an entry: in any style of writing, and without touching a byte of anything else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.references import UneditableError, set_fields
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
