"""The group of commands, each loaded when it is asked for."""

from __future__ import annotations

import difflib
import importlib
from collections.abc import Mapping

import click

from claimcheck import __version__

COMMANDS: Mapping[str, str] = {
    "check": "read, link, fetch, archive, check, report: the main job",
    "extract": "read a paper; write or update its claims and the bibliography",
    "fetch": "fetch and archive every source, and judge its link",
    "links": "link health alone: every address judged, a line each",
    "audit": "recheck all links; report what changed since the last audit",
    "bib": "the bibliography against itself and against the registries; --fix mends it",
    "history": "link history as JSON Lines: export, import",
    "report": "write the last run's report in another format",
    "explain": "what a finding means, why it matters, how to fix it",
    "compare": "claims against given source texts, as JSON Lines",
    "quantities": "how text is understood, as JSON Lines",
    "archive": "snapshots of the sources: list, show, add, verify, export",
    "demo": "the whole job on a bundled paper and its bundled web; needs no network",
}
"""Name and one line of every command; each is ``command`` in ``cli/commands/<name>.py``."""


class LazyGroup(click.Group):
    """A group that imports a command's module only when the command runs or its own help is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"claimcheck.cli.commands.{cmd_name}")
        command = module.command
        if not isinstance(command, click.Command):
            raise TypeError(f"{module.__name__}.command is no click command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0] if args else ""
        if name and name not in COMMANDS and not name.startswith("-"):
            near = difflib.get_close_matches(name, COMMANDS, n=1)
            raise click.UsageError(f"no command {name!r}{f'; did you mean {near[0]}?' if near else ''}", ctx=ctx)
        return super().resolve_command(ctx, args)


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit status: 0 nothing at or above --fail-on; 1 findings at or above it; 2 wrong usage or unreadable "
    "input; 3 the job could not be done; 130 interrupted.",
)
@click.version_option(__version__, message="claimcheck %(version)s")
def main() -> None:
    """A linter for papers: ties each figure to the source it cites, and tells whether numbers and links hold."""
