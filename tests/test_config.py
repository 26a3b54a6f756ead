"""Settings: read from one of two files; what is wrong in them is named with its line."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from claimcheck.checks import Rule
from claimcheck.config import KEYS, Settings, load
from claimcheck.errors import SettingsError
from claimcheck.statistics import SignificanceRules

WHOLE = """
bib = "works.bib"
fail-on = "never"
select = ["n2", "L101"]

[network]
max-time = 12
fresh-days = 0
proxy = "http://proxy.example:3128"
cacert = "ca.pem"
allow-private = true
robots = "honour"
per-host = 1
per-host-interval = 0.5
concurrency = 8

[statistics]
alpha = 0.01
p_equal_alpha_significant = false
p_zero_is_error = false
one_tailed_tests = true
one_tailed_text = true

[[ignore]]
code = "L120"
host = "wall.example"
reason = "read by hand"

[[ignore]]
claim = "ferries"
reason = "our own count"
"""


def settings(tmp_path: Path, text: str, name: str = "claimcheck.toml") -> Settings:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return load(tmp_path)


def refused(tmp_path: Path, text: str, name: str = "claimcheck.toml") -> SettingsError:
    with pytest.raises(SettingsError) as error:
        settings(tmp_path, text, name)
    assert str(tmp_path / name) in str(error.value)
    assert "\n" not in str(error.value)
    return error.value


def test_without_a_file_the_defaults_hold(tmp_path) -> None:
    assert load(tmp_path) == Settings()


def test_every_setting_is_read(tmp_path) -> None:
    assert settings(tmp_path, WHOLE) == Settings(
        bib="works.bib",
        fail_on=None,
        select=("N2", "L101"),
        rules=(Rule("read by hand", code="L120", host="wall.example"), Rule("our own count", claim="ferries")),
        max_time=12,
        fresh_days=0,
        proxy="http://proxy.example:3128",
        cacert="ca.pem",
        allow_private=True,
        honour_robots=True,
        per_host=1,
        per_host_interval=0.5,
        concurrency=8,
        alpha=Fraction(1, 100),
        p_equal_alpha_significant=False,
        p_zero_is_error=False,
        one_tailed_tests=True,
        one_tailed_text=True,
    )


def test_what_is_not_set_of_the_statistics_has_its_default(tmp_path) -> None:
    found = settings(tmp_path, "[statistics]\none_tailed_text = true\n").significance
    assert found == SignificanceRules(Fraction(1, 20), True, True, False, True)
    assert settings(tmp_path, "[statistics]\n").significance == SignificanceRules()


def test_the_settings_may_stand_in_pyproject(tmp_path) -> None:
    text = '[tool.other]\nx = 1\n[tool.claimcheck]\nfail-on = "note"\n[tool.claimcheck.network]\nper-host = 3\n'
    found = settings(tmp_path, text, "pyproject.toml")
    assert (found.fail_on, found.per_host) == ("note", 3)


def test_a_file_of_its_own_wins_over_pyproject(tmp_path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.claimcheck]\nfail-on = "note"\n', encoding="utf-8")
    assert settings(tmp_path, "").fail_on == "error"


def test_a_pyproject_of_others_is_no_trouble(tmp_path) -> None:
    assert settings(tmp_path, "[project]\nname = 'x'\n", "pyproject.toml") == Settings()


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("\nfail-onn = 'error'", 2, "did you mean 'fail-on'?"),
        ("fail_on = 'error'", 1, "did you mean 'fail-on'?"),
        ("max-time = 3", 1, "did you mean 'network.max-time'?"),
        ("[network]\n# a line\nmax-tim = 3", 3, "did you mean 'network.max-time'?"),
        ("[netwrk]\nmax-time = 3", 2, "did you mean 'network.max-time'?"),
        ("fail-on = 'fatal'", 1, "error, warning, note or never"),
        ("[network]\nmax-time = 'long'", 2, "a number above 0"),
        ("[network]\nmax-time = true", 2, "a number above 0"),
        ("[network]\nper-host = 0", 2, "a whole number"),
        ("[network]\nallow-private = 1", 2, "true or false"),
        ("[network]\nrobots = 'obey'", 2, "honour"),
        ("bib = 3", 1, "a string"),
        ("[statistics]\nalpha = 5", 2, "a number between 0 and 1"),
        ("[statistics]\nalpha = nan", 2, "a number between 0 and 1"),
        ("[statistics]\nalpha = '.05'", 2, "a number between 0 and 1"),
        ("[statistics]\none-tailed-text = true", 2, "did you mean 'statistics.one_tailed_text'?"),
        ("[statistics]\np_zero_is_error = 'no'", 2, "true or false"),
        ("select = 'N'", 1, "a list of codes"),
        ("select = ['N', 'N2001']", 1, "did you mean N201?"),
        ("[[ignore]]\ncode = 'L120'", 1, "without a reason"),
        ("[[ignore]]\ncode = 'L120'\nreason='r'\n\n[[ignore]]\nreason = 'r'", 5, "put everything aside"),
        ("[[ignore]]\ncoed = 'L120'", 1, "did you mean 'code'?"),
        ("[[ignore]]\ncode = 120", 1, "must be a string"),
        ("[[ignore]]\ncode = 'Q1'\nreason = 'r'", 1, "finding code"),
        ("\n[[ignore]]\nhost = 'https://wall.example/x'\nreason = 'r'", 2, "no host name"),
        ("[[ignore]]\nhost = 'wall.example:80'\nreason = 'r'", 1, "no host name"),
        ("[[ignore]]\ncode = 'N999'\nreason = 'r'", 1, "did you mean N209?"),
        ("[[ignore]]\ncode = 'L120'\nreason = '  '", 1, "without a reason"),
        ("ignore = 'L120'", 1, "write [[ignore]]"),
        ("a = \n", 1, "no TOML"),
        ("x = 1\nx = 2\n", 2, "no TOML"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_a_remedy(tmp_path, text, line, said) -> None:
    error = refused(tmp_path, text)
    assert said in str(error)
    assert error.line == line


def test_the_line_in_pyproject_is_that_of_its_own_table(tmp_path) -> None:
    error = refused(tmp_path, '[tool.x]\nfail-onn = 1\n[tool.claimcheck]\nfail-onn = "error"\n', "pyproject.toml")
    assert error.line == 4


def test_a_file_that_is_not_utf8_is_refused(tmp_path) -> None:
    (tmp_path / "claimcheck.toml").write_bytes(b"# ok\nbib = '\xff'\n")
    with pytest.raises(SettingsError, match=r"claimcheck\.toml:2: is not UTF-8"):
        load(tmp_path)


def test_every_setting_has_a_field() -> None:
    assert {key.field for key in KEYS} | {"rules"} == set(Settings.__dataclass_fields__)
