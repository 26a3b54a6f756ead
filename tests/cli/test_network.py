"""``check`` and ``fetch`` in networks that are not there, half there, or not what they seem."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from claimcheck.cli import run
from web import Hang, LoopbackProxy, LoopbackWeb, NameServer

pytestmark = pytest.mark.timed

HOSTS = 4
PAPER = "# Quays\n\n" + "".join(f"The harbour has {n + 20} quays.[^{n}]\n\n" for n in range(HOSTS))
PORTAL = "<title>Hotel Wi-Fi</title><p>Welcome. Please log in to use this network.</p><input type='password'>"


def page(number: int) -> str:
    text = f"The harbour has {number + 20} quays, and all of them were in use when we went there."
    return f"<title>Quays of Port {number}</title><h1>Quays of Port {number}</h1><p>By Ada Lund</p><p>{text}</p>"


def write_paper(folder: Path, scheme: str = "https") -> None:
    notes = [f'[^{n}]: Ada Lund, "Quays of Port {n}," 2021, {scheme}://port{n}.test/quays.\n' for n in range(HOSTS)]
    (folder / "paper.md").write_text(PAPER + "".join(notes), encoding="utf-8")


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_paper(tmp_path)
    return tmp_path


@pytest.fixture
def names() -> Iterator[NameServer]:
    server = NameServer()
    yield server
    server.close()


@pytest.fixture
def there(web: LoopbackWeb) -> list[str]:
    for number in range(HOSTS):
        web.page(f"https://port{number}.test/quays", page(number))
    return ["--connect-to", f"::127.0.0.1:{web.port}", "--cacert", str(web.ca), "--allow-private"]


def links(workspace: Path) -> list[str]:
    report = json.loads((workspace / "reports" / "paper.json").read_text(encoding="utf-8"))
    return [reference["link"]["status"] for reference in report["references"]]


def said(workspace: Path) -> str:
    report = json.loads((workspace / "reports" / "paper.json").read_text(encoding="utf-8"))
    return report["notices"][0] if report["notices"] else ""


def codes(workspace: Path) -> set[str]:
    report = json.loads((workspace / "reports" / "paper.json").read_text(encoding="utf-8"))
    return {finding["code"] for finding in report["findings"]}


def dies(
    workspace: Path, flags: list[str], capsys: pytest.CaptureFixture[str], why: str = "", *, fetch: bool = True
) -> None:
    """``check`` does what needs no network, says so first and calls no link dead; ``fetch`` exits 3 with one line."""
    assert run(["check", "paper.md", *flags]) == 0
    shown = capsys.readouterr()
    assert shown.out.splitlines()[1].startswith("! No network")
    assert set(links(workspace)) == {"unchecked"}
    assert why in said(workspace)
    assert not {code for code in codes(workspace) if code.startswith("L")}
    if not fetch:
        return
    assert run(["fetch", *flags]) == 3
    errors = capsys.readouterr().err.strip().splitlines()
    assert errors[-1].startswith("claimcheck: no network")
    assert why in errors[-1]


def comes_back(workspace: Path, there: list[str]) -> None:
    """Nothing was remembered of it: with a network all is asked and found."""
    assert run(["check", "paper.md", *there]) == 0
    assert links(workspace) == ["ok"] * HOSTS


def test_without_any_route_the_rest_is_done_and_said_first(workspace: Path) -> None:
    alone = [shutil.which("unshare") or "unshare", "--net"]
    if subprocess.run([*alone, "true"], capture_output=True, check=False).returncode != 0:
        pytest.skip("a network of one's own can't be made here (unshare --net)")
    started = time.monotonic()
    for command, status in (("check", 0), ("fetch", 3)):
        arguments = [command, "paper.md"] if command == "check" else [command]
        done = subprocess.run(
            [*alone, sys.executable, "-m", "claimcheck", *arguments],
            capture_output=True, text=True, check=False, cwd=workspace,
        )  # fmt: skip
        assert done.returncode == status, done.stderr
        assert "No network" in done.stdout or "no network" in done.stderr
        assert "Traceback" not in done.stderr
    assert set(links(workspace)) == {"unchecked"}
    assert time.monotonic() - started < 60


@pytest.mark.parametrize("trouble", ["silent", "servfail"])
def test_name_servers_that_help_with_no_name_are_no_network(
    workspace: Path, names: NameServer, there: list[str], trouble: str, capsys: pytest.CaptureFixture[str]
) -> None:
    names.default = [trouble]
    started = time.monotonic()
    dies(workspace, ["--dns-servers", names.address, "--max-time", "2"], capsys, fetch=trouble == "servfail")
    assert time.monotonic() - started < 60
    comes_back(workspace, there)


def test_a_name_server_that_is_not_there_is_no_network(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dies(workspace, ["--dns-servers", "127.0.0.1:1", "--max-time", "2"], capsys, fetch=False)


def test_in_half_a_network_the_hosts_that_fail_are_findings_and_the_others_are_read(
    workspace: Path, web: LoopbackWeb, there: list[str], names: NameServer
) -> None:
    web.page("https://port1.test/quays", fault=Hang())
    detours = [
        "--connect-to", "port2.test::127.0.0.1:1",
        "--connect-to", "port3.test::nowhere.invalid:",
    ]  # fmt: skip
    assert run(["check", "paper.md", *detours, *there, "--max-time", "2", "--fail-on", "never"]) == 0
    assert links(workspace) == ["ok", "timeout", "refused", "unresolvable"]
    assert "L101" not in codes(workspace)


@pytest.mark.parametrize(
    ("trouble", "why"),
    [("login", "407"), ("garbage", "proxy"), ("close", "proxy"), ("refuse", "403"), ("hang", "proxy")],
)
def test_a_proxy_that_lets_nothing_through_is_no_network(
    workspace: Path, web: LoopbackWeb, there: list[str], trouble: str, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    started = time.monotonic()
    with LoopbackProxy(web.port, trouble=trouble) as proxy:
        dies(workspace, ["--proxy", proxy.address, "--max-time", "1"], capsys, why, fetch=trouble != "hang")
    assert time.monotonic() - started < 60
    comes_back(workspace, there)


def test_a_proxy_of_the_environment_is_used_and_one_that_is_not_there_is_no_network(
    workspace: Path,
    web: LoopbackWeb,
    there: list[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("https_proxy", "HTTPS_PROXY", "NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    dies(workspace, [], capsys)
    with LoopbackProxy(web.port) as proxy:
        monkeypatch.setenv("ALL_PROXY", proxy.address)
        assert run(["check", "paper.md", "--cacert", str(web.ca)]) == 0
    assert links(workspace) == ["ok"] * HOSTS
    assert len([line for line in proxy.asked if line.startswith("CONNECT port")]) >= HOSTS


def test_a_socks_proxy_is_refused_in_one_line(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for arguments, environment in (
        (["--proxy", "socks5://127.0.0.1:9050"], {}),
        ([], {"ALL_PROXY": "socks5h://127.0.0.1:9050"}),
    ):
        done = subprocess.run(
            [sys.executable, "-m", "claimcheck", "check", "paper.md", *arguments],
            capture_output=True, text=True, check=False, cwd=workspace, env={**os.environ, **environment},
        )  # fmt: skip
        assert done.returncode == 2
        assert "SOCKS proxies are not supported" in done.stderr.splitlines()[-1]
        assert ("--proxy" if arguments else "ALL_PROXY") in done.stderr


@pytest.mark.parametrize("kind", ["redirect", "in place", "511"])
def test_a_captive_portal_is_no_source_and_kills_no_link(
    workspace: Path, web: LoopbackWeb, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write_paper(workspace, "http")
    web.page("http://login.hotel.test/", PORTAL)
    for number in range(HOSTS):
        address = f"http://port{number}.test/quays"
        if kind == "redirect":
            web.redirect(address, "http://login.hotel.test/", status=302)
        else:
            web.page(address, PORTAL, status=511 if kind == "511" else 200)
    flags = ["--connect-to", f"::127.0.0.1:{web.port}", "--allow-private"]
    dies(workspace, flags, capsys, "captive portal")
    for number in range(HOSTS):
        web.page(f"http://port{number}.test/quays", page(number))
    comes_back(workspace, flags)


def test_one_wrong_certificate_everywhere_is_somebody_in_between(
    workspace: Path, there: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    without_authority = [there[0], there[1], there[-1]]
    dies(workspace, without_authority, capsys, "--cacert")
    comes_back(workspace, there)


def test_sites_that_lead_to_one_login_beside_one_that_answers_are_judged_as_sites(
    workspace: Path, web: LoopbackWeb, there: list[str]
) -> None:
    web.page("https://sso.test/login", PORTAL)
    for number in range(1, HOSTS):
        web.redirect(f"https://port{number}.test/quays", "https://sso.test/login", status=302)
    run(["check", "paper.md", *there])
    assert links(workspace) == ["ok"] + ["login"] * (HOSTS - 1)


def test_dead_names_that_all_lead_to_one_market_for_names_are_no_captive_portal(
    workspace: Path, web: LoopbackWeb, there: list[str]
) -> None:
    write_paper(workspace, "http")
    market = "<title>Names</title><p>This domain is for sale. Buy it now, or make an offer.</p><p>Cart</p>"
    web.page("http://names.market.test/", market)
    for number in range(HOSTS):
        web.redirect(f"http://port{number}.test/quays", "http://names.market.test/", status=302)
    run(["check", "paper.md", *there])
    assert "unchecked" not in links(workspace)


def test_what_a_captive_portal_answered_never_stands_for_a_source_that_was_read_before(
    workspace: Path, web: LoopbackWeb, capsys: pytest.CaptureFixture[str]
) -> None:
    write_paper(workspace, "http")
    (workspace / "claimcheck.toml").write_text("[network]\nfresh-days = 0\n")
    flags = ["--connect-to", f"::127.0.0.1:{web.port}", "--allow-private"]
    for number in range(HOSTS):
        web.page(f"http://port{number}.test/quays", page(number))
    assert run(["check", "paper.md", *flags]) == 0
    for number in range(HOSTS):
        web.page(f"http://port{number}.test/quays", PORTAL)
    for more in (flags, ["--offline"]):
        assert run(["check", "paper.md", *more]) == 0
        report = json.loads((workspace / "reports" / "paper.json").read_text(encoding="utf-8"))
        assert report["summary"]["verdicts"]["supported"] == HOSTS  # by the snapshots of before
