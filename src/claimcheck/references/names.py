"""Names of authors and editors: told from titles, split, and brought to "Family, Given"."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise

from claimcheck.references.letters import UPPER
from claimcheck.references.transliterate import fold

PARTICLES = frozenset(
    "van von der den de ur i del della di da dos das du des la le ten ter zu zum zur al el bin ibn ben ul af av vom "
    "y i e st".split()
)
_SUFFIXES = frozenset("jr jr. sr sr. ii iii iv".split())
_INSTITUTION_WORDS = frozenset(
    """academy administration agency alliance assembly assembly associates association authority bank bloc board bureau
    cabinet center centre chamber club coalition college commission committee committees company congress consortium
    convention corporation council court defenders defence defense delegation department directorate embassy europol
    executive facility federation force forum foundation fund government group headquarters hospital house inc
    initiative inspectorate institut institute institution instituto international interpol laboratory league library
    llc ltd media ministry mission monitor museum nations network news newspaper office ombudsman organisation
    organization panel parliament party partnership police policy press programme program project reporters
    secretariat senate service services society statistics survey team trust union unit university universität
    université watch worldwide ministerium bundesamt stiftung agence conseil ministère bakanlığı üniversitesi
    maintainers developers contributors enstitüsü kurumu müdürlüğü başkanlığı derneği vakfı belediyesi bankası
    gesellschaft verband verein kommission
    société comité commissariat consulting gmbh sarl plc corp co collaboration observatory tribunal
    republic confederation""".split()
)
# Words that stand in titles and not in names of people
_TITLE_WORDS = frozenset(
    """a an the of in on for to with from at by into how why what when where who is are was were be can should
    not no its their this that between against under over after before toward towards through during about as
    has have had will would could may might do does did report new""".split()
)
_COMMON_CHINESE = frozenset(
    """wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he gao lin luo zheng liang xie song tang deng
    han feng cao peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng wei su lu ding ren yao shen zhong yan huo
    cui tan xing jin shi""".split()
)
_SYLLABLE = (
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|uo|ui|ue|er|a|e|i|o|u|v))"
)
_INITIALS = re.compile(rf"[{UPPER}]\.?(?:[ -]?(?:[{UPPER}]\.?|[a-zà-þ]\.)){{0,3}}")
_ONE_FAMILY = re.compile(r"(?:[dl]['’])?[^\W\d_][\w'’-]*")
_VANCOUVER = re.compile(
    rf"(?P<family>[^\W\d_][\w'’-]+(?: [^\W\d_][\w'’-]+){{0,2}}) (?P<given>[{UPPER}](?:-?[{UPPER}]){{0,3}}|"
    rf"(?:[{UPPER}]\.[ -]?){{1,3}})"
)
_IN_CAPITALS = re.compile(
    r"(?P<family>[^\W\d_][\w'’-]+(?: [^\W\d_][\w'’-]+)?) (?P<given>[^\W\d_](?:[ -][^\W\d_]){0,3})"
)
"""As GB/T 7714 writes names: "GROSSMAN D D"."""
_ET_AL = re.compile(
    r"[,;]?\s*(?:\(?\bet al\b\.*\)?|\band others\b|\bu\.\s?a\.|等人?\.?|\bet alii\b|"
    r"\bve (?:diğerleri|ark\b\.?|arkadaşları)|"
    r"\bvd\b\.?|\bund andere\b|\bet collab\b\.?)\s*$",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"[\s,]*[(\[]?\b(?:eds?|éds?|edits?|dirs?|hrsg|hgg?|editors?|editör(?:ler)?|haz|coords?|trans|comps?)\b\.?[)\]]?[\s.,:]*$",
    re.IGNORECASE,
)
_INITIAL_AND_WORD = re.compile(rf"[{UPPER}]\. [^\W\d_]{{2,}}")
_INITIAL_AND_TITLE = re.compile(
    rf"[{UPPER}]\.(?: ?[{UPPER}]\.)* (?!(?:{'|'.join(PARTICLES)})\b)[^\W\d_]{{2,}} [{UPPER}][^\W\d_]+"
)
_GIVEN_IN_BRACKETS = re.compile(r"([^\W\d_][\w'’-]+) \(([^\W\d_][\w.’' -]+)\)")
"""As French scholars write names: "Voss (Lena)"."""
_GLUED_PARTICLE = re.compile(rf"[a-z]{{2,3}}[{UPPER}][^\W\d_]{{2,}}")
"""As in "deKleer" and "desJardins"."""
_SMALL_INITIAL = re.compile(r"[a-z]\.?(?: [A-Z]\.?)?")
_INITIALS_AND_FAMILY = re.compile(rf"(?P<given>(?:[{UPPER}]\.[ -]?)+) ?(?P<family>[^\W\d_][^.]*)")
_NICKNAME = re.compile(r"(?<=\S) \((?:[^\W\d_][\w.’' -]{0,20})\)(?: \.)?$")
"""What somebody is called besides: "Wu, Y. (Jean)"."""
OTHERS = "others"
"""What BibTeX writes for "et al."."""


@cache
def _cjk() -> re.Pattern[str]:
    """A character of Chinese, Japanese or Korean; compiled when first asked for: so wide a class is slow to build."""
    return re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def is_institution(name: str) -> bool:
    """Whether a name reads as that of a body rather than of a person."""
    words = re.findall(r"[\w.&'’-]+", name)
    if not words:
        return False
    if any(word.lower().strip(".,") in _INSTITUTION_WORDS for word in words):
        return True
    if len(words) == 1:
        return len(name) > 1 and name.isupper() and name.isalpha()
    return False


def _has_case(word: str) -> bool:
    elided = word[1:2] in ("'", "’") and word[2:3].isupper()  # "d'Albenzio"
    if word[:1].isupper() or elided or not word[:1].isalpha() or _cjk().match(word):
        return True
    return bool(_GLUED_PARTICLE.match(word))


def is_name(chunk: str) -> bool:
    """Whether one chunk ("Jordan Link", "Link", "J. D.", "von der Leyen, U.") may be a person's name."""
    chunk = _NICKNAME.sub("", chunk.strip())
    if _cjk().search(chunk):
        return len(chunk) <= 60 and not re.search(r"[《》。：:\d]|\. ?\S|\[(?:[A-Z]|EB|DB|CP|DS|CM)(?:/|\])", chunk)
    words = chunk.replace(",", " ").split()
    if not 1 <= len(words) <= 6 or len(chunk) > 60 or re.search(r"[\d/:;!?\"“”()<>@]", chunk):
        return False
    if any(
        word.lower() in _TITLE_WORDS
        and not (word.istitle() and all(is_initials(w) for w in words if w is not word) and len(words) > 1)
        and not (at and _may_be_initials(word, words))
        for at, word in enumerate(words)
    ):
        return False  # … but "Donaghy A" and "Joshi AS" are names
    return all(_has_case(word) or word.lower() in PARTICLES for word in words) and any(
        word[:1].isupper() for word in words
    )


