"""Documents that cannot drift: commands, findings, settings and dependencies are compared with what they describe.

``python tests/test_docs.py`` writes docs/commands.md and docs/findings.md anew.
"""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from claimcheck.checks import CHECKS, explain
from claimcheck.cli.group import COMMANDS, main
from claimcheck.config import KEYS
from claimcheck.report import FORMATS

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
FAMILIES = {
    "links": "Links",
    "numbers": "Numbers against sources",
    "internal": "The paper against itself",
    "statistics": "Statistics",
    "bibliography": "Bibliography",
    "citations": "Citations",
}
BY_HAND = "(written by `python tests/test_docs.py`; a test compares it with the program)"


def helps(command: click.Command, context: click.Context) -> Iterator[tuple[str, str]]:
    """Name and help text of a command and those under it."""
    yield context.command_path, command.get_help(context)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner
            yield from helps(inner, click.Context(inner, info_name=name, parent=context))


def commands_page() -> str:
    context = click.Context(main, info_name="claimcheck", terminal_width=100, help_option_names=["-h", "--help"])
    parts = [f"# Commands\n\nWhat `--help` says, command by command {BY_HAND}.\n"]
    parts += [f"## {name}\n\n```\n{text.rstrip()}\n```\n" for name, text in helps(main, context)]
    return "\n".join(parts)


def findings_page() -> str:
    parts = [
        f"# Findings\n\nEvery finding that this version gives {BY_HAND}.\n"
        "`claimcheck explain CODE` shows the same page.\n\n"
        "An **error** is something that a reader would call wrong as it stands; a **warning** wants a look: it may\n"
        "pass; a **note** is worth knowing and never more. How sure claimcheck is of a finding is said apart from its\n"
        "level, as its confidence.\n"
    ]
    for family, title in FAMILIES.items():
        checks = [check for check in CHECKS if check.family == family]
        rows = [f"| [{c.code}](#{c.code.lower()}) | {c.level} | {c.title} |" for c in checks]
        parts.append("\n".join([f"## {title}\n", "| code | level | |", "| --- | --- | --- |", *rows, ""]))
        for check in checks:
            page = explain(check.code).partition("\n")[2].strip().partition("\n")[2].strip()
            parts.append(f'### <a id="{check.code.lower()}"></a>{check.code}: {check.title}\n\n{page}\n')
    return "\n".join(parts)


PAGES = {"docs/commands.md": commands_page, "docs/findings.md": findings_page}


@pytest.mark.parametrize("page", PAGES)
def test_the_page_says_what_the_program_says(page) -> None:
    assert (ROOT / page).read_text(encoding="utf-8") == PAGES[page](), "run: python tests/test_docs.py"


def test_every_family_of_findings_is_on_its_page() -> None:
    assert {check.family for check in CHECKS} == set(FAMILIES)


def test_every_command_has_its_section() -> None:
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert set(COMMANDS) <= set(re.findall(r"^## claimcheck (\w+)$", text, re.MULTILINE))


def shown_commands() -> list[tuple[str, str]]:
    """Every line in a document that a reader would type and that begins with claimcheck."""
    shown = []
    for path in DOCUMENTS:
        if path.name == "commands.md":
            continue
        text = path.read_text(encoding="utf-8")
        fenced = "\n".join(re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL))
        lines = re.findall(r"^\s*(?:\$ )?(claimcheck .*)$", fenced, re.MULTILINE)
        lines += re.findall(r"`(claimcheck [^`\n]+)`", text)
        shown += [(path.name, line) for line in lines]
    return shown


@pytest.mark.parametrize(("document", "line"), shown_commands())
def test_every_command_line_in_the_documents_exists(document, line) -> None:
    words = shlex.split(line.partition("  #")[0].partition(" | ")[0].partition(" > ")[0], comments=True)[1:]
    command: click.Command = main
    context = click.Context(main, info_name="claimcheck")
    while words and isinstance(command, click.Group) and not words[0].startswith("-"):
        name = words.pop(0)
        found = command.get_command(context, name)
        assert found, f"{document}: no command {name}"
        command = found
    known = {name for parameter in command.get_params(context) for name in parameter.opts}
    for word in words:
        if word.startswith("-") and word != "-":
            assert word.partition("=")[0] in known, f"{document}: no {word} in {line}"


def test_every_setting_is_described_and_no_other() -> None:
    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    described = set(re.findall(r"^\| `([^`]+)`", text, re.MULTILINE))
    assert described == {key.name for key in KEYS} | {"ignore"}


def test_the_example_settings_are_accepted(tmp_path) -> None:
    from claimcheck import config

    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    examples = re.findall(r"^```toml\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert examples
    for example in examples:
        (tmp_path / "claimcheck.toml").write_text(example, encoding="utf-8")
        config.load(tmp_path)


def test_every_dependency_is_justified_in_one_line() -> None:
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    parts = [re.findall(r"^\| `([^`]+)` \| \S.*\|$", part, re.MULTILINE) for part in text.split("\n## ")]
    described, oracles = [name for part in parts[:-1] for name in part], parts[-1]  # these have a venv of their own
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = list(project["project"]["dependencies"])
    wanted += [name for names in project["project"].get("optional-dependencies", {}).values() for name in names]
    wanted += project["dependency-groups"]["dev"]
    for names, asked in ((described, wanted), (oracles, project["dependency-groups"]["oracles"])):
        assert sorted(names) == sorted({re.split(r"[<>=!~;\[ ]", name)[0] for name in asked})


def test_every_link_between_documents_leads_somewhere() -> None:
    for path in DOCUMENTS:
        text = re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
            assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_the_readme_opens_with_the_two_commands_that_show_it_all() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert -1 < text.index("make check") < text.index("make test") < 400
    assert "docs/report.png" in text
    for suffix, _ in FORMATS.values():
        assert f".{suffix}" in text


def test_no_document_names_a_place_of_one_machine() -> None:
    for path in DOCUMENTS:
        assert not re.search(r"(?<![\w.])/(home|work|tmp|Users)/", path.read_text(encoding="utf-8")), path.name


if __name__ == "__main__":
    for name, page in PAGES.items():
        (ROOT / name).write_text(page(), encoding="utf-8")
