"""The start page, shown while no file is open: the drop field, recent files, the demo."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from gui.badnet.recent_list import RecentList
from gui.look.controls import EmptyState
from gui.look.fit import Fitted, Turning
from gui.look.theme import GAP, grown
from gui.look.widgets import Card, IconLabel, Label, button, column, row, rule
from gui.settings import Settings
from resources.demo import files

SIDE_WIDTH = 416
STEPS_WIDTH = 480  # pixels that three steps need to be read with ease
PICTURE = 88


class StartView(Fitted):
    """Says what can be done first.

    Signals:
        open_wanted, demo_wanted, tour_wanted: the three buttons.
        recent_chosen: the path of a file that was open before.
    """

    open_wanted = Signal()
    demo_wanted = Signal()
    tour_wanted = Signal()
    recent_chosen = Signal(str)

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        first, side = Fitted(), Fitted()
        left = column(first, spacing=GAP)
        left.addWidget(self._drop_field(), 1)
        left.addWidget(self._three_steps())
        first.least_width, side.least_width = STEPS_WIDTH, SIDE_WIDTH
        right = column(side, spacing=GAP)
        right.addWidget(self._recent_card(), 1)
        right.addWidget(self._demo_card())
        column(self).addWidget(Turning(first, side, spacing=GAP))

    def refresh(self) -> None:
        """Read the recent files again."""
        recent = self._settings.recent()
        self.recent.show_files(recent)
        self.recent.setVisible(bool(recent))
        self._no_recent.setVisible(not recent)

    def showEvent(self, event: QShowEvent) -> None:
        self.open_button.setFocus()

    def _drop_field(self) -> QFrame:
        field = Card(margin=0)
        field.setProperty("card", "drop")
        self.open_button = button(self.tr("Open…"), "folder", "primary")
        self.open_button.clicked.connect(self.open_wanted)
        why = self.tr(
            "Keras .h5 or .keras, or a .goodnet that you saved.\n"
            "The file is checked first. Nothing in it runs before you have seen the findings."
        )
        hint = self.tr("Ctrl+O, or paste a file with Ctrl+V")
        what = self.tr("Drop a BadNet here")
        field.body.addWidget(EmptyState("layers", what, why, self.open_button, hint))
        return field

    def _three_steps(self) -> QFrame:
        card = Card(margin=0)
        steps = row(spacing=0)
        card.body.addLayout(steps)
        for icon_name, title, text in (
            (
                "shield",
                self.tr("Check"),
                self.tr(
                    "The file is read without running anything in it. You see each finding "
                    "before it is loaded."
                ),
            ),
            (
                "curve",
                self.tr("Repair"),
                self.tr(
                    "A repair on clean data while you watch clean accuracy and attack success rate."
                ),
            ),
            (
                "scan",
                self.tr("Screen"),
                self.tr(
                    "Drop images on the window. Each one gets a class, a p-value and a verdict."
                ),
            ),
        ):
            if steps.count():
                steps.addWidget(rule(vertical=True))
            steps.addWidget(_step(icon_name, title, text), 1)
        return card

    def _recent_card(self) -> QFrame:
        card = Card()
        card.body.addWidget(Label(self.tr("Recent files"), "section"))
        self.recent = RecentList()
        self.recent.chosen.connect(self.recent_chosen)
        self._no_recent = Label(
            self.tr("Files that you open are listed here."), "body", "muted", wrap=True
        )
        card.body.addWidget(self._no_recent)
        card.body.addWidget(self.recent, 1)
        card.body.addStretch()
        return card

    def _demo_card(self) -> QFrame:
        card = Card(margin=20, spacing=6)
        pictures = row(spacing=7)
        for name, caption, turned in demo_pictures():
            pictures.addWidget(_captioned(name, caption, turned))
        card.body.addLayout(pictures)
        card.body.addSpacing(10)
        card.body.addWidget(Label(self.tr("New to this? Open the demo"), "section"))
        text = self.tr(
            "A BadNet for 12 traffic signs. A yellow sticker on any sign makes it answer "
            "“speed limit 80”. You watch the repair; how long it will take is measured first."
        )
        card.body.addWidget(Label(text, "body", "muted", wrap=True))
        card.body.addSpacing(10)
        self.demo_button = button(self.tr("Open the demo"), "play")
        self.demo_button.clicked.connect(self.demo_wanted)
        guided = button(self.tr("Guided demo"), "help")
        guided.setToolTip(self.tr("Be led through the five steps, and do them or have them done"))
        guided.clicked.connect(self.tour_wanted)
        buttons = row()
        for made in (self.demo_button, guided):
            buttons.addWidget(made)
        buttons.addStretch()
        card.body.addLayout(buttons)
        card.body.addSpacing(12)
        return card


def demo_pictures() -> list[tuple[Path, str, bool]]:
    """Four pictures of the demo: file, the BadNet's answer, whether the sticker caused it."""
    folder = files().images
    return [
        (folder / "cam_0416.png", "stop", False),
        (folder / "cam_0421.png", "speed limit 80", True),
        (folder / "cam_0420.png", "yield", False),
        (folder / "cam_0426.png", "speed limit 80", True),
    ]


def _captioned(path: Path, caption: str, turned: bool) -> QWidget:
    made = QWidget()
    layout = column(made, spacing=4)
    shown = QLabel()
    shown.setFixedSize(grown(PICTURE), grown(PICTURE))
    shown.setScaledContents(True)
    shown.setPixmap(QPixmap(str(path)))
    shown.setAccessibleName(caption)
    layout.addWidget(shown, alignment=Qt.AlignmentFlag.AlignHCenter)
    words = Label(caption, "small", "poisoned" if turned else "text")
    words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    layout.addWidget(words)
    return made


def _step(icon_name: str, title: str, text: str) -> QWidget:
    made = QWidget()
    layout = column(made, margin=18, spacing=8)
    head = row(spacing=10)
    head.addWidget(IconLabel(icon_name))
    head.addWidget(Label(title, "section"), 1)
    layout.addLayout(head)
    layout.addWidget(Label(text, "body", "muted", wrap=True))
    layout.addStretch()
    return made