def _may_be_initials(word: str, words: list[str]) -> bool:
    return word == "A" or (word.isupper() and len(word) <= 3 and word == words[-1] and not words[0].isupper())


def is_initials(chunk: str) -> bool:
    """Whether a chunk is nothing but initials: "J.", "J. D.", "JD", "J.-P.", "S. van der" (Walt)."""
    words = chunk.split()
    while len(words) > 1 and words[-1].rstrip(".") in PARTICLES and words[0].endswith("."):
        words.pop()
    return bool(_INITIALS.fullmatch(" ".join(words))) and len("".join(words).replace(".", "")) <= 5


@cache
def _pinyin(most: int) -> re.Pattern[str]:
    """One to ``most`` syllables; compiled when a name of two words first asks for it."""
    return re.compile(rf"{_SYLLABLE}{{1,{most}}}")


def _chinese_order(words: list[str]) -> bool:
    """Whether a name of two words is certainly family first ("Chen Qingqing", "Zhang Mei")."""
    first, last = (fold(word).lower().replace("-", "") for word in words)
    if not (_pinyin(1).fullmatch(first) and _pinyin(3).fullmatch(last)):
        return False
    return first in _COMMON_CHINESE and last not in _COMMON_CHINESE


def _in_capitals(name: str) -> re.Match[str] | None:
    return _IN_CAPITALS.fullmatch(name) if name.isupper() else None


