"""Settings: ``claimcheck.toml`` in the workspace, else ``[tool.claimcheck]`` in its ``pyproject.toml``.

Command-line flags win over both; the command line alone reads this. An unknown key is an error that names its line and
the nearest key there is, because a setting that is silently ignored is worse than none.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from pathlib import Path
from typing import cast

from claimcheck.checks.catalogue import CHECKS
from claimcheck.checks.suppress import Rule
from claimcheck.errors import SettingsError
from claimcheck.model.finding import Level
from claimcheck.model.significance import SignificanceRules
from claimcheck.model.widths import Widths

FILE = "claimcheck.toml"
_MAX_BYTES = 1_000_000
SERVICES = ("openalex", "unpaywall")
"""Services that settings may let be asked for open copies."""
_WEB = re.compile(r"https?://[^\s/?#]+\S*\Z")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a workspace asks for; every field has a default, so no file is needed."""

    bib: str = ""
    """The bibliography, relative to the workspace."""
    fail_on: Level | None = "error"
    """None: never."""
    select: tuple[str, ...] = ()
    """Codes or their beginnings; empty: all."""
    rules: tuple[Rule, ...] = ()
    max_time: float | None = None
    """Seconds for one address."""
    fresh_days: float | None = None
    """How long a good answer counts as fresh."""
    proxy: str = ""
    cacert: str = ""
    """Relative to the workspace."""
    allow_private: bool = False
    honour_robots: bool | None = None
    per_host: int | None = None
    per_host_interval: float | None = None
    """Seconds."""
    concurrency: int | None = None
    copies: tuple[str, ...] = ()
    """Services that ``check`` and ``fetch`` always ask for open copies."""
    timemaps: tuple[str, ...] = ()
    """What stands before a page's address in the TimeMaps of archives to ask beside the Wayback Machine."""
    registries: bool | None = None
    """Whether registries are asked about works; None: as the command does by itself."""
    contact: str = ""
    """The e-mail address that registries are told."""
    retractions: str = ""
    """A copy of the Retraction Watch table, relative to the workspace."""
    dead_after_days: float = 1.0
    """How far apart two failures are that make a link dead."""
    alpha: Fraction | None = None
    p_equal_alpha_significant: bool | None = None
    p_zero_is_error: bool | None = None
    one_tailed_tests: bool | None = None
    one_tailed_text: bool | None = None

    approximate: Fraction | None = None
    approximate_most: Fraction | None = None
    almost: Fraction | None = None
    understated: Fraction | None = None
    multiple_numeral: Fraction | None = None
    multiple_word: Fraction | None = None
    share_points: Fraction | None = None

    @property
    def widths(self) -> Widths:
        """How far wordings reach: the defaults, but for what is set."""
        stated = {each.name: getattr(self, each.name) for each in fields(Widths)}
        return Widths(**{name: value for name, value in stated.items() if value is not None})

    @property
    def significance(self) -> SignificanceRules:
        """What counts as an error in a reported test: the defaults, but for what is set."""
        stated = {each.name: getattr(self, each.name) for each in fields(SignificanceRules)}
        return SignificanceRules(**{name: value for name, value in stated.items() if value is not None})


@dataclass(frozen=True, slots=True)
class _Key:
    """One key that settings may hold."""

    name: str
    """Dotted, as TOML writes it."""
    field: str
    read: Callable[[object], object]
    """Raises ValueError saying what is expected."""


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    text: str
    prefix: str
    """Table that the settings stand in: "" or "tool.claimcheck"."""

    def error(self, message: str, remedy: str, key: str = "", occurrence: int = 0) -> SettingsError:
        line = _line_of(self.text, f"{self.prefix}.{key}".lstrip("."), occurrence) if key else None
        return SettingsError(message, file=self.path, line=line, remedy=remedy)


def load(workspace: Path) -> Settings:
    """The settings of a workspace. Raises SettingsError with file, line and remedy."""
    path = workspace / FILE
    if path.exists():
        return _read(_File(path, _text(path), ""), _parse(path))
    path = workspace / "pyproject.toml"
    if path.is_file():
        tables = _parse(path).get("tool", {})
        if isinstance(tables, dict) and isinstance(tables.get("claimcheck"), dict):
            return _read(_File(path, _text(path), "tool.claimcheck"), tables["claimcheck"])
    return Settings()


def level(value: object) -> Level | None:
    """``error``, ``warning``, ``note``, or None for ``never``."""
    if value == "never":
        return None
    if value in ("error", "warning", "note"):
        return value
    raise ValueError("error, warning, note or never")


