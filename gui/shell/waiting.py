"""Files that are to be opened once the running job is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from gui.job import Lane


@dataclass(frozen=True)
class Waiting:
    """A file that waits: its name, and what opens it.

    `in_keras_lane`: it is opened where jobs run, so that one under way has to end first.
    """

    name: str
    open: Callable[[], object]
    in_keras_lane: bool = False


class OpenQueue(QObject):
    """Opens one waiting file whenever a job has ended that nobody wanted to lose.

    Attributes:
        files: in the order in which they are opened.

    Signals:
        changed: files were added or taken out.
        due: a file whose turn it is; it is taken out.
    """

    changed = Signal()
    due = Signal(object)

    def __init__(self, lane: Lane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.files: list[Waiting] = []
        self._lane = lane
        lane.ended.connect(self._on_ended)

    def add(self, file: Waiting) -> None:
        """Let `file` wait behind the others."""
        self.files.append(file)
        self.changed.emit()

    def put_back(self, file: Waiting) -> None:
        """Let `file` wait before the others until the next job ends, or a person opens it."""
        self.files.insert(0, file)
        self.changed.emit()

    def take_out(self, number: int) -> Waiting:
        """The file at `number`, which waits no more."""
        taken = self.files.pop(number)
        self.changed.emit()
        return taken

    def clear(self) -> None:
        """Let nothing wait."""
        self.files.clear()
        self.changed.emit()

    def _on_ended(self, job: object) -> None:
        if self.files and getattr(job, "stake", ""):
            # After everybody else has heard of the job's end.
            QTimer.singleShot(0, self, self._open_next)

    def _open_next(self) -> None:
        if self.files and not self._lane.staked():
            self.due.emit(self.take_out(0))