def invert(name: str) -> str:
    """Turn "Given Family" into "Family, Given"; a name that can't be turned (one word, an institution, CJK) stays."""
    name = " ".join(name.split()).strip(" ,;")
    if "," in name or _cjk().search(name) or is_institution(name):
        return name
    if bracketed := _GIVEN_IN_BRACKETS.fullmatch(name):
        return f"{bracketed[1]}, {bracketed[2]}"
    vancouver = _VANCOUVER.fullmatch(name)
    if vancouver and not is_initials(vancouver["family"]) and vancouver["family"].upper() != vancouver["family"]:
        return f"{vancouver['family']}, {vancouver['given']}"
    if capital := _in_capitals(name):
        return f"{capital['family'].title()}, {capital['given']}"
    words = name.split()
    if len(words) < 2:
        return name
    shouted = len(words[0]) > 2 and words[0].isupper() and not is_initials(words[0]) and "." not in words[0]
    if shouted and not any(word.isupper() for word in words[1:]):
        return f"{words[0]}, {' '.join(words[1:])}"  # "AMBERG Ruth"
    suffix = ""
    if words[-1].lower() in _SUFFIXES and len(words) > 2:
        suffix = f" {words.pop()}"
    if len(words) == 2 and _chinese_order(words):
        return f"{words[0]}, {words[1]}"
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in PARTICLES:
        start -= 1
    if start == 1 and words[0].lower() in PARTICLES and not words[0][:1].isupper():
        return name
    return f"{' '.join(words[start:])}{suffix}, {' '.join(words[:start])}"


@lru_cache(maxsize=20_000)
def family_of(name: str) -> str:
    """The family name of "Family, Given"; an institution's whole name; the bracketed form of a CJK name."""
    bracket = re.search(r"\[([^\[\]]+)\]", name)
    if _cjk().search(name) and bracket:
        name = invert(bracket.group(1))
    return name.split(",")[0].strip()


def _chunks(text: str) -> list[str]:
    """Names between commas, semicolons and "and"; brackets hold together."""
    parts = re.split(
        r"\s*;\s*(?:and\s|&\s?)?|\s*,\s*(?:(?:and|und|et|ve|sowie)\s|&\s?)|\s+(?:and|und|et|ve|y|sowie)\s+|\s*&\s*|\s*[,、，]\s*",
        text,
    )
    return [part.strip() for part in parts if part and part.strip()]


def _person(family: str, given: str) -> str:
    return f"{family.strip()}, {given.strip()}"


def _pair_up(chunks: list[str]) -> list[str]:
    """Chunks in which family and given names alternate, as APA, MLA and Chicago write them."""
    if _by_turns(chunks):
        return [_person(family.title(), given) for family, given in zip(chunks[::2], chunks[1::2], strict=True)]
    names: list[str] = []
    index = 0
    while index < len(chunks):
        chunk = chunks[index]
        after = chunks[index + 1] if index + 1 < len(chunks) else ""
        if chunk.lower() in _SUFFIXES and names:
            family, _, given = names[-1].partition(",")
            names[-1] = f"{family} {chunk},{given}" if given else f"{family} {chunk}"
            index += 1
        elif after and _is_pair(chunk, after, chunks, index):
            names.append(_person(chunk, after))
            index += 2
        else:
            names.append(_capital_last(chunk, chunks) or _two_families(chunk, chunks) or invert(chunk))
            index += 1
    return names


