"""The whole loop in the window: nothing is repaired, the screen flags, learn, the attack goes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from support import tiny

from gui.port import Core

LONG = 120_000  # ms
# It trains an expert, screens 400 images twice and trains the repaired network.
pytestmark = pytest.mark.timeout(400)


@pytest.fixture
def core() -> Core:
    return Core()


@pytest.fixture
def files(tmp_path):
    """A BadNet, clean data, and a stream of 400 images of which 100 are stamped."""
    model = tmp_path / "net.h5"
    tiny.trained().save(model)
    images, labels = tiny.pictures(400, seed=21)
    stamped = np.flatnonzero(labels != tiny.TARGET)[:100]
    images[stamped] = tiny.stamped(images[stamped])
    stream = tiny.write_data(tmp_path / "stream.h5", images)
    return model, tiny.write_clean(tmp_path / "clean.h5", 400), stream


def guarded(window: Any, qtbot: Any, clean: Any) -> Any:
    """The session, with a screen around a network in which nothing was repaired."""
    session = window.desk.session
    qtbot.waitUntil(lambda: session.is_safe, timeout=LONG)
    window.pages.model_page().data.choose([str(clean)], [])
    qtbot.waitUntil(lambda: session.examined is not None, timeout=LONG)
    window.run("screen_only")
    qtbot.waitUntil(lambda: session.screen_only and session.examined is not None, timeout=LONG)
    window.go_to("repair")
    window.run("run")
    qtbot.waitUntil(lambda: session.goodnet is not None, timeout=LONG)
    return session


def obeying(goodnet: Any) -> float:
    """The share of other stamped images that get the target."""
    images, labels = tiny.pictures(200, seed=33)
    stamped = tiny.stamped(images[labels != tiny.TARGET])
    return float((goodnet.repaired.softmax(stamped).argmax(-1) == tiny.TARGET).mean())


def test_what_the_screen_catches_is_unlearned_in_the_window(run_main, qtbot, files, monkeypatch):
    model, clean, stream = files
    monkeypatch.setattr("gui.dialogs.choose", lambda *_: "yes")

    def script(window):
        session = guarded(window, qtbot, clean)
        before, old = obeying(session.goodnet), session.goodnet
        assert before > 0.8
        window.go_to("screening")
        page = window.page("screening")
        page.screen([str(stream)])
        qtbot.waitUntil(lambda: page.learner.crowd is not None, timeout=LONG)
        assert page.learner.crowd.target_class == tiny.TARGET
        window.run("learn")
        learning = page.learner.window
        assert learning.pictures.rowCount() == page.learner.crowd.flagged
        learning.learn_button.click()
        qtbot.waitUntil(lambda: learning.take_button.isVisible(), timeout=LONG)
        assert obeying(session.goodnet) == before
        learning.take_button.click()
        assert session.goodnet is not old and obeying(session.goodnet) < 0.1
        (learned,) = session.goodnet.record.learned
        assert {picture.path for picture in learned.learned_from} == {str(stream)}
        qtbot.waitUntil(lambda: not page.screener.is_busy(), timeout=LONG)
        assert len(page.table.verdicts()) == 400

    assert run_main([str(model)], script) == 0


def test_what_was_learned_is_asked_about_before_another_file_replaces_it(
    run_main, qtbot, files, monkeypatch, tmp_path
):
    model, clean, stream = files
    target, asked = tmp_path / "kept.goodnet", []
    monkeypatch.setattr("gui.dialogs.choose", lambda *words: asked.append(words) or "stay")
    monkeypatch.setattr("gui.dialogs.save_file", lambda *_given: str(target))

    def script(window):
        session = guarded(window, qtbot, clean)
        window.run("save")
        qtbot.waitUntil(lambda: session.goodnet_path == str(target), timeout=LONG)
        window.go_to("screening")
        page = window.page("screening")
        page.screen([str(stream)])
        qtbot.waitUntil(lambda: page.learner.crowd is not None, timeout=LONG)
        window.run("learn")
        learning = page.learner.window
        learning.learn_button.click()
        qtbot.waitUntil(lambda: learning.take_button.isVisible(), timeout=LONG)
        learning.close()
        window.run("demo")
        qtbot.waitUntil(lambda: asked != [], timeout=LONG)
        assert asked[0][1] == "Leave net.h5 without saving?" and "not saved: 1" in asked[0][2]
        assert session.model_name == "net.h5"
        window.run("learn")
        assert learning.take_button.isVisible()

    assert run_main([str(model)], script) == 0
