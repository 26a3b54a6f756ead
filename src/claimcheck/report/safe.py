"""Text safety: what was read from outside must not act where it is shown.

Control characters and terminal escapes, the bidirectional controls that turn a line round ("Trojan source",
Boucher and Anderson 2021), invisible tag characters and lone surrogates are made visible instead of obeyed.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from claimcheck.redaction import redact

# C0 but tab and newline, DEL, C1; line and paragraph separators; bidi controls; tags; surrogates; non-characters.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufff9-\ufffb"
    "\ufeff\ufffe\uffff\U000e0000-\U000e007f]"
)
_SPACE = re.compile(r"[ \t\n]+")
# What Markdown (CommonMark, GitHub's tables and mathematics) would read as markup.
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~$^])")


def visible(text: str) -> str:
    """``text`` with every control made visible (``\\x1b`` as ``␛``, U+202E as ``⟨U+202E⟩``); newlines stay."""
    return _UNSAFE.sub(_show, text)


def one_line(text: str) -> str:
    """``visible`` text with all white space folded into single spaces, and the secrets in its addresses taken out."""
    return _SPACE.sub(" ", visible(redact(text).replace("\r", "\n"))).strip()


def markdown(text: str) -> str:
    """One line that Markdown shows as it is behind other text or in a table cell; entities and mentions do not act."""
    escaped = _MARKDOWN.sub(r"\\\1", one_line(text).replace("&", "&amp;"))
    return escaped.replace("@", "@\N{WORD JOINER}")


def web_address(url: str) -> str:
    """``url`` where a browser may follow it (http, https, a host), else the empty string."""
    if _UNSAFE.search(url) or any(character.isspace() for character in url):
        return ""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and host else ""


def _show(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return f"⟨U+{code:04X}⟩"