def _two_families(chunk: str, chunks: list[str]) -> str:
    """ "C. García Núñez" in a list where only initials stand before the families, turned; "" where it is none."""
    match = _INITIALS_AND_FAMILY.fullmatch(chunk)
    if match is None or len(match["family"].split()) != 2 or len(chunks) < 2 or is_institution(chunk):
        return ""
    if match["family"].split()[1].lower() in _SUFFIXES:
        return ""
    alike = all(_INITIALS_AND_FAMILY.fullmatch(other) for other in chunks)
    return f"{match['family']}, {match['given'].strip()}" if alike else ""


def _capital_last(chunk: str, chunks: list[str]) -> str:
    """ "Carl DAHL" in a list whose other families stand in capitals, turned; "" where it is none."""
    given, _, family = chunk.rpartition(" ")
    others = any(len(other) > 2 and other.isupper() and other.isalpha() for other in chunks if other != chunk)
    turned = bool(given) and len(family) > 2 and family.isupper() and not given.isupper() and others
    return f"{family}, {given}" if turned else ""


def _by_turns(chunks: list[str]) -> bool:
    """ "BAIER, Jorge A., FRITZ, Christian", as ISO 690 sets family names in capitals."""
    families, given = chunks[::2], chunks[1::2]
    capitals = len(families) == len(given) > 1 and all(family.isupper() for family in families)
    return capitals and not any(name.isupper() and "." not in name for name in given)


def _is_pair(chunk: str, after: str, chunks: list[str], index: int) -> bool:
    """Whether two chunks are the family and the given names of one person."""
    if is_initials(after):
        whole = _in_capitals(chunk) and _in_capitals(after)  # "WANG P, ZHU Q"
        return not whole and not is_initials(chunk)
    if _cjk().search(chunk):
        return False
    if len(chunks) == 2 and " " not in chunk and " " not in after and is_name(after):
        return True
    return index == 0 and _is_family(chunk) and _is_given(after, chunks[2:])


def _is_family(chunk: str) -> bool:
    words = chunk.split()
    if len(words) > 1 and words[-1].lower() in _SUFFIXES:
        words.pop()
    return len(words) == 1 or all(word.lower() in PARTICLES for word in words[:-1])


def _is_given(chunk: str, rest: list[str]) -> bool:
    """Given names behind a family name: one word, or a word with initials; the rest are whole names."""
    words = chunk.split()
    if is_institution(chunk) or not is_name(chunk):
        return False
    if len(words) == 1 or all(is_initials(word) for word in words[1:]):
        return True
    return not rest and len(words) <= 3


def split_names(text: str) -> tuple[str, ...]:
    """A string of authors in any of the usual forms, each as "Family, Given" or an institution's name.

    ``"others"`` ends the list where the text says "et al.". Returns () for an empty text.
    """
    text = _parted(text)
    text = (
        " ".join(text.split()).strip(" ,;:.\x1f")
        if not text.rstrip().endswith(".")
        else " ".join(text.split()).strip(" ,;:\x1f")
    )
    text = _without_stop(_ROLE.sub("", text).strip(" ,;:"))
    others = bool(_ET_AL.search(text))
    text = _ET_AL.sub("", text).strip(" ,;:")
    if not text:
        return (OTHERS,) if others else ()
    if is_institution(text) and _is_one_body(text):
        names = [text.rstrip(".") if not text.endswith(("Inc.", "Ltd.", "Co.")) else text]
    elif ";" in text:
        names = [name for part in text.split(";") for name in _one_or_pair(part)]
    else:
        names = _pair_up([chunk for chunk in _chunks(text) if chunk.lower() not in ("and", "&")])
    cleaned = tuple(_clean(name) for name in names if _clean(name))
    return (*cleaned, OTHERS) if others and cleaned else cleaned


