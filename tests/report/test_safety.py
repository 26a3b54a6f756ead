"""What was read from outside never acts where it is shown."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.model.finding import Finding
from claimcheck.model.report import Report
from claimcheck.report import FORMATS, link_list, load, render, summary
from claimcheck.report.safe import markdown, one_line, visible, web_address
from report.sample import report

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\x1b[31mred\x1b]8;;https://evil.example\x07link",
    "txt.\u202eexe",
    "\u2066isolate\u2069 \u200f",
    '=HYPERLINK("https://evil.example","x")',
    "{{ 7 * 7 }} {% raw %}",
    "\x9b31m \x00 \x85 \u2028",
    '" onmouseover="alert(1)',
    "tag \U000e0041",
    "[x](javascript:alert(1)) | a | b ![i](https://evil.example/p.png) @everyone <!-- x",
    "lone \ud800 surrogate",
    "</style><script>x</script>",
)
ACTIVE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]"
)


def poisoned(text: str) -> Report:
    """The sample with ``text`` in every place that comes from outside."""
    sample = report()

    def said(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        return tuple(
            replace(
                f,
                message=text,
                remedy=text,
                reference=text,
                subject=text,
                aside=text if f.aside else "",
                location=replace(f.location, file=text),
            )
            for f in findings
        )

    return replace(
        sample,
        title=text,
        paper_path=text,
        notices=(text,),
        not_run=(text,),
        claims=tuple(
            replace(c, id=text, quote=f"{text} {c.quote}", span=None, section=text, note=text) for c in sample.claims
        ),
        verdicts=tuple(
            replace(
                v,
                quantities=tuple(
                    replace(
                        q,
                        reason=text,
                        evidence=q.evidence and replace(q.evidence, quote=text, figure=text[:3], locator=text),
                    )
                    for q in v.quantities
                ),
            )
            for v in sample.verdicts
        ),
        references=tuple(
            replace(r, title=text, authors=(text,), year=text, container=text, url=f"javascript:{text}")
            for r in sample.references
        ),
        sources=tuple(
            replace(
                s,
                detail=text,
                health=replace(s.health, reason=text),
                snapshot=s.snapshot and replace(s.snapshot, archive_url=text, media_type=text, digest=text),
            )
            for s in sample.sources
        ),
        findings=said(sample.findings),
        ignored=said(sample.ignored),
        known=said(sample.known),
    )


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("form", FORMATS)
def test_no_format_holds_a_control_or_bidi_character(form, text) -> None:
    assert not ACTIVE.search(render(poisoned(text), form))


@pytest.mark.parametrize("text", HOSTILE)
def test_the_terminal_gets_no_control_or_bidi_character(text) -> None:
    for shown in (summary(poisoned(text)), summary(poisoned(text), verbose=True), link_list(poisoned(text))):
        assert not ACTIVE.search(shown)


@pytest.mark.parametrize("text", HOSTILE)
def test_the_page_holds_no_element_attribute_or_address_from_outside(text) -> None:
    page = BeautifulSoup(render(poisoned(text), "html"), "lxml")
    plain = BeautifulSoup(render(report(), "html"), "lxml")
    assert {tag.name for tag in page.find_all()} <= {tag.name for tag in plain.find_all()}
    assert not page.find_all(["script", "img", "iframe", "object", "embed", "base"])
    for tag in page.find_all():
        assert not [name for name in tag.attrs if name.startswith("on") or name == "style"]
        assert re.match(r"(https?://|#|data:image/svg)|$", tag.get("href", "")), tag
        assert not tag.has_attr("src")


@pytest.mark.parametrize("text", HOSTILE)
def test_json_holds_the_text_unchanged(text) -> None:
    assert json.loads(render(poisoned(text), "json"))["paper"]["title"] == text
    assert load(render(poisoned(text), "json")).title == text


def test_the_page_forbids_scripts_and_loading_and_its_own_style_is_allowed() -> None:
    import base64
    import hashlib

    page = render(report(), "html")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert policy
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in policy[1]
    assert "url(" not in style[1]
    assert "@import" not in style[1]


def test_every_link_out_hides_where_it_came_from() -> None:
    page = BeautifulSoup(render(report(), "html"), "lxml")
    outside = [tag for tag in page.find_all("a") if tag["href"].startswith("http")]
    assert outside
    assert all("noreferrer" in tag["rel"] for tag in outside)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "https://",
        "https://a b/",
        "http://[::1",
        "//x.example",
        "HTTPS\x00://x",
        "https://x.example/\u202e",
    ],
)
def test_only_web_addresses_become_links(url) -> None:
    assert web_address(url) == ""


def test_a_web_address_stays_as_it_is() -> None:
    assert web_address("https://x.example/a?b=c#d") == "https://x.example/a?b=c#d"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m", "␛[31m"),
        ("a\u202eb", "a⟨U+202E⟩b"),
        ("a\r\nb", "a b"),
        ("\x7f", "␡"),
        ("\x9b", "⟨U+009B⟩"),
        ("é 中 ع", "é 中 ع"),
    ],
)
def test_controls_are_made_visible_and_letters_stay(text, shown) -> None:
    assert one_line(text) == shown


@given(st.text())
def test_visible_text_is_stable_and_free_of_controls(text) -> None:
    assert not ACTIVE.search(visible(text))
    assert visible(visible(text)) == visible(text)


@given(st.text())
def test_markdown_text_holds_no_bare_markup(text) -> None:
    assert not re.search(r"(?<!\\)(?:\\\\)*[*_<>|`\[\]$]", markdown(text))
