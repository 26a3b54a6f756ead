"""``--copies``: other copies of what can't be read; who is told what, and what the report says of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from claimcheck.cli import run
from web import Asked, LoopbackWeb, Route, Wayback

TITLE = "Late ferries of the upper quay"
URL = "https://quay.test/late-ferries"
DOI = "10.1234/quay.7"
OPEN = "https://repository.test/7"
TEXT = "<p>The harbour office logged 1,482 ferries in the season, and 61 ferries were late because of the fog.</p>" * 3
PAGE = f"<html lang='en'><title>{TITLE}</title><body><h1>{TITLE}</h1>{TEXT}</body></html>"


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, web: LoopbackWeb) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("OPENALEX_API_KEY", "UNPAYWALL_EMAIL"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "paper.md").write_text("# Quays\n\nThe season saw 1,482 ferries, and 64 ferries were late [@late].\n")
    fields = f"title = {{{TITLE}}},\n  doi = {{{DOI}}},\n  url = {{{URL}}},\n  urldate = {{2021-03-05}}"
    entry = f"@article{{late,\n  {fields}\n}}\n"
    (tmp_path / "references.bib").write_text(entry)
    web.page(URL, "no", status=404)
    web.redirect(f"https://doi.org/{DOI}", "https://press.test/7", status=302)
    web.page("https://press.test/7", "<title>Just a moment...</title>", status=403)
    return tmp_path


@pytest.fixture
def there(web: LoopbackWeb) -> list[str]:
    return ["--connect-to", f"::127.0.0.1:{web.port}", "--cacert", str(web.ca), "--allow-private"]


@pytest.fixture
def openalex(web: LoopbackWeb) -> None:
    places = [{"is_oa": True, "landing_page_url": OPEN, "version": "submittedVersion"}]

    def answer(asked: Asked) -> Route:
        return Route(200, (("Content-Type", "application/json"),), json.dumps({"locations": places}).encode())

    web.service("api.openalex.org", answer)
    web.service("api.unpaywall.org", answer)
    web.page(OPEN, PAGE)


def hosts(web: LoopbackWeb) -> set[str]:
    return {seen.host for seen in web.requests}


def report(workspace: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads((workspace / "reports" / "paper.json").read_text())
    return found


def test_without_the_flag_nobody_else_is_asked(workspace, web, there, openalex) -> None:
    Wayback(web)
    run(["check", "paper.md", *there])
    assert hosts(web) == {"quay.test", "doi.org", "press.test"}


def test_an_open_copy_bears_a_claim_out_and_a_manuscript_contradicts_with_less_confidence(
    workspace, web, there, openalex, capsys
) -> None:
    assert run(["check", "paper.md", "--copies", *there]) == 1
    assert hosts(web) == {"quay.test", "doi.org", "press.test", "api.openalex.org", "repository.test"}
    found = report(workspace)
    assert [q["verdict"] for q in found["claims"][0]["quantities"]] == ["supported", "contradicted"]
    (wrong,) = [finding for finding in found["findings"] if finding["code"].startswith("N")]
    assert wrong["message"].endswith("; read was a copy: submitted manuscript, not the version of record")
    assert wrong["confidence"] == "medium"
    (link,) = [finding for finding in found["findings"] if finding["code"] == "L101"]
    assert link["message"].startswith(URL)
    assert "open copy that OpenAlex names" in (workspace / "reports" / "paper.md").read_text().replace("\\", "")


def test_settings_let_services_be_asked_but_no_archive(workspace, web, there, openalex, monkeypatch) -> None:
    wayback = Wayback(web)
    web.page(OPEN, "no", status=404)
    monkeypatch.setenv("UNPAYWALL_EMAIL", "ada@lund.test")
    (workspace / "claimcheck.toml").write_text('[copies]\nservices = ["openalex", "unpaywall"]\n')
    run(["check", "paper.md", *there])
    assert {"api.openalex.org", "api.unpaywall.org"} <= hosts(web)
    assert wayback.asked("") == []
    web.requests.clear()
    run(["check", "paper.md", "--no-copies", "--workspace", "elsewhere", *there])
    assert not [host for host in hosts(web) if host.startswith("api.")]
    run(["fetch", "--copies", *there])
    assert wayback.asked(URL)


def test_services_are_told_identifiers_alone(workspace, web, there, openalex, monkeypatch) -> None:
    Wayback(web)
    web.page(OPEN, "no", status=404)
    monkeypatch.setenv("UNPAYWALL_EMAIL", "ada@lund.test")
    run(["check", "paper.md", "--copies", *there])
    told = [seen for seen in web.requests if seen.host.startswith("api.") or seen.host.endswith("archive.org")]
    assert len(told) > 3
    for seen in told:
        for word in ("ferries+", "Late", "upper", "1,482", "1482", "season", "late [", str(workspace)):
            assert word not in repr(seen.target)
        assert "referer" not in seen.headers
    assert b"ada@lund" not in b"".join(p.read_bytes() for p in workspace.rglob("*") if p.is_file())


@pytest.mark.parametrize("value", ['["wayback"]', '"openalex"', "[1]"])
def test_a_service_that_is_none_is_told(workspace, capsys, value) -> None:
    (workspace / "claimcheck.toml").write_text(f"[copies]\nservices = {value}\n")
    assert run(["check", "paper.md", "--offline"]) == 2
    assert "copies.services must be a list of openalex and unpaywall" in capsys.readouterr().err
