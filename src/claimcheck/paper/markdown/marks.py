"""Citation marks and what looks like them: raised numbers, brackets, keys, inline notes, formulas."""

from __future__ import annotations

import re

from claimcheck.model.document import MarkKind
from claimcheck.paper.markdown import citations
from claimcheck.paper.markdown.scan import Scan
from claimcheck.paper.markdown.steps import MARKS, PUT, Pending

_CARET = re.compile(r"\^([^\s^]{1,40})\^")
NUMBERS = re.compile(
    r"\[\s*(\d{1,3}(?:\s*[,;–—-]\s*\d{1,3}){0,40})"
    r"(?:\s*[,:]\s*(?P<place>(?:pp?|chs?|chap|chapter|secs?|section|§+|tables?|tab|figs?|figure|art|para|appendix|app|theorem|"
    r"thm|lemma|eq)\.?\s*[\w.]{1,8}(?:\s*[–-]\s*\d{1,5})?))?\s*\]",
    re.IGNORECASE,
)
_CITE_LOCATOR = re.compile(r"\s?\[([^\[\]@\n]{1,100})\]")


class Marks(Scan):
    """Tells marks from powers, ordinals, years and plain brackets."""

    def _citation(self, start: int, close: int) -> int:
        """``[@key, p. 3; @other]`` and ``[3, 5–7]``; ``start`` where the bracket is neither."""
        if close - start > 2_000:
            return start
        inside = self.text[start + 1 : close]
        follows = self.text[close + 1 : close + 2]
        if "@" in inside and follows != "(":
            cited = citations.pandoc_keys(inside)
            if cited:
                base = start + 1
                marks: list[Pending] = [(c.key, "key", base + c.start, base + c.end, c.locator) for c in cited]
                return self._marks(start, close + 1, marks)
        if self.setting.numbered and follows not in ("(", "[", ":") and (match := NUMBERS.match(self.text, start)):
            numbers = self._numbered(match[1], start, match.end(), match["place"] or "")
            if numbers:
                return self._marks(start, match.end(), numbers)
        return start

    def _numbered(self, inside: str, start: int, end: int, place: str = "") -> list[Pending]:
        labels = citations.number_labels(inside.replace(";", ","))
        if not labels or any(int(label) > 2 * self.setting.highest + 10 or label == "0" for label in labels):
            return []
        return [(label, "number", start, end, place) for label in labels]

    def _superscript(self, whole: str, content: str, start: int, end: int) -> int:
        """A raised text: note marks, a power, or plain text (``2<sup>nd</sup>``)."""
        label = citations.plain_label(content)
        before = self.text[max(0, start - 6) : start]
        unicode = whole is content
        labels = citations.number_labels(label)
        if citations.is_exponent(before, label) and not (unicode and self._are_notes(labels, start)):
            return self._power(whole, label, start, end)
        if labels and self.setting.marks and (not unicode or self._are_notes(labels, start)):
            kind: MarkKind = "number" if not self._has_notes(labels) and self.setting.numbered else "note"
            return self._marks(start, end, [(one, kind, start, end, "") for one in labels])
        if not labels and self.setting.marks:
            symbols = citations.symbol_labels(label) if label else []
            if symbols and (self.setting.symbols or all(one in self.setting.notes for one in symbols)):
                return self._marks(start, end, [(one, "note", start, end, "") for one in symbols])
        if unicode:
            return start
        inner = start + whole.find(content)
        self._replace(start, inner)
        self._flush_lines(inner + len(content) if "<" not in content else inner)
        if "<" in content:
            self.steps.append((PUT, start, end, " ".join(re.sub(r"<[^<>]*>", "", content).split())))
        self.done = end
        return end

    def _power(self, whole: str, label: str, start: int, end: int) -> int:
        if whole == label:
            return start  # already a Unicode superscript
        raised = label.replace("−", "-").translate(str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻"))
        return self._replace(start, end, (PUT, start, end, raised))

    def _has_notes(self, labels: list[str]) -> bool:
        return any(label in self.setting.notes for label in labels)

    def _are_notes(self, labels: list[str], start: int) -> bool:
        if not labels or not all(label in self.setting.notes or label in self.setting.numbered for label in labels):
            return False
        return not citations.is_exponent(self.text[max(0, start - 6) : start], labels[0])

    def _caret(self, start: int) -> int:
        if self.text.startswith("^[", start) and self.setting.marks:
            close = self.pairs[start + 1]
            if close < 0:
                self.found.unbalanced.append(("^[", self.raw.span(start, start + 2)))
                return start
            label = f"inline-{len(self.found.inline_notes) + 1}"
            self.found.inline_notes.append((label, self.raw, start + 2, close))
            return self._marks(start, close + 1, [(label, "inline", start, close + 1, "")])
        if match := _CARET.match(self.text, start):
            return self._superscript(match.group(), match[1], start, match.end())
        return start

    def _narrative_key(self, start: int) -> int:
        """``@key [p. 5]``: the key stays in the sentence as its subject, the locator doesn't."""
        if not self.setting.marks:
            return start
        match = citations.PANDOC_KEY.match(self.text, start)
        if not match:
            return start
        keys = citations.pandoc_keys(match.group())
        if not keys or not (
            self.setting.narrative_keys
            or citations.is_identifier(keys[0].key)
            or any(char.isdigit() for char in keys[0].key)
        ):
            return start
        stop = start + len(keys[0].key) + 1 if not match[2] else match.end()
        locator = _CITE_LOCATOR.match(self.text, stop)
        self._flush(stop)
        end = locator.end() if locator else stop
        place = locator[1].strip() if locator else ""
        self.steps.append((MARKS, start, end, [(keys[0].key, "key", start, end, place)]))
        self.done = end
        return end
