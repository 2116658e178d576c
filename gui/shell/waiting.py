"""Files to open once the running job is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from gui.job import Lane


@dataclass(frozen=True)
class Waiting:
    """A file that waits: its name, and the function that opens it.

    `in_keras_lane`: it is opened in the lane of jobs, so a running job has to end first.
    """

    name: str
    open: Callable[[], object]
    in_keras_lane: bool = False


class OpenQueue(QObject):
    """Opens one waiting file after each job that a person did not want to lose.

    Attributes:
        files: in the order of opening.

    Signals:
        changed: files were added or removed.
        due: the next file; it has been removed from the queue.
    """

    changed = Signal()
    due = Signal(object)

    def __init__(self, lane: Lane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.files: list[Waiting] = []
        self._lane = lane
        lane.ended.connect(self._on_ended)

    def add(self, file: Waiting) -> None:
        """Add `file` at the end."""
        self.files.append(file)
        self.changed.emit()

    def put_back(self, file: Waiting, number: int = 0) -> None:
        """Put `file` at `number` again until it is due, or a person opens it."""
        self.files.insert(number, file)
        self.changed.emit()

    def take_out(self, number: int) -> Waiting:
        """Remove the file at `number`, and return it."""
        taken = self.files.pop(number)
        self.changed.emit()
        return taken

    def clear(self) -> None:
        """Remove all files."""
        self.files.clear()
        self.changed.emit()

    def _on_ended(self, job: object) -> None:
        if self.files and getattr(job, "stake", ""):
            # After all other receivers have been told of the job's end.
            QTimer.singleShot(0, self, self._open_next)

    def _open_next(self) -> None:
        if self.files and not self._lane.staked():
            self.due.emit(self.take_out(0))
