"""The card of the table: filters and search above it, a summary below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from gui.look import icons
from gui.look.controls import EmptyState, Segments
from gui.look.fit import Stack, Turning
from gui.look.theme import Tone, tokens
from gui.look.widgets import Card, ElidedLabel, IconLabel, Label, button, row, rule
from gui.look.wording import count, percent
from gui.screening.gallery import Gallery
from gui.screening.rows import Row
from gui.screening.thumbnails import Thumbnails
from gui.screening.verdict_filter import VerdictFilter
from gui.screening.verdict_rows import VerdictTable
from gui.screening.verdict_table import VerdictView
from gui.session import Session

LEAST = 250  # height of five rows and their header, in pixels
FOOT = 39
SEARCHED, LEAST_SEARCHED = 220, 150  # widths of the field to search in
FILTERS = ("all", "poisoned", "clean")


class VerdictCard(Card):
    """Shows the table, or that no row matches the filters.

    Attributes:
        view: the table itself.
        gallery: the same rows as larger pictures.
        ways: whether the table or the gallery is shown.
        search_field: searches for a file or class.
        filters: which verdicts are shown.

    Signals:
        stop_wanted: a person stops the screening.
    """

    stop_wanted = Signal()

    def __init__(self, table: VerdictTable, thumbnails: Thumbnails, session: Session) -> None:
        super().__init__(margin=0, spacing=0)
        self._shown = VerdictFilter(table, session)
        self.view = VerdictView(self._shown, thumbnails, session)
        self.gallery = Gallery(self.view, self._shown, thumbnails)
        self.gallery.action_wanted.connect(self.view.action_wanted)
        self.body.addLayout(self._head())
        self._stack = Stack()
        self._stack.addWidget(self.view)
        self._nothing = self._nothing_found()
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(self.gallery)
        self._stack.setMinimumHeight(LEAST)
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(rule())
        self.body.addWidget(self._foot())

    def show_rows(self, rows: Sequence[Row], busy: bool) -> None:
        """Show counts and shares of all `rows`."""
        done = [shown.verdict for shown in rows if shown.verdict]
        poisoned = sum(verdict.verdict == "poisoned" for verdict in done)
        numbers = {"all": len(rows), "poisoned": poisoned, "clean": len(done) - poisoned}
        for key, text in self._filter_texts.items():
            self.filters.set_text(key, f"{text} {count(numbers[key])}")
        self._screened.setText(self.tr("{count} screened").format(count=count(len(done))))
        self._poisoned.setText(self.tr("{count} poisoned").format(count=count(poisoned)))
        self._clean.setText(self.tr("{count} clean").format(count=count(numbers["clean"])))
        labelled = [verdict for verdict in done if verdict.label is not None]
        self._with_labels.setVisible(bool(labelled))
        if labelled:
            right = sum(verdict.goodnet_class == verdict.label for verdict in labelled)
            self._labelled.setText(
                self.tr("{count} with labels:").format(count=count(len(labelled)))
            )
            self._correct.setText(percent(right / len(labelled)))
            self._incorrect.setText(percent(1 - right / len(labelled)))
        wrong = [shown.wrong for shown in rows if shown.wrong]
        self._marked.setVisible(bool(wrong))
        self._marked.setText(
            self.tr("marked as false alarm: {alarms}, as missed: {missed}").format(
                alarms=count(wrong.count("false alarm")), missed=count(wrong.count("missed"))
            )
        )
        self._stop.setVisible(busy)
        self._look_for_rows()

    @property
    def shares(self) -> tuple[str, str, str]:
        """How many images have labels, and the shares that are correct and incorrect, as shown."""
        return self._labelled.text(), self._correct.text(), self._incorrect.text()

    @property
    def marked(self) -> str:
        """How many verdicts are marked as wrong, as shown; empty if there are none."""
        return "" if self._marked.isHidden() else self._marked.text()

    def choose_filter(self, key: str) -> None:
        """Show "all", "poisoned" or "clean" rows."""
        self.filters.choose(key)
        self._shown.choose(key)
        self._look_for_rows()

    def search(self, text: str) -> None:
        """Show the rows whose file or class contains `text`."""
        self._shown.search(text)
        self._look_for_rows()

    def search_again(self) -> None:
        """Repeat the search, as after a change of class names."""
        self.search(self.search_field.text())

    def choose(self, wanted: Row) -> None:
        """Select `wanted` if it is shown."""
        rows = self._shown.rows()
        if wanted in rows:
            self.view.choose(rows.index(wanted))

    def choose_near(self, place: int) -> None:
        """Select the row at `place` now, or the last one."""
        rows = self._shown.rowCount()
        if rows:
            self.view.choose(min(place, rows - 1))

    def choose_next(self, step: int) -> None:
        """Select the row `step` rows further down, if there is one."""
        place = self.view.currentIndex().row() + step
        if 0 <= place < self._shown.rowCount():
            self.view.choose(place)

    # -- made once -----------------------------------------------------------------------

    def _head(self):
        head = row(spacing=8)
        head.setContentsMargins(12, 11, 12, 11)
        self._filter_texts = {
            "all": self.tr("All"),
            "poisoned": self.tr("Poisoned"),
            "clean": self.tr("Clean"),
        }
        self.filters = Segments(list(self._filter_texts.items()), self.tr("Rows to show"))
        self.filters.chosen.connect(self.choose_filter)
        self.search_field = _SearchField()
        self.search_field.setPlaceholderText(self.tr("File or class"))
        self.search_field.setAccessibleName(self.tr("Search by file or class"))
        self.search_field.textChanged.connect(self.search)
        self.search_field.left.connect(self.view.setFocus)
        ways = [("list", self.tr("List")), ("gallery", self.tr("Gallery"))]
        self.ways = Segments(ways, self.tr("How rows are shown"))
        self.ways.chosen.connect(lambda _key: self._look_for_rows())
        head.addWidget(self.filters)
        head.addWidget(self.ways)
        head.addStretch()
        head.addWidget(self.search_field)
        return head

    def _nothing_found(self) -> QWidget:
        everything = button(self.tr("Show all"))
        everything.clicked.connect(self._show_everything)
        return EmptyState(
            "search",
            self.tr("No such row"),
            self.tr("No screened image has this verdict, file name or class."),
            everything,
        )

    def _foot(self) -> QWidget:
        counts = QWidget()
        layout = row(counts, spacing=6)
        self._screened = Label(tabular=True)
        self._poisoned = Label("", "strong", "poisoned", tabular=True)
        self._clean = Label("", "strong", "clean", tabular=True)
        self._stop = button(self.tr("Stop"), "cross", "flat")
        self._stop.setToolTip(self.tr("Keep the finished verdicts and skip the rest"))
        self._stop.clicked.connect(self.stop_wanted)
        layout.addWidget(self._screened)
        signs: tuple[tuple[Tone, Label], ...] = (
            ("poisoned", self._poisoned),
            ("clean", self._clean),
        )
        for sign, label in signs:
            layout.addSpacing(10)
            layout.addWidget(IconLabel(sign, sign, 14))
            layout.addWidget(label)
        layout.addSpacing(6)
        layout.addWidget(self._stop)
        self._marked = ElidedLabel("", "body", "warning")
        layout.addWidget(self._marked)
        layout.addStretch()
        foot = Turning(counts, self._make_labelled(), spacing=2)
        foot.setMinimumHeight(FOOT)
        around = foot.layout()
        assert around is not None
        around.setContentsMargins(12, 4, 12, 4)
        return foot

    def _make_labelled(self) -> QWidget:
        self._with_labels = QWidget()
        layout = row(self._with_labels, spacing=4)
        self._labelled = Label("", "body", "muted", tabular=True)
        self._correct = Label("", "strong", tabular=True)
        self._incorrect = Label("", "strong", tabular=True)
        for label in (
            self._labelled,
            self._correct,
            Label(self.tr("correct,"), "body", "muted"),
            self._incorrect,
            Label(self.tr("incorrect"), "body", "muted"),
        ):
            layout.addWidget(label)
        return self._with_labels

    # -- inside --------------------------------------------------------------------------

    def _show_everything(self) -> None:
        self.search_field.clear()
        self.choose_filter("all")

    def _look_for_rows(self) -> None:
        way = self.gallery if self.ways.current() == "gallery" else self.view
        self._stack.setCurrentWidget(way if self._shown.rowCount() else self._nothing)


class _SearchField(QLineEdit):
    """Esc clears it; in an empty field, Esc leaves it.

    Signals:
        left: Esc was pressed in an empty field.
    """

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumWidth(LEAST_SEARCHED)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setTextMargins(20, 0, 0, 0)

    def sizeHint(self) -> QSize:
        return QSize(SEARCHED, super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.text():
            self.clear()
        else:
            self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        place = QRectF(9, self.height() / 2 - 7, 14, 14)
        icons.paint(QPainter(self), place, "search", tokens().color("muted"))
