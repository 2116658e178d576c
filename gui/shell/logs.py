"""The log, and a note of a crash for the next start."""

from __future__ import annotations

import faulthandler
import logging
import os
import sys
import traceback
from collections.abc import Callable, Iterable
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

CRASH = "crash.log"
EARLIER = "crash-earlier.log"

_log = logging.getLogger("goodnet")


class Logs:
    """Writes the log of this run into `folder`, including unexpected errors and crashes.

    If nothing can be written there, no log is kept, because a missing log must not prevent the
    start.

    Attributes:
        crash: what the last run left behind if it ended unexpectedly, otherwise None. It names the
            running job and where the code crashed; it is "" if the system ended an idle window.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.crash: str | None = None
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._handler = _handler(folder / "goodnet.log")
            self.crash = self._take_crash()
            self._crash_file = (folder / CRASH).open("w", encoding="utf-8")
        except OSError:
            self._handler = logging.NullHandler()
            self._crash_file = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
        _log.addHandler(self._handler)
        _log.setLevel(logging.INFO)
        faulthandler.enable(self._crash_file)

    def note_jobs(self, titles: Iterable[str]) -> None:
        """Leave a note of the running jobs, to be reported if this run ends unexpectedly."""
        if self._crash_file.closed:
            return
        with suppress(OSError):
            self._crash_file.seek(0)
            self._crash_file.truncate()
            self._crash_file.writelines(f"{title}\n" for title in titles)
            self._crash_file.flush()

    def watch_errors(self, show: Callable[[BaseException], None]) -> None:
        """Log uncaught exceptions from now on, and pass them to `show`."""

        def on_error(
            kind: type[BaseException], error: BaseException, trace: TracebackType | None
        ) -> None:
            _log.error("".join(traceback.format_exception(kind, error, trace)))
            show(error)

        sys.excepthook = on_error

    def close(self) -> None:
        """End this run's log; the crash file is deleted, because there was no crash."""
        sys.excepthook = sys.__excepthook__
        faulthandler.disable()
        with suppress(OSError):
            self._crash_file.close()
            (self.folder / CRASH).unlink(missing_ok=True)
        _log.removeHandler(self._handler)
        self._handler.close()

    def _take_crash(self) -> str | None:
        left = self.folder / CRASH
        if not left.exists():
            return None
        left.replace(self.folder / EARLIER)
        return (self.folder / EARLIER).read_text(encoding="utf-8", errors="replace")


class _LogFile(RotatingFileHandler):
    """A log that stops writing if the disk is full."""

    def handleError(self, record: logging.LogRecord) -> None:
        pass


def _handler(path: Path) -> logging.Handler:
    handler = _LogFile(path, maxBytes=1_000_000, backupCount=3, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    return handler