def codes(values: Sequence[str]) -> tuple[str, ...]:
    """Codes or their beginnings, in upper case; raises ValueError that names the first one that fits nothing."""
    wanted = tuple(value.strip().upper() for value in values if value.strip())
    for value in wanted:
        if not any(check.code.startswith(value) for check in CHECKS):
            near = difflib.get_close_matches(value, [check.code for check in CHECKS], n=1, cutoff=0.5)
            raise ValueError(f"a finding code ({value!r} is none{f'; did you mean {near[0]}?' if near else ''})")
    return wanted


def _text(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            body = stream.read(_MAX_BYTES + 1)
    except OSError as error:
        raise SettingsError(f"can't be read: {error.strerror}", file=path, remedy="check its permissions") from None
    if len(body) > _MAX_BYTES:
        raise SettingsError("is larger than 1 MB", file=path, remedy="settings are a few lines")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        raise SettingsError("is not UTF-8", file=path, line=line, remedy="save it as UTF-8") from None


def _parse(path: Path) -> dict[str, object]:
    import tomllib  # most folders have no settings to read

    try:
        return tomllib.loads(_text(path))
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        line, column = (int(place[1]), int(place[2])) if place else (None, None)
        message = re.sub(r" \(at .*\)$", "", str(error))
        raise SettingsError(f"no TOML: {message}", file=path, line=line, column=column, remedy="mend it") from None


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("a string")
    return value


def _address(value: object) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[^\s@<>()\"';,]+@[^\s@<>()\"';,]+\.[^\s@<>()\"';,]+", value):
        raise ValueError("an e-mail address")
    return value


def _boolean(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("true or false")
    return value


def _positive(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 1e9:
        raise ValueError("a number above 0")
    return float(value)


def _not_negative(value: object) -> float:
    return 0.0 if value == 0 and not isinstance(value, bool) else _positive(value)


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= 1000:
        raise ValueError("a whole number from 1 to 1000")
    return value


def _share(value: object) -> Fraction:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 1:
        raise ValueError("a number between 0 and 1")
    return Fraction(str(value))  # as written: .05 is no sum of halves


def _above_one(value: object) -> Fraction:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 1 < value < 1000:
        raise ValueError("a number above 1")
    return Fraction(str(value))


def _points(value: object) -> Fraction:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 50:
        raise ValueError("a number of percentage points between 0 and 50")
    return Fraction(str(value))


def _codes(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError('a list of codes such as ["N", "L101"]')
    return codes(value)


def _web_addresses(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) and _WEB.match(item) for item in value):
        raise ValueError('a list of web addresses such as ["https://archive.example/timemap/link/"]')
    return tuple(value)


def _services(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(item in SERVICES for item in value):
        raise ValueError(f"a list of {' and '.join(SERVICES)} (web archives are asked only where --copies says so)")
    return tuple(value)


def _robots(value: object) -> bool:
    if value not in ("honour", "ignore"):
        raise ValueError('"honour" or "ignore"')
    return value == "honour"


KEYS: tuple[_Key, ...] = (
    _Key("bib", "bib", _string),
    _Key("fail-on", "fail_on", level),
    _Key("select", "select", _codes),
    _Key("network.max-time", "max_time", _positive),
    _Key("network.fresh-days", "fresh_days", _not_negative),
    _Key("network.proxy", "proxy", _string),
    _Key("network.cacert", "cacert", _string),
    _Key("network.allow-private", "allow_private", _boolean),
    _Key("network.robots", "honour_robots", _robots),
    _Key("network.per-host", "per_host", _whole),
    _Key("network.per-host-interval", "per_host_interval", _not_negative),
    _Key("network.concurrency", "concurrency", _whole),
    _Key("widths.approximate", "approximate", _share),
    _Key("widths.approximate-most", "approximate_most", _share),
    _Key("widths.almost", "almost", _share),
    _Key("widths.understated", "understated", _above_one),
    _Key("widths.multiple-numeral", "multiple_numeral", _share),
    _Key("widths.multiple-word", "multiple_word", _share),
    _Key("widths.share-points", "share_points", _points),
    _Key("copies.services", "copies", _services),
    _Key("registries.ask", "registries", _boolean),
    _Key("registries.contact", "contact", _address),
    _Key("registries.retractions", "retractions", _string),
    _Key("archives.timemaps", "timemaps", _web_addresses),
    _Key("audit.dead-after-days", "dead_after_days", _not_negative),
    _Key("statistics.alpha", "alpha", _share),
    _Key("statistics.p_equal_alpha_significant", "p_equal_alpha_significant", _boolean),
    _Key("statistics.p_zero_is_error", "p_zero_is_error", _boolean),
    _Key("statistics.one_tailed_tests", "one_tailed_tests", _boolean),
    _Key("statistics.one_tailed_text", "one_tailed_text", _boolean),
)
"""Every key but ``[[ignore]]``. A new setting is a row here, a field of Settings, and a line in docs/settings.md."""

_TABLES = ("network", "copies", "registries", "archives", "audit", "statistics", "widths")
_HOST = re.compile(r"[^\s/:@?#\[\]]+|[0-9A-Fa-f:.]+")
_RULE_KEYS = ("code", "host", "reference", "claim", "reason")


def _read(file: _File, table: Mapping[str, object]) -> Settings:
    known = {key.name: key for key in KEYS}
    values: dict[str, object] = {}
    for name, value in _flat(table):
        if name == "ignore":
            values["rules"] = _rules(file, value)
        elif name in known:
            try:
                values[known[name].field] = known[name].read(value)
            except ValueError as error:
                raise file.error(f"{name} must be {error}", "correct the value", name) from None
        else:
            raise file.error(f"unknown key {name!r}", _suggestion(name, [*known, "ignore"]), name)
    return replace(Settings(), **values)  # type: ignore[arg-type]  # each value was read by its own row of KEYS


def _flat(table: Mapping[str, object]) -> list[tuple[str, object]]:
    """Keys with the tables that they stand in, dotted; ``[[ignore]]`` stays whole."""
    flat: list[tuple[str, object]] = []
    for name, value in table.items():
        if isinstance(value, dict):
            flat += [(f"{name}.{inner}", item) for inner, item in value.items()] or [(name, value)]
        else:
            flat.append((name, value))
    return [(name, value) for name, value in flat if value != {} or name not in _TABLES]


def _rules(file: _File, value: object) -> tuple[Rule, ...]:
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise file.error("ignore must be tables", "write [[ignore]] with code, host, reference or claim", "ignore")
    return tuple(_rule(file, number, item) for number, item in enumerate(value))


def _rule(file: _File, number: int, table: Mapping[str, object]) -> Rule:
    for name, value in table.items():
        if name not in _RULE_KEYS:
            raise file.error(f"unknown key {name!r} in [[ignore]]", _suggestion(name, _RULE_KEYS), "ignore", number)
        if not isinstance(value, str):
            raise file.error(f"{name} in [[ignore]] must be a string", "quote it", "ignore", number)
    rule = Rule(**{name: cast(str, value).strip() for name, value in ({"reason": ""} | dict(table)).items()})
    if not rule.reason:
        raise file.error("[[ignore]] without a reason", 'add reason = "why"', "ignore", number)
    if not (rule.code or rule.host or rule.reference or rule.claim):
        remedy = "name a code, host, reference or claim"
        raise file.error("[[ignore]] that would put everything aside", remedy, "ignore", number)
    if rule.host and not _HOST.fullmatch(rule.host):
        remedy = "give the name alone, without scheme, port and path: journal.example"
        raise file.error(f"host in [[ignore]] is no host name: {rule.host!r}", remedy, "ignore", number)
    try:
        found = codes([rule.code])
    except ValueError as error:
        raise file.error(f"code in [[ignore]] must be {error}", "correct the code", "ignore", number) from None
    return replace(rule, code=found[0] if found else "")


def _suggestion(name: str, known: Sequence[str]) -> str:
    plain = {key.replace("_", "-"): key for key in known}
    near = difflib.get_close_matches(name.replace("_", "-"), plain, n=1, cutoff=0.5)
    if not near:
        near = [key for key in plain if key.rpartition(".")[2] == name.replace("_", "-")]
    return f"did you mean {plain[near[0]]!r}?" if near else f"known keys: {', '.join(known)}"


def _line_of(text: str, key: str, occurrence: int) -> int | None:
    """Line of a dotted key, or of the n-th table of that name; tomllib does not say where a key stood.

    >>> _line_of('[network]\\nmax-tim = 3', 'network.max-tim', 0)
    2
    """
    table, seen = "", 0
    for number, line in enumerate(text.splitlines(), start=1):
        stripped = line.strip()
        if stripped.startswith("["):
            table = re.sub(r"[\s\"']", "", stripped.partition("#")[0]).strip("[]")
            name = table
        else:
            left = re.sub(r"[\s\"']", "", stripped.partition("=")[0])
            name = f"{table}.{left}".lstrip(".")
        if name == key:
            if seen == occurrence:
                return number
            seen += 1
    return None
