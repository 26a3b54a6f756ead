"""Runs the command line and turns every end that it can have into one line and an exit status."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence

import click

from claimcheck.cli.group import main
from claimcheck.cli.signals import INTERRUPTED, MESSAGE, interruptible
from claimcheck.errors import ClaimcheckError

USAGE, JOB, BROKEN_PIPE = 2, 3, 141
DEBUG = "CLAIMCHECK_DEBUG"

_REMEDIES = {
    errno.ENOSPC: "make room and run again; what was done is kept",
    errno.EDQUOT: "make room and run again; what was done is kept",
    errno.EROFS: "choose a workspace that can be written (--workspace DIR)",
    errno.EACCES: "check its permissions, or choose another workspace (--workspace DIR)",
    errno.EPERM: "check its permissions, or choose another workspace (--workspace DIR)",
    errno.EEXIST: "something else stands where a folder should be; move it away",
    errno.ENOTDIR: "something else stands where a folder should be; move it away",
    errno.EISDIR: "a folder stands where a file should be; move it away",
    errno.ENOENT: "check the path",
    errno.EMFILE: "raise the limit of open files (ulimit -n)",
}


def run(arguments: Sequence[str] | None = None) -> int:
    """Run ``claimcheck`` with ``arguments`` (those of the process if None); returns the exit status, never raises."""
    _prepare_streams()
    try:
        with interruptible():
            return _run(list(sys.argv[1:] if arguments is None else arguments))
    except (click.Abort, KeyboardInterrupt):
        return _say(MESSAGE, INTERRUPTED)


def _run(arguments: list[str]) -> int:
    try:
        # Not main.main(): that has its own ideas of what an interruption and a broken pipe should look like.
        with main.make_context("claimcheck", arguments) as context:
            status = main.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return USAGE
    except click.ClickException as error:
        return _say(_usage(error), USAGE)
    except ClaimcheckError as error:
        return _fail(str(error), error.exit_status)
    except BrokenPipeError:
        _forget_stdout()
        return BROKEN_PIPE
    except OSError as error:
        return _fail(_system(error), JOB)
    except MemoryError:
        return _fail("out of memory; check fewer or smaller sources at a time", JOB)
    except Exception as error:  # noqa: BLE001  # the last line of defence: a user never meets a traceback
        return _fail(_unexpected(error), JOB)
    return status if isinstance(status, int) else 0


def _fail(text: str, status: int) -> int:
    """Say it in one line; with CLAIMCHECK_DEBUG=1 the traceback of the error under way goes before it."""
    if os.environ.get(DEBUG, "") not in ("", "0"):
        import traceback

        from claimcheck.redaction import redact

        sys.stderr.write(redact(traceback.format_exc()))
    return _say(text, status)


def _say(text: str, status: int) -> int:
    from claimcheck.report.safe import one_line

    try:
        sys.stderr.write(f"claimcheck: {one_line(text)}\n")
    except OSError:
        return status
    return status


def _usage(error: click.ClickException) -> str:
    text = error.format_message().rstrip(".")
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "claimcheck"
    return f"{text}; see {command} --help"


def _system(error: OSError) -> str:
    place = f"{error.filename}: " if isinstance(error.filename, str) else ""
    remedy = _REMEDIES.get(error.errno or 0, f"set {DEBUG}=1 to see where")
    return f"{place}{error.strerror or error}; {remedy}"


def _unexpected(error: Exception) -> str:
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return f"unexpected {what}; this is a fault of claimcheck: run again with {DEBUG}=1 and report what it shows"


def _prepare_streams() -> None:
    """UTF-8 whatever the locale; what can't be encoded is shown escaped instead of ending the job.

    Streams that the caller closed lead nowhere: otherwise the next file opened would get their number, and whatever
    writes to standard error would write into it.
    """
    for number, name in ((0, "stdin"), (1, "stdout"), (2, "stderr")):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free: this one
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "r" if number == 0 else "w", encoding="utf-8"))  # noqa: SIM115  # lives as long as the process
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _forget_stdout() -> None:
    """The reader went away: let the interpreter's last flush go nowhere."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return
