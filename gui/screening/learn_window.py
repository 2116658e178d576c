"""The window for learning: pictures to confirm, the progress, and the result."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QWidget

from core.records import Learned
from core.text.names import capitalized, measure_name
from gui.look.controls import ThinBar
from gui.look.sentences import in_window_language
from gui.look.side_window import SideWindow
from gui.look.theme import GAP, MARGIN
from gui.look.widgets import Label, button, clear, column, row
from gui.look.wording import count, percent
from gui.screening.caught_pictures import CaughtPictures, CaughtView
from gui.session import Session

LOOK, BUSY, DONE = range(3)
SIZE = QSize(760, 560)


class LearnWindow(SideWindow):
    """One step after another: look at the pictures, learn, judge the result.

    Signals:
        learn_wanted: a person confirmed the remaining pictures.
        stop_wanted: a person ends learning without a result.
        data_wanted: a person wants to choose clean data.
        take_wanted: the new GoodNet shall replace the old one.
        discard_wanted: the new GoodNet is not wanted.
    """

    learn_wanted = Signal()
    stop_wanted = Signal()
    data_wanted = Signal()
    take_wanted = Signal()
    discard_wanted = Signal()

    def __init__(self, session: Session, pictures: CaughtPictures, parent: QWidget) -> None:
        super().__init__(parent, self.tr("Learn from flagged pictures"), SIZE)
        self._session, self.pictures = session, pictures
        self._sentence = Label("", wrap=True)
        self._steps = QStackedWidget()
        for step in (self._look(), self._busy(), self._done()):
            self._steps.addWidget(step)
        whole = column(self, margin=MARGIN, spacing=GAP)
        whole.addWidget(self._sentence)
        whole.addWidget(self._steps, 1)
        pictures.choice_changed.connect(self._refresh)
        session.clean_data_changed.connect(self._refresh)

    @property
    def line(self) -> str:
        """The words at the top."""
        return self._sentence.text()

    @property
    def figures(self) -> list[str]:
        """The cells of the table of before and after."""
        cells = [self._table.itemAt(k) for k in range(self._table.count())]
        widgets = [cell.widget() for cell in cells if cell is not None]
        return [widget.text() for widget in widgets if isinstance(widget, Label)]

    def show_crowd(self, sentence: str) -> None:
        """Begin with the pictures of a crowd, and what is known of it."""
        self._sentence.setText(sentence)
        self._to(LOOK)

    def show_progress(self, stage: str, fraction: float) -> None:
        """Show the progress of learning."""
        self._to(BUSY)
        self._stage.setText(stage)
        self._bar.set_fraction(fraction)

    def show_refused(self, sentence: str) -> None:
        """Show why nothing was learned; the pictures can be selected again."""
        self._sentence.setText(sentence)
        self._to(LOOK)

    def show_learned(self, learned: Learned) -> None:
        """Show the result of learning."""
        name = self._session.numbered(learned.target_class)
        said = self.tr("Learned from {count} pictures that the BadNet takes for class {name}.")
        said = said.format(count=count(len(learned.learned_from)), name=name)
        if learned.left_out:
            left_out = self.tr("Left out as probable false alarms: {count}.")
            said = f"{said} {left_out.format(count=count(len(learned.left_out)))}"
        self._sentence.setText(said)
        clear(self._table)
        for column_, title in enumerate(("", self.tr("before"), self.tr("after"), self.tr("of"))):
            self._table.addWidget(Label(title, "body", "muted"), 0, column_)
        for line, cells in enumerate(self._rows(learned, name), 1):
            for column_, text in enumerate(cells):
                role = "strong" if column_ == 2 else "body"
                self._table.addWidget(Label(text, role, tabular=True), line, column_)
        self._to(DONE)

    @property
    def is_busy(self) -> bool:
        """Whether learning is running."""
        return self._steps.currentIndex() == BUSY

    def reject(self) -> None:
        """Close the window; while learning runs, ask to end it instead, as the button does."""
        if self.is_busy:
            self.stop_wanted.emit()
        else:
            super().reject()

    # -- made once -----------------------------------------------------------------------

    def _look(self) -> QWidget:
        page = QWidget()
        layout = column(page, spacing=8)
        asked = self.tr(
            "Look at each picture. Take out those that you know to be clean (Space or a click on "
            "the mark). The network will unlearn what the others have in common."
        )
        layout.addWidget(Label(asked, "body", "muted", wrap=True))
        self.view = CaughtView(self.pictures)
        layout.addWidget(self.view, 1)
        self._missing = Label("", "body", "warning", wrap=True)
        layout.addWidget(self._missing)
        buttons = row(spacing=8)
        self.data_button = button(self.tr("Add clean data…"), "plus")
        self.learn_button = button("", "play", "primary")
        close = button(self.tr("Close"))
        self.data_button.clicked.connect(self.data_wanted)
        self.learn_button.clicked.connect(self.learn_wanted)
        close.clicked.connect(self.close)
        buttons.addWidget(self.data_button)
        buttons.addStretch()
        for made in (close, self.learn_button):
            buttons.addWidget(made)
        layout.addLayout(buttons)
        return page

    def _busy(self) -> QWidget:
        page = QWidget()
        layout = column(page, spacing=8)
        self._stage = Label("", "strong")
        self._bar = ThinBar(self.tr("Progress of learning"))
        self._bar.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.stop_button = button(self.tr("Cancel and discard"), "cross", "danger")
        self.stop_button.clicked.connect(self.stop_wanted)
        layout.addWidget(self._stage)
        layout.addWidget(self._bar)
        layout.addStretch()
        buttons = row(spacing=8)
        buttons.addStretch()
        buttons.addWidget(self.stop_button)
        layout.addLayout(buttons)
        return page

    def _done(self) -> QWidget:
        page = QWidget()
        layout = column(page, spacing=8)
        self._table = QGridLayout()
        self._table.setHorizontalSpacing(24)
        layout.addLayout(self._table)
        explained = self.tr(
            "The new GoodNet replaces the old one, with its own screen. The images are screened "
            "again. The old one stays in All runs on the Repair page. Nothing is saved until you "
            "save it."
        )
        layout.addWidget(Label(explained, "body", "muted", wrap=True))
        layout.addStretch()
        buttons = row(spacing=8)
        buttons.addStretch()
        self.discard_button = button(self.tr("Discard it"))
        self.take_button = button(self.tr("Use the new GoodNet"), "check", "primary")
        self.discard_button.clicked.connect(self.discard_wanted)
        self.take_button.clicked.connect(self.take_wanted)
        buttons.addWidget(self.discard_button)
        buttons.addWidget(self.take_button)
        layout.addLayout(buttons)
        return page

    # -- inside --------------------------------------------------------------------------

    def _to(self, step: int) -> None:
        if step != self._steps.currentIndex():
            self._steps.setCurrentIndex(step)
            # Qt would choose the first button of the step, and that one discards the work.
            (self.view, self._bar, self.take_button)[step].setFocus()
        self._refresh()

    def _refresh(self) -> None:
        has_data = bool(self._session.clean_paths)
        self.data_button.setVisible(not has_data)
        self.learn_button.setEnabled(has_data and self.pictures.left > 0)
        text = self.tr("Learn from {count} pictures").format(count=count(self.pictures.left))
        self.learn_button.setText(text)
        self._missing.setVisible(not has_data)
        self._missing.setText(
            self.tr("Learning needs the clean data of the repair, and none is open.")
        )

    def _rows(self, learned: Learned, name: str) -> list[tuple[str, str, str, str]]:
        """For each measure its name, before, after, and the number of images."""
        rows = []
        if learned.obeyed_before is not None and learned.obeyed_after is not None:
            what = self.tr("Caught pictures, not learned from, that still get class {name}")
            pair = (percent(learned.obeyed_before), percent(learned.obeyed_after))
            rows.append((what.format(name=name), *pair, count(learned.kept_apart)))
        pair = (percent(learned.clean_accuracy_before), percent(learned.clean_accuracy_after))
        measure = capitalized(in_window_language(measure_name(learned.measure)))
        rows.append((measure, *pair, count(learned.clean_images)))
        own = learned.class_accuracy
        if own is not None:
            what = self.tr("The same of class {name} alone").format(name=name)
            rows.append((what, percent(own.before), percent(own.after), count(own.images)))
        return rows
