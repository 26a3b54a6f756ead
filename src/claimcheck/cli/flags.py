"""Flags that several commands share, and the Options that they make together with the settings."""

from __future__ import annotations

import functools
import os
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from claimcheck.cli.console import Console

if TYPE_CHECKING:
    from claimcheck.config import Settings
    from claimcheck.job import Options
    from claimcheck.net import NetOptions
    from claimcheck.references.revision import Revision
    from claimcheck.registries import Asking
    from claimcheck.sources import Services

Function = Callable[..., Any]

_ADDRESS = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[0-9.]+)(:\d{1,5})?")


EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)
"""A file that is there: a misspelt name must not make a second file."""


NEW = click.Path(dir_okay=False, path_type=Path)
"""A file that is written."""


@dataclass(frozen=True, slots=True)
class Common:
    """The flags that every command with a workspace has."""

    workspace: Path
    console: Console


_TALK = (
    click.option("-q", "--quiet", is_flag=True, help="No progress, no messages."),
    click.option("-v", "--verbose", is_flag=True, help="A line for each thing done."),
    click.option("--no-color", is_flag=True, help="No color, on a terminal too."),
)


def _decorated(command: Function, decorators: tuple[Callable[[Function], Function], ...]) -> Function:
    """``command`` with decorators put on so that the first one given is shown first in its help."""
    for decorator in reversed(decorators):
        command = decorator(command)
    return command


def common_in(default: Path, where: str) -> Callable[[Function], Function]:
    """``--workspace`` with its default and what help says of it, ``-q``, ``-v`` and ``--no-color``, given to the
    command as ``common``."""
    workspace_flag = click.option(
        "--workspace", type=click.Path(file_okay=False, path_type=Path), default=default, metavar="DIR", help=where
    )

    def decorate(command: Function) -> Function:
        @functools.wraps(command)
        def with_common(*args: Any, workspace: Path, quiet: bool, verbose: bool, no_color: bool, **values: Any) -> Any:
            console = Console(quiet=quiet, verbose=verbose, color=not no_color)
            return command(*args, common=Common(workspace, console), **values)

        return _decorated(with_common, (workspace_flag, *_TALK))

    return decorate


common = common_in(Path(), "Where claims/, references.bib and reports/ are, or are made (default: here).")


def network(robots: str) -> Callable[[Function], Function]:
    """The network flags, named as curl names them, given to the command as a dictionary ``net``."""
    names = ("connect_to", "cacert", "dns_servers", "max_time", "proxy", "robots", "allow_private")

    def decorate(command: Function) -> Function:
        @functools.wraps(command)
        def with_network(*args: Any, **values: Any) -> Any:
            net = {name: values.pop(name) for name in names}
            return command(*args, net=net, **values)

        return _decorated(with_network, _network_options(robots))

    return decorate


def _network_options(robots: str) -> tuple[Callable[[Function], Function], ...]:
    return (
        click.option(
            "--connect-to",
            multiple=True,
            metavar="HOST1:PORT1:HOST2:PORT2",
            callback=_connect_to,
            help="Connect to HOST2:PORT2 instead of HOST1:PORT1; an empty HOST1 or PORT1 matches all. Repeatable.",
        ),
        click.option(
            "--cacert",
            type=EXISTING,
            metavar="FILE",
            help="Trust the certificate authorities in FILE (PEM) too.",
        ),
        click.option(
            "--dns-servers",
            metavar="ADDR:PORT[,…]",
            callback=_dns_servers,
            help="Ask these name servers instead of the system's (needs the package dnspython).",
        ),
        click.option(
            "--max-time",
            type=click.FloatRange(min=0, min_open=True),
            metavar="SECONDS",
            help="The longest that one address may take (default: 30).",
        ),
        click.option(
            "--proxy",
            metavar="URL",
            help="Fetch through this proxy, not those of the environment (HTTPS_PROXY …).",
        ),
        click.option(
            "--robots",
            type=click.Choice(["honour", "ignore"]),
            help=f"Whether robots.txt is obeyed (default: {robots}).",
        ),
        click.option(
            "--allow-private", is_flag=True, help="Let requests go to loopback, private and link-local addresses."
        ),
    )