def _without_stop(text: str) -> str:
    """A list of names without the full stop that ends it; the one of an initial or an abbreviation stays."""
    if (
        text.endswith(".")
        and (chunks := _chunks(text[:-1]))
        and all(_VANCOUVER.fullmatch(chunk) or _in_capitals(chunk) for chunk in chunks)
    ):
        return text[:-1]  # "Jones L, Evans R."
    if not text.endswith(".") or re.search(r"(?:\b[^\W\d_]|\bJr|\bSr|\bInc|\bLtd|\bCo|\bal)\.$", text):
        return text
    return text[:-1]


def _one_or_pair(part: str) -> list[str]:
    part = re.sub(r"^\s*(?:and|&)\s+", "", part).strip()
    if part.count(",") == 1:
        family, given = part.split(",")
        return [_person(family, given)] if given.strip() else [family.strip()]
    return _pair_up(_chunks(part)) if part else []


def _clean(name: str) -> str:
    return _without_stop(" ".join(name.split()).strip(" ,;:"))


def _is_one_body(text: str) -> bool:
    """Whether an institution's name with "and" or commas in it is one body, not several."""
    parts = _chunks(text)
    return (
        len(parts) == 1
        or not all(is_name(part) and not is_institution(part) for part in parts[:1])
        or (not any(" " in part for part in parts))
    )


def _parted(text: str) -> str:
    """German lists "Karl Dahl/Lena Voss" and "Voss, L./Holt, M." with semicolons in place of the strokes."""
    if "/" not in text or "//" in text or any(char.isdigit() for char in text):
        return text
    parts = text.split("/")
    person = all(part.strip()[:1].isupper() and (" " in part.strip() or "," in part) for part in parts)
    return ";".join(parts) if person else text


def looks_like_names(text: str) -> bool:
    """Whether a stretch of text before a title can be a list of authors (people or bodies)."""
    text = _ET_AL.sub("", _ROLE.sub("", _parted(text).strip(" ,;:\x1f"))).strip(" ,;:")
    if not text or len(text) > 1500:
        return False
    chunks = _chunks(text.rstrip("."))
    if _by_turns(chunks) and all(is_name(chunk) for chunk in chunks):
        return True  # "ROSEN, T. John and XU, Fei"
    if len(chunks) > 1 and _is_family(chunks[0]) and not is_initials(chunks[0]) and _INITIAL_AND_TITLE.match(chunks[1]):
        return False  # "Petersen, M. Mastering Emacs"
    if any(is_initials(chunk) for chunk in chunks) and any(
        _INITIAL_AND_WORD.match(chunk) and _is_family(before) and not is_initials(before)
        for before, chunk in pairwise(chunks)
    ):
        # "Berg, A., Carr, B. Ice Roads": where initials follow family names, a word behind an initial begins a title;
        # but "Berg, A., B. Carr, and C. Dunn" are names, the first of them turned
        return False
    if chunks and all(
        is_name(chunk)
        or is_initials(chunk)
        or _SMALL_INITIAL.fullmatch(chunk)
        or _is_one_of_pairs(before, chunk, after)
        for before, chunk, after in zip(["", *chunks], chunks, [*chunks[1:], ""], strict=False)
    ):
        return True
    return is_institution(text) and len(text.split()) <= 10 and text[:1].isupper() and not re.search(r"[.!?]\s", text)


def _is_one_of_pairs(before: str, chunk: str, after: str) -> bool:
    """Whether a word that would be no name alone is a family name, as one between initials is: "An", "May", "team"."""
    return bool(
        (not before or is_initials(before))
        and is_initials(after)
        and "." in before + after
        and _ONE_FAMILY.fullmatch(chunk)
        and (before or _has_case(chunk))
    )


@lru_cache(maxsize=20_000)
def is_pinyin(family: str, given: str) -> bool:
    """Whether a folded name may be Chinese in pinyin, either part first: there one letter makes another name."""

    def fits(first: str, second: str) -> bool:
        return bool(_pinyin(1).fullmatch(first) and _pinyin(3).fullmatch(second))

    return fits(family, given) or fits(given, family)
