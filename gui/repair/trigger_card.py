"""The inverted triggers: their pictures, and how suspicious each is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from core.records import (
    ClassAccuracy,
    RepairRecord,
    SuspectedTarget,
    expert_margin_of_others,
    extent_of_others,
    perturbation_of_others,
)
from core.text.names import REASONS
from core.text.unaccused import unaccused
from gui.look.chips import Chip
from gui.look.controls import EmptyState
from gui.look.fit import Stack
from gui.look.sentences import in_window_language
from gui.look.terms import Term, explain
from gui.look.theme import GAP
from gui.look.widgets import Card, Label, column, icon_button, row
from gui.look.wording import count, decimal, percent
from gui.repair.index_plot import IndexPlot
from gui.repair.trigger_picture import Picture
from gui.session import Session

MOST_NAMED = 2  # classes of which the card says why they are not suspected
NOT_KNOWN = "–"


class TriggerCard(Card):
    """Shows one suspected trigger at a time, most suspicious first, or why there is none."""

    def __init__(self, session: Session) -> None:
        super().__init__(spacing=12)
        self.least_width = 300
        self._session = session
        self._targets: tuple[SuspectedTarget, ...] = ()
        self._record: RepairRecord | None = None
        self._shown = 0
        self.body.addLayout(self._head())
        self._stack = Stack()
        self._empty = QWidget()
        column(self._empty)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._found())
        self.body.addWidget(self._stack, 1)

    def show_record(self, record: RepairRecord) -> None:
        """Show the suspected triggers of `record`."""
        self._record = record
        self._targets = record.suspected_targets
        self._shown = 0
        if not self._targets:
            self._explain(record)
        else:
            self._stack.setCurrentIndex(1)
        self._show_target()

    # -- made once -----------------------------------------------------------------------

    def _head(self):
        head = row(spacing=8)
        head.addWidget(Label(self.tr("Suspected trigger"), "section"))
        head.addStretch()
        self._chip = Chip()
        head.addWidget(self._chip)
        self._previous = icon_button("chevron-left", self.tr("Previous suspected trigger"))
        self._next = icon_button("chevron-right", self.tr("Next suspected trigger"))
        for made, step in ((self._previous, -1), (self._next, 1)):
            made.clicked.connect(lambda _checked=False, step=step: self._on_step(step))
            head.addWidget(made)
        return head

    def _found(self) -> QWidget:
        made = QWidget()
        layout = column(made, spacing=8)
        line = row(spacing=GAP)
        self._trigger = Picture(self.tr("trigger"))
        self._stamped = Picture(self.tr("stamped on clean data"))
        line.addWidget(self._trigger, alignment=Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._stamped, alignment=Qt.AlignmentFlag.AlignTop)
        line.addLayout(self._facts(), 1)
        layout.addLayout(line)
        self.reason = Label("", wrap=True)
        layout.addWidget(self.reason)
        self._class_accuracy = Label("", "body", "muted", wrap=True)
        layout.addWidget(self._class_accuracy)
        self._perturbation = Label("", "body", "muted", wrap=True)
        layout.addWidget(self._perturbation)
        self._extent = Label("", "body", "poisoned", wrap=True)
        layout.addWidget(self._extent)
        self._kept = Label("", "body", "muted", wrap=True)
        explain(self._kept, "margin")
        layout.addWidget(self._kept)
        layout.addSpacing(16)
        self.indices = IndexPlot()
        title = row(spacing=8)
        title.addWidget(
            Term(self.tr("Anomaly index of each class"), "anomaly index", "strong", "text")
        )
        title.addStretch()
        title.addWidget(self.indices.tools.button)
        layout.addLayout(title)
        layout.addWidget(self.indices, 1)
        self.unaccused = Label("", "small", "muted", wrap=True)
        explain(self.unaccused, "anomaly index")
        layout.addWidget(self.unaccused)
        return made

    def _facts(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(0, 1)
        titles = (
            (self.tr("After the repair"), "mask size"),
            (self.tr("Anomaly index"), "anomaly index"),
            (self.tr("Margin"), "margin"),
            (self.tr("Flip rate before"), "flip rate"),
            (self.tr("Flip rate after"), "flip rate"),
        )
        self._values: list[Label] = []
        self._size = Term("", "mask size")
        names = [self._size, *(Term(title, term) for title, term in titles)]
        for line, name in enumerate(names):
            grid.addWidget(name, line, 0)
            value = Label("", "strong", tabular=True)
            name.setBuddy(value)
            grid.addWidget(value, line, 1, Qt.AlignmentFlag.AlignRight)
            self._values.append(value)
        grid.setRowStretch(len(names), 1)
        return grid

    # -- shown ---------------------------------------------------------------------------

    def _explain(self, record: RepairRecord) -> None:
        layout = self._empty.layout()
        assert layout is not None
        while item := layout.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        if "scan" not in record.seconds:
            what = self.tr("No search for triggers")
            why = self.tr(
                "This recipe does not search for triggers. A scan suspects classes that an "
                "unusually small trigger leads to, or that the network is unusually sure of."
            )
        else:
            what = self.tr("No trigger is suspected")
            why = self.tr(
                "No class can be reached by an unusually small trigger, and the network is "
                "unusually sure of none. Source-specific and all-to-all attacks and warps "
                "may be missed."
            )
        layout.addWidget(EmptyState("search", what, f"{why}\n{self._words_on_unaccused()}".strip()))
        self._stack.setCurrentIndex(0)

    def _show_target(self) -> None:
        several = len(self._targets) > 1
        for made in (self._previous, self._next):
            made.setVisible(several)
        if not self._targets:
            self._chip.set("", "")
            return
        self._previous.setEnabled(self._shown > 0)
        self._next.setEnabled(self._shown < len(self._targets) - 1)
        target = self._targets[self._shown]
        assert self._record is not None
        self._show_trigger(target)
        self.indices.show_classes(
            [each for each in self._record.inverted if each.kind == target.kind] or self._targets,
            [each for each in self._targets if each.kind == target.kind],
            self._record.all_inverted,
        )
        above = self._words_on_unaccused()
        self.unaccused.setText(above)
        self.unaccused.setVisible(bool(above))
        self._show_facts(target, self._record.after.suspected_attack_success)
        self._show_class_accuracy(target.class_accuracy)
        least = perturbation_of_others(self._record.inverted, self._record.suspected_targets)
        self._show_perturbation(target.perturbation, least)
        kept = expert_margin_of_others(self._record.inverted, self._record.suspected_targets)
        self._show_kept(target.expert_margin, kept, is_reason=target.reason == "expert")
        scattered = extent_of_others(self._record.inverted, self._record.suspected_targets)
        self._show_extent(target.extent if target.reason == "extent" else None, scattered)

    def _show_trigger(self, target: SuspectedTarget) -> None:
        """The target's name, and its trigger alone and stamped."""
        name = self._session.numbered(target.target_class)
        self._chip.set("poisoned", self.tr("target class {name}").format(name=name))
        patch = target.kind == "patch"
        self._size.setText(self.tr("Mask size (px)") if patch else self.tr("Grey levels"))
        self._trigger.show_png(target.picture)
        self._stamped.show_png(target.stamped)
        why = in_window_language(REASONS[target.reason])
        self.reason.setText(self.tr("Suspected {why}.").format(why=why))

    def _show_facts(self, target: SuspectedTarget, after: float | None) -> None:
        """The measures of a target; `after` is the flip rate after the repair, if measured."""
        facts = (
            decimal(target.mask_size, 1),
            NOT_KNOWN if target.mask_size_after is None else decimal(target.mask_size_after, 1),
            decimal(target.anomaly_index, 1),
            decimal(target.margin, 0),
            percent(target.flip_rate),
            NOT_KNOWN if after is None or self._shown else percent(after),
        )
        for label, fact in zip(self._values, facts, strict=True):
            label.setText(fact)
        # Only the measure that is the reason stands out.
        for place, reasons in ((2, ("size", "channels", "together")), (3, ("margin", "together"))):
            self._values[place].set_tone("poisoned" if target.reason in reasons else "text")

    def _words_on_unaccused(self) -> str:
        """Why classes above the line are not suspected; empty if there are none."""
        above = unaccused(self._record) if self._record else ()
        said = {
            "patch": self.tr("The patch of class {name} is above 2 and not suspected: {why}."),
            "additive": self.tr(
                "The additive trigger of class {name} is above 2 and not suspected: {why}."
            ),
        }
        lines = [
            said[each.kind].format(
                name=self._session.numbered(each.target_class), why=in_window_language(why)
            )
            for each, why in above[:MOST_NAMED]
        ]
        if len(above) > MOST_NAMED:
            more = self.tr("{more} more are above 2 and not suspected.")
            lines.append(more.format(more=count(len(above) - MOST_NAMED)))
        return "\n".join(lines)

    def _show_class_accuracy(self, own: ClassAccuracy | None) -> None:
        self._class_accuracy.setVisible(own is not None)
        if own is not None:
            text = self.tr("Accuracy of the class itself: {before} → {after} of {images} images")
            said = text.format(
                before=percent(own.before), after=percent(own.after), images=count(own.images)
            )
            self._class_accuracy.setText(said)

    def _show_perturbation(self, own: float | None, others: float | None) -> None:
        self._perturbation.setVisible(own is not None)
        if own is not None:
            text = self.tr("Least channel perturbation {own}, of other classes {others}")
            least = NOT_KNOWN if others is None else decimal(others, 2)
            self._perturbation.setText(text.format(own=decimal(own, 2), others=least))

    def _show_extent(self, own: float | None, others: float | None) -> None:
        self._extent.setVisible(own is not None)
        if own is not None:
            text = self.tr("Size times spread {own} px², of others at least {others}")
            least = NOT_KNOWN if others is None else decimal(others, 0)
            self._extent.setText(text.format(own=decimal(own, 0), others=least))

    def _show_kept(self, own: float | None, others: float | None, *, is_reason: bool) -> None:
        self._kept.setVisible(own is not None)
        self._kept.set_tone("poisoned" if is_reason else "muted")
        if own is not None:
            text = self.tr(
                "Margin in copies that unlearned their classes {own}, of others {others}"
            )
            most = NOT_KNOWN if others is None else decimal(others, 0)
            self._kept.setText(text.format(own=decimal(own, 0), others=most))

    def _on_step(self, step: int) -> None:
        self._shown = min(max(0, self._shown + step), len(self._targets) - 1)
        self._show_target()