def _connect_to(
    context: click.Context, parameter: click.Parameter, values: tuple[str, ...]
) -> tuple[tuple[str, str, str, str], ...]:
    if not values:
        return ()
    from claimcheck.net import parse_connect_to

    return tuple(parse_connect_to(value) for value in values)


def _dns_servers(context: click.Context, parameter: click.Parameter, value: str | None) -> tuple[str, ...]:
    servers = tuple(part.strip() for part in (value or "").split(",") if part.strip())
    for server in servers:
        if _ADDRESS.fullmatch(server) is None:
            raise click.BadParameter(f"{server!r} is not ADDR:PORT", context, parameter)
    return servers


def code_list(context: click.Context, parameter: click.Parameter, value: str | None) -> tuple[str, ...]:
    """Codes or their beginnings, separated by commas."""
    from claimcheck.config import codes

    try:
        return codes((value or "").split(","))
    except ValueError as error:
        raise click.BadParameter(f"must be {error}", context, parameter) from None


_SIFTING = (
    click.option("--select", metavar="CODES", callback=code_list, help="Only these findings: N,L101 (beginnings do)."),
    click.option("--ignore", metavar="CODES", callback=code_list, help="Put these findings aside."),
    click.option(
        "--fail-on",
        type=click.Choice(["error", "warning", "note", "never"]),
        help="The least level that makes the exit status 1 (default: error).",
    ),
)


def sifting(command: Function) -> Function:
    """``--select``, ``--ignore`` and ``--fail-on``, given to the command as a dictionary ``sifting``."""

    @functools.wraps(command)
    def with_sifting(*args: Any, select: Any, ignore: Any, fail_on: Any, **values: Any) -> Any:
        return command(*args, sifting={"select": select, "ignore": ignore, "fail_on": fail_on}, **values)

    return _decorated(with_sifting, _SIFTING)


def sifted(options: Options, flags: dict[str, Any]) -> dict[str, Any]:
    """The fields of Options that ``sifting`` sets for a command on links alone, flags over settings.

    What the settings select of other families says nothing of links.
    """
    from claimcheck import config

    return {
        "select": flags["select"] or tuple(code for code in options.select if code.startswith("L")),
        "ignore": flags["ignore"],
        "fail_on": config.level(flags["fail_on"]) if flags["fail_on"] else options.fail_on,
    }


copies = click.option(
    "--copies/--no-copies",
    default=None,
    help="Look for another copy of what can't be read: OpenAlex and Unpaywall see DOIs, web archives addresses.",
)
"""Given to the command as ``copies``; None where the settings decide."""


def services(common: Common, copies: bool | None) -> Services:
    """Who may be asked for copies. Keys come from the environment alone; Unpaywall is asked only with an address."""
    from claimcheck import config
    from claimcheck.sources import NOBODY, Services

    settings = config.load(common.workspace)
    allowed = {None: settings.copies, True: config.SERVICES, False: ()}[copies]
    if not allowed:
        return NOBODY
    return Services(
        openalex="openalex" in allowed,
        openalex_key=os.environ.get("OPENALEX_API_KEY", "") if "openalex" in allowed else "",
        unpaywall_email=os.environ.get("UNPAYWALL_EMAIL", "") if "unpaywall" in allowed else "",
        archives=bool(copies),
        timemaps=settings.timemaps,
    )


registries = click.option(
    "--registries/--no-registries",
    default=None,
    help="Hold works against Crossref, DataCite, OpenAlex, arXiv and the handle service: they see bibliographic data.",
)
"""Given to the command as ``registries``; None where the settings decide."""


