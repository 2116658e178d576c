"""The five steps of the guided demo: their words, what each needs, and when each is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from gui.job import Stake
from gui.look.i18n import N
from gui.session import Session

CONTEXT = "Tour"


@dataclass(frozen=True)
class Scene:
    """The state of the window, as far as the steps depend on it.

    Attributes:
        shown: the key of the visible page.
        demo: the path of the demo's BadNet.
        stake: what a person would lose with the running job.
    """

    session: Session
    shown: str
    demo: str
    stake: Stake = ""

    @property
    def is_demo(self) -> bool:
        """Whether the demo is open."""
        inspection = self.session.inspection
        return inspection is not None and inspection.path == self.demo


Asked = Callable[[Scene], bool]


@dataclass(frozen=True)
class Step:
    """One step.

    Attributes:
        key: its name in code.
        page: the page on which it is done.
        title, text: what to do, what is seen, and why.
        watched: the text while it is under way.
        needs: whether it can be begun.
        runs: whether it is under way.
        is_done: whether it is done.
    """

    key: str
    page: str
    title: str
    text: str
    watched: str
    needs: Asked
    runs: Asked
    is_done: Asked


def _opens(scene: Scene) -> bool:
    session = scene.session
    return scene.is_demo and bool(session.clean_paths) and not (session.examined or session.trouble)


def _is_open(scene: Scene) -> bool:
    return scene.is_demo and scene.session.examined is not None


def _is_repaired(scene: Scene) -> bool:
    return _is_open(scene) and scene.session.goodnet is not None


STEPS = (
    Step(
        "open",
        "badnet",
        N("Tour", "Open the BadNet"),
        N("Tour", "Open the demo: a network for 12 traffic signs that somebody else has trained. "
                  "The file is checked first, and nothing in it runs."),
        N("Tour", "The checks found no code in the file. Now the network answers images that are "
                  "known to be clean."),
        needs=lambda _scene: True,
        runs=_opens,
        is_done=_is_open,
    ),
    Step(
        "look",
        "badnet",
        N("Tour", "Look at the checks and the clean data"),
        N("Tour", "The network answers clean images well, so its accuracy does not betray the "
                  "backdoor. The poisoned set, below the clean data, does: its sticker leads "
                  "nearly every sign to one class."),
        "",
        needs=_is_open,
        runs=lambda _scene: False,
        is_done=lambda scene: scene.shown == "repair",
    ),
    Step(
        "repair",
        "repair",
        N("Tour", "Run the repair and watch"),
        N("Tour", "Run the repair. It searches for the trigger with the clean data alone, and then "
                  "unlearns it."),
        N("Tour", "Watch the curves: the attack success rate should fall while the clean accuracy "
                  "stays. The stages beside them say what is done now."),
        needs=_is_open,
        runs=lambda scene: scene.stake == "repair",
        is_done=_is_repaired,
    ),
    Step(
        "screen",
        "screening",
        N("Tour", "Screen pictures"),
        N("Tour", "The repair shows its figures before and after. Now drop pictures on the window: "
                  "those that look as if they carried a trigger are flagged."),
        N("Tour", "Each picture gets a class, a p-value and a verdict. Select a row to see the "
                  "evidence for it."),
        needs=_is_repaired,
        runs=lambda scene: scene.stake == "screening",
        is_done=lambda scene: bool(scene.session.verdicts),
    ),
    Step(
        "report",
        "report",
        N("Tour", "Read the report"),
        N("Tour", "The report holds all findings, figures and verdicts in one file. It states what "
                  "was measured and does not prove that a network is clean."),
        "",
        needs=_is_repaired,
        runs=lambda _scene: False,
        is_done=lambda scene: scene.shown == "report",
    ),
)  # fmt: skip


def translated(text: str) -> str:
    """A text of the steps in the window's language."""
    return QCoreApplication.translate(CONTEXT, text) if text else ""


def last_possible(scene: Scene) -> int:
    """The number of the last step that can be begun, counted from 0."""
    return max(number for number, step in enumerate(STEPS) if step.needs(scene))
