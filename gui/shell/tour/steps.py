"""The five steps of the guided demo: their words, what each needs, and when each is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from gui.job import Stake
from gui.look.i18n import N
from gui.look.notices import Message
from gui.port import Demo
from gui.session import Session
from gui.shell.page_stack import PageStack
from gui.shell.tour import targets

CONTEXT = "Tour"


class Guided(Protocol):
    """What the guided demo does in a window, all of which a person can do as well."""

    def run(self, key: str) -> None:
        """Run an action of the menus."""
        ...

    def go_to(self, key: str) -> None:
        """Show a page."""
        ...

    def take(self, paths: Sequence[str]) -> None:
        """Take in files, as if they were dropped."""
        ...

    def show_message(self, message: Message) -> None:
        """Show a notice."""
        ...


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
        page: the page on which it is done.
        title, text: what to do, what is seen, and why.
        watched: the text while it is under way.
        needs: whether it can be begun.
        runs: whether it is under way.
        is_done: whether it is done.
        do: does it for the person.
        target: where on its page it is done; None for nowhere.
    """

    page: str
    title: str
    text: str
    watched: str
    needs: Asked
    runs: Asked
    is_done: Asked
    do: Callable[[Guided, Demo], None]
    target: Callable[[PageStack], QWidget | None]


def _opens(scene: Scene) -> bool:
    session = scene.session
    return scene.is_demo and bool(session.clean_paths) and not (session.examined or session.trouble)


def _is_open(scene: Scene) -> bool:
    return scene.is_demo and scene.session.examined is not None


def _screen(window: Guided, demo: Demo) -> None:
    window.go_to("screening")
    window.take([demo.images])


def _is_repaired(scene: Scene) -> bool:
    return _is_open(scene) and scene.session.goodnet is not None


STEPS = (
    Step(
        "badnet",
        N("Tour", "Open the BadNet"),
        N("Tour", "Open the demo: a network for 12 traffic signs that somebody else has trained. "
                  "The file is checked first, and nothing in it runs."),
        N("Tour", "The checks found no code in the file. Now the network answers images that are "
                  "known to be clean."),
        needs=lambda _scene: True,
        runs=_opens,
        is_done=_is_open,
        do=lambda window, _demo: window.run("demo"),
        target=targets.of_opening,
    ),
    Step(
        "badnet",
        N("Tour", "Look at the checks and the clean data"),
        N("Tour", "The network answers clean images well, so its accuracy does not betray the "
                  "backdoor. The poisoned set, below the clean data, does: its sticker leads "
                  "nearly every sign to one class."),
        "",
        needs=_is_open,
        runs=lambda _scene: False,
        is_done=lambda scene: scene.shown == "repair",
        do=lambda window, _demo: window.go_to("repair"),
        target=targets.of_looking,
    ),
    Step(
        "repair",
        N("Tour", "Run the repair and watch"),
        N("Tour", "Run the repair. It searches for the trigger with the clean data alone, and then "
                  "unlearns it."),
        N("Tour", "Watch the curves: the attack success rate should fall while the clean accuracy "
                  "stays. The stages beside them say what is done now."),
        needs=_is_open,
        runs=lambda scene: scene.stake == "repair",
        is_done=_is_repaired,
        do=lambda window, _demo: window.run("run"),
        target=targets.of_repairing,
    ),
    Step(
        "screening",
        N("Tour", "Screen pictures"),
        N("Tour", "The repair shows its figures before and after. Now drop pictures on the window: "
                  "those that look as if they carried a trigger are flagged."),
        N("Tour", "Each picture gets a class, a p-value and a verdict. Select a row to see the "
                  "evidence for it."),
        needs=_is_repaired,
        runs=lambda scene: scene.stake == "screening",
        is_done=lambda scene: bool(scene.session.verdicts),
        do=_screen,
        target=targets.of_screening,
    ),
    Step(
        "report",
        N("Tour", "Read the report"),
        N("Tour", "The report holds all findings, figures and verdicts in one file. It states what "
                  "was measured and does not prove that a network is clean."),
        "",
        needs=_is_repaired,
        runs=lambda _scene: False,
        is_done=lambda scene: scene.shown == "report",
        do=lambda window, _demo: window.go_to("report"),
        target=targets.of_reporting,
    ),
)  # fmt: skip


def translated(text: str) -> str:
    """A text of the steps in the window's language."""
    return QCoreApplication.translate(CONTEXT, text) if text else ""


def last_possible(scene: Scene) -> int:
    """The number of the last step that can be begun, counted from 0."""
    return max(number for number, step in enumerate(STEPS) if step.needs(scene))
