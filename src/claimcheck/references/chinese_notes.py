"""Notes as Chinese journals print them: “王海明：《港口冰情》，北京：海潮出版社，2014年，第45页。”.

Titles stand between 《 and 》, parts between full-width commas, and each part says by its own words what it is.
"""

from __future__ import annotations

import re

from claimcheck.references.elements import GAP, Draft

_HAN = r"\u3400-\u9fff"
_HEAD = re.compile(
    rf"^(?P<cue>(?:参见|参阅|详见|转引自|见|参考)[:：]?\s*)?"
    rf"(?:[\[［〔(（](?P<land>[{_HAN}]{{1,5}})[\]］〕)）]\s?)?"
    rf"(?P<names>[{_HAN}A-Za-z·•．.、,， ]{{2,80}}?)?(?P<editors>主编|编著|"
    rf"编)?\s?[：:，,]?\s?《(?P<title>[^》]{{1,200}})》"
)
_PART = re.compile(r"[，。；,;]\s*")
_BOOK = re.compile(
    rf"^(?:载|收入|见|收于)?(?:(?P<names>[{_HAN}、·]{{2,40}}?)(?:主编|编著|编))?[：:]?《(?P<title>[^》]{{1,200}})》(?P<rest>.*)$"
)
_ISSUE = re.compile(
    r"(?:(?P<year>(?:1[5-9]|20)\d\d)年)?(?:第(?P<volume>\d{1,4})卷)?[，,]?\s?(?:第(?P<number>\d{1,4}(?:[-—–]\d{1,4})?)期)?"
)
_DAY = re.compile(
    r"(?P<year>(?:1[5-9]|20)\d\d)年(?:(?P<month>1[0-2]|0?[1-9])月)?(?:(?P<day>3[01]|[12]\d|0?[1-9])日)?版?"
)
_PAGES = re.compile(r"第(?P<pages>\d{1,5}(?:\s?[-—–~～]{1,2}\s?\d{1,5})?)页")
_HOUSE = re.compile(
    rf"^(?:(?P<place>[{_HAN}]{{2,6}})[：:]\s?)?(?P<name>[{_HAN}A-Za-z·]{{2,30}}?)(?=(?:1[5-9]|20)\d\d年|$)"
)
_THESIS = re.compile(r"(?P<grade>博士|硕士)(?:学位)?论文")
_HOUSE_WORDS = re.compile(r"(?:出版社|书局|书店|印书馆|大学|学院|研究院|研究所|杂志社|协会|委员会|局|部|馆)$")


def reads_as_chinese_note(text: str) -> bool:
    """Whether a text is a reference in this form: a title between 《 and 》 at its head."""
    return _HEAD.match(text.strip(GAP + " ")) is not None


def read_chinese_note(draft: Draft) -> None:
    """Every part of ``draft`` into its field; what is none of the known parts goes to the note, whole."""
    text = draft.text.strip(GAP + " ")
    head = _HEAD.match(text)
    if head is None:
        return
    names = tuple(name.strip(" ,，.") for name in re.split(r"[、,，]", head["names"] or "") if name.strip(" ,，."))
    others = bool(names) and names[-1].endswith("等")
    if others:
        names = (*names[:-1], *([names[-1][:-1]] if names[-1][:-1] else []), "others")
    if head["editors"]:
        draft.editors = names
    else:
        draft.authors = names
    draft.title, draft.title_form = head["title"], "quoted"
    if head["land"]:
        draft.rest.append(head["land"])
    for part in _PART.split(text[head.end() :]):
        _take(draft, part.strip(f" .。:：{GAP}"))


def _take(draft: Draft, part: str) -> None:
    if not part:
        return
    pages = _PAGES.fullmatch(part)
    if pages:
        draft.pages = re.sub(r"\s*[-—–~～]{1,2}\s*", "-", pages["pages"])
        return
    book = _BOOK.match(part)
    if book and not draft.container:
        draft.container, draft.italic_container = book["title"], True
        draft.in_book = part.startswith(("载", "收")) or bool(book["names"])
        if book["names"]:
            draft.editors = tuple(re.split("、", book["names"]))
        part = book["rest"].strip(" ，,")
        if not part:
            return
    if not _take_date(draft, part):
        _take_house(draft, part)


def _take_date(draft: Draft, part: str) -> bool:
    """“2015年第3期”, “第34卷第2期”, “2015年3月3日”, “2014年版”."""
    issue = _ISSUE.fullmatch(part)
    if issue and (issue["volume"] or issue["number"]):
        draft.date = draft.date or issue["year"] or ""
        draft.volume, draft.number = issue["volume"] or draft.volume, issue["number"] or draft.number
        return True
    day = _DAY.fullmatch(part)
    if day is None:
        return False
    if not draft.date:
        month, date = day["month"], day["day"]
        draft.date = day["year"] + (f"-{int(month):02d}" if month else "") + (f"-{int(date):02d}" if date else "")
    return True


def _take_house(draft: Draft, part: str) -> None:
    thesis = _THESIS.search(part)
    if thesis:
        draft.kind = "phdthesis" if thesis["grade"] == "博士" else "mastersthesis"
        draft.rest.append(part)
        return
    house = _HOUSE.match(part)
    if house and not draft.publisher and (house["place"] or _HOUSE_WORDS.search(house["name"])):
        after = part[house.end() :]
        if not after or _take_date(draft, after):
            draft.place, draft.publisher = house["place"] or draft.place, house["name"]
            draft.kind = draft.kind or ("" if draft.container else "book")
            return
    draft.rest.append(part)
