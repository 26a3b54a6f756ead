"""What is taken out of addresses and texts, and what is left as it was."""

from __future__ import annotations

import string
import textwrap
import time
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.redaction import CERTAIN, LIKELY, redact, redact_address, stands_in, tells_apart

TOKENS = st.text(string.ascii_letters + string.digits + "-_", min_size=6, max_size=60).filter(
    lambda text: not "REDACTED".startswith(text.upper()) and not text.startswith("REDACTED")
)
RANDOM = st.text(string.hexdigits.lower(), min_size=8, max_size=40).map(lambda text: f"a1b2c3d4{text}")

SECRET = [
    "access_token", "access-token", "accessToken", "token", "TOKEN", "api_key", "apikey", "x-api-key", "password",
    "pwd", "client_secret", "X-Amz-Signature", "X-Amz-Credential", "X-Amz-Security-Token", "X-Goog-Signature",
    "AWSAccessKeyId", "Signature", "jwt", "session_id", "PHPSESSID", "user[password]", "refresh_token",
    "private_token", "Key-Pair-Id",
]  # fmt: skip
ORDINARY = [
    "https://a.test/", "https://a.test/x?id=123", "https://a.test/x?page=2&p=17#s3", "https://a.test/?doi=10.1000/182",
    "https://a.test/article_key/12", "https://a.test/?key=article_key", "https://a.test/?key=covid-19-in-2020",
    "https://a.test/?session=2023", "https://a.test/?auth=smith", "https://a.test/?sid=1234567", "https://a.test/?code=US",
    "https://a.test/?key=10.1093/ije/dyab123x4", "https://a.test/?sig=3&sign=plus", "https://a.test/?key=h1n1vaccinetrial",
    "https://a.test/?isbn=978-3-16-148410-0", "https://a.test/@user/12", "https://a.test/?token=",
    "https://a.test/tokens", "https://a.test/?keyword=token&monkey=abcdef0123456789abcdef",
    "https://a.test/Report-REDACTED.pdf", "ftp://a.test/x",
    "https://web.archive.org/web/20200101000000/https://a.test/x?id=1", "not an address", "",
    "a@b.test", "x = y; token",
]  # fmt: skip


@pytest.mark.parametrize("name", SECRET)
@given(value=TOKENS)
def test_a_parameter_that_says_it_is_a_secret_never_shows_its_value(name: str, value: str) -> None:
    for before, after in (("?", ""), ("?id=1&", "&page=2"), ("?x=1#", ""), (";", "?x=1"), ("?a=%3F", "")):
        address = f"https://a.test/article{before}{name}={value}{after}"
        for shown in (redact_address(address), redact(f"see <{address}>, and ({address})."), redact(f'"{address}"')):
            assert f"={value}" not in shown
            assert "REDACTED" in shown
            assert after in shown


@pytest.mark.parametrize("name", sorted(LIKELY))
@given(value=RANDOM)
def test_an_ordinary_name_hides_a_value_that_looks_drawn_at_random(name: str, value: str) -> None:
    assert value not in redact_address(f"https://a.test/?{name}={value}&x=1")


@pytest.mark.parametrize("address", ORDINARY)
def test_an_address_without_a_secret_is_unchanged(address: str) -> None:
    assert redact_address(address) == address
    assert redact(address) == address
    assert redact(f"“{address}” and [{address}]({address}).") == f"“{address}” and [{address}]({address})."
    assert tells_apart(address)
    assert not stands_in(address)


@given(st.text(), st.text(), st.sampled_from([*sorted(CERTAIN | LIKELY), "page", "id"]))
def test_redaction_is_idempotent(text: str, value: str, name: str) -> None:
    for candidate in (
        text,
        f"https://a.test/?{name}={value}&x={text}",
        f"https://{text}@a.test/;{name}={value}?{text}",
    ):
        once = redact_address(candidate)
        assert redact_address(once) == once
        told = redact(candidate)
        assert redact(told) == told


@given(TOKENS, st.text(string.ascii_letters, min_size=1, max_size=8))
def test_user_names_and_passwords_are_taken_off(password: str, user: str) -> None:
    for address in (f"https://{user}:{password}@a.test/x", f"https://{user}:p@{password}@a.test/x"):
        assert redact_address(address) == "https://a.test/x"
        assert redact(f"no answer from {address}, twice") == "no answer from https://a.test/x, twice"
        assert password not in redact(f"ConnectError('{address}')").replace("ConnectError", "").replace("a.test", "")


@given(TOKENS)
def test_an_address_inside_an_address_has_no_secrets_either(value: str) -> None:
    inner = f"https://me:{value}@b.test/x?token={value}&y=1"
    for outer in (
        f"https://web.archive.org/web/2020/{inner}",
        f"https://a.test/go?to={quote(f'https://b.test/x?token={value}&y=1', safe='')}",
    ):
        assert f"={value}" not in redact_address(outer)
        assert f"%3D{value}" not in redact_address(outer)
        assert f":{value}@" not in redact_address(outer)


@pytest.mark.parametrize(
    "token",
    [
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N", "ghp_" + "a1B2c3D4e5" * 4,
        "AKIAIOSFODNN7EXAMPLE", "AIza" + "Sy-A1_b2c" * 3 + "12345678", "xoxb-123456789012-abcdef", "glpat-" + "x1" * 12,
    ],
)  # fmt: skip
def test_a_token_that_is_known_by_its_form_is_taken_out_wherever_it_stands(token: str) -> None:
    for address in (f"https://a.test/{token}/file", f"https://a.test/?x={token}", f"https://a.test/#{token}"):
        assert token not in redact_address(address)
        assert stands_in(redact_address(address))


def test_addresses_that_differ_in_a_long_secret_alone_stay_two_and_short_secrets_leave_no_trace() -> None:
    one, other = (redact_address(f"https://a.test/?token={letter}1b2c3d4e5f6a7b8c9") for letter in "ab")
    assert one != other
    assert tells_apart(one)
    short = redact_address("https://a.test/?token=hunter2")
    assert short == redact_address("https://a.test/?token=hunter3")
    assert not tells_apart(short)
    assert stands_in(one)
    assert stands_in(short)


@pytest.mark.parametrize(
    "hostile",
    ["?a=", "?key=", "?key=a;", "?token=", "://a@", "://", "?aaaaaaaa", "eyJaaaaaaaaaa.", "%3Ftoken%3D", ";sid=1?"],
)
def test_long_hostile_text_costs_little(hostile: str) -> None:
    text = hostile * (400_000 // len(hostile))
    started = time.monotonic()
    redact(text)
    redact_address(text)
    assert time.monotonic() - started < 5


def test_the_page_on_privacy_lists_the_names() -> None:
    page = (Path(__file__).parent.parent / "docs" / "privacy.md").read_text(encoding="utf-8")
    for names in (CERTAIN, LIKELY):
        assert listed(names) in page


def listed(names: frozenset[str]) -> str:
    """The names as the page has them."""
    return textwrap.fill(
        ", ".join(f"`{name}`" for name in sorted(names)), 128, initial_indent="  ", subsequent_indent="  "
    )
