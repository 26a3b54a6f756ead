"""``claimcheck`` and ``python -m claimcheck``."""

from __future__ import annotations

import gc
import sys

CIRCLES_AFTER = (20_000, 20, 20)
"""Of new objects (of collections, for the older ones) Python looks for circles after so many: 700 are made for a page,
and nearly all that a run makes is used to its end."""


def main() -> None:
    """Run the command line; never shows a traceback for what a user can mend."""
    gc.set_threshold(*CIRCLES_AFTER)
    try:
        from claimcheck.cli import run

        status = run()
        _ignore()
    except KeyboardInterrupt:  # before or after the job itself
        sys.stderr.write("claimcheck: interrupted; what was done is kept\n")
        status = 130
        _ignore()
    gc.freeze()  # the process ends: no need to look through all that it holds once more
    sys.exit(status)


def _ignore() -> None:
    from claimcheck.cli.signals import ignore

    ignore()


if __name__ == "__main__":
    main()
