"""Fixtures for tests of the window, used by tests/gui and tests/e2e alike.

A test fails if it leaves a job, a running timer or a top-level widget behind, or if Qt complains.
"""

from __future__ import annotations

import os

# This must come before any import of Qt; tests need no screen.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication
from support import canned, signs, stub_networks
from support.fake_core import FakeCore

from gui import dialogs
from gui.job import Lane
from gui.look.theme import theme
from gui.page import Desk
from gui.session import Session
from gui.settings import Settings


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings and logs in a separate folder for each test."""
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home" / name))
    return tmp_path / "home"


@pytest.fixture(autouse=True)
def nothing_left_behind(qapp: QApplication) -> Iterator[None]:
    """Report the widgets, timers and jobs that a test left behind."""
    before = set(map(id, QApplication.topLevelWidgets()))
    gc.disable()  # as in the application, so that no worker's thread destroys widgets
    yield
    gc.enable()
    deliver_deletions()
    gc.collect()
    deliver_deletions()
    left = [widget for widget in QApplication.topLevelWidgets() if id(widget) not in before]
    made = [each for each in gc.get_objects() if isinstance(each, (Lane, QTimer))]
    jobs = [each.current for each in made if isinstance(each, Lane) and each.is_busy()]
    timers = [each for each in made if isinstance(each, QTimer) and _ticks(each)]
    assert not [widget for widget in left if widget.isVisible()], f"widgets left open: {left}"
    assert not jobs, f"jobs left running: {jobs}"
    assert not timers, f"timers left running: {timers}"


@pytest.fixture(autouse=True)
def no_question_unanswered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail if a question is asked that the test does not answer, because nobody else would."""

    def choose(_parent, question: str, *_more) -> str:
        raise AssertionError(f"nobody answers: {question}")

    monkeypatch.setattr(dialogs, "choose", choose)


@pytest.fixture
def core() -> FakeCore:
    """A core that answers at once."""
    return FakeCore()


@pytest.fixture
def desk(qapp: QApplication, core: FakeCore, tmp_path: Path) -> Iterator[Desk]:
    """The common objects of all pages, with the fake core."""
    theme()
    made = Desk.of(Session(), core, Settings(tmp_path / "settings.ini"), parent=None)
    yield made
    for lane in made.lanes:
        lane.wait()
    deliver_deletions()


def deliver_deletions() -> None:
    """Make Qt delete now what was marked for deletion."""
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _ticks(timer: QTimer) -> bool:
    try:
        return timer.isActive()
    except RuntimeError:
        return False


def session_of_signs() -> Session:
    """A session with a GoodNet of the signs whose classes have names."""
    made, opened = Session(), canned.inspection("/m/signs.h5")
    made.open_goodnet(stub_networks.goodnet(opened, {}).with_class_names(signs.NAMES), "")
    return made
