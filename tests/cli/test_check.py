"""``claimcheck check`` and its kin, from the paper to the exit status, over the loopback web."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from claimcheck.cli import run

PAPER = """\
# Ferries of the North

The port handles 114 ferries a day.[^1] It has nine quays.[^1]

A cable car carries 300 people an hour.[^2] The town counts 12 towers.

[^1]: Ada Lund, "Ferries of the Northern Ports," *Journal of Harbours*, 2021, https://port.test/ferries.
[^2]: Bo Oye, "The Cable Car of the Town," 2019, https://gone.test/car.
"""
PAGE = """<title>Ferries of the Northern Ports</title><h1>Ferries of the Northern Ports</h1><p>By Ada Lund, 2021</p>
<p>On a working day the port handles 141 ferries a day. The port has nine quays, and all of them are in use.</p>"""


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780000000")
    (tmp_path / "paper.md").write_text(PAPER, encoding="utf-8")
    return tmp_path


@pytest.fixture
def there(web) -> list[str]:
    """Flags that lead to a loopback web where one work is read and another is gone."""
    web.page("https://port.test/ferries", PAGE)
    web.page("https://gone.test/car", "gone", status=410)
    return ["--connect-to", f"::127.0.0.1:{web.port}", "--cacert", str(web.ca), "--allow-private", "--max-time", "5"]


def report(workspace: Path) -> dict:
    return json.loads((workspace / "reports" / "paper.json").read_text(encoding="utf-8"))


def test_a_paper_goes_in_and_a_report_comes_out(workspace, there, capsys) -> None:
    assert run(["check", "paper.md", *there]) == 1
    shown = capsys.readouterr()
    assert "contradicted" in shown.out
    assert "L101" in shown.out
    assert "wrote reports/paper.html" in shown.err
    found = report(workspace)
    from importlib import resources

    schema = resources.files("claimcheck.report").joinpath("schema", "report-1.json").read_text(encoding="utf-8")
    jsonschema.validate(found, json.loads(schema))
    for claim in found["claims"]:
        assert PAPER[claim["start"] : claim["end"]] == claim["quote"]
        for quantity in claim["quantities"]:
            assert PAPER[quantity["start"] : quantity["end"]] == quantity["text"]
    verdicts = {claim["quantities"][0]["text"].split()[0]: claim["verdict"] for claim in found["claims"]}
    assert verdicts == {"114": "contradicted", "nine": "supported", "300": "unavailable", "12": "uncited"}
    assert sorted(path.name for path in workspace.iterdir()) == [
        ".claimcheck", "claims", "paper.md", "references.bib", "reports",
    ]  # fmt: skip


def test_the_same_inputs_give_the_same_bytes_and_ask_nothing_again(workspace, there, web, capsys) -> None:
    run(["check", "paper.md", *there])
    run(["check", "paper.md", *there])
    first = {path.name: path.read_bytes() for path in (workspace / "reports").iterdir()}
    kept = {path: path.read_bytes() for path in (workspace / "references.bib", workspace / "claims" / "paper.toml")}
    asked = len(web.requests)
    run(["check", "paper.md", *there])
    assert {path.name: path.read_bytes() for path in (workspace / "reports").iterdir()} == first
    assert {path: path.read_bytes() for path in kept} == kept
    assert [request.target for request in web.requests[asked:] if request.target == "/ferries"] == []


def test_frozen_writes_nothing_but_the_report_and_says_what_is_stale(workspace, there, capsys) -> None:
    run(["check", "paper.md", "--frozen", *there])
    assert not (workspace / "claims").exists()
    assert not (workspace / "references.bib").exists()
    assert any("stale" in notice for notice in report(workspace)["notices"])


def test_never_failing_still_reports(workspace, there, capsys) -> None:
    assert run(["check", "paper.md", "--fail-on", "never", *there]) == 0
    assert "contradicted" in capsys.readouterr().out


def test_what_is_ignored_does_not_fail_the_run_and_is_counted(workspace, there, capsys) -> None:
    assert run(["check", "paper.md", "--ignore", "L,N", *there]) == 0
    assert report(workspace)["summary"]["ignored"] > 0
    (workspace / "claimcheck.toml").write_text(
        '[[ignore]]\ncode = "N"\nreason = "r"\n[[ignore]]\nhost = "gone.test"\nreason = "r"\n'
    )
    assert run(["check", "paper.md", *there]) == 0


def test_a_persons_word_in_the_claims_file_is_kept_and_counts(workspace, there, capsys) -> None:
    run(["check", "paper.md", *there])
    file = workspace / "claims" / "paper.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('status = "open"', 'status = "accepted"'), encoding="utf-8")
    assert run(["check", "paper.md", "--select", "N", *there]) == 0
    assert file.read_text(encoding="utf-8").count('status = "accepted"') == text.count('status = "open"')


def test_offline_works_from_snapshots_and_calls_nothing_dead(workspace, there, web, capsys) -> None:
    assert run(["check", "paper.md", "--offline"]) == 0
    assert {reference["link"]["status"] for reference in report(workspace)["references"]} == {"unchecked"}
    assert list(web.requests) == []
    run(["check", "paper.md", *there])
    asked = len(web.requests)
    run(["check", "paper.md", "--offline"])
    assert len(web.requests) == asked
    assert report(workspace)["summary"]["verdicts"]["supported"] == 1


def test_without_a_paper_the_claims_file_is_worked_from(workspace, there, capsys) -> None:
    run(["check", "paper.md", *there])
    (workspace / "paper.md").unlink()
    assert run(["check", *there]) == 1
    found = report(workspace)
    assert found["summary"]["verdicts"]["contradicted"] == 1
    dead = next(finding for finding in found["findings"] if finding["code"] == "L101")
    assert dead["location"]["file"] == "references.bib"


def test_fetch_lists_the_links_and_verbose_names_each_record(workspace, there, capsys) -> None:
    run(["extract", "paper.md"])
    capsys.readouterr()
    assert run(["fetch", "-v", *there]) == 0
    shown = capsys.readouterr()
    assert "gone" in shown.out
    assert sum("port.test/ferries" in line and line.startswith("stored") for line in shown.err.splitlines()) == 1


def test_the_archive_is_listed_shown_and_verified(workspace, there, capsys) -> None:
    run(["check", "paper.md", *there])
    capsys.readouterr()
    assert run(["archive", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    key, _, status, url = next(line for line in lines if "port.test" in line).split()
    assert (status, url) == ("200", "https://port.test/ferries")
    assert run(["archive", "list", "--json"]) == 0
    assert {item["url"] for item in json.loads(capsys.readouterr().out)} == {line.split()[-1] for line in lines}
    assert run(["archive", "show", key]) == 0
    assert "nine quays" in capsys.readouterr().out
    assert run(["archive", "verify"]) == 0
    warc = next((workspace / ".claimcheck" / "archive").glob("*.warc.gz"))
    data = bytearray(warc.read_bytes())
    data[len(data) // 2] ^= 0xFF
    warc.write_bytes(bytes(data))
    capsys.readouterr()
    assert run(["archive", "verify"]) == 1
    assert warc.name in capsys.readouterr().out


def test_a_workspace_without_snapshots_lists_none(workspace, capsys) -> None:
    assert run(["archive", "list"]) == 0
    assert run(["archive", "verify"]) == 0
    assert run(["archive", "show", "nobody"]) == 2
    assert not (workspace / ".claimcheck").exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "paper.md"),
        (b"\x00\x01\x02\xff" * 100, "paper.md"),
        (b"%PDF-1.7\n\xff\xfe", "paper.md"),
        (b"caf\xff\n" * 9, "paper.md"),
    ],
    ids=["empty", "binary", "pdf", "encoding"],
)
def test_a_paper_that_cannot_be_read_is_one_line_and_status_2(workspace, content, said, capsys) -> None:
    (workspace / "paper.md").write_bytes(content)
    assert run(["check", "paper.md", "--offline", "-q"]) == 2
    shown = capsys.readouterr().err
    assert shown.count("\n") == 1
    assert said in shown
    assert not (workspace / "claims").exists()


def test_a_paper_that_is_not_there_is_status_2(workspace, capsys) -> None:
    assert run(["check", "other.md", "--offline", "-q"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("text", ["# Only a title\n", "Words, and no figure at all.\n", "Nine quays, no note.\n"])
def test_a_paper_without_claims_or_notes_is_no_error(workspace, text, capsys) -> None:
    (workspace / "paper.md").write_text(text, encoding="utf-8")
    assert run(["check", "paper.md", "--offline"]) == 0
    assert (workspace / "reports" / "paper.html").is_file()


def test_a_broken_entry_is_reported_with_its_line_and_the_rest_works(workspace, there, capsys) -> None:
    fine = "@misc{fine, title={A}, url={https://port.test/ferries}}\n\n"
    bib = fine + "@article{broken, title={never closed,\n year=2020\n\n@misc{next, title={B}}\n"
    (workspace / "references.bib").write_text(bib, encoding="utf-8")
    run(["check", "paper.md", *there])
    assert (workspace / "references.bib").read_text(encoding="utf-8").startswith(bib)
    broken = [finding for finding in report(workspace)["findings"] if finding["code"] == "B503"]
    assert [finding["location"]["line"] for finding in broken] == [3]
    assert report(workspace)["summary"]["verdicts"]["supported"] == 1


def test_an_unknown_key_in_a_claims_file_is_one_line_with_its_place(workspace, capsys) -> None:
    run(["extract", "paper.md"])
    file = workspace / "claims" / "paper.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("status =", "staus =", 1), encoding="utf-8")
    capsys.readouterr()
    assert run(["check", "paper.md", "--offline", "-q"]) == 2
    shown = capsys.readouterr().err
    assert shown.count("\n") == 1
    assert "paper.toml:" in shown
    assert "staus" in shown


def test_a_quote_that_is_not_in_the_paper_is_kept_and_said(workspace, capsys) -> None:
    run(["extract", "paper.md"])
    (workspace / "paper.md").write_text(PAPER.replace("It has nine quays.[^1]", ""), encoding="utf-8")
    assert run(["check", "paper.md", "--offline"]) == 0
    assert "orphaned = true" in (workspace / "claims" / "paper.toml").read_text(encoding="utf-8")
    assert report(workspace)["notices"]


def test_a_hostile_title_reaches_neither_terminal_nor_page(workspace, capsys) -> None:
    (workspace / "paper.md").write_text("# <script>x</script>\x1b[31m \u202eTitle\n\n" + PAPER[24:], encoding="utf-8")
    run(["check", "paper.md", "--offline"])
    shown = capsys.readouterr()
    page = (workspace / "reports" / "paper.html").read_text(encoding="utf-8")
    for text in (shown.out, shown.err, page):
        assert "\x1b" not in text
        assert "\u202e" not in text
    assert "<script>" not in page


def test_how_far_a_wording_reaches_is_a_setting(workspace, web, capsys) -> None:
    paper = (
        'The port handles about 100 ferries a day.[^1]\n\n[^1]: Ada Lund, "Ferries," 2021, https://port.test/ferries.\n'
    )
    (workspace / "paper.md").write_text(paper, encoding="utf-8")
    web.page("https://port.test/ferries", "<title>Ferries</title><p>On a working day the port handles 130 ferries.</p>")
    flags = ["--connect-to", f"::127.0.0.1:{web.port}", "--cacert", str(web.ca), "--allow-private", "--max-time", "5"]
    run(["check", "paper.md", *flags])
    assert report(workspace)["claims"][0]["verdict"] == "contradicted"
    (workspace / "claimcheck.toml").write_text("[widths]\napproximate = 0.4\napproximate-most = 0.4\n")
    run(["check", "paper.md", *flags])
    claim = report(workspace)["claims"][0]
    assert claim["verdict"] == "supported"
    assert (claim["quantities"][0]["low"], claim["quantities"][0]["high"]) == (60, 140)