def asking(common: Common, registries: bool | None, retractions: Path | None, *, default: bool) -> Asking | None:
    """Which registries are asked and under what name; None: none. Keys come from the environment alone."""
    from claimcheck import config
    from claimcheck.registries import Asking

    settings = config.load(common.workspace)
    wanted = (
        registries if registries is not None else settings.registries if settings.registries is not None else default
    )
    if not wanted and retractions is None:
        return None
    table = retractions or (common.workspace / settings.retractions if settings.retractions else None)
    contact = settings.contact or os.environ.get("CLAIMCHECK_CONTACT", "")
    return Asking(contact, os.environ.get("OPENALEX_API_KEY", ""), retractions=table, registries=wanted)


def agreed(common: Common, question: str, *, yes: bool) -> bool:
    """Whether a person, asked on the terminal, or ``--yes`` agrees; where nobody can be asked the answer is no."""
    if yes:
        return True
    if not sys.stdin.isatty():
        common.console.failure("nobody can be asked here, so nothing was done; say --yes to have it done")
        return False
    return click.confirm(question, err=True)


def write_revisions(common: Common, revisions: Iterable[Revision], *, yes: bool, nothing: str) -> None:
    """Show the diff of each bibliography, ask, and write it; ``nothing`` is said where none is to be changed."""
    from claimcheck.redaction import redact
    from claimcheck.references.revision import carry_out
    from claimcheck.report.safe import visible

    changed = False
    for revision in revisions:
        for reason in revision.left:
            common.console.message(reason)
        if not revision.diff:
            continue
        changed = True
        common.console.data(visible(redact(revision.diff)))
        if agreed(common, f"Write this to {revision.path}?", yes=yes):
            carry_out(revision)
            common.console.message(f"wrote {revision.path}")
    if not changed:
        common.console.message(nothing)


def bibliography(common: Common, bib: Path | None) -> Path:
    """``--bib``, else that of the settings, else references.bib. Raises SettingsError."""
    from claimcheck import config

    return bib or common.workspace / (config.load(common.workspace).bib or "references.bib")


def options(
    common: Common,
    *,
    net: dict[str, Any] | None = None,
    robots: str = "ignore",
    paper: Path | None = None,
    bib: Path | None = None,
    offline: bool = False,
    frozen: bool = False,
) -> Options:
    """Flags over settings over defaults. Raises SettingsError."""
    from claimcheck import config
    from claimcheck.job import Options

    settings = config.load(common.workspace)
    return Options(
        workspace=common.workspace,
        paper=paper,
        bib=bib or (common.workspace / settings.bib if settings.bib else None),
        offline=offline,
        frozen=frozen,
        net=_net_options(common.workspace, settings, net or {}, robots),
        fail_on=settings.fail_on,
        select=settings.select,
        rules=settings.rules,
        fresh_days=settings.fresh_days,
        significance=settings.significance,
        widths=settings.widths,
    )


def _net_options(workspace: Path, settings: Settings, flags: dict[str, Any], robots: str) -> NetOptions:
    from claimcheck.net import NetOptions
    from claimcheck.net.proxies import NO_PROXIES, Proxies

    wanted = flags.get("robots") or robots
    honour = settings.honour_robots if flags.get("robots") is None and settings.honour_robots is not None else None
    chosen = NetOptions(
        connect_to=flags.get("connect_to", ()),
        cacert=flags.get("cacert") or (workspace / settings.cacert if settings.cacert else None),
        dns_servers=flags.get("dns_servers", ()),
        proxy=flags.get("proxy") or settings.proxy or None,
        # A route that was given by hand is not led through the proxies of the environment.
        proxies=NO_PROXIES if flags.get("connect_to") else Proxies.of_environment(),
        allow_private=flags.get("allow_private", False) or settings.allow_private,
        honour_robots=wanted == "honour" if honour is None else honour,
    )
    max_time = flags.get("max_time") or settings.max_time
    return replace(
        chosen,
        max_time=chosen.max_time if max_time is None else max_time,
        per_host=chosen.per_host if settings.per_host is None else settings.per_host,
        per_host_interval=(
            chosen.per_host_interval if settings.per_host_interval is None else settings.per_host_interval
        ),
        concurrency=chosen.concurrency if settings.concurrency is None else settings.concurrency,
    )
