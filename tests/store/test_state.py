"""state.db through its public interface."""

from __future__ import annotations

import sqlite3
import subprocess
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.errors import StorageError
from claimcheck.model.audit import Tally
from claimcheck.model.source import Fetched, LinkHealth, WarcRef
from claimcheck.store import Check, Store, open_state, schema


def check(url: str, checked: str, status: str = "ok") -> Check:
    return Check(url, checked, LinkHealth(status, 200, checked=checked))  # type: ignore[arg-type]


def test_a_check_comes_back_as_it_was(tmp_path: Path) -> None:
    ref = WarcRef("urn:uuid:1", "http://a.test/", "f.warc.gz", 12, "sha256:0", "2026-01-02T00:00:00Z", "text/html", 404)
    fetched = Fetched(
        "http://a.test/", "http://a.test/x", 404, fetched="2026-01-02T00:00:00Z", attempts=3, records=(ref,)
    )
    health = LinkHealth("gone", 404, redirects=("http://a.test/", "http://a.test/x"), reason="404", confidence="medium")
    with Store(tmp_path / "state.db") as store:
        store.remember(fetched, health)
    with Store(tmp_path / "state.db") as store:
        found = store.last("http://a.test/")

    assert found is not None
    assert found.health == health
    assert (found.checked, found.attempts, found.records) == ("2026-01-02T00:00:00Z", 3, ("urn:uuid:1",))


def test_history_is_in_order_of_time_and_last_is_its_end(tmp_path: Path) -> None:
    with Store(tmp_path / "state.db") as store:
        for day in ("2026-01-03", "2026-01-01", "2026-01-02"):
            store.add(check("http://a.test/", f"{day}T00:00:00Z"))
        store.add(check("http://b.test/", "2026-02-01T00:00:00Z"))
        assert [found.checked[:10] for found in store.history("http://a.test/")] == [
            "2026-01-01", "2026-01-02", "2026-01-03",
        ]  # fmt: skip
        assert store.last("http://a.test/") == store.history("http://a.test/")[-1]
        assert store.last("http://never.test/") is None
        assert len(store.checks()) == 4


def test_the_same_check_is_kept_once(tmp_path: Path) -> None:
    with Store(tmp_path / "state.db") as store:
        store.add(check("http://a.test/", "2026-01-01T00:00:00Z"))
        store.add(check("http://a.test/", "2026-01-01T00:00:00Z"))
        assert len(store.history("http://a.test/")) == 1


def test_the_state_directory_keeps_itself_out_of_version_control(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    with open_state(tmp_path / ".claimcheck"):
        pass
    status = subprocess.run(["git", "-C", str(tmp_path), "status", "--porcelain"], capture_output=True, text=True)
    assert status.stdout == ""
    assert (tmp_path / ".claimcheck" / ".gitignore").read_text() == "*\n"


def test_a_database_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    with Store(path):
        pass
    with sqlite3.connect(path) as db:
        db.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    db.close()
    with pytest.raises(StorageError, match="newer claimcheck") as caught:
        Store(path)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("version", range(schema.VERSION))
def test_every_older_version_is_brought_up_and_loses_nothing(tmp_path: Path, version: int) -> None:
    path = tmp_path / "state.db"
    db = sqlite3.connect(path)
    for statements in schema.MIGRATIONS[:version]:
        for statement in statements:
            db.execute(statement)
    if version:
        db.execute(
            "INSERT INTO checks (url, checked, status, http, outcome) VALUES ('u', 't', 'ok', 200, ?)",
            ('{"health": {"status": "ok"}}',),
        )
    db.execute(f"PRAGMA user_version = {version}")
    db.commit()
    db.close()

    with Store(path) as store:
        store.keep_text("sha256:1", "html 1", "words")
        assert store.text("sha256:1", "html 1") == "words"
        assert len(store.history("u")) == (1 if version else 0)
        assert store.audits() == ()
        store.add_audit(Tally("2026-01-01T00:00:00Z", good=2, dead=1))
    with Store(path) as store:
        assert store.audits() == (Tally("2026-01-01T00:00:00Z", good=2, dead=1),)


@pytest.mark.parametrize("content", [b"no database at all" * 100, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_database_is_told_with_a_remedy(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "state.db"
    path.write_bytes(content)
    with pytest.raises(StorageError, match="damaged") as caught:
        Store(path)
    assert caught.value.remedy
    assert "\n" not in str(caught.value)


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageError):
        open_state(tmp_path / "file" / ".claimcheck")
    (tmp_path / "folder" / "state.db").mkdir(parents=True)
    with pytest.raises(StorageError):
        open_state(tmp_path / "folder")


def test_two_runs_write_at_once(tmp_path: Path) -> None:
    def write(name: str) -> None:
        with Store(tmp_path / "state.db") as store:
            for number in range(50):
                store.add(check(f"http://{name}.test/", f"2026-01-01T00:00:{number:02}Z"))

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Store(tmp_path / "state.db") as store:
        assert len(store.checks()) == 200


def test_the_text_cache_is_bounded_and_drops_what_was_used_longest_ago(tmp_path: Path) -> None:
    with Store(tmp_path / "state.db", max_texts=200) as store:
        for number in range(20):
            store.keep_text(f"sha256:{number}", "html 1", f"text {number}")
            store.text("sha256:0", "html 1")
        assert store.text("sha256:0", "html 1") == "text 0"
        assert store.text("sha256:19", "html 1") == "text 19"
        assert store.text("sha256:1", "html 1") is None


def test_a_text_of_another_reader_version_is_not_given(tmp_path: Path) -> None:
    with Store(tmp_path / "state.db") as store:
        store.keep_text("sha256:1", "html 1", "old")
        assert store.text("sha256:1", "html 2") is None
        store.keep_text("sha256:1", "html 1", "new")
        assert store.text("sha256:1", "html 1") == "new"


@settings(max_examples=40)
@given(st.text())
def test_any_text_comes_back(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    with Store(tmp_path_factory.mktemp("store") / "state.db") as store:
        store.keep_text("d", "r", text)
        assert store.text("d", "r") == text
