"""Flagged pictures that crowd a class are looked at, learned from, and the result is taken."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from support.asking import press
from support.canned import inspection
from support.desk import deliver_deletions
from support.signs import NAMES, TARGET, paint, picture
from support.stub_networks import goodnet

from core.jobs.progress import TimeLeft
from gui import dialogs
from gui.screening.caught_pictures import CELL
from gui.screening.page import ScreeningPage

CLEAN = [f"{number}.png" for number in range(20)]
CAUGHT = [f"{number}_poisoned.png" for number in range(20)]


@pytest.fixture
def page(qtbot, desk):
    made = ScreeningPage(desk)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.screener.drop()
    made.learner.clear()
    desk.keras.wait()
    desk.errands.wait()
    deliver_deletions()


@pytest.fixture
def crowded(page, desk, tmp_path, qtbot):
    """The page with a crowd of twenty flagged pictures, and clean data at hand."""
    opened = inspection("/m/signs.h5")
    made = goodnet(opened, {}).with_class_names(NAMES)
    desk.session.open_goodnet(made.with_frr(0.05), "/m/signs.goodnet")
    desk.session.choose_data(["/d/clean.h5"], [])
    screen(page, qtbot, paint(tmp_path, *CLEAN, *CAUGHT))
    return page


def screen(page, qtbot, paths):
    page.screen(paths)
    qtbot.waitUntil(lambda: not page.screener.is_busy(), timeout=20_000)


def opened_window(page):
    page.commands()["learn"].run()
    assert page.learner.window is not None and page.learner.window.isVisible()
    return page.learner.window


def take_out(window, name):
    pictures = window.pictures
    for place in range(pictures.rowCount()):
        index = pictures.index(place)
        if index.data() == name:
            out = Qt.CheckState.Unchecked.value
            assert pictures.setData(index, out, Qt.ItemDataRole.CheckStateRole)


def learn(window, qtbot):
    window.learn_button.click()
    qtbot.waitUntil(lambda: window.take_button.isVisible(), timeout=20_000)


def test_without_a_crowd_there_is_nothing_to_learn_from(page, desk, tmp_path, qtbot):
    assert not page.commands()["learn"].is_enabled()
    opened = inspection("/m/signs.h5")
    desk.session.open_goodnet(goodnet(opened, {}).with_frr(0.05), "/m/a.goodnet")
    screen(page, qtbot, paint(tmp_path, *CLEAN))
    assert not page.commands()["learn"].is_enabled()


def test_the_notice_of_a_crowd_leads_to_its_pictures(crowded):
    assert crowded.notices.shown().actions == ("learn",)
    window = opened_window(crowded)
    names = [window.pictures.index(place).data() for place in range(window.pictures.rowCount())]
    assert sorted(names) == sorted(CAUGHT)
    assert "20 of the" in window.line and window.line == crowded.notices.shown().sentence
    assert window.learn_button.text() == "Learn from 20 pictures"


def test_what_is_taken_out_or_removed_is_not_learned_from(crowded, core, tmp_path, qtbot):
    data = tmp_path / "poisoned.npz"
    np.savez(data, images=np.stack([picture(k, yellow=1) for k in range(8)]))
    screen(crowded, qtbot, [str(data)])
    rows = {row.name: row for row in crowded.table.rows}
    rows["1_poisoned.png"].mark = "false alarm"
    crowded.card.choose(rows["poisoned.npz[2]"])
    crowded.commands()["remove"].run()
    window = opened_window(crowded)
    take_out(window, "0_poisoned.png")
    assert window.learn_button.text() == "Learn from 25 pictures"
    learn(window, qtbot)
    without = sorted((Path(path).name, index) for path, index in core.learned_with.without)
    assert without == [("0_poisoned.png", 0), ("1_poisoned.png", 0), ("poisoned.npz", 2)]
    assert core.learned_with.confirm == TARGET


def test_before_and_after_are_shown_and_the_new_goodnet_is_taken(crowded, desk, qtbot):
    old = desk.session.goodnet
    window = opened_window(crowded)
    learn(window, qtbot)
    assert {"100.0\u00a0%", "0.0\u00a0%", "94.7\u00a0%", "94.1\u00a0%"} <= set(window.figures)
    assert "Clean accuracy" in window.figures
    assert desk.session.goodnet is old
    window.take_button.click()
    assert not window.isVisible()
    assert len(desk.session.goodnet.record.learned) == 1 and not desk.session.goodnet_path
    assert crowded.notices.shown().actions == ("save",)
    qtbot.waitUntil(lambda: not crowded.screener.is_busy())
    assert len(crowded.table.verdicts()) == 40
    assert "there it is unlearned" in opened_window(crowded).line
    assert crowded.notices.shown().actions == ("save",)


def test_a_goodnet_that_is_not_saved_stays_among_the_runs(crowded, desk, qtbot):
    old = desk.session.goodnet
    desk.session.set_goodnet(old)
    window = opened_window(crowded)
    learn(window, qtbot)
    window.take_button.click()  # nobody answers a question, because nothing is lost
    assert desk.session.goodnet is not old
    assert [run.goodnet for run in desk.session.runs] == [old, desk.session.goodnet]
    assert desk.session.unsaved_runs() == 2


def test_what_is_not_taken_yet_counts_as_unsaved_and_outlives_another_goodnet(crowded, desk, qtbot):
    session = desk.session
    window = opened_window(crowded)
    learn(window, qtbot)
    assert session.goodnet_path and session.unsaved_runs() == 1
    other = goodnet(session.inspection, {})
    session.set_goodnet(replace(other, overlays=other.overlays.copy()))
    learned = session.runs[1].goodnet
    assert learned.record.learned and not window.isVisible()
    session.use_run(1)
    assert session.goodnet.record is learned.record


def test_without_labels_the_window_says_agreement(crowded, qtbot):
    window = opened_window(crowded)
    learn(window, qtbot)
    learned = crowded.session.runs[1].goodnet.record.learned[-1]
    window.show_learned(replace(learned, measure="agreement"))
    assert "Agreement with the BadNet" in window.figures
    assert "Clean accuracy" not in window.figures


def test_the_window_says_how_many_pictures_were_left_out(crowded, qtbot):
    window = opened_window(crowded)
    learn(window, qtbot)
    assert "Left out" not in window.line
    learned = crowded.session.runs[1].goodnet.record.learned[-1]
    window.show_learned(replace(learned, left_out=learned.learned_from[:2]))
    assert window.line.endswith("Left out as probable false alarms: 2.")


def test_what_is_discarded_is_no_run(crowded, desk, qtbot):
    window = opened_window(crowded)
    learn(window, qtbot)
    window.discard_button.click()
    assert len(desk.session.runs) == 1 and not desk.session.unsaved_runs()


def test_the_pictures_have_room_before_they_have_arrived(crowded):
    window = opened_window(crowded)
    index = window.pictures.index(0)
    crowded.thumbnails.clear()
    assert index.data(Qt.ItemDataRole.DecorationRole).isNull()
    window.view.doItemsLayout()
    assert window.view.visualRect(index).size() == CELL


def busy_window(page, core, desk, qtbot, pace=0.05):
    core.pace = pace
    window = opened_window(page)
    window.learn_button.click()
    qtbot.waitUntil(lambda: window.is_busy and desk.keras.current is not None)
    return window


def test_the_status_bar_shows_the_progress_of_learning(crowded, core, desk, qtbot):
    told = []
    crowded.progressed.connect(lambda text, share: told.append((text, share)))
    busy_window(crowded, core, desk, qtbot, pace=0)
    qtbot.waitUntil(lambda: desk.keras.current is None)
    assert {text for text, _ in told} == {"Learning"}
    assert told[-1][1] > told[0][1]


def test_no_key_discards_what_is_being_learned(crowded, core, desk, qtbot):
    window = busy_window(crowded, core, desk, qtbot)
    assert window.focusWidget() is not window.stop_button
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return):
        qtbot.keyClick(window.focusWidget(), key)
    assert window.is_busy
    qtbot.waitUntil(lambda: window.take_button.isVisible())
    assert window.focusWidget() is window.take_button


@pytest.mark.parametrize("way", ["Escape", "close", "button"])
@pytest.mark.parametrize("answer", ["no", "yes"])
def test_ending_to_learn_asks_once_there_is_work_to_lose(
    crowded, core, desk, qtbot, monkeypatch, way, answer
):
    asked = []
    monkeypatch.setattr(
        dialogs, "choose", lambda _parent, question, *_: (asked.append(question), answer)[1]
    )
    window = busy_window(crowded, core, desk, qtbot)
    monkeypatch.setattr(TimeLeft, "seconds_so_far", property(lambda _time: 21.0))
    if way == "Escape":
        qtbot.keyClick(window, Qt.Key.Key_Escape)
    else:
        (window.close if way == "close" else window.stop_button.click)()
    assert asked == ["Cancel learning and discard it?"]
    assert window.isVisible()
    done = window.take_button if answer == "no" else window.learn_button
    qtbot.waitUntil(done.isVisible)


def test_what_was_learned_outlives_the_window_until_it_is_discarded(crowded, qtbot):
    window = opened_window(crowded)
    learn(window, qtbot)
    figures = window.figures
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()
    assert opened_window(crowded).figures == figures and window.take_button.isVisible()
    window.discard_button.click()
    assert not window.isVisible()
    assert opened_window(crowded).learn_button.isVisible()


def test_a_notice_that_was_closed_comes_back_with_more_images_only(crowded, qtbot, tmp_path):
    press(crowded.notices, "Close this notice")
    crowded.card.choose(crowded.table.rows[0])
    crowded.commands()["mark_wrong"].run()
    assert crowded.notices.shown() is None
    screen(crowded, qtbot, paint(tmp_path, *CLEAN))
    assert crowded.notices.shown().actions == ("learn",)


def test_learning_that_is_cancelled_changes_nothing(crowded, core, desk, qtbot):
    core.pace = 0.05
    old, window = desk.session.goodnet, opened_window(crowded)
    window.learn_button.click()
    qtbot.waitUntil(lambda: window.is_busy and desk.keras.current is not None)
    assert desk.keras.staked().stake == "learning"
    window.stop_button.click()
    qtbot.waitUntil(lambda: window.learn_button.isVisible())
    assert desk.session.goodnet is old and crowded.commands()["learn"].is_enabled()


def test_why_nothing_was_learned_is_shown(crowded, qtbot):
    window = opened_window(crowded)
    for name in CAUGHT[:-3]:
        take_out(window, name)
    window.learn_button.click()
    qtbot.waitUntil(lambda: window.line == "Only a few.")
    assert window.learn_button.isVisible()


def test_without_clean_data_it_asks_for_some(crowded, desk, qtbot):
    desk.session.choose_data([], [])
    window = opened_window(crowded)
    assert not window.learn_button.isEnabled() and window.data_button.isVisible()
    with qtbot.waitSignal(crowded.asked_for) as asked:
        window.data_button.click()
    assert asked.args == ["add_clean"]
    desk.session.choose_data(["/d/clean.h5"], [])
    assert window.learn_button.isEnabled() and not window.data_button.isVisible()


def test_another_goodnet_closes_the_window(crowded, desk):
    window = opened_window(crowded)
    opened = inspection("/m/other.h5")
    desk.session.open_goodnet(goodnet(opened, {}).with_frr(0.05), "/m/other.goodnet")
    assert not window.isVisible() and not crowded.commands()["learn"].is_enabled()
