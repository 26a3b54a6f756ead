"""The state of a workspace: link history and caches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck import lazy
from claimcheck.store.state import STATE as STATE_FILE
from claimcheck.store.state import Check, Store, open_state

if TYPE_CHECKING:
    from claimcheck.store.lines import MAX_LINE, from_line, to_lines
else:  # only ``history`` asks for lines
    __getattr__ = lazy.loader(__name__, {"MAX_LINE": "lines", "from_line": "lines", "to_lines": "lines"})

__all__ = ["MAX_LINE", "STATE_FILE", "Check", "Store", "from_line", "open_state", "to_lines"]
