"""Claims files that no run wrote: each is taken as it is, or refused in one line that names the file and the line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.claims import read_claims
from claimcheck.cli import run
from claimcheck.errors import ClaimcheckError

pytestmark = pytest.mark.timed

PAPER = "# Ports\n\nThe port handled 114 ferries in 2019.\n"
CLAIMS = """schema = 1
paper = "paper.md"

[[claim]]
id = "ferries"
quote = "handled 114 ferries"
section = "Ports"
sources = []
status = "open"
note = ""
[[claim.quantity]]
text = "114"
kind = "count"
value = 114
approximator = "exact"
form = "point"
unit = ""
measure = "ferries"
when = "2019"
where = ""
"""
VALUES = (
    "3", "1.5", "true", "[1]", "{a = 1}", "2019-01-01", "12:00:00", "nan", "inf", "-inf", "-5", "1" + "0" * 400,
    "1e400", "1e999999999", "9223372036854775808", "[[[[]]]]", "''", "'x'", "[{a = 1}]", "'\\u001b[31m'",
)  # fmt: skip
KEYS = re.findall(r"(?m)^(\w+) =", CLAIMS)
REFUSED = {
    "an id twice": CLAIMS + CLAIMS[CLAIMS.index("[[claim]]") :],
    "a newer version": CLAIMS.replace("schema = 1", "schema = 2"),
    "an unknown status": CLAIMS.replace('"open"', '"done"'),
    "no id": CLAIMS.replace('id = "ferries"\n', ""),
    "no quote": CLAIMS.replace('quote = "handled 114 ferries"\n', ""),
    "a quantity without text": CLAIMS.replace('text = "114"\n', ""),
    "sources that are no list": CLAIMS.replace("sources = []", 'sources = "lund2021"'),
    "nested too deep": CLAIMS + "x = " + "[" * 100_000,
    "dots without end": "a" + ".a" * 5_000 + " = 1\n",
    "claims that are no tables": "claim = [{id = 'x', quote = 'y'}]\n",
    "a claim that is one table": "[claim]\nid = 'x'\nquote = 'y'\n",
    "a bare control character": CLAIMS.replace('note = ""', 'note = "\x1b[31m"'),
}
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "paper.md").write_text(PAPER, encoding="utf-8")
    (tmp_path / "claims").mkdir()
    return tmp_path


def check(workspace: Path, claims: str, capsys, *arguments: str) -> tuple[int, str]:
    """(exit status, what was said) of a run over a claims file."""
    file = workspace / "claims" / "paper.toml"
    file.write_text(claims, encoding="utf-8", newline="")
    status = run(["check", *arguments, "--offline", "-q"])
    shown = capsys.readouterr()
    assert not UNSAFE.search(shown.out + shown.err)
    if status == 2:
        assert file.read_text(encoding="utf-8") == claims
        assert len(shown.err.splitlines()) == 1
    return status, shown.err


@pytest.mark.parametrize("key", KEYS)
def test_a_value_of_any_type_is_taken_or_refused_in_one_line_that_names_the_line(workspace, key, capsys) -> None:
    line = CLAIMS[: re.search(rf"(?m)^{key} =", CLAIMS).start()].count("\n") + 1
    for value in VALUES:
        changed = "".join(
            f"{key} = {value}\n" if row.startswith(f"{key} =") else row for row in CLAIMS.splitlines(True)
        )
        status, said = check(workspace, changed, capsys)
        assert status in (0, 1, 2), (key, value, said)
        assert status != 2 or re.search(r"claims/paper\.toml:(\d+)", said), (key, value, said)
        if status == 2 and f": {key} " in said:
            assert f"paper.toml:{line}:" in said


@pytest.mark.parametrize("claims", REFUSED.values(), ids=REFUSED.keys())
def test_a_file_that_cannot_be_right_is_refused_and_left_as_it_is(workspace, claims, capsys) -> None:
    for arguments in ((), ("paper.md",)):
        status, said = check(workspace, claims, capsys, *arguments)
        assert status == 2, said
        assert "claims/paper.toml" in said


@pytest.mark.parametrize(
    "paper", ["../../etc/passwd", "/etc/passwd", "/dev/zero", "a" * 5_000, "\\u001b[31m", "a\\u0000b"]
)
def test_a_paper_that_a_claims_file_names_outside_is_not_read(workspace, paper, capsys) -> None:
    for arguments in ((), ("paper.md",)):
        status, said = check(workspace, CLAIMS.replace("paper.md", paper), capsys, *arguments)
        assert status in (0, 1, 2), said
        assert "root:" not in "".join(p.read_text("utf-8") for p in workspace.rglob("reports/*") if p.is_file())


@pytest.mark.parametrize("id_", ["../../x", "a\\u001b[31m", "\\u202e\\u009b", "<b>", "=1+1", "a/b", "." * 300])
def test_an_id_is_text_and_no_path(workspace, id_, capsys) -> None:
    before = {path for path in workspace.parent.rglob("*") if workspace not in path.parents}
    status, said = check(workspace, CLAIMS.replace('"ferries"', f'"{id_}"', 1), capsys, "paper.md")
    assert status in (0, 1), said
    assert {path for path in workspace.parent.rglob("*") if workspace not in path.parents} == before
    pages = [path.read_text(encoding="utf-8") for path in (workspace / "reports").iterdir()]
    assert len(pages) >= 3
    assert not any(UNSAFE.search(page) for page in pages)


def test_unseen_characters_of_a_paper_are_written_as_escapes_and_a_persons_own_bytes_stay(workspace, capsys) -> None:
    (workspace / "paper.md").write_text(
        "# Po\u202erts\n\nThe \u2066port\u2069 \u009b31m handled 114 fer\u202dries.\n", "utf-8"
    )
    assert run(["extract", "paper.md", "-q"]) == 0
    file = workspace / "claims" / "paper.toml"
    written = file.read_text(encoding="utf-8")
    assert not UNSAFE.search(written)
    assert "\\u202d" in written
    claim = read_claims(file).claims[0]
    assert claim.quote in (workspace / "paper.md").read_text(encoding="utf-8")
    own = written.replace('note = ""', 'note = "mine: \u202e \u200f"')
    file.write_text(own, encoding="utf-8")
    assert run(["extract", "paper.md", "-q"]) == 0
    assert file.read_text(encoding="utf-8") == own


def told(file: Path) -> str | None:
    """What is wrong with a claims file; None where it is read."""
    try:
        read_claims(file)
    except ClaimcheckError as error:
        return str(error)
    return None


scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.dates()
documents = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4)
)


def literal(value: object) -> str:
    """A value as inline TOML."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {literal(found)}" for key, found in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(literal, value)) + "]"
    if isinstance(value, str):
        return '"' + "".join(f"\\U{ord(char):08x}" for char in value if not "\ud800" <= char <= "\udfff") + '"'
    return {"True": "true", "False": "false", "None": '""'}.get(str(value), str(value))


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS), documents), st.dictionaries(st.sampled_from(KEYS), documents))
def test_any_document_is_read_or_refused(tmp_path_factory, claim, quantity) -> None:
    file = tmp_path_factory.mktemp("claims") / "paper.toml"
    tables = (("claim", {"id": "x", "quote": "114"} | claim), ("claim.quantity", {"text": "114"} | quantity))
    text = "".join(
        f"[[{name}]]\n" + "".join(f"{key} = {literal(found)}\n" for key, found in table.items())
        for name, table in tables
    )
    file.write_text(text, encoding="utf-8")
    assert told(file) is None or str(file) in told(file)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(tmp_path_factory, body) -> None:
    file = tmp_path_factory.mktemp("claims") / "paper.toml"
    for start in (b"", b'[[claim]]\nid = "x"\nquote = "'):
        file.write_bytes(start + body)
        assert told(file) is None or str(file) in told(file)
