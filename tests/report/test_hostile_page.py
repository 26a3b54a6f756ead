"""A report full of others' markup in a real browser: nothing runs, nothing is asked for."""

from __future__ import annotations

from pathlib import Path

from claimcheck.report import render
from report.test_page import browse, needs_browser
from report.test_safety import poisoned

MARKUP = (
    "\"'></style></title><script>document.title = 'owned'; new Image().src = '{web}/script'; alert(1)</script>"
    "<img src={web}/image onerror=\"document.title = 'owned'\"><iframe src={web}/frame></iframe><base href={web}/>"
    "<link rel=stylesheet href={web}/style><meta http-equiv=refresh content='0; url={web}/refresh'>"
    '<svg onload="document.title = \'owned\'"></svg><div style="background: url({web}/background)">x</div>'
)


@needs_browser
def test_markup_from_outside_neither_runs_nor_asks_for_anything(tmp_path: Path, web) -> None:
    for path in ("script", "image", "frame", "style", "refresh", "background"):
        web.page(f"http://127.0.0.1:{web.port}/{path}", "x")
    markup = MARKUP.replace("{web}", f"http://127.0.0.1:{web.port}")
    (tmp_path / "page.html").write_text(render(poisoned(markup), "html"), encoding="utf-8")
    shown = browse(tmp_path, "page.html", "--dump-dom")
    assert "contradicted" in shown.stdout
    assert "<title>owned" not in shown.stdout
    assert "CONSOLE" not in shown.stderr
    assert web.requests == []
    # … where the same markup, let loose, does both (without its dialog, which would wait for a person)
    (tmp_path / "loose.html").write_text(f"<title>{markup.replace('alert(1)', '')}", encoding="utf-8")
    browse(tmp_path, "loose.html", "--dump-dom")
    assert {"/script", "/image"} <= {seen.target for seen in web.requests}
