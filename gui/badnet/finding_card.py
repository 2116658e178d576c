"""One finding as a card: what, where and why; and the cards below the findings."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QSizePolicy

from core.records import Check, Finding
from gui.look.chips import Chip, Sign
from gui.look.sentences import in_window_language
from gui.look.widgets import Card, IconLabel, Label, icon_button, restyle, row
from gui.look.wording import breakable

SIGNS: dict[str, Sign] = {"dangerous": "poisoned", "not allowed": "warning", "warning": "warning"}


class LowCard(Card):
    """A card that is as high as its text needs at its width, and no higher."""

    def __init__(self, margin: int, spacing: int) -> None:
        super().__init__(margin=margin, spacing=spacing)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        # A layout's own hint counts the lines of text at a width that the card does not have.
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())


class FindingCard(LowCard):
    """A finding that can be selected by mouse, Tab or Enter.

    Signals:
        chosen: the number of the finding.
    """

    chosen = Signal(int)

    def __init__(self, number: int, finding: Finding) -> None:
        super().__init__(margin=16, spacing=7)
        self.number = number
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        title, what = in_window_language(finding.title), in_window_language(finding.what)
        self.setAccessibleName(f"{severity_word(finding)}: {title}. {what}")
        head = row(spacing=8)
        head.addWidget(Label(title, "section", wrap=True), 1)
        chip = Chip(SIGNS.get(finding.severity, ""), severity_word(finding))
        head.addWidget(chip, alignment=Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        self.body.addWidget(
            Label(breakable(path_words(finding.where)), "fixed", "muted", wrap=True)
        )
        self.body.addWidget(Label(what, "body", wrap=True))

    def set_chosen(self, chosen: bool) -> None:
        """Draw the card as selected or not."""
        restyle(self, "card", "chosen" if chosen else "true")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.chosen.emit(self.number)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.chosen.emit(self.number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            (self.focusNextChild if event.key() == Qt.Key.Key_Down else self.focusPreviousChild)()
        else:
            super().keyPressEvent(event)


class OtherChecks(LowCard):
    """Names the checks that found nothing, and opens to show what each one saw."""

    def __init__(self, passed: Sequence[Check]) -> None:
        super().__init__(margin=6, spacing=4)
        head = row(spacing=10)
        head.setContentsMargins(10, 0, 4, 0)
        head.addWidget(IconLabel("check", "clean", 18))
        said = self.tr("{count} other checks found nothing").format(count=len(passed))
        head.addWidget(Label(said, wrap=True), 1)
        self._toggle = icon_button("chevron-down", self.tr("Show these checks"))
        self._toggle.setCheckable(True)
        head.addWidget(self._toggle)
        self.body.addLayout(head)
        details = Card(margin=0, spacing=4)
        details.setProperty("card", "none")
        for check in passed:
            details.body.addWidget(Label(check_line(check), "small", "muted", wrap=True))
        details.hide()
        self._toggle.toggled.connect(details.setVisible)
        self.body.addWidget(details)


class WhatYouCanDo(Card):
    """Advises what to do with a file that is not opened."""

    def __init__(self) -> None:
        super().__init__(spacing=8)
        self.body.addWidget(Label(self.tr("What you can do"), "section"))
        ask = self.tr("Ask its author for the same network as one file with plain layers.")
        send = self.tr(
            "Send the findings with your request: Copy findings puts them on the clipboard."
        )
        for text in (ask, send):
            self._add("arrow-right", Label(text, wrap=True))
        no_way = self.tr("There is no “open anyway”: loading this file is the attack.")
        self._add("info", Label(no_way, "body", "muted", wrap=True))
        self.body.addStretch()

    def _add(self, icon_name: str, label: Label) -> None:
        line = row(spacing=10)
        line.addWidget(IconLabel(icon_name, "muted", 16), alignment=Qt.AlignmentFlag.AlignTop)
        line.addWidget(label, 1)
        self.body.addLayout(line)


def check_line(check: Check) -> str:
    """The name of a check and what it saw, in the window's language."""
    return f"{in_window_language(check.name)}: {in_window_language(check.detail)}"


def severity_word(finding: Finding) -> str:
    """The word on the chip, in the window's language."""
    words = {
        "dangerous": QCoreApplication.translate("Finding", "dangerous"),
        "not allowed": QCoreApplication.translate("Finding", "not allowed"),
        "not supported": QCoreApplication.translate("Finding", "not supported yet"),
        "warning": QCoreApplication.translate("Finding", "warning"),
        "note": QCoreApplication.translate("Finding", "note"),
    }
    return words[finding.severity]


def path_words(where: str) -> str:
    """A layer's path with arrows in between; an HDF5 path stays as it is."""
    return where if where.startswith("/") else " › ".join(["model_config", *where.split("/")])
