"""Whole numbers below 10^15 in words, as five languages write them: written apart from the reader, to test it by."""

from __future__ import annotations

from collections.abc import Callable

_DE = "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn".split()
_DE_TENS = ["", "zehn", "zwanzig", "dreißig", *(w + "zig" for w in ("vier", "fünf", "sech", "sieb", "acht", "neun"))]


def german(n: int) -> str:
    """ "zwei Millionen einhundertfünfundzwanzigtausenddrei"."""
    words = []
    for size, one, many in ((10**12, "Billion", "Billionen"), (10**9, "Milliarde", "Milliarden"),
                            (10**6, "Million", "Millionen")):  # fmt: skip
        count, n = divmod(n, size)
        if count:
            words.append(f"eine {one}" if count == 1 else f"{_german_below(count)} {many}")
    thousands, rest = divmod(n, 1000)
    tail = f"{_german_below(thousands)}tausend" if thousands else ""
    if rest or not (words or tail):
        tail += _german_below(rest) + ("s" if rest % 100 == 1 else "")
    return " ".join([*words, tail] if tail else words)


def _german_below(n: int) -> str:
    hundreds, rest = divmod(n, 100)
    head = f"{_DE[hundreds]}hundert" if hundreds else ""
    if not rest:
        return head or "null"
    tens, unit = divmod(rest, 10)
    if rest < 17:
        return head + _DE[rest]
    if tens == 1:
        return head + ("siebzehn" if unit == 7 else f"{_DE[unit]}zehn")
    return head + (f"{_DE[unit]}und" if unit else "") + _DE_TENS[tens]


_FR = "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize".split()
_FR_TENS = ["", "dix", "vingt", "trente", "quarante", "cinquante", "soixante"]


def french(n: int) -> str:
    """ "deux millions quatre-vingt-dix-sept mille"."""
    words = []
    for size, name in ((10**12, "billion"), (10**9, "milliard"), (10**6, "million")):
        count, n = divmod(n, size)
        if count:
            words.append(f"{_french_below(count, True)} {name}{'s' if count > 1 else ''}")
    thousands, rest = divmod(n, 1000)
    if thousands:
        words.append("mille" if thousands == 1 else f"{_french_below(thousands, False)} mille")
    if rest or not words:
        words.append(_french_below(rest, True))
    return " ".join(words)


def _french_below(n: int, last: bool) -> str:
    hundreds, rest = divmod(n, 100)
    plural = "s" if last and hundreds > 1 and not rest else ""
    head = "" if not hundreds else f"cent{plural}" if hundreds == 1 else f"{_FR[hundreds]} cent{plural}"
    if not rest:
        return head or "zéro"
    return f"{head} {_french_tens(rest, last)}".strip()


def _french_tens(n: int, last: bool) -> str:
    if n < 17:
        return _FR[n]
    if n < 20:
        return f"dix-{_FR[n - 10]}"
    if n >= 80:
        return f"quatre-vingt-{_french_tens(n - 80, last)}" if n > 80 else "quatre-vingts" if last else "quatre-vingt"
    tens = min(n // 10, 6)
    rest = n - 10 * tens
    if not rest:
        return _FR_TENS[tens]
    return f"{_FR_TENS[tens]} et {_FR[rest]}" if rest in (1, 11) else f"{_FR_TENS[tens]}-{_french_tens(rest, last)}"


_ES = (
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete "
    "dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete "
    "veintiocho veintinueve"
).split()
_ES_TENS = ["", "", "", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"]
_ES_HUNDREDS = ["", "ciento", "doscientos", "trescientos", "cuatrocientos", "quinientos", "seiscientos", "setecientos",
                "ochocientos", "novecientos"]  # fmt: skip


def spanish(n: int) -> str:
    """ "dos mil trescientos millones cuarenta y un mil"."""
    words = []
    for size, name in ((10**12, "bill"), (10**6, "mill")):
        count, n = divmod(n, size)
        if count:
            words.append(f"un {name}ón" if count == 1 else f"{_shortened(_spanish_thousands(count))} {name}ones")
    if n or not words:
        words.append(_spanish_thousands(n))
    return " ".join(words)


def _shortened(words: str) -> str:
    return words.replace("veintiuno", "veintiún") if words.endswith("veintiuno") else words.removesuffix("o") if (
        words.endswith(" uno") or words == "uno") else words  # fmt: skip


def _spanish_thousands(n: int) -> str:
    thousands, rest = divmod(n, 1000)
    words = [] if not thousands else ["mil"] if thousands == 1 else [_shortened(_spanish_below(thousands)), "mil"]
    if rest or not words:
        words.append(_spanish_below(rest))
    return " ".join(words)


def _spanish_below(n: int) -> str:
    if n == 100:
        return "cien"
    hundreds, rest = divmod(n, 100)
    tens, unit = divmod(rest, 10)
    tail = _ES[rest] if rest < 30 else _ES_TENS[tens] + (f" y {_ES[unit]}" if unit else "")
    return f"{_ES_HUNDREDS[hundreds]} {tail if rest or not hundreds else ''}".strip()


_TR = ["", "bir", "iki", "üç", "dört", "beş", "altı", "yedi", "sekiz", "dokuz"]
_TR_TENS = ["", "on", "yirmi", "otuz", "kırk", "elli", "altmış", "yetmiş", "seksen", "doksan"]


def turkish(n: int, space: str = " ") -> str:
    """ "yüz yirmi beş bin üç"; on cheques all in one word."""
    if n == 0:
        return "sıfır"
    words = []
    for size, name in ((10**12, "trilyon"), (10**9, "milyar"), (10**6, "milyon"), (1000, "bin"), (1, "")):
        count, n = divmod(n, size)
        if count:
            hundreds, rest = divmod(count, 100)
            if not (size == 1000 and count == 1):
                words += ["yüz" if hundreds == 1 else f"{_TR[hundreds]}{space}yüz"] if hundreds else []
                words += [word for word in (_TR_TENS[rest // 10], _TR[rest % 10]) if word]
            words.append(name)
    return space.join(word for word in words if word)


_ZH, _ZH_FORMAL = ("零一二三四五六七八九", "十百千"), ("零壹贰叁肆伍陆柒捌玖", "拾佰仟")


def chinese(n: int, formal: bool = False) -> str:
    """ "一百零五万零三"."""
    digits, units = _ZH_FORMAL if formal else _ZH
    if n == 0:
        return digits[0]
    written, gap = "", False
    for size, name in ((10**12, "兆"), (10**8, "亿"), (10**4, "万"), (1, "")):
        section, n = divmod(n, size)
        if section:
            if written and (gap or section < 1000):
                written += digits[0]
            written += _chinese_section(section, digits, units) + name
            gap = False
        else:
            gap = bool(written)
    return written


def _chinese_section(n: int, digits: str, units: str) -> str:
    written, gap = "", False
    for place in (3, 2, 1, 0):
        digit = n // 10**place % 10
        if digit:
            written += (digits[0] if gap and written else "") + digits[digit] + (units[place - 1] if place else "")
        gap = not digit and (gap or bool(written))
        gap = gap if not digit else False
    return written


WRITERS: dict[str, tuple[str, Callable[[int], str]]] = {
    "German": ("de", german),
    "French": ("fr", french),
    "Spanish": ("es", spanish),
    "Turkish": ("tr", turkish),
    "Turkish in one word": ("tr", lambda n: turkish(n, "")),
    "Chinese": ("zh", chinese),
    "Chinese on cheques": ("zh", lambda n: chinese(n, formal=True)),
}
