"""What leaves the machine, and what is kept: ``docs/privacy.md`` held against the log of the loopback web."""

from __future__ import annotations

import getpass
import gzip
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from claimcheck import __version__
from claimcheck.cli import run
from web import LoopbackWeb, NameServer, NeedsCookie

LONG = "a1b2c3d4e5f6a7b8c9d0"
SECRETS = {
    "password": "hunter2-of-the-paper",
    "paper": f"tokenofthepaper-{LONG}",
    "short": "shorttokenofpaper",
    "bib": f"tokenofthebib-{LONG}",
    "archive": f"sigofthearchive-{LONG}",
    "location": f"signatureoftheserver-{LONG}",
    "session": f"sessionoftheserver-{LONG}",
    "fragment": "fragmentsecretvalue",
    "inline": "inlinesecretvalue",
}
NOTE = '[^{n}]: Ada Lund, "Quays of Port {n}," 2021, {url}.\n'
PAGE = "<title>Quays of Port {n}</title><h1>Quays of Port {n}</h1><p>By Ada Lund, 2021</p><p>{text}</p>"


def paper() -> str:
    addresses = [
        f"https://me:{SECRETS['password']}@port0.test/quays",
        f"https://port1.test/quays?access_token={SECRETS['paper']}&page=2",
        f"https://port2.test/quays?token={SECRETS['short']}",
        "https://port3.test/quays",
        f"https://port4.test/quays#access_token={SECRETS['fragment']}",
        "https://port5.test/quays",
    ]
    said = "".join(f"The harbour has {n + 20} quays.[^{n}]\n\n" for n in range(len(addresses)))
    inline = f"We found 77 cranes there (see https://port9.test/x?api_key={SECRETS['inline']}).\n\n"
    return "# Quays\n\n" + said + inline + "".join(NOTE.format(n=n, url=url) for n, url in enumerate(addresses))


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "paper.md").write_text(paper(), encoding="utf-8")
    return tmp_path


@pytest.fixture
def there(web: LoopbackWeb) -> list[str]:
    def page(address: str, number: int, **more: object) -> None:
        text = f"The harbour has {number + 20} quays, and all of them were in use when we went there."
        web.page(address, PAGE.format(n=number, text=text), **more)  # type: ignore[arg-type]

    page("https://port0.test/quays", 0)
    page(f"https://port1.test/quays?access_token={SECRETS['paper']}&page=2", 1)
    page(f"https://port2.test/quays?token={SECRETS['short']}", 2)
    signed = f"https://files.test/f;jsessionid={SECRETS['session']}?X-Amz-Signature={SECRETS['location']}&x=1"
    web.redirect("https://port3.test/quays", signed, status=302)
    page(signed, 3, headers={"Link": f'<{signed}>; rel="canonical"', "Content-Location": signed})
    page("https://port4.test/quays", 4)
    web.page("https://port5.test/quays", "elsewhere", fault=NeedsCookie())
    return ["--connect-to", f"::127.0.0.1:{web.port}", "--cacert", str(web.ca), "--allow-private"]


def everything(folder: Path) -> bytes:
    """All bytes that a run left, unpacked."""
    found = []
    for path in folder.rglob("*"):
        if not path.is_file() or path.name == "paper.md":
            continue
        found += [str(path.relative_to(folder)).encode(), path.read_bytes()]
        if path.suffix == ".gz":
            found.append(gzip.decompress(path.read_bytes()))
        if path.name == "state.db":
            with sqlite3.connect(path) as db:
                found += [repr(row).encode() for row in db.execute("SELECT * FROM checks")]
                found += [zlib.decompress(text) for (text,) in db.execute("SELECT text FROM texts")]
            db.close()
    return b"\n".join(found)


def leaked(text: bytes | str) -> set[str]:
    kept = text.encode() if isinstance(text, str) else text
    return {name for name, secret in SECRETS.items() if secret.encode() in kept or LONG.encode() in kept}


def test_no_secret_in_an_address_is_shown_or_stored_and_the_whole_address_is_asked(
    workspace: Path, there: list[str], web: LoopbackWeb, capsys: pytest.CaptureFixture[str]
) -> None:
    for attempt in range(2):
        run(["check", "paper.md", "-v", *there])
        shown = capsys.readouterr()
        kept = everything(workspace)
        assert leaked(shown.out) | leaked(shown.err) == set(), attempt
        assert leaked(kept) - {"inline"} == set(), attempt  # the claims file quotes the paper
        assert b"REDACTED" in kept
        assert kept.count(b"https://port1.test/quays?access_token=REDACTED-") > 2
        assert "5 supported" in shown.out, shown.out
        # The paper's own address is asked, in the second run too, when the bibliography has only the redacted one.
        assert web.asked(f"https://port1.test/quays?access_token={SECRETS['paper']}&page=2") == 1
        assert web.asked(f"https://port2.test/quays?token={SECRETS['short']}") == attempt + 1
    assert not [seen.target for seen in web.requests if "REDACTED" in seen.target]
    assert (workspace / "references.bib").read_text().count("@") == 6
    assert run(["archive", "verify"]) == 0
    assert run(["archive", "list"]) == 0
    assert run(["check", "paper.md", "--offline"]) in (0, 1)
    assert run(["report", "--format", "md"]) == 0
    shown = capsys.readouterr()
    assert "5 supported" in shown.out
    assert leaked(shown.out + shown.err) == set()


