"""The windows and questions beside the main window, each with contents."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from PySide6.QtWidgets import QApplication, QDialog, QLineEdit
from support.canned import learning

from core.records import LearnOptions
from gui.dialogs import Answer, Question
from gui.look.i18n import N
from gui.repair.per_class import PerClassWindow
from gui.repair.runs_window import RunsWindow
from gui.repair.summary import SummaryCard
from gui.screening.page import ScreeningPage
from gui.shell.preferences import PreferencesDialog
from gui.shell.shortcuts import ShortcutSheet
from gui.shell.window import MainWindow

Wait = Callable[[Callable[[], object]], None]
Windows = Iterator[tuple[str, QDialog]]


def side_windows(window: MainWindow, scene: str, wait: Wait) -> Windows:
    """Open every window that belongs to a scene of `support.scenes`, with its name."""
    opened = {
        "start": _general,
        "badnet": _graph,
        "repair-done": _of_repair,
        "screening": _of_screening,
    }
    if scene in opened:
        yield from opened[scene](window, wait)


def _general(window: MainWindow, _wait: Wait) -> Windows:
    for name, made in (
        ("preferences", PreferencesDialog(window, window.desk.settings)),
        ("shortcuts", ShortcutSheet(window)),
        ("question", _asked_for(window)),
    ):
        made.show()
        yield name, made
        made.close()
        made.deleteLater()
    window.run("guide")
    assert window.help.guide is not None
    yield "guide", window.help.guide
    window.help.guide.close()


def _asked_for(window: MainWindow) -> Question:
    """A question with a field, and three long answers."""
    size = QApplication.translate("OpenChoices", "Height x width in pixels, such as 224x224:")
    words = (
        N("Leaving", "Continue the repair"),
        N("Leaving", "Open it when this is done"),
        N("Leaving", "Cancel the repair and open it"),
    )
    answers = [Answer(text, QApplication.translate("Leaving", text)) for text in words]
    return Question(window, size, size, answers, QLineEdit("224x224"))


def _graph(window: MainWindow, wait: Wait) -> Windows:
    badnet = window.pages.model_page().badnet
    window.run("layer_graph")
    wait(lambda: badnet.graph and badnet.graph.isVisible())
    assert badnet.graph is not None
    yield "graph", badnet.graph
    badnet.close_graph()


def _of_repair(window: MainWindow, _wait: Wait) -> Windows:
    page, session = window.pages.repair_page(), window.desk.session
    (run,) = session.runs
    session.runs = (run, replace(run, path="/m/a_long_name_of_a_goodnet.goodnet"))
    window.run("runs")
    runs = page.findChildren(RunsWindow)[-1]
    yield "runs", runs
    runs.choose(0, 1)
    yield "runs compared", runs
    runs.close()
    session.runs = (run,)
    page.findChildren(SummaryCard)[0].classes_wanted.emit()
    classes = page.findChildren(PerClassWindow)[-1]
    yield "classes", classes
    classes.close()


def _of_screening(window: MainWindow, wait: Wait) -> Windows:
    page = window.page("screening")
    assert isinstance(page, ScreeningPage)
    page.card.choose(page.table.rows[0])
    window.run("closeup")
    wait(lambda: page.chosen.closeups.window and not window.desk.keras.is_busy())
    closeup = page.chosen.closeups.window
    assert closeup is not None
    yield "closeup", closeup
    closeup.close()
    goodnet, learner = window.desk.session.goodnet, page.learner
    assert goodnet is not None
    caught = [row.origin for row in page.table.rows]
    learned = learning(goodnet, 44, caught * 2, LearnOptions(confirm=2)).record.learned
    assert learned is not None
    learner.crowd = learned.crowd
    learner.open()
    assert learner.window is not None
    yield "learn", learner.window
    learner.window.show_progress(learner.window.tr("Learning"), 0.4)
    yield "learning", learner.window
    learner.window.show_learned(learned)
    yield "learned", learner.window
    learner.window.close()
