"""The state of a workspace: link history and caches."""

from claimcheck.store.state import STATE as STATE_FILE
from claimcheck.store.state import Check, Store, open_state

__all__ = ["STATE_FILE", "Check", "Store", "open_state"]
