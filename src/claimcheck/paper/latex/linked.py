"""Citations that pandoc printed into LaTeX: links to the items of its reference list, which carry the keys.

Its LaTeX writer wrote ``\\protect\\hyperlink{ref-key}{2020}``, with ``\\hypertarget{ref-key}{}`` before the item, then
``\\citeproc{ref-key}{2020}``, with ``\\bibitem[\\citeproctext]{ref-key}``.
"""

from __future__ import annotations

import re

from claimcheck.model.text import Span
from claimcheck.paper.latex.figures import Figures
from claimcheck.paper.mapped import cut
from claimcheck.paper.printed import HYPHENS, MOST_RANGE, SUBJECT
from claimcheck.paper.writer import Writer

PREFIX = "ref-"
_ITEM = re.compile(r"\\(?:bibitem\s*\[\\citeproctext\]\s*|hypertarget)\{ref-([^{}]{1,300})\}")
_PRE = re.compile(r"\s*(?:pre\b)?\s*")


class Linked(Figures):
    """Each method that reads a command returns where to go on."""

    def _do_citeproc(self, _: str, end: int) -> int:
        """``\\citeproc{ref-key}{Roe 2020}``; of any other link the words stay."""
        target = self.source.group(end)
        if target is None:
            return end
        name = self.text[target[0] : target[1]]
        if not name.startswith(PREFIX):
            return target[2]
        key, span = name.removeprefix(PREFIX), Span(target[0] + len(PREFIX), target[1])
        return self.aside(target[2], lambda out: self._link(key, span, out))

    _do_hyperlink = _do_citeproc

    def _link(self, key: str, span: Span, out: Writer) -> None:
        """The words of a link: names that are the subject of the sentence stay, the rest is the mark."""
        words = out.clean()
        if words.text and not any(char.isdigit() for char in words.text):
            self.out.take(words)  # the name of "Roe (2020)" that leads to the same item as its year
            return
        if name := SUBJECT.match(words.text):
            self.out.take(cut(words, [(name.end("name"), len(words.text))], ()))
        for one in self._with_range(key):
            self.out.mark(one, "key", span)
        self.linked = key, self.out.length

    def _with_range(self, key: str) -> list[str]:
        """The works that a link means; those between the last one and it where a dash stands between them."""
        last, length = self.linked
        between = "".join(self.out.tail[-max(self.out.length - length, 0) :].split()) if last else ""
        if self.out.length - length not in (1, 2, 3) or between not in HYPHENS:
            return [key]
        if not self.listed:
            self.listed = list(dict.fromkeys(_ITEM.findall(self.text)))
            self.order = {one: number for number, one in enumerate(self.listed)}
        first, final = self.order.get(last, 0), self.order.get(key, 0)
        return [*self.listed[first + 1 : final], key] if 0 < final - first <= MOST_RANGE else [key]

    def _do_hypertarget(self, _: str, end: int) -> int:
        target = self.source.group(end)
        if target is None:
            return end
        name = self.text[target[0] : target[1]]
        if name.startswith(PREFIX) and self.text.startswith("{}", target[2]):
            self.paragraph()
            self.item_key = name.removeprefix(PREFIX)
        return target[2]

    def _do_vadjust(self, _: str, end: int) -> int:
        match = _PRE.match(self.text, end)
        return match.end() if match else end