def test_the_quotation_of_a_claim_is_the_papers_own_words_and_hidden_in_reports(
    workspace: Path, there: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    run(["check", "paper.md", "-v", *there])
    for path in (workspace / "reports").iterdir():
        assert leaked(path.read_bytes()) == set(), path.name
    assert "77" in (workspace / "claims" / "paper.toml").read_text()


def test_the_users_own_bibliography_is_not_changed_and_what_is_made_of_it_holds_no_secret(
    workspace: Path, there: list[str], web: LoopbackWeb, capsys: pytest.CaptureFixture[str]
) -> None:
    address = f"https://bib.test/quays?X-Goog-Signature={SECRETS['bib']}"
    archived = f"https://archive.test/2021/{address}&sig={SECRETS['archive']}"
    web.page(archived, PAGE.format(n=20, text="The harbour has 40 quays, and all of them were in use when we came."))
    bib = f"@misc{{port, title = {{Quays of Port 20}}, author = {{Lund, Ada}}, url = {{{address}}},\n"
    bib += f"  archiveurl = {{{archived}}}}}\n"
    (workspace / "references.bib").write_text(bib)
    (workspace / "paper.md").write_text("# Quays\n\nThe harbour has 40 quays [@port].\n")
    for command in (["check", "paper.md"], ["check"], ["fetch"]):
        run([*command, "-v", *there])
        shown = capsys.readouterr()
        assert leaked(shown.out + shown.err) == set()
    assert (workspace / "references.bib").read_text() == bib
    (workspace / "references.bib").unlink()
    assert leaked(everything(workspace)) == set()
    assert web.asked(address) > 0
    assert web.asked(archived) > 0


def test_an_address_whose_secret_is_gone_is_not_asked_and_not_called_dead(
    workspace: Path, there: list[str], web: LoopbackWeb, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["extract", "paper.md"])
    web.requests.clear()
    assert run(["fetch", *there]) == 0
    assert {seen.host for seen in web.requests} == {
        "port0.test",
        "port3.test",
        "files.test",
        "port4.test",
        "port5.test",
    }
    assert "its secret is not kept" in capsys.readouterr().out


def test_a_secret_that_was_mended_is_asked_anew(workspace: Path, there: list[str], web: LoopbackWeb) -> None:
    for token, status in (("wrongone", 403), ("rightone", 200)):
        address = f"https://locked.test/quays?token={token}"
        web.page(
            address, PAGE.format(n=7, text="The harbour has 27 quays, and all of them were in use."), status=status
        )
        (workspace / "paper.md").write_text(
            "# Quays\n\nThe harbour has 27 quays.[^1]\n\n" + NOTE.format(n=1, url=address)
        )
        run(["check", "paper.md", *there])
        assert web.asked(address) == 1
    assert '"supported": 1' in (workspace / "reports" / "paper.json").read_text()


@pytest.mark.parametrize(
    "proxy",
    [
        "http://me:hunter2@127.0.0.1:1",
        "socks5://me:hunter2@127.0.0.1:1",
        "me:hunter2@127.0.0.1:1",
        "http://me:hun@ter2:x/",
    ],
)
def test_a_proxys_password_is_never_shown_or_stored(
    workspace: Path, proxy: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(["check", "paper.md", "--proxy", proxy, "-v"])
    monkeypatch.setenv("HTTPS_PROXY", proxy)
    monkeypatch.setenv("CLAIMCHECK_DEBUG", "1")
    run(["fetch", "-v"])
    run(["check", "paper.md", "-v"])
    shown = capsys.readouterr()
    kept = everything(workspace)
    for secret in ("hunter2", "hun@", "ter2"):
        assert secret not in shown.out + shown.err
        assert secret.encode() not in kept.replace(b"hunter2-of", b"")


def test_what_a_proxy_is_told_of_us_is_not_archived(web: LoopbackWeb, workspace: Path) -> None:
    web.page("http://port.test/quays", PAGE.format(n=1, text="The harbour has 21 quays, all of them in use today."))
    (workspace / "paper.md").write_text(
        "# Quays\n\nThe harbour has 21 quays.[^1]\n\n" + NOTE.format(n=1, url="http://port.test/quays")
    )
    run(["check", "paper.md", "--proxy", f"http://me:hunter2@127.0.0.1:{web.port}"])
    assert web.asked("http://port.test/quays") == 1
    assert web.requests[0].headers["proxy-authorization"].startswith("Basic ")
    kept = everything(workspace).lower()
    assert b"warc-target-uri: http://port.test/quays" in kept
    assert b"proxy-authorization" not in kept
    assert b"hunter2" not in kept


def test_a_wrong_command_line_shows_no_secret(capsys: pytest.CaptureFixture[str], workspace: Path) -> None:
    assert run(["check", "paper.md", "https://me:hunter2@a.test/?token=sesame"]) == 2
    assert run(["archive", "show", "https://me:hunter2@a.test/?token=sesame"]) == 2
    shown = capsys.readouterr()
    assert "hunter2" not in shown.err
    assert "sesame" not in shown.err


def test_requests_say_who_asks_and_nothing_of_the_person_or_the_machine(
    workspace: Path, there: list[str], web: LoopbackWeb
) -> None:
    command = [sys.executable, "-m", "claimcheck", "check", "paper.md", *there]
    subprocess.run(
        command, cwd=workspace, capture_output=True, check=False, env={**os.environ, "EMAIL": "ada@lund.test"}
    )
    assert len(web.requests) > 6
    for seen in web.requests:
        assert seen.method == "GET"
        assert set(seen.headers) <= {
            "host", "user-agent", "accept", "accept-encoding", "accept-language", "connection", "cookie",
        }  # fmt: skip
        assert seen.headers["user-agent"] == f"claimcheck/{__version__} (link and source checker)"
        assert seen.headers["accept-language"] == "en,*;q=0.5"
        said = repr(seen)
        for private in (getpass.getuser() if getpass.getuser() != "root" else "/root", str(workspace), "ada@", "@"):
            assert private not in said
        assert not re.search(rf"\b{re.escape(socket.gethostname())}\b", said)


def test_only_what_is_cited_is_asked_and_robots_txt_where_it_is_obeyed(
    workspace: Path, there: list[str], web: LoopbackWeb
) -> None:
    cited = {f"port{n}.test" for n in range(6)} | {"files.test"}
    run(["check", "paper.md", *there])
    assert {seen.host for seen in web.requests} == cited
    assert not [seen for seen in web.requests if seen.target == "/robots.txt"]
    web.requests.clear()
    run(["check", "paper.md", "--robots", "honour", "--workspace", "elsewhere", *there])
    assert {seen.host for seen in web.requests} == cited
    assert len([seen for seen in web.requests if seen.target == "/robots.txt"]) == len(cited)
    web.requests.clear()
    for command in (
        ["check", "paper.md", "--offline"],
        ["extract", "paper.md"],
        ["archive", "list"],
        ["explain", "L101"],
    ):
        run(command)
    assert web.requests == []


def test_cookies_go_to_the_host_that_set_them_alone_and_end_with_the_address(
    workspace: Path, there: list[str], web: LoopbackWeb
) -> None:
    web.redirect("https://port0.test/quays", "https://port4.test/quays", headers={"Set-Cookie": "who=reader; Path=/"})
    run(["check", "paper.md", *there])
    shutil.rmtree(workspace / ".claimcheck")
    run(["check", "paper.md", *there])
    with_cookie = [(seen.host, seen.headers["cookie"]) for seen in web.requests if "cookie" in seen.headers]
    assert with_cookie == [("port5.test", "seen=yes")] * 2
    assert [seen.headers.get("cookie") for seen in web.requests if seen.host == "port5.test"] == [None, "seen=yes"] * 2
    kept = everything(workspace).lower()
    assert b"set-cookie: seen=yes" in kept  # as the server sent it
    assert b"\ncookie:" not in kept
    assert b"\nreferer:" not in kept


@pytest.mark.parametrize("through_proxy", [False, True])
def test_name_servers_learn_the_cited_hosts_and_no_other_with_a_proxy_too(
    workspace: Path, web: LoopbackWeb, through_proxy: bool
) -> None:
    web.page("http://port.test/quays", PAGE.format(n=1, text="The harbour has 21 quays, all of them in use today."))
    address = "http://port.test/quays" if through_proxy else f"http://port.test:{web.port}/quays"
    (workspace / "paper.md").write_text("# Quays\n\nThe harbour has 21 quays.[^1]\n\n" + NOTE.format(n=1, url=address))
    names = NameServer()
    names.table["port.test"] = ["127.0.0.1"]
    way = ["--proxy", f"http://127.0.0.1:{web.port}"] if through_proxy else []
    run(["check", "paper.md", "--dns-servers", names.address, "--allow-private", *way])
    names.close()
    assert web.asked("http://port.test/quays") == 1
    assert {name for name, _ in names.asked} == {"port.test"}
