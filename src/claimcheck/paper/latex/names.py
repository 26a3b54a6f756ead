"""What the commands of LaTeX papers do, by name."""

from __future__ import annotations

import re


def _counts(text: str) -> dict[str, int]:
    """ "2: setlength addtolength" a line → how many arguments each takes that are no text."""
    found: dict[str, int] = {}
    for line in text.strip().splitlines():
        count, _, names = line.partition(":")
        found.update(dict.fromkeys(names.split(), int(count)))
    return found


DROPPED = _counts(
    """
    1: label ref eqref pageref autoref cref Cref vref nameref Autoref subref includegraphics vspace hspace
    1: usepackage RequirePackage documentclass pagestyle thispagestyle bibliographystyle input include subfile
    1: hypersetup color index nocite pagenumbering graphicspath DeclareGraphicsExtensions phantom hphantom vphantom
    1: todo missingfigure cmidrule cline markboth stepcounter refstepcounter usetikzlibrary theoremstyle sisetup
    1: captionsetup lstset pgfplotsset tikzset geometry setmainfont setsansfont setmonofont linespread selectlanguage
    1: orcidlink orcid ORCID includepdf lstinputlisting verbatiminput hyphenation includeonly received accepted ccsdesc
    1: acmDOI ExecuteBibliographyOptions setstretch newlength scalebox textcolor colorbox parbox rotatebox
    1: raisebox foreignlanguage
    2: setlength addtolength setcounter addtocounter newtheorem rule resizebox multicolumn multirow rowcolors colorlet
    2: settowidth crefname Crefname DeclareSIUnit fontsize markright crefrange import titlespacing inputminted
    3: addcontentsline definecolor
    """
)
"""How many arguments are left out; what follows them is text."""

EMPHASIS = frozenset("emph textit textsl it itshape em".split())
SPACING = frozenset(
    "quad qquad space enspace thinspace newline linebreak hfill hfil vfill tabularnewline hskip smallskip medskip "
    "bigskip newblock noindent indent null and And AND newpage clearpage pagebreak cleardoublepage".split()
)
SECTIONS = {
    "part": 1,
    "chapter": 1,
    "section": 2,
    "subsection": 3,
    "subsubsection": 4,
    "paragraph": 5,
    "subparagraph": 6,
}
NOTES = frozenset("footnote footnotetext endnote thanks tnotetext sidenote marginnote".split())
HEAD = frozenset("author affiliation affil address institute email keywords date subtitle institution orcidID".split())
DEFINING = frozenset("newcommand renewcommand providecommand DeclareRobustCommand newcommandx".split())
SKIPPED_ENVIRONMENTS = frozenset(
    "equation align gather multline eqnarray displaymath math alignat flalign split tikzpicture verbatim Verbatim "
    "lstlisting minted comment algorithm algorithmic algorithm2e pgfpicture filecontents CCSXML IEEEeqnarray "
    "tikzcd forest dmath alltt Highlighting bmatrix".split()
)
TABLES = {
    "tabular": 1,
    "tabularx": 2,
    "tabular*": 2,
    "tabulary": 2,
    "longtable": 1,
    "longtblr": 1,
    "tblr": 1,
    "xltabular": 2,
}
"""Tables, and how many arguments stand before their first cell."""
ITEMS = frozenset("itemize enumerate description compactitem compactenum inparaenum tablenotes".split())
QUOTES = frozenset("quote quotation displayquote verse".split())
LISTS = {"CSLReferences": "thebibliography"}
"""Environments that hold a reference list, besides LaTeX's own."""
WITH_ARGUMENT = {
    "thebibliography": 1,
    "CSLReferences": 2,
    "minipage": 1,
    "wrapfigure": 2,
    "wraptable": 2,
    "multicols": 1,
    "subfigure": 1,
    "subtable": 1,
    "adjustbox": 1,
}
RAISED = frozenset("textsuperscript textsuper".split())
CITE = re.compile(
    r"(?P<no>no|No)?(?P<foot>[Ff]oot(?:full)?)?(?:[Pp]aren|[Tt]ext|[Ss]uper|[Aa]uto|[Ss]mart|[Ff]ull|[Nn]ote|"
    r"[Pp]note|"
    r"[Ss]hort|[Ii]ntext|mask|online)?[Cc]ite(?P<form>t|p|alt|alp|author|year|yearpar|title|url|date|num|numns|"
    r"fulltitle|A|al|alN|ANP|N|NP|asnoun|texttt|poss|possessive|npar)?(?P<many>s)?\*?"
)
NARRATIVE = re.compile(r"[Tt]extcites?\*?|[Cc]ite(?:t|alt|author|A|asnoun|poss)\*?")
"""Commands that print names as a part of the sentence."""
_PREFIXES = {
    "yocto": "y", "zepto": "z", "atto": "a", "femto": "f", "pico": "p", "nano": "n", "micro": "µ", "milli": "m",
    "centi": "c", "deci": "d", "deca": "da", "hecto": "h", "kilo": "k", "mega": "M", "giga": "G", "tera": "T",
    "peta": "P", "exa": "E",
}  # fmt: skip
_UNITS = {
    "metre": "m", "meter": "m", "gram": "g", "second": "s", "ampere": "A", "kelvin": "K", "mole": "mol",
    "percent": "%", "degreeCelsius": "°C", "celsius": "°C", "degree": "°", "litre": "l", "liter": "l", "hour": "h",
    "minute": "min", "day": "d", "hectare": "ha", "tonne": "t", "hertz": "Hz", "newton": "N", "pascal": "Pa",
    "joule": "J", "watt": "W", "volt": "V", "ohm": "Ω", "tesla": "T", "bar": "bar", "byte": "B", "bit": "bit",
    "electronvolt": "eV", "angstrom": "Å", "dalton": "Da", "radian": "rad", "coulomb": "C", "farad": "F", "weber": "Wb",
    "becquerel": "Bq", "sievert": "Sv", "gray": "Gy", "decibel": "dB", "kg": "kg", "km": "km", "cm": "cm", "mm": "mm",
    "um": "µm", "nm": "nm", "ms": "ms", "us": "µs", "ns": "ns", "kHz": "kHz", "MHz": "MHz", "GHz": "GHz", "eV": "eV",
    "keV": "keV", "MeV": "MeV", "GeV": "GeV", "kW": "kW", "MW": "MW", "mV": "mV", "kJ": "kJ", "mg": "mg", "ug": "µg",
    "ml": "ml", "mL": "ml", "per": "/", "squared": "²", "cubed": "³", "square": "²", "cubic": "³", "of": "",
}  # fmt: skip
_UNIT_TOKEN = re.compile(r"\\([A-Za-z]+)|\^\{?(-?\d)\}?|([^\\^]+)")
_RAISED_DIGITS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def unit_of(text: str) -> str:
    """siunitx units as printed: ``\\kilo\\metre\\per\\hour`` → "km/h"."""
    out: list[str] = []
    raised = ""
    for name, power, plain in _UNIT_TOKEN.findall(text):
        if name in ("square", "cubic"):
            raised = _UNITS[name]
            continue
        out.append(_PREFIXES.get(name) or _UNITS.get(name, name) if name else power.translate(_RAISED_DIGITS) or plain)
        if name in _UNITS and name != "per" and raised:
            out.append(raised)
            raised = ""
    return "".join(out).strip().replace(".", "·").replace("~", "·")
