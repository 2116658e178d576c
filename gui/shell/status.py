"""The status bar: the last event on the left, the running job on the right."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QStatusBar, QWidget

from gui.look.controls import ThinBar
from gui.look.theme import grown
from gui.look.widgets import ElidedLabel, Label, button, row
from gui.page import Desk
from gui.shell.waiting import OpenQueue

HEIGHT = 28


class StatusBar(QStatusBar):
    """Shows the resting sentence ("TensorFlow ready") when no job runs.

    Attributes:
        waiting: a button that names the files waiting to be opened; its menu removes them.

    Signals:
        wanted: the number of the waiting file to open now.
    """

    wanted = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self.setMinimumHeight(grown(HEIGHT))
        self._resting = ""
        self._event = ElidedLabel(self.tr("Ready. Files can be opened now."), "small", "muted")
        self._text = Label("", "small", "muted", tabular=True)
        self._bar = ThinBar(self.tr("Progress of the running job"))
        self._bar.setFixedWidth(96)
        self._bar.hide()
        self._share = Label("", "small", "muted", tabular=True)
        self.waiting = button("", "folder", "flat")
        self.waiting.setMenu(QMenu(self.waiting))
        self.waiting.hide()
        right = QWidget()
        layout = row(right, spacing=8)
        layout.setContentsMargins(0, 0, 12, 0)
        for widget in (self.waiting, self._text, self._bar, self._share):
            layout.addWidget(widget)
        self._event.setContentsMargins(4, 0, 0, 0)
        self.addWidget(self._event, 1)
        self.addPermanentWidget(right)
        self.setContentsMargins(0, 0, 0, 0)
        desk.keras.emptied.connect(self._on_emptied)

    def say(self, sentence: str) -> None:
        """Show the last event."""
        self._event.setText(sentence)

    def event_text(self) -> str:
        """The text of the last event."""
        return self._event.text()

    def show_progress(self, text: str, fraction: float | None, share: str = "") -> None:
        """Show that `text` is `fraction` done; None means busy."""
        self._text.setText(text)
        self._bar.set_fraction(fraction)
        self._bar.show()
        words = share or (f"{fraction:.0%}".replace("%", "\u00a0%") if fraction is not None else "")
        self._share.setText(words)
        self._share.setVisible(bool(words))

    def follow(self, queue: OpenQueue) -> None:
        """Show the files that wait in `queue` from now on."""
        self._queue = queue
        queue.changed.connect(self._show_waiting)

    def _show_waiting(self) -> None:
        files = self._queue.files
        self.waiting.setVisible(bool(files))
        menu = self.waiting.menu()
        menu.clear()
        if not files:
            return
        said = self.tr("Waiting: {name}").format(name=files[0].name)
        if len(files) > 1:
            said = self.tr("{count} files are waiting").format(count=len(files))
        self.waiting.setText(said)
        for number, file in enumerate(files):
            open_now = menu.addAction(self.tr("Open {name} now").format(name=file.name))
            open_now.triggered.connect(lambda _checked, k=number: self.wanted.emit(k))
            take_out = menu.addAction(self.tr("Do not open {name}").format(name=file.name))
            take_out.triggered.connect(lambda _checked, k=number: self._queue.take_out(k))
        if len(files) == 1:
            return
        menu.addSeparator()
        menu.addAction(self.tr("Open none of them")).triggered.connect(self._queue.clear)

    def rest(self, text: str) -> None:
        """Show `text` whenever no job runs."""
        self._resting = text
        self._on_emptied()

    def _on_emptied(self) -> None:
        self._text.setText(self._resting)
        self._bar.hide()
        self._share.hide()
