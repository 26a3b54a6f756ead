"""What the reader of a LaTeX paper holds while it walks the tokens."""

from __future__ import annotations

from collections.abc import Callable

from claimcheck.paper.latex.macros import Macro
from claimcheck.paper.latex.tokens import Source
from claimcheck.paper.mapped import Clean
from claimcheck.paper.pieces import Piece
from claimcheck.paper.writer import Writer

Close = Callable[[], None]


class State:
    """The text that is being written, what is open, and how arguments are passed over."""

    def __init__(
        self,
        source: Source,
        macros: dict[str, Macro],
        places: dict[int, int],
        depth: int = 0,
        expanded: dict[str, str] | None = None,
    ) -> None:
        self.source = source
        self.text = source.text
        self.macros = macros
        self.places = places
        """Where macros are defined: start and end of each definition."""
        self.depth = depth
        self.expanded: dict[str, str] = {} if expanded is None else expanded
        """What the bodies of macros come to, shared with the readers of these bodies."""
        self.pieces: list[Piece] = []
        self.writers: list[Writer] = [Writer()]
        self.groups: list[Close | None] = []
        self.environments: list[str] = []
        self.tables: list[list[list[Clean]]] = []
        self.item = False
        self.item_key = ""
        self.notes = 0
        self.linked = ("", 0)
        """The work that a link named last, and how long the text was then."""
        self.listed: list[str] = []
        self.order: dict[str, int] = {}
        """The keys of a printed reference list in its order; filled when they are asked for."""
        self.at = 0
        self.length = 0
        """Of the paragraphs so far."""

    @property
    def out(self) -> Writer:
        return self.writers[-1]

    # what the reader gives
    def paragraph(self) -> None:
        raise NotImplementedError

    def environment(self, name: str, at: int) -> int:
        raise NotImplementedError

    def end_environment(self, name: str) -> None:
        raise NotImplementedError

    def aside(self, at: int, finish: Callable[[Writer], None]) -> int:
        raise NotImplementedError

    def note(self, label: str, at: int) -> int:
        raise NotImplementedError

    def plain(self, text: str) -> str:
        raise NotImplementedError

    def close_group(self) -> None:
        if self.groups and (close := self.groups.pop()):
            close()

    def skip_arguments(self, at: int, count: int) -> int:
        """Behind options and ``count`` arguments."""
        while option := self.source.option(at):
            at = option[2]
        for _ in range(count):
            group = self.source.argument(at)
            if group is None:
                break
            at = group[2]
            while option := self.source.option(at):
                at = option[2]
        return at

    def _behind_name(self, end: int) -> int:
        """TeX skips the white space behind a command's name."""
        while self.text[end : end + 1] in (" ", "\t") and self.text[end : end + 1]:
            end += 1
        return end + 2 if self.text.startswith("{}", end) else end
