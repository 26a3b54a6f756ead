"""LaTeX in field values: decoded where there is any, escaped on the way back."""

from __future__ import annotations

import re
import unicodedata

from claimcheck.readers.latex_symbols import ACCENTS, SYMBOLS

_COMMAND = re.compile(r"\\(?:(?P<name>[A-Za-z]+)[ \t]*|(?P<sign>.))", re.DOTALL)
_PLAIN = frozenset("&%$#_{} ")
_NEEDS_DECODING = re.compile(r"[\\{}~`]|--|''")
_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
        "`": r"\textasciigrave{}", '"': r"\textquotedbl{}",
    }
)  # fmt: skip
_VERBATIM_ESCAPE = re.compile(r"\\([_%&#$~{}])")


def decode(value: str) -> str:
    """A field value as plain text: accents, symbols, ligatures and protective braces resolved.

    A command that isn't known stays, with its argument; mathematics stays as it is.
    """
    if not _NEEDS_DECODING.search(value):
        return value
    out: list[str] = []
    at = 0
    while at < len(value):
        char = value[at]
        if char == "\\":
            at = _command(value, at, out)
        elif char == "$":
            end = value.find("$", at + 1)
            end = len(value) - 1 if end < 0 else end
            out.append(value[at : end + 1])
            at = end + 1
        elif char in "{}":
            at += 1
        elif char == "~":
            out.append(" ")
            at += 1
        elif ligature := next((pair for pair in _LIGATURES if value.startswith(pair[0], at)), None):
            out.append(ligature[1])
            at += len(ligature[0])
        else:
            out.append(char)
            at += 1
    return unicodedata.normalize("NFC", "".join(out))


_LIGATURES = (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"))


def _command(value: str, at: int, out: list[str]) -> int:
    match = _COMMAND.match(value, at)
    if match is None:
        out.append("\\")
        return at + 1
    name, sign = match["name"], match["sign"]
    end = match.end()
    if name and name in SYMBOLS:
        out.append(SYMBOLS[name])
        return end
    if sign in ACCENTS or (name in ACCENTS and end < len(value)):
        base, end = _argument(value, end)
        if not base:
            out.append(match.group(0))
            return end
        out.append(base[0] + ACCENTS[sign or name] + base[1:])
        return end
    if sign in _PLAIN:
        out.append(sign)
        return end
    if sign in ("-", "/", ","):
        return end
    if name in _TRANSPARENT:
        return end
    out.append(match.group(0))
    return end


_TRANSPARENT = frozenset(
    "emph textit textbf textsc texttt textrm textsf url mbox text mathrm enquote href path it bf em sc rm tt uppercase "
    "MakeUppercase noopsort relax protect bibstring mkbibquote mkbibemph nolinkurl".split()
)


def _argument(value: str, at: int) -> tuple[str, int]:
    """The letter that an accent stands on, and where it ends: ``{\\'e}``, ``\\'{e}``, ``\\"\\i``."""
    while at < len(value) and value[at] == " ":
        at += 1
    if at >= len(value):
        return "", at
    if value[at] == "{":
        close = value.find("}", at)
        if close < 0:
            return "", at
        inner = value[at + 1 : close].strip()
        return _dotted(inner), close + 1
    if value[at] == "\\":
        match = _COMMAND.match(value, at)
        if match and match["name"] in SYMBOLS:
            return _dotted(match.group(0).strip()), match.end()
        return "", at
    return value[at], at + 1


def _dotted(letter: str) -> str:
    """An accent takes the place of the dot: ``\\i`` under one is a plain i."""
    if letter in ("\\i", "\\j"):
        return letter[1]
    if letter.startswith("\\"):
        return SYMBOLS.get(letter[1:], letter)
    return letter


def decode_address(value: str) -> str:
    """An address or identifier: ``\\url{…}`` taken off, ``\\_`` and the like unescaped, nothing else."""
    value = value.strip()
    if not value.startswith(("\\", "{")) and "\\" not in value:
        return value
    wrapped = re.fullmatch(r"\\(?:url|path|nolinkurl)\s*\{(.*)\}", value, re.DOTALL)
    if wrapped:
        value = wrapped.group(1).strip()
    while value.startswith("{") and value.endswith("}"):
        value = value[1:-1].strip()
    return _VERBATIM_ESCAPE.sub(r"\1", value) if "\\" in value else value


def escape(text: str) -> str:
    """Plain text as a field value that ``decode`` reads back the same."""
    escaped = " ".join(text.split()).translate(_ESCAPES)
    return re.sub(r"-(?=-)", "-{}", re.sub(r"'(?=')", "'{}", escaped))


def escape_address(address: str) -> str:
    """An address as a field value; braces, backslashes and white space are percent-encoded, as RFC 3986 wants them."""
    return "".join(f"%{ord(char):02X}" if char in '{}\\"' or char.isspace() else char for char in address.strip())
