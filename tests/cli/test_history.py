"""``history export`` and ``import``: what is known of links, carried to a machine that forgot it."""

from __future__ import annotations

import io
import json
import sqlite3
import sys
from pathlib import Path

import pytest

from claimcheck.cli import run
from claimcheck.model.audit import Tally
from claimcheck.model.source import LinkHealth
from claimcheck.store import Check, open_state

SECRET = "a1b2c3d4e5f6a7b8c9d0"


def fill(workspace: Path, *, days: range = range(1, 5)) -> None:
    with open_state(workspace / ".claimcheck") as store:
        for day in days:
            moment = f"2026-03-{day:02}T04:00:00.123456Z"
            moved = LinkHealth("moved", 200, "http://b.test/", ("http://a.test/", "http://b.test/"), moment, 12, "“so”")
            store.add(Check("http://a.test/", moment, moved, attempts=2, records=("urn:uuid:1", "urn:uuid:2")))
            gone = LinkHealth("gone", 404, checked=moment, confidence="medium")
            store.add(Check(f"http://c.test/?q=ü&n={day}", moment, gone, detail="\x1b[31m"))
            store.add_audit(Tally(moment, good=3, dead=day))


def export(workspace: Path, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert run(["history", "export", "--workspace", str(workspace)]) == 0
    return capsys.readouterr().out


def bring(workspace: Path, text: str | bytes) -> int:
    file = workspace.parent / "history.jsonl"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return run(["history", "import", str(file), "--workspace", str(workspace)])


def test_there_and_back_it_is_the_same(tmp_path, capsys) -> None:
    fill(tmp_path / "one")
    text = export(tmp_path / "one", capsys)
    assert bring(tmp_path / "two", text) == 0
    assert export(tmp_path / "two", capsys) == text
    with open_state(tmp_path / "one" / ".claimcheck") as one, open_state(tmp_path / "two" / ".claimcheck") as two:
        assert (one.checks(), one.audits()) == (two.checks(), two.audits())


def test_a_file_and_standard_streams_do_the_same(tmp_path, capsys, monkeypatch) -> None:
    fill(tmp_path / "one")
    text = export(tmp_path / "one", capsys)
    assert run(["history", "export", "-o", str(tmp_path / "h.jsonl"), "--workspace", str(tmp_path / "one")]) == 0
    assert (tmp_path / "h.jsonl").read_text(encoding="utf-8") == text
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8"))
    assert run(["history", "import", "-", "--workspace", str(tmp_path / "two")]) == 0
    assert export(tmp_path / "two", capsys) == text


def test_what_is_known_is_not_added_twice_and_two_machines_are_merged(tmp_path, capsys) -> None:
    fill(tmp_path / "one", days=range(1, 4))
    fill(tmp_path / "two", days=range(3, 6))
    text = export(tmp_path / "one", capsys)
    assert bring(tmp_path / "two", text) == 0
    assert capsys.readouterr().err == "4 checks and 2 audits added, 3 were known\n"
    assert bring(tmp_path / "two", text + text) == 0
    assert capsys.readouterr().err == "0 checks and 0 audits added, 18 were known\n"
    moments = [json.loads(line).get("checked", "") for line in export(tmp_path / "two", capsys).splitlines()]
    assert [moment for moment in moments if moment] == sorted(moment for moment in moments if moment)


def test_an_empty_history_is_one_line(tmp_path, capsys) -> None:
    assert export(tmp_path, capsys) == '{"type": "history", "schema": "claimcheck/history/1"}\n'


GOOD = '{"type": "check", "url": "http://a.test/", "checked": "2026-01-01T00:00:00Z", "health": {"status": "ok"}}'


@pytest.mark.parametrize(
    ("line", "what"),
    [
        (b"{", "no JSON"),
        (b"[1]", "no JSON object"),
        (b"\xff\xfe", "not UTF-8"),
        (b'{"type": "else"}', "type"),
        (b'{"type": "history", "schema": "claimcheck/history/2"}', "schema"),
        (GOOD.replace('"ok"', '"fine"').encode(), "status"),
        (GOOD.replace('"ok"', "{}").encode(), "status"),
        (GOOD.replace('"ok"', '"ok", "http": true').encode(), "http"),
        (GOOD.replace('"ok"', '"ok", "redirects": "x"').encode(), "redirects"),
        (GOOD.replace('"ok"', '"ok", "reason": "\\ud800"').encode(), "reason"),
        (GOOD.replace("2026-01-01T00:00:00Z", "yesterday").encode(), "checked"),
        (GOOD.replace("2026-01-01", "2026-13-41").encode(), "checked"),
        (GOOD.replace('"http://a.test/"', '""').encode(), "url"),
        (b'{"type": "audit", "ran": "2026-01-01T00:00:00Z", "dead": -1}', "dead"),
        (b'{"type": "audit", "ran": 5}', "ran"),
        (b"[" * 100_000, "no JSON"),
        (b'"' + b"x" * 1_100_000, "longer than 1 MB"),
    ],
)
def test_one_bad_line_is_named_and_nothing_is_imported(tmp_path, capsys, line, what) -> None:
    workspace = tmp_path / "one"
    workspace.mkdir()
    assert bring(workspace, GOOD.encode() + b"\n" + line + b"\n" + GOOD.encode() + b"\n") == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "history.jsonl:2: " in error
    assert what in error
    assert "nothing was imported" in error
    assert len(export(workspace, capsys).splitlines()) == 1


def test_no_secret_goes_in_or_out(tmp_path, capsys) -> None:
    line = GOOD.replace("http://a.test/", f"http://me:word@a.test/?access_token={SECRET}")
    line = line.replace('"ok"', f'"ok", "final_url": "http://b.test/?token={SECRET}"')
    assert bring(tmp_path / "one", line + "\n") == 0
    with sqlite3.connect(tmp_path / "one" / ".claimcheck" / "state.db") as db:
        rows = repr(list(db.execute("SELECT * FROM checks")))
    db.close()
    for text in (rows, export(tmp_path / "one", capsys)):
        assert "http://a.test/?access_token=REDACTED-" in text
        assert SECRET not in text
        assert "me:word" not in text


def test_a_state_of_a_newer_version_is_not_touched(tmp_path, capsys) -> None:
    fill(tmp_path)
    with sqlite3.connect(tmp_path / ".claimcheck" / "state.db") as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    assert bring(tmp_path, GOOD + "\n") == 3
    assert "newer claimcheck" in capsys.readouterr().err
