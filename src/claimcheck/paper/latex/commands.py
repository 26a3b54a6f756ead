"""What the commands of a LaTeX paper do to the text that is being written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from claimcheck.model.text import Span
from claimcheck.paper.latex.cites import read_cites
from claimcheck.paper.latex.linked import PREFIX, Linked
from claimcheck.paper.latex.macros import Macro
from claimcheck.paper.latex.names import (
    CITE,
    DROPPED,
    EMPHASIS,
    HEAD,
    NARRATIVE,
    NOTES,
    RAISED,
    SECTIONS,
    SPACING,
)
from claimcheck.paper.pieces import Piece
from claimcheck.paper.printed import tidied
from claimcheck.paper.raised import raised
from claimcheck.readers.latex_symbols import ACCENTS, SYMBOLS

_VERB = re.compile(r"verb\*?$|lstinline$|mintinline$")
_PLAIN_SIGNS = "%&#_{}$"
_ENVIRONMENT = re.compile(r"\s*\{([A-Za-z0-9@*]{1,60})\}")


class Commands(Linked):
    """The commands of text. Each method that reads a command returns where to go on."""

    def command(self, name: str, end: int) -> int:
        """A command whose name ends at ``end``."""
        if (macro := self.macros.get(name)) and self.depth < 6:
            if not macro.alias:
                return self._macro(macro, end)
            name = macro.alias
        bare = name.rstrip("*")
        if name in ("begin", "end"):
            return self._environment(name, end)
        if (cite := CITE.fullmatch(name)) and not cite["no"]:
            return self._cite(name, cite, end)
        if bare in SECTIONS:
            return self._heading(SECTIONS[bare], end)
        if bare in NOTES:
            return self._note(bare, end)
        if bare in SYMBOLS:
            self.out.put(SYMBOLS[bare])
            return self._behind_name(end)
        if bare in ACCENTS and len(bare) == 1:
            return self._accent(bare, end)
        if _VERB.match(name):
            return self._verb(name, end)
        special: Callable[[str, int], int] | None = getattr(self, f"_do_{bare}", None)
        if special:
            return special(bare, end)
        return self._by_table(bare, end)

    def _by_table(self, bare: str, end: int) -> int:
        if bare in DROPPED:
            return self.skip_arguments(end, DROPPED[bare])
        if bare in HEAD:
            return self._head(bare, end)
        if bare in RAISED:
            return self._raised(end)
        if bare in EMPHASIS:
            return self._emphasis(end)
        if bare in SPACING:
            self.out.space()
            return end
        if bare in ("par", "maketitle", "appendix", "tableofcontents"):
            self.paragraph()
            return end
        while option := self.source.option(end):
            if self.text[end : end + 1] != "[":
                break
            end = option[2]
        return self._behind_name(end)

    def _macro(self, macro: Macro, end: int) -> int:
        if not macro.arguments:
            self.out.put(self.plain(macro.body))
            return end + 2 if self.text.startswith("{}", end) else end
        if macro.option and (option := self.source.option(end)):
            end = option[2]
        count = macro.arguments - macro.option
        first = macro.body.find(f"#{1 + macro.option}")
        if count == 1 and macro.body.count("#") == 1 and (group := self.source.group(end)):
            before, after = macro.body[:first], macro.body[first + 2 :]
            self.out.put(self.plain(before))
            self.groups.append(lambda: self.out.put(self.plain(after)))
            return group[0]
        body = macro.body
        for number in range(1 + macro.option, macro.arguments + 1):
            group = self.source.argument(end)
            if group is None:
                break
            body = body.replace(f"#{number}", self.text[group[0] : min(group[1], group[0] + 500)])[:20_000]
            end = group[2]
        self.out.put(self.plain(body))
        return end

    def _environment(self, name: str, end: int) -> int:
        match = _ENVIRONMENT.match(self.text, end)
        if match is None:
            return end
        if name == "begin":
            return self.environment(match[1], match.end())
        self.end_environment(match[1])
        return match.end()

    def _cite(self, name: str, cite: re.Match[str], end: int) -> int:
        start = end
        found, end = read_cites(self.source, end, many=bool(cite["many"]))
        if not found:
            return start
        if NARRATIVE.fullmatch(name):
            self.out.put("@")
            self.out.verbatim(found[0].key, found[0].span.start)
        for one in found:
            self.out.mark(one.key, "key", one.span, one.locator)
        return end

    def _heading(self, level: int, end: int) -> int:
        self.paragraph()
        if option := self.source.option(end):
            end = option[2]
        return self.aside(end, lambda out: self.pieces.append(Piece("heading", out.clean(), level=level)))

    def _note(self, name: str, end: int) -> int:
        """``\\footnote[7]{…}``: a number that is given doesn't count on."""
        label, end = self._number_of_note(end, counts=name != "footnotetext")
        group = self.source.group(end)
        if group and name != "footnotetext":
            self.out.mark(label, "note", Span(end, group[2]))
        return self.note(label, end)

    def _number_of_note(self, end: int, *, counts: bool) -> tuple[str, int]:
        option = self.source.option(end)
        given = self.text[option[0] : option[1]].strip() if option else ""
        if option:
            end = option[2]
        if not given.isdigit():
            self.notes += counts
            given = str(max(self.notes, 1))
        return given, end

    def _do_footnotemark(self, _: str, end: int) -> int:
        label, after = self._number_of_note(end, counts=True)
        self.out.mark(label, "note", Span(max(end - 13, 0), max(after, end)))
        return after

    def _head(self, name: str, end: int) -> int:
        """Authors, affiliations, date: they are no running text."""
        self.paragraph()
        if option := self.source.option(end):
            end = option[2]
        return self.aside(end, lambda out: self.pieces.append(Piece("byline", out.clean())))

    def _do_title(self, _: str, end: int) -> int:
        self.paragraph()
        if option := self.source.option(end):
            end = option[2]
        return self.aside(end, lambda out: self.pieces.append(Piece("title", out.clean())))

    def _do_abstract(self, _: str, end: int) -> int:
        self.paragraph()
        return self.aside(end, lambda out: self.pieces.append(Piece("abstract", tidied(out.clean()))))

    def _do_caption(self, _: str, end: int) -> int:
        if option := self.source.option(end):
            end = option[2]
        return self.aside(end, lambda out: self.pieces.append(Piece("caption", tidied(out.clean()))))

    _do_captionof = _do_caption

    def _do_item(self, _: str, end: int) -> int:
        self.paragraph()
        self.item = True
        if option := self.source.option(end):
            start, stop, after = option
            if "\\" not in self.text[start:stop]:
                self.out.verbatim(self.text[start:stop], start)
                self.out.space()
            return after
        return end

    def _do_bibitem(self, _: str, end: int) -> int:
        self.paragraph()
        printed = False
        if option := self.source.option(end):
            printed = self.text[option[0] : option[1]] == "\\citeproctext"
            end = option[2]
        group = self.source.group(end)
        if group is None:
            return end
        key = self.text[group[0] : group[1]].strip()
        self.item_key = key.removeprefix(PREFIX) if printed else key
        return group[2]

    def _do_href(self, _: str, end: int) -> int:
        target = self.source.group(end)
        if target is None:
            return end
        out, start = self.out, self.out.next
        address = self.text[target[0] : target[1]].replace("\\", "")
        group = self.source.group(target[2])
        if group is None:
            return target[2]
        self.groups.append(lambda: out.link(start, address))
        return group[0]

    def _do_url(self, _: str, end: int) -> int:
        group = self.source.group(end)
        if group is None:
            return end
        start = self.out.next
        address = self.text[group[0] : group[1]]
        if "\\" in address:
            self.out.put(address.replace("\\", ""))
        else:
            self.out.verbatim(address, group[0])
        self.out.link(start, address.replace("\\", "").strip())
        return group[2]

    _do_nolinkurl = _do_path = _do_url

    def _do_citetext(self, _: str, end: int) -> int:
        """natbib: text in the brackets of a citation, which holds citations of its own."""
        group = self.source.group(end)
        if group is None:
            return end
        self.out.put("(")
        self.groups.append(lambda: self.out.put(")"))
        return group[0]

    def _do_enquote(self, _: str, end: int) -> int:
        group = self.source.group(end)
        if group is None:
            return end
        self.out.put("“")
        self.groups.append(lambda: self.out.put("”"))
        return group[0]

    def _emphasis(self, end: int) -> int:
        group = self.source.group(end)
        if group is None:
            return end
        out, start = self.out, self.out.next
        self.groups.append(lambda: out.emphasise(start))
        return group[0]

    def _raised(self, end: int) -> int:
        group = self.source.group(end)
        if group is None:
            return end
        if figures := raised(self.text[group[0] : group[1]].replace("--", "–")):
            self.out.put(figures)
            return group[2]
        self.groups.append(None)
        return group[0]

    def _verb(self, name: str, end: int) -> int:
        if name.startswith("mint"):
            end = self.skip_arguments(end, 1)
        elif option := self.source.option(end):
            end = option[2]
        closer = "}" if self.text[end : end + 1] == "{" else self.text[end : end + 1]
        close = self.source.find(closer, end + 1)
        if close < 0 or close - end > 2_000:
            return end
        self.out.put(self.text[end + 1 : close])  # figures in code are no figures of the paper
        return close + 1

    def _accent(self, sign: str, end: int) -> int:
        found = self.source.argument(end)
        if found is None:
            return end
        base = self.text[found[0] : found[1]].strip()
        end = found[2]
        if base.startswith("\\"):
            base = {"\\i": "i", "\\j": "j"}.get(base, SYMBOLS.get(base[1:], base))
            end = self._behind_name(end)
        self.out.put(unicodedata.normalize("NFC", base[:1] + ACCENTS[sign] + base[1:]) if base else "")
        return end

    def sign(self, char: str, start: int, end: int) -> int:
        """A backslash and one character that is no letter."""
        if char in _PLAIN_SIGNS:
            self.out.verbatim(char, start + 1)
        elif char == "\\":
            return self._line_end(end)
        elif char in "([":
            return self.math(start, "\\" + char)
        elif char in ACCENTS:
            return self._accent(char, end)
        elif char == ",":
            self.out.put("\u202f")
        elif char not in "-/!@*":
            self.out.space()
        return end

    def _line_end(self, end: int) -> int:
        if self.text.startswith("*", end):
            end += 1
        if self.text.startswith("[", end) and (option := self.source.option(end)):
            end = option[2]
        if self.tables:
            self.next_row()
        else:
            self.out.space()
        return end
