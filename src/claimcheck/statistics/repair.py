"""Text as conversions leave it, brought to one spelling without moving a character.

Every repair keeps the length, so that an offset in the repaired text is the same offset in the text that was given.
What a conversion made of a sign is restored here only where it can't mean anything else ("¼" for "="); a sign that
became a letter or a digit ("p", "b", "5") is left to the grammar, which knows where a sign must stand.
"""

from __future__ import annotations

import re
from typing import Final

_SAME: Final = {
    "=": "＝",
    "<": "＜﹤",
    ">": "＞﹥",
    "≤": "⩽≦",
    "≥": "⩾≧",
    "-": "−–—‐‑‒―－﹣⁻",
    " ": "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u200c\u200d\u2060\ufeff"
    "\u202f\u205f\u3000\u00ad$^_{}*",
    "(": "（",
    ")": "）",
    ",": "，",
    ".": "．·",
    "χ": "Χ𝜒𝛘𝝌𝛸ϰ",
    "2": "²",
    "1": "¹",
    "3": "³",
}
_DAMAGED: Final = {"=": "¼⫽ϭ", "<": "⬍Ͻ", ">": "⬎Ͼ", "-": "⫺Ϫ"}
"""Signs that fonts of journals turn into when their own encoding is lost."""
_DIGITS: Final = {0x2070: "0", **{0x2070 + n: str(n) for n in range(4, 10)}, **{0xFF10 + n: str(n) for n in range(10)}}
_CONTROLS: Final = {code: " " for code in (*range(9), 11, 12, *range(14, 32), *range(127, 160)) if code != 133}
_TABLE: Final = {
    **{ord(was): sign for table in (_SAME, _DAMAGED) for sign, every in table.items() for was in every},
    **_DIGITS,
    **_CONTROLS,
}
_ITALIC: Final = {
    **{0x1D434 + n: chr(ord("A") + n) for n in range(26)},
    **{0x1D44E + n: chr(ord("a") + n) for n in range(26) if n != 7},
}
_TABLE.update(_ITALIC)
_LONG: Final = {
    "&lt;": "<", "&gt;": ">", "&le;": "≤", "&ge;": "≥", "&equals;": "=", "&minus;": "-", "&nbsp;": " ",
    "&thinsp;": " ", "&chi;": "χ", "<bc>": "=", "\\chi": "χ", "\\leq": "≤", "\\le": "≤", "\\lt": "<", "\\geq": "≥",
    "\\ge": "≥", "\\gt": ">", "\\times": "×", "\\,": " ", "\\;": " ", "\\:": " ", "\\!": " ", "\\ ": " ", "~": " ",
    "\\eta": "η", "\\Delta": "Δ", "\\mathit": "", "\\mathrm": "", "\\textit": "", "\\text": "", "\\emph": "",
    "\\it": "", "\\rm": "", "\\=": "=", "\\<": "<", "\\>": ">", "\\-": "-", "\\(": "(", "\\)": ")",
}  # fmt: skip
_LONG_PATTERN: Final = re.compile(
    "|".join(
        re.escape(was) + (r"(?![A-Za-z])" if was[0] == "\\" and was[-1].isalpha() else "")
        for was in sorted(_LONG, key=len, reverse=True)
    )
    + r"|\(cid:\d{1,5}\)"
)
_DAMAGE: Final = re.compile("[" + "".join(_DAMAGED.values()) + "\x01-\x08\ufffd]|<bc>|\\(cid:")


def repair(text: str) -> str:
    """``text`` with one spelling for each sign and space; ``len(repair(text)) == len(text)``."""
    text = _LONG_PATTERN.sub(_padded, text)
    return text.translate(_TABLE)


def is_damaged(text: str) -> bool:
    """Whether ``text`` holds characters that only a lost encoding leaves behind."""
    return _DAMAGE.search(text) is not None


def _padded(match: re.Match[str]) -> str:
    return _LONG.get(match[0], "").ljust(len(match[0]))
