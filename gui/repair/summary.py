"""The effect of a repair: before and after side by side, and how reliable the figures are."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from core.records import Learned, RepairRecord, classes_that_lost
from core.text.names import tells, tells_after
from gui.look.fit import Fitted, Turning
from gui.look.flow import Flow
from gui.look.terms import explain
from gui.look.theme import GAP, grown
from gui.look.widgets import Card, IconLabel, Label, button, column, row, rule
from gui.look.wording import count, in_bits, percent
from gui.repair.pair import Pair
from gui.repair.run import rates
from gui.repair.traces import look_of
from gui.repair.words import accuracy_title, series_title
from gui.session import Session

PAIRS_IN_A_ROW = 4
DOUBT = 330  # width of what is said beside the figures, in pixels
MOST_NAMED = 2
ABOVE = 12  # pixels between two lines of pairs, and below them
LARGE = 3.5  # so many pairs in a row leave no room for large figures, in texts of 100 %


class _Parted(Turning):
    """What was measured and how far that goes; a rule parts them where they stand side by side."""

    def __init__(self, figures: QWidget, doubt: QWidget, between: QWidget) -> None:
        super().__init__(figures, doubt, second_width=DOUBT, spacing=12)
        self._between = between

    def turn(self) -> None:
        super().turn()
        self._between.setVisible(self.is_beside)


class SummaryCard(Card):
    """A pair of figures for each measurement, then "Measured, not proved".

    Signals:
        classes_wanted, runs_wanted, again_wanted, report_wanted.
    """

    classes_wanted = Signal()
    runs_wanted = Signal()
    again_wanted = Signal()
    report_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(margin=0, spacing=0)
        self._session = session
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.body.setContentsMargins(0, GAP, 0, GAP)
        measured = Fitted()
        figures = column(measured, spacing=0)
        self._pairs = QGridLayout()
        self._pairs.setSpacing(0)
        self._screen = Label("", "small", "muted", wrap=True)
        self._screen.setContentsMargins(GAP, ABOVE, GAP, 0)
        explain(
            self._screen,
            "weighted entropy",
            first=self.tr("It can be moved on the Screening page."),
        )
        figures.addLayout(self._pairs)
        figures.addStretch()
        figures.addWidget(self._screen)
        self._between = rule(vertical=True)
        self.body.addWidget(_Parted(measured, self._doubt(), self._between))

    def _doubt(self) -> QWidget:
        made = Fitted()
        beside = row(made, spacing=0)
        beside.addWidget(self._between)
        layout = column(spacing=4)
        layout.setContentsMargins(GAP, 0, GAP, 0)
        beside.addLayout(layout, 1)
        head = row(spacing=8)
        head.addWidget(IconLabel("info", "muted", 16))
        head.addWidget(Label(self.tr("Measured, not proved"), "strong"), 1)
        self._text = Label("", "small", "muted", wrap=True)
        links = Flow(across=6)
        for text, signal in (
            (self.tr("Each class…"), self.classes_wanted),
            (self.tr("Run again…"), self.again_wanted),
            (self.tr("All runs…"), self.runs_wanted),
            (self.tr("Report…"), self.report_wanted),
        ):
            made_button = button(text, kind="flat")
            made_button.clicked.connect(signal)
            links.addWidget(made_button)
        layout.addLayout(head)
        layout.addWidget(self._text)
        self._lost = Label("", "small", "warning", wrap=True)
        layout.addWidget(self._lost)
        layout.addStretch()
        layout.addLayout(links)
        return made

    @property
    def lost(self) -> str:
        """The words on classes that lost much."""
        return self._lost.text()

    def show_record(self, record: RepairRecord) -> None:
        """Show the measurements in `record`."""
        while item := self._pairs.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        if record.learned:
            self._show_learned(record.learned[-1])
        else:
            self._show_repaired(record)
        self._screen.setText(self._threshold_of(record))
        self._text.setText(self._how_far(record))
        lost = "" if record.learned else self._which_lost(record)
        self._lost.setText(lost)
        self._lost.setVisible(bool(lost))

    def _show_learned(self, learned: Learned) -> None:
        """Show what learning from flagged pictures changed; the repair's figures are older."""
        name = self._session.numbered(learned.target_class)
        changes: list[tuple[str, str, float, float, int]] = [
            (
                accuracy_title(learned.measure),
                "series_clean",
                learned.clean_accuracy_before,
                learned.clean_accuracy_after,
                learned.clean_images,
            )
        ]
        if learned.obeyed_before is not None and learned.obeyed_after is not None:
            title = self.tr("Flagged pictures that get class {name}").format(name=name)
            obeyed = (learned.obeyed_before, learned.obeyed_after, learned.kept_apart)
            changes.append((title, "series_suspected", *obeyed))
        if own := learned.class_accuracy:
            title = self.tr("The same of class {name} alone").format(name=name)
            changes.insert(1, (title, "series_clean", own.before, own.after, own.images))
        for number, (title, tone, before, after, images) in enumerate(changes):
            pair = Pair(title, tone)
            pair.show_change(before, after, images)
            self._add_pair(pair, 0, number)

    def _show_repaired(self, record: RepairRecord) -> None:
        before, after = rates(record.before), rates(record.after)
        shown = [series for series in after if series in before]
        shown = [each for each in shown if each.kind != "clean" or tells_after(record)]
        small = grown(100 * len(shown)) >= 100 * LARGE
        for number, series in enumerate(shown):
            images = record.after.attack_images.get(series.name, 0)
            if series.kind == "clean":
                images = record.after.clean_images
            measured = series.kind != "clean" or tells(record.measure, before[series])
            pair = Pair(
                series_title(series, record.measure),
                look_of(series, shown).tone,
                measured=measured,
                small=small,
            )
            pair.show_change(before[series], after[series], images)
            self._add_pair(pair, *divmod(number, PAIRS_IN_A_ROW))
        if all(series.kind == "clean" for series in shown):
            if shown:
                self._pairs.addWidget(rule(vertical=True), 0, 1, 2, 1)
            self._pairs.addWidget(self._no_attack(), 0, 2, 2, 1)
            self._pairs.setColumnStretch(2, 1)

    def _add_pair(self, pair: Pair, line: int, place: int) -> None:
        """Add a pair below its title, which wraps: the figures of a line stand on one height."""
        row_of_title = 2 * line
        if line:
            self._pairs.setRowMinimumHeight(row_of_title, pair.title.sizeHint().height() + ABOVE)
        if place:
            self._pairs.addWidget(rule(vertical=True), row_of_title, 2 * place - 1, 2, 1)
        self._pairs.addWidget(pair.title, row_of_title, 2 * place)
        self._pairs.addWidget(pair, row_of_title + 1, 2 * place)
        self._pairs.setColumnStretch(2 * place, 1)

    def _threshold_of(self, record: RepairRecord) -> str:
        """The threshold of the screen, where it was calibrated or moved to."""
        return self.tr("Threshold of the screen: {bits} at {frr} FRR").format(
            bits=in_bits(record.threshold_bits), frr=percent(record.frr)
        )

    def _no_attack(self) -> QWidget:
        made = QWidget()
        layout = column(made, spacing=4)
        layout.setContentsMargins(GAP, 0, GAP, 0)
        layout.addWidget(Label(self.tr("ASR, not measured"), "body", "muted"))
        text = self.tr(
            "No poisoned set was given and no trigger is suspected, so the success of an attack "
            "is unknown. The screen flags poisoned images in any case."
        )
        layout.addWidget(Label(text, "small", "muted", wrap=True))
        layout.addStretch()
        return made

    def _which_lost(self, record: RepairRecord) -> str:
        """The classes that lost more than ten points, in a sentence; empty if there are none."""
        lost = classes_that_lost(record.before, record.after)
        each = self.tr("{name}: {before} → {after} ({images} images)")
        named = [
            each.format(
                name=self._session.numbered(label),
                before=percent(own.before, 0),
                after=percent(own.after, 0),
                images=count(own.images),
            )
            for label, own in lost[:MOST_NAMED]
        ]
        if not lost:
            return ""
        if len(lost) > MOST_NAMED:
            more = count(len(lost) - MOST_NAMED)
            named.append(self.tr("and {more} more").format(more=more))
        return self.tr("Lost more than 10 points: {classes}").format(classes="; ".join(named))

    def _how_far(self, record: RepairRecord) -> str:
        if record.learned:
            return self.tr(
                "From images that were not learned from, before and after learning. The figures of "
                "the repair before it are in the report."
            )
        images = count(record.after.clean_images)
        said = self.tr("From {images} images that nothing was tuned on.").format(images=images)
        if not tells_after(record):
            said = self.tr("Nothing was changed and there are no labels, so nothing was measured.")
        elif record.measure == "agreement":
            said += " " + self.tr("Without labels, the BadNet's own answers are used instead.")
        else:
            said += " " + self.tr(
                "Source-specific triggers, all-to-all attacks and warps may remain undetected."
            )
        return said
