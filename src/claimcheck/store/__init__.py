"""The state of a workspace: link history and caches."""

from claimcheck.store.lines import MAX_LINE, from_line, to_lines
from claimcheck.store.state import STATE as STATE_FILE
from claimcheck.store.state import Check, Store, open_state

__all__ = ["MAX_LINE", "STATE_FILE", "Check", "Store", "from_line", "open_state", "to_lines"]
