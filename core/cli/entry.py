"""The entry point: arguments in, exit code out; `core.cli.commands` does the work."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from core.cli.arguments import parser
from core.errors import GoodNetError, understood
from core.jobs.interruption import listen

INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    given = parser()
    arguments = given.parse_args(argv)
    if arguments.command is None and not arguments.self_test:
        given.print_help()
        return 0
    listen()
    try:
        from core.cli.commands import run

        run(arguments)
        sys.stdout.flush()
        return 0
    except KeyboardInterrupt:
        return _say("Interrupted; nothing half-written was left.", INTERRUPTED)
    except BrokenPipeError:
        # The reader of stdout is gone; without this Python would complain again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        known = understood(error)
        if isinstance(known, GoodNetError):
            return _say(str(known), known.exit_code)
        return _say(f"{_one_line(error)} ({_log()})", 1)


def _say(sentence: str, code: int) -> int:
    print(f"goodnet: {sentence}", file=sys.stderr)
    return code


def _one_line(error: Exception) -> str:
    text = " ".join(str(error).split())
    return f"This did not work: {type(error).__name__}: {text[:300]}"


def _log() -> str:
    """Write the current exception to the log, and return the log's place."""
    from core.cli.logs import log_file

    logging.raiseExceptions = False  # a full disk must not cause a second error
    try:
        path = log_file()
        handler = logging.FileHandler(path, encoding="utf-8")
    except OSError as error:
        return f"no log: {error.strerror}"
    logger = logging.getLogger("goodnet")
    logger.addHandler(handler)
    logger.exception("A command failed")
    logger.removeHandler(handler)
    with suppress(OSError):
        handler.close()
    return f"details: {path}"


if __name__ == "__main__":
    sys.exit(main())
