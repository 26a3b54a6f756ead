"""``claimcheck report``: the last run again, in another format."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from claimcheck.cli import run
from claimcheck.report import FORMATS
from report.sample import GOLDEN


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = tmp_path / "reports" / "paper"
    folder.mkdir(parents=True)
    (folder / "harbour.json").write_bytes((GOLDEN / "report.json").read_bytes())
    return tmp_path


@pytest.mark.parametrize("form", FORMATS)
def test_the_last_report_is_written_in_another_format(workspace, form, capsys) -> None:
    assert run(["report", "--format", form, "--workspace", str(workspace)]) == 0
    assert capsys.readouterr().out == (GOLDEN / f"report.{FORMATS[form].suffix}").read_text(encoding="utf-8")


def test_it_is_written_to_a_file_and_nothing_to_the_screen(workspace, capsys) -> None:
    out = workspace / "deep" / "out.md"
    assert run(["report", "--format", "md", "-o", str(out), "--workspace", str(workspace)]) == 0
    shown = capsys.readouterr()
    assert (shown.out, shown.err) == ("", f"claimcheck: wrote {out}\n".replace("claimcheck: ", ""))
    assert out.read_text(encoding="utf-8") == (GOLDEN / "report.md").read_text(encoding="utf-8")
    assert [path.name for path in out.parent.iterdir()] == ["out.md"]


def test_of_several_reports_one_must_be_named(workspace, capsys) -> None:
    (workspace / "reports" / "other.json").write_bytes((GOLDEN / "report.json").read_bytes())
    assert run(["report", "--format", "md", "--workspace", str(workspace)]) == 2
    assert "2 reports: other, paper/harbour" in capsys.readouterr().err
    paper = workspace / "paper" / "harbour.md"
    assert run(["report", str(paper), "--format", "md", "--workspace", str(workspace)]) == 0


def test_without_a_report_it_says_what_to_do(tmp_path, capsys) -> None:
    assert run(["report", "--format", "md", "--workspace", str(tmp_path)]) == 2
    assert "run claimcheck check first" in capsys.readouterr().err


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"{}", b'{"schema": "claimcheck/report/1", "tool": 3}'])
def test_a_damaged_report_is_one_line_and_status_2(workspace, content, capsys) -> None:
    file = workspace / "reports" / "paper" / "harbour.json"
    file.write_bytes(content)
    assert run(["report", "--format", "md", "--workspace", str(workspace)]) == 2
    shown = capsys.readouterr().err
    assert shown.count("\n") == 1
    assert str(file) in shown


@pytest.mark.skipif(os.geteuid() == 0 if hasattr(os, "geteuid") else True, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_status_3(workspace, capsys) -> None:
    workspace.chmod(0o500)
    assert run(["report", "--format", "md", "-o", str(workspace / "x.md"), "--workspace", str(workspace)]) == 3
    workspace.chmod(0o700)


def test_a_pipe_that_is_named_as_the_file_is_written_to_and_stays(workspace, tmp_path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert run(["report", "--format", "md", "-o", str(pipe), "--workspace", str(workspace)]) == 0
        assert os.read(reader, 1 << 20).decode("utf-8") == (GOLDEN / "report.md").read_text(encoding="utf-8")
    finally:
        os.close(reader)
    assert pipe.is_fifo()
