"""The names of figures: a tooltip explains each, and a click opens the guide."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QLabel

from core.text.terms import TERMS
from gui.look.help import Topic, help_desk
from gui.look.sentences import in_window_language
from gui.look.theme import Role, Tone
from gui.look.widgets import ElidedLabel, Label

# The topic of the guide that says more about a term.
TOPICS: dict[str, Topic] = {
    "p-value": "p-value",
    "vote": "votes",
    "disagreement": "votes",
    "weighted entropy": "weighted-entropy",
    "persistence": "weighted-entropy",
    "margin": "the-measures-of-a-scan",
    "flip rate": "the-measures-of-a-scan",
    "mask size": "the-measures-of-a-scan",
    "anomaly index": "the-measures-of-a-scan",
}


def sentences(*terms: str) -> str:
    """What the terms mean, a sentence for each."""
    return "\n".join(in_window_language(TERMS[term]) for term in terms)


def explain(label: QLabel, *terms: str, first: str = "") -> None:
    """Explain the terms that `label` shows: by its tooltip, and in the guide by a click.

    Args:
        label: shows a figure or its name.
        terms: the first one leads to the topic of the guide.
        first: a sentence before theirs.
    """
    said = "\n".join(filter(None, (first, sentences(*terms))))
    more = QCoreApplication.translate("Terms", "Click to read more in the guide.")
    if isinstance(label, ElidedLabel):
        label.explanation = f"{said}\n{more}"
    label.setToolTip(f"{said}\n{more}")
    label.setAccessibleDescription(said)
    label.setCursor(Qt.CursorShape.WhatsThisCursor)
    label.installEventFilter(_Reader(TOPICS[terms[0]], label))


def read_about(term: str) -> None:
    """Open the guide at the topic of `term`."""
    help_desk().wanted.emit(TOPICS[term])


class Term(Label):
    """The name of a figure, explained."""

    def __init__(self, text: str, term: str, role: Role = "body", tone: Tone = "muted") -> None:
        super().__init__(text, role, tone)
        explain(self, term)


class _Reader(QObject):
    """Opens the guide when its label is clicked."""

    def __init__(self, topic: Topic, label: QLabel) -> None:
        super().__init__(label)
        self._topic = topic

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.MouseButtonPress:
            help_desk().wanted.emit(self._topic)
            return True
        return super().eventFilter(watched, event)
