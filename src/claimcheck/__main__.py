"""``claimcheck`` and ``python -m claimcheck``."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; never shows a traceback for what a user can mend."""
    try:
        from claimcheck.cli import run

        status = run()
        _ignore()
    except KeyboardInterrupt:  # before or after the job itself
        sys.stderr.write("claimcheck: interrupted; what was done is kept\n")
        status = 130
        _ignore()
    sys.exit(status)


def _ignore() -> None:
    from claimcheck.cli.signals import ignore

    ignore()


if __name__ == "__main__":
    main()
