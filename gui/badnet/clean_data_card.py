"""The clean data: its description, samples of it, and how the BadNet answers it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from core.records import CleanDataExamined
from gui.badnet.data_files import DataFileList
from gui.badnet.parts_bar import PartsBar
from gui.badnet.preprocessing_field import PreprocessingField
from gui.badnet.sample_strip import SampleStrip
from gui.look.controls import EmptyState, ThinBar
from gui.look.fit import Fitted, Stack
from gui.look.help import help_link
from gui.look.theme import GAP
from gui.look.widgets import Card, ElidedLabel, Label, button, column, row, rule
from gui.look.wording import count, percent
from gui.session import Session


class CleanDataCard(Card):
    """Shows the clean data of a session, or explains what belongs here.

    Signals:
        clean_wanted, folder_wanted, poisoned_wanted, overlays_wanted: a person wants to choose
            data.
        cleared: a person removes all data.
        removed: the path of one file that a person removes.
        preprocessing_chosen: a name or JSON, or None to measure it.
        labels_ignored: whether to leave out the labels.
    """

    clean_wanted = Signal()
    folder_wanted = Signal()
    poisoned_wanted = Signal()
    overlays_wanted = Signal()
    cleared = Signal()
    removed = Signal(str)
    preprocessing_chosen = Signal(object)
    labels_ignored = Signal(bool)

    def __init__(self) -> None:
        super().__init__(margin=0, spacing=0)
        self.least_width = 420
        head = row(spacing=8)
        head.setContentsMargins(GAP, 14, GAP, 0)
        head.addWidget(Label(self.tr("Clean data"), "section"))
        head.addWidget(help_link("choosing-clean-data"))
        head.addStretch()
        self.add_button = button(self.tr("Add…"), "plus")
        self.add_button.setMenu(self._add_menu())
        head.addWidget(self.add_button)
        self.body.addLayout(head)
        self._stack = Stack()
        self._stack.addWidget(self._empty())
        self._stack.addWidget(self._filled())
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(rule())
        self.body.addWidget(self._poisoned())

    def show_data(self, session: Session) -> None:
        """Show the clean data of `session`, as far as it is known."""
        self.add_button.setVisible(bool(session.clean_paths))
        self._stack.setCurrentIndex(1 if session.clean_paths else 0)
        self._line.setText(self._summary(session))
        _show(self._strip, session, bool(session.samples))
        if session.samples:
            self._strip.show_samples(session.samples, lambda k: session.class_name(k) or str(k))
        self.files.show_files(session, session.clean_paths)
        self.overlay_files.show_files(session, session.overlay_paths)
        self._overlays_line.setText(
            self.tr("sampled from these images")
            if session.overlay_paths
            else self.tr("sampled from the clean data")
        )
        self._waiting.setVisible(session.examined is None)
        self._bar.setVisible(not session.trouble)
        if session.trouble:
            self._waiting_for.setText(session.trouble)
        _show(self._measured, session, session.examined is not None)
        labelled = session.examined is not None and session.examined.data.labelled
        _show(self._ignore, session, labelled)
        self._use.setVisible(session.ignore_labels)
        if session.examined:
            self._show_examined(session.examined)
        self._show_poisoned(session)

    def show_progress(self, text: str, fraction: float | None) -> None:
        """Show the progress of measuring."""
        self._waiting_for.setText(text)
        self._bar.set_fraction(fraction)

    # -- made once -----------------------------------------------------------------------

    def _add_menu(self) -> QMenu:
        menu = QMenu(self)
        for text, signal in (
            (self.tr("Data files…"), self.clean_wanted),
            (self.tr("A folder of images…"), self.folder_wanted),
            (self.tr("A poisoned set…"), self.poisoned_wanted),
            (self.tr("Overlays…"), self.overlays_wanted),
            (self.tr("Take all data away"), self.cleared),
        ):
            menu.addAction(text).triggered.connect(lambda _checked, signal=signal: signal.emit())
        return menu

    def _empty(self) -> QWidget:
        add = button(self.tr("Add clean data…"), "plus")
        add.clicked.connect(self.clean_wanted)
        return EmptyState(
            "image",
            self.tr("Drop clean data here"),
            self.tr(
                "Images known to carry no trigger: .h5, .npz or a folder.\n"
                "Repairing, measuring and calibrating all need them."
            ),
            add,
            self.tr("Ctrl+D, or Ctrl+Shift+F for a folder"),
        )

    def _filled(self) -> QWidget:
        filled = Fitted()
        layout = column(filled, spacing=12)
        layout.setContentsMargins(GAP, 0, GAP, GAP)
        self._line = ElidedLabel("", "body", "muted")
        self._strip = SampleStrip()
        first = row(spacing=8)
        first.addWidget(self._line)
        first.addStretch()
        self._ignore = button(self.tr("Ignore labels"), kind="flat")
        self._use = button(self.tr("Use labels"), kind="flat")
        for made, ignored in ((self._ignore, True), (self._use, False)):
            made.clicked.connect(
                lambda _checked, ignored=ignored: self.labels_ignored.emit(ignored)
            )
            first.addWidget(made)
        layout.addLayout(first)
        self.files = DataFileList(self.tr("Files of clean data"))
        self.files.removed.connect(self.removed)
        layout.addWidget(self.files)
        layout.addWidget(self._strip)
        layout.addWidget(self._make_waiting())
        layout.addWidget(self._make_measured())
        layout.addLayout(self._make_overlays())
        layout.addStretch()
        return filled

    def _make_overlays(self) -> QVBoxLayout:
        whole = column(spacing=4)
        line = row(spacing=8)
        line.addWidget(Label(self.tr("Overlays"), "strong"))
        line.addWidget(help_link("votes"))
        self._overlays_line = ElidedLabel("", "small", "muted")
        line.addWidget(self._overlays_line)
        line.addStretch()
        add = button(self.tr("Add overlays…"), kind="flat")
        add.clicked.connect(self.overlays_wanted)
        line.addWidget(add)
        whole.addLayout(line)
        self.overlay_files = DataFileList(self.tr("Overlays"))
        self.overlay_files.removed.connect(self.removed)
        self.overlay_files.hide()
        whole.addWidget(self.overlay_files)
        return whole

    def _make_waiting(self) -> QWidget:
        self._waiting = QWidget()
        layout = column(self._waiting, spacing=8)
        self._waiting_for = Label(
            self.tr("Measuring how the BadNet answers…"), "body", "muted", wrap=True
        )
        self._bar = ThinBar(self.tr("Progress of measuring"))
        self._bar.set_fraction(None)
        layout.addWidget(self._waiting_for)
        layout.addWidget(self._bar)
        return self._waiting

    def _make_measured(self) -> QWidget:
        self._measured = QWidget()
        layout = column(self._measured, spacing=14)
        pair = row(spacing=20)
        left = column(spacing=1)
        self._accuracy_title = Label("", "small", "muted")
        self._accuracy = Label("", "metric", tabular=True)
        self._accuracy_of = Label("", "small", "muted", tabular=True)
        self.preprocessing = PreprocessingField()
        self.preprocessing.chosen.connect(self.preprocessing_chosen)
        for label in (self._accuracy_title, self._accuracy, self._accuracy_of):
            left.addWidget(label)
        pair.addLayout(left, 1)
        pair.addWidget(rule(vertical=True))
        pair.addWidget(self.preprocessing, 1)
        layout.addLayout(pair)
        self._parts = PartsBar()
        layout.addWidget(self._parts)
        return self._measured

    def _poisoned(self) -> QWidget:
        foot = QWidget()
        foot.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        whole = column(foot, spacing=4)
        whole.setContentsMargins(GAP, 10, GAP, 10)
        layout = row(spacing=12)
        whole.addLayout(layout)
        grid = QGridLayout()
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        self._poisoned_title = Label("", "strong")
        self._poisoned_line = Label("", "small", "muted", wrap=True)
        self._asr = Label("", "strong", "poisoned", tabular=True)
        self._asr_line = Label("", "small", "muted", tabular=True)
        self._add_poisoned = button(self.tr("Add a set…"), kind="flat")
        self._add_poisoned.clicked.connect(self.poisoned_wanted)
        grid.addWidget(self._poisoned_title, 0, 0)
        grid.addWidget(self._poisoned_line, 1, 0)
        grid.addWidget(self._asr, 0, 1, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self._asr_line, 1, 1, Qt.AlignmentFlag.AlignRight)
        layout.addLayout(grid, 1)
        layout.addWidget(self._add_poisoned)
        self.poisoned_files = DataFileList(self.tr("Poisoned sets"))
        self.poisoned_files.removed.connect(self.removed)
        whole.addWidget(self.poisoned_files)
        return foot

    # -- shown ---------------------------------------------------------------------------

    def _summary(self, session: Session) -> str:
        """The total number of images, as far as it is known."""
        known = [session.summaries[p] for p in session.clean_paths if p in session.summaries]
        if session.examined:
            images, labelled = session.examined.data.images, session.examined.data.labelled
        elif len(known) == len(session.clean_paths):
            images = sum(each.images for each in known)
            labelled = all(each.labelled for each in known)
        else:
            return ", ".join(Path(path).name for path in session.clean_paths)
        labels = self.tr("labelled") if labelled else self.tr("without labels")
        return self.tr("{count} images, {labels}").format(count=count(images), labels=labels)

    def _show_examined(self, examined: CleanDataExamined) -> None:
        is_accuracy = examined.measure == "accuracy"
        # Without labels its own answers stand in for them, so the agreement is always complete.
        self._accuracy.setVisible(is_accuracy)
        self._accuracy_title.setText(
            self.tr("Clean accuracy") if is_accuracy else self.tr("Clean accuracy, not measured")
        )
        held_out = examined.parts.held_out
        self._accuracy_of.setText(
            self.tr("{right} of {all} measuring images").format(
                right=count(round(examined.clean_accuracy * held_out)), all=count(held_out)
            )
            if is_accuracy
            else self.tr("no labels: the BadNet's own answers are used instead")
        )
        self._accuracy.setText(percent(examined.clean_accuracy))
        self.preprocessing.show_measured(examined.preprocessing)
        self._parts.show_parts(examined.parts)

    def _show_poisoned(self, session: Session) -> None:
        names = [Path(path).name for path in session.poisoned_paths]
        self.poisoned_files.show_files(session, session.poisoned_paths)
        self.poisoned_files.setVisible(bool(names))
        examined = session.examined
        rates = list(examined.attack_success.values()) if examined else []
        images = sum(examined.attack_images.values()) if examined else 0
        self._poisoned_title.setText(
            self.tr("Poisoned set, shown only") if names else self.tr("No poisoned set")
        )
        self._poisoned_line.setText(
            self.tr("Displays the attack; no decision uses it")
            if names
            else self.tr("Optional: displays the attack; no decision uses it")
        )
        self._asr.setText(", ".join(percent(rate) for rate in rates))
        self._asr_line.setText(self.tr("ASR, {count} images").format(count=count(images)))
        for label in (self._asr, self._asr_line):
            label.setVisible(bool(rates))


def _show(part: QWidget, session: Session, shown: bool) -> None:
    """Show or hide `part`; its place stays free while other data is measured.

    Otherwise a page that is scrolled would move under the pointer that removes a file.
    """
    again = bool(session.clean_paths) and not session.trouble
    policy = part.sizePolicy()
    policy.setRetainSizeWhenHidden(again and (shown or policy.retainSizeWhenHidden()))
    part.setSizePolicy(policy)
    part.setVisible(shown)
