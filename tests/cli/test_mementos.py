"""``links --mementos`` and ``--write``: copies of what is lost, and a bibliography that changes only where it must."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from claimcheck.cli import run
from claimcheck.errors import JobError
from claimcheck.references.revision import Revision, carry_out
from web import LoopbackWeb, NameServer, Wayback
from web.routes import Asked, Route

from .test_links import OTHER, page

URL = "https://quay.test/late"
GOOD = page("Late ferries")
MISSING = "<title>Page not found</title><h1>Page not found</h1><p>Sorry, the page was not found.</p>"


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, web: LoopbackWeb) -> Path:
    monkeypatch.chdir(tmp_path)
    web.page("https://quay.test/there", page("Early ferries"))
    web.page(URL, "no", status=404)
    write(tmp_path, f"  url = {{{URL}}},\n  urldate = {{2023-05-01}},\n")
    return tmp_path


@pytest.fixture
def wayback(web: LoopbackWeb) -> Wayback:
    return Wayback(web)


@pytest.fixture
def there(web: LoopbackWeb) -> list[str]:
    return ["--connect-to", f"::127.0.0.1:{web.port}", "--cacert", str(web.ca), "--allow-private"]


def write(workspace: Path, fields: str) -> None:
    text = f"@misc{{late,\n  title = {{Late ferries}},\n{fields}}}\n"
    (workspace / "references.bib").write_text(text, encoding="utf-8")


def bib(workspace: Path) -> str:
    return (workspace / "references.bib").read_bytes().decode("utf-8")


def test_without_the_switch_no_archive_is_asked(workspace, wayback, there) -> None:
    wayback.hold(URL, "20230501000000", GOOD)
    assert run(["links", *there]) == 1
    assert run(["check", *there]) == 2
    assert wayback.asked("") == []


def test_the_copy_nearest_to_the_day_of_access_is_found(workspace, wayback, there, capsys) -> None:
    for stamp in ("20100101000000", "20230420101112", "20250101000000"):
        wayback.hold(URL, stamp, GOOD)
    assert run(["links", *there, "--mementos"]) == 1
    line = f"copy of 2023-04-20  {URL}  https://web.archive.org/web/20230420101112/{URL}"
    assert line in capsys.readouterr().out.splitlines()
    assert len(wayback.asked("/wayback/available")) == 1
    assert wayback.asked("/cdx/") == []
    assert bib(workspace).count("archive") == 0


def test_where_the_day_of_access_is_not_known_that_of_publication_counts(workspace, wayback, there, capsys) -> None:
    write(workspace, f"  date = {{2011-03}},\n  url = {{{URL}}},\n")
    for stamp in ("20110401000000", "20230420101112"):
        wayback.hold(URL, stamp, GOOD)
    run(["links", *there, "--mementos"])
    assert "copy of 2011-04-01" in capsys.readouterr().out


def test_an_empty_answer_is_not_believed_and_the_index_is_asked(workspace, wayback, there, capsys) -> None:
    wayback.forgetful = True
    wayback.hold(URL, "20230420101112", GOOD)
    wayback.hold(URL, "20230501000000", "no", 404)
    run(["links", *there, "--mementos"])
    assert "copy of 2023-04-20" in capsys.readouterr().out


def test_a_copy_of_an_error_page_or_of_another_page_is_none(workspace, wayback, there, capsys) -> None:
    wayback.hold(URL, "20230501000000", MISSING)
    wayback.hold(URL, "20230601000000", page("Buy rope and lamps at our shop today", OTHER))
    wayback.hold(URL, "20190101000000", GOOD)
    run(["links", *there, "--mementos"])
    assert "copy of 2019-01-01" in capsys.readouterr().out


def test_only_the_word_of_an_archive_makes_it_a_finding(workspace, wayback, there, capsys) -> None:
    assert run(["links", *there, "--mementos", "--select", "L140", "--fail-on", "note"]) == 1
    assert f"no copy  {URL}" in capsys.readouterr().out
    assert run(["links", *there, "--select", "L140", "--fail-on", "note"]) == 0  # nobody was asked


@pytest.mark.parametrize("trouble", ["down", "errors alone"])
def test_what_no_archive_said_is_unknown_and_no_finding(workspace, wayback, there, capsys, trouble) -> None:
    wayback.forgetful, wayback.down = True, trouble == "down"
    if trouble != "down":
        wayback.hold(URL, "20230501000000", "no", 404)
    flags = [*there, "--max-time", "3"]
    assert run(["links", *flags, "--mementos", "--select", "L140", "--fail-on", "note"]) == 0
    assert f"copies not known  {URL}" in capsys.readouterr().out


def test_a_timemap_of_another_archive_is_asked_where_the_settings_name_one(
    workspace, web, wayback, there, capsys
) -> None:
    copy = f"https://keep.test/20230502000000mp_/{URL}"

    def keep(asked: Asked) -> Route:
        if asked.target == f"/timemap/link/{URL}":
            links = f"""<https://keep.test/timemap/link/{URL}>; rel="self"; type="application/link-format",
