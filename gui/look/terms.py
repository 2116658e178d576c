"""The names of figures: each is a label with a tooltip that explains it and a link to the guide."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QMouseEvent

from gui.look.help import Topic, help_desk
from gui.look.i18n import N
from gui.look.theme import Role, Tone
from gui.look.widgets import Label

CONTEXT = "Terms"

# For each term one sentence that explains it, and the topic of the guide that says more.
TERMS: dict[str, tuple[str, Topic]] = {
    "p-value": (
        N("Terms", "The share of clean images that look as suspicious as this one."),
        "p-value",
    ),
    "vote": (
        N("Terms", "A number for each image that is low where the image is suspicious."),
        "votes",
    ),
    "weighted entropy": (
        N(
            "Terms",
            "How much the BadNet's answers vary over an image's blends; low where one class wins "
            "in every blend.",
        ),
        "weighted-entropy",
    ),
    "persistence": (
        N(
            "Terms",
            "How probable the image's own class stays, on average, when the image is blended with "
            "clean images.",
        ),
        "weighted-entropy",
    ),
    "margin": (
        N("Terms", "By how much the class can lead all others, over all images, real or not."),
        "the-measures-of-a-scan",
    ),
    "flip rate": (
        N("Terms", "The share of held-out clean images that the inverted trigger turns."),
        "the-measures-of-a-scan",
    ),
    "mask size": (
        N("Terms", "How many pixels the inverted trigger covers; the sum of its mask."),
        "the-measures-of-a-scan",
    ),
    "anomaly index": (
        N("Terms", "By how many typical deviations the trigger is smaller than the median's."),
        "the-measures-of-a-scan",
    ),
}


class Term(Label):
    """The name of a figure: the tooltip explains it, and a click opens the guide at its topic."""

    def __init__(self, text: str, term: str, role: Role = "body", tone: Tone = "muted") -> None:
        super().__init__(text, role, tone)
        explained, self._topic = TERMS[term]
        sentence = QCoreApplication.translate(CONTEXT, explained)
        more = QCoreApplication.translate(CONTEXT, "Click to read more in the guide.")
        self.setToolTip(f"{sentence}\n{more}")
        self.setAccessibleDescription(sentence)
        self.setCursor(Qt.CursorShape.WhatsThisCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        help_desk().wanted.emit(self._topic)