<{URL}>; rel="original",
<{copy}>; rel="first memento"; datetime="Tue, 02 May 2023 00:00:00 GMT"
"""
            return Route(200, (("Content-Type", "application/link-format"),), links.encode())
        return Route(200, (("Content-Type", "text/html"),), GOOD.encode())

    web.service("keep.test", keep)
    settings = '[archives]\ntimemaps = ["https://keep.test/timemap/link/"]\n'
    (workspace / "claimcheck.toml").write_text(settings, encoding="utf-8")
    run(["links", *there, "--mementos"])
    assert f"copy of 2023-05-02  {URL}  {copy}" in capsys.readouterr().out


@pytest.mark.parametrize(
    "url",
    [
        "https://quay.test/late?access_token=a1b2c3d4e5f6a7b8c9d0",
        "https://me:hunter2@quay.test/late",
        "http://intranet/late",
        "http://127.0.0.1/late",
        "http://wiki.corp/late",
    ],
)
def test_addresses_with_secrets_and_private_hosts_are_told_to_no_archive(
    workspace, web, wayback, there, capsys, url
) -> None:
    for place in ("https://quay.test/late?access_token=a1b2c3d4e5f6a7b8c9d0", url):
        web.page(place, "no", status=404)
    write(workspace, f"  url = {{{url}}},\n")
    run(["links", *there, "--mementos"])
    assert wayback.asked("") == []
    assert "not asked" in capsys.readouterr().out


def test_write_shows_the_diff_and_writes_only_when_told(workspace, wayback, there, capsys) -> None:
    wayback.hold(URL, "20230420101112", GOOD)
    before = bib(workspace)
    assert run(["links", *there, "--write"]) == 1
    shown = capsys.readouterr()
    assert f"+  archiveurl = {{https://web.archive.org/web/20230420101112/{URL}}}," in shown.out
    assert "--yes" in shown.err
    assert bib(workspace) == before
    assert run(["links", *there, "--write", "--yes"]) == 1
    added = f"  archiveurl = {{https://web.archive.org/web/20230420101112/{URL}}},\n  archivedate = {{2023-04-20}},\n"
    assert bib(workspace) == before.removesuffix("}\n") + added + "}\n"
    assert run(["links", *there, "--write", "--yes"]) == 1
    assert "nothing to write" in capsys.readouterr().err


def test_a_page_that_moved_for_good_gets_its_new_address(workspace, web, wayback, there) -> None:
    write(workspace, "  url = {https://quay.test/old#part},\n  note = {kept},\n")
    web.redirect("https://quay.test/old", "https://quay.test/new_place")
    web.page("https://quay.test/new_place", GOOD)
    assert run(["links", *there, "--write", "--yes"]) == 0
    new = "  url = {https://quay.test/new_place#part},\n  note = {kept},\n"
    assert bib(workspace) == f"@misc{{late,\n  title = {{Late ferries}},\n{new}}}\n"


@pytest.mark.parametrize("status", [302, 307])
def test_a_redirect_that_may_end_tomorrow_changes_nothing(workspace, web, wayback, there, status) -> None:
    write(workspace, "  url = {https://quay.test/old},\n")
    before = bib(workspace)
    web.redirect("https://quay.test/old", "https://quay.test/new", status=status)
    web.page("https://quay.test/new", GOOD)
    assert run(["links", *there, "--write", "--yes"]) == 0
    assert bib(workspace) == before


def test_a_page_that_moved_to_another_work_is_not_mended(workspace, web, wayback, there) -> None:
    write(workspace, "  url = {https://quay.test/old},\n")
    before = bib(workspace)
    web.redirect("https://quay.test/old", "https://quay.test/shop")
    web.page("https://quay.test/shop", page("Buy rope and lamps at our shop today", OTHER))
    run(["links", *there, "--write", "--yes"])
    assert bib(workspace) == before


def test_a_bibliography_that_is_not_utf_8_is_left_alone(workspace, wayback, there, capsys) -> None:
    wayback.hold(URL, "20230420101112", GOOD)
    text = f"@misc{{late,\n  title = {{Late ferries}},\n  author = {{Müller}},\n  url = {{{URL}}},\n}}\n"
    (workspace / "references.bib").write_bytes(text.encode("cp1252"))
    run(["links", *there, "--write", "--yes"])
    assert (workspace / "references.bib").read_bytes() == text.encode("cp1252")
    assert "not UTF-8" in capsys.readouterr().err


def test_a_host_that_resolves_into_a_private_network_is_told_to_no_archive(
    workspace, web, wayback, there, capsys
) -> None:
    names = NameServer()
    names.table["quay.test"] = ["10.1.2.3"]
    try:
        run(["links", *there, "--dns-servers", names.address, "--mementos"])
    finally:
        names.close()
    assert wayback.asked("") == []
    assert f"not asked  {URL}  its host is private" in capsys.readouterr().out


THERE = "https://quay.test/there"


def live(workspace: Path) -> None:
    text = f"@misc{{early,\n  title = {{Early ferries}},\n  url = {{{THERE}}},\n}}\n"
    (workspace / "references.bib").write_text(text, encoding="utf-8")


def test_a_page_without_a_copy_is_saved_once_a_person_agrees(workspace, wayback, there, capsys, monkeypatch) -> None:
    live(workspace)
    monkeypatch.setenv("IA_ACCESS_KEY_ID", "accesskeyofmine")
    monkeypatch.setenv("IA_SECRET_ACCESS_KEY", "secretkeyofmine")
    assert run(["links", *there, "--save"]) == 0
    shown = capsys.readouterr()
    assert f"to be saved  {THERE}" in shown.out
    assert "--yes" in shown.err
    assert wayback.saved == []
    assert run(["links", *there, "--save", "--write", "--yes", "-v"]) == 0
    (form,) = wayback.saved
    assert (form["url"], form["authorization"]) == (THERE, "LOW accesskeyofmine:secretkeyofmine")
    assert f"saved  https://web.archive.org/web/20261125120000/{THERE}" in capsys.readouterr().out
    assert bib(workspace).endswith(
        f"  archiveurl = {{https://web.archive.org/web/20261125120000/{THERE}}},\n  archivedate = {{2026-11-25}},\n}}\n"
    )


def test_the_keys_are_kept_nowhere(workspace, wayback, there, capsys, monkeypatch) -> None:
    live(workspace)
    monkeypatch.setenv("IA_ACCESS_KEY_ID", "accesskeyofmine")
    monkeypatch.setenv("IA_SECRET_ACCESS_KEY", "secretkeyofmine")
    run(["links", *there, "--save", "--yes", "-v"])
    shown = capsys.readouterr()
    kept = b"".join(path.read_bytes() for path in workspace.rglob("*") if path.is_file())
    unpacked = b"".join(gzip.decompress(path.read_bytes()) for path in workspace.rglob("*.gz"))
    assert len(wayback.saved) == 1
    for text in (shown.out.encode(), shown.err.encode(), kept, unpacked):
        assert b"keyofmine" not in text


def test_without_keys_nothing_of_a_key_is_sent(workspace, wayback, there, monkeypatch) -> None:
    live(workspace)
    monkeypatch.delenv("IA_ACCESS_KEY_ID", raising=False)
    run(["links", *there, "--save", "--yes"])
    assert wayback.saved[0]["authorization"] == ""


def test_what_has_a_copy_or_names_one_is_not_saved(workspace, wayback, there, capsys) -> None:
    live(workspace)
    wayback.hold(THERE, "20200101000000", page("Early ferries"))
    assert run(["links", *there, "--save", "--yes"]) == 0
    assert wayback.saved == []
    assert "nothing to save" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (
            {
                "refuse": {
                    "status": "error",
                    "status_ext": "error:too-many-daily-captures",
                    "message": "Too many.",
                }
            },
            "Too many.",
        ),
        ({"status": "error", "status_ext": "error:not-found", "message": "No such page.\x1b[31m"}, "No such page."),
    ],
)
def test_an_error_that_comes_with_status_200_is_an_error(workspace, wayback, there, capsys, answer, why) -> None:
    live(workspace)
    wayback.saving = answer
    before = bib(workspace)
    assert run(["links", *there, "--save", "--write", "--yes"]) == 0
    shown = capsys.readouterr().out
    assert f"not saved  {THERE}  {why}" in shown
    assert "\x1b" not in shown
    assert bib(workspace) == before


def test_an_audit_names_the_copies_of_what_is_newly_lost(workspace, web, wayback, there, capsys) -> None:
    wayback.hold(URL, "20230420101112", GOOD)
    assert run(["audit", *there, "--mementos", "-q"]) == 0
    assert f"; copy of 2023-04-20: https://web.archive.org/web/20230420101112/{URL}" in capsys.readouterr().out
    asked = len(wayback.asked(""))
    assert run(["audit", *there, "--mementos", "-q"]) == 0
    assert len(wayback.asked("")) == asked


@pytest.mark.parametrize(
    "url",
    [
        "https://quay.test/there?access_token=a1b2c3d4e5f6a7b8c9d0",
        "https://me:hunter2@quay.test/there",
        "http://intranet/there",
    ],
)
def test_no_page_with_a_secret_or_of_a_private_host_is_saved(workspace, web, wayback, there, capsys, url) -> None:
    web.page(url.replace("me:hunter2@", ""), page("Early ferries"))
    text = f"@misc{{early,\n  title = {{Early ferries}},\n  url = {{{url}}},\n}}\n"
    (workspace / "references.bib").write_text(text, encoding="utf-8")
    assert run(["links", *there, "--save", "--yes"]) == 0
    assert wayback.asked("") == []
    shown = capsys.readouterr()
    assert shown.out.startswith("ok ")
    assert "nothing to save" in shown.err
    assert "hunter2" not in shown.out + shown.err


def test_the_settings_can_not_turn_it_on_and_a_bad_timemap_is_told(workspace, wayback, there, capsys) -> None:
    (workspace / "claimcheck.toml").write_text('[archives]\ntimemaps = ["keep.test"]\n', encoding="utf-8")
    assert run(["links", *there]) == 2
    assert "archives.timemaps must be a list of web addresses" in capsys.readouterr().err
    settings = '[archives]\ntimemaps = ["https://keep.test/"]\n'
    (workspace / "claimcheck.toml").write_text(settings, encoding="utf-8")
    assert run(["links", *there]) == 1
    assert wayback.asked("") == []


def test_a_bibliography_that_was_changed_while_it_was_looked_at_is_not_overwritten(workspace, tmp_path) -> None:
    before = (workspace / "references.bib").read_bytes()
    planned = Revision(workspace / "references.bib", before, b"new", "diff")
    (workspace / "references.bib").write_bytes(before + b"% mine\n")
    with pytest.raises(JobError, match="changed in the meantime"):
        carry_out(planned)
    assert (workspace / "references.bib").read_bytes() == before + b"% mine\n"
