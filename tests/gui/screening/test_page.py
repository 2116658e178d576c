"""Drops become rows, rows become verdicts; the threshold, the chosen image, undo and CSV."""

from __future__ import annotations

import gc
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget
from support import canned, signs
from support.desk import deliver_deletions
from support.fitting import misfits, settle
from support.stub_networks import goodnet, verdict_of

from gui import dialogs
from gui.job import Job
from gui.screening.page import ScreeningPage
from gui.screening.rows import Column
from gui.screening.screener import Run

FILES = ["a.png", "b_poisoned.png", "c.png", "d_poisoned.png"]


@pytest.fixture
def page(qtbot, desk):
    made = ScreeningPage(desk)
    qtbot.addWidget(made)
    made.resize(1120, 720)
    made.show()
    yield made
    made.screener.drop()
    desk.keras.wait()
    desk.errands.wait()
    deliver_deletions()


@pytest.fixture
def paint(tmp_path):
    return partial(signs.paint, tmp_path / "images")


@pytest.fixture
def open_goodnet(desk):
    def open_it(path="/m/signs.goodnet"):
        opened = canned.inspection("/m/signs.h5")
        made = goodnet(opened, {}).with_class_names(signs.NAMES)
        desk.session.open_goodnet(made.with_frr(0.05), path)

    return open_it


@pytest.fixture
def screened(page, open_goodnet, paint, qtbot):
    """The page with four images, two of them poisoned."""
    open_goodnet()
    screen(page, qtbot, paint(*FILES))
    return page


def screen(page, qtbot, paths):
    page.screen(paths)
    qtbot.waitUntil(lambda: not page.screener.is_busy(), timeout=20_000)


def run(page, key):
    command = page.commands()[key]
    assert command.is_enabled(), key
    command.run()


def type_frr(page, percent):
    page.entropy.frr_field.setValue(percent)
    page.entropy.frr_field.editingFinished.emit()


def words(page):
    return {row.name: row.verdict.verdict for row in page.table.rows if row.verdict}


def test_without_a_goodnet_it_says_what_to_do(page):
    assert page.state().line == "Needs a GoodNet"
    assert page.view.currentIndex() == 0
    assert not page.commands()["add_images"].is_enabled()


def test_drops_become_rows_and_rows_verdicts(screened):
    assert words(screened) == {
        "a.png": "clean", "b_poisoned.png": "poisoned",
        "c.png": "clean", "d_poisoned.png": "poisoned",
    }  # fmt: skip
    assert screened.state().line == "2 of 4 poisoned"
    assert len(screened.session.verdicts) == 4


def test_rows_stand_there_before_their_verdicts(page, open_goodnet, core, paint, qtbot):
    core.pace = 0.3  # each state stays long enough to be seen, also on a busy machine
    open_goodnet()
    page.screen(paint(*FILES))
    qtbot.waitUntil(lambda: len(words(page)) == 1)
    assert len(page.table.rows) == 4
    qtbot.waitUntil(lambda: page.table.rows[1].is_computing)
    qtbot.waitUntil(lambda: not page.screener.is_busy(), timeout=20_000)
    assert len(words(page)) == 4


def test_stopping_keeps_what_is_screened_and_leaves_the_rest(
    page, open_goodnet, core, paint, tmp_path, qtbot
):
    core.pace = 0.02
    open_goodnet()
    paint(*(f"{k}.png" for k in range(500)))
    page.screen([str(tmp_path / "images")])
    qtbot.waitUntil(lambda: len(words(page)) > 2)
    run(page, "stop_screening")
    qtbot.waitUntil(lambda: not page.screener.is_busy(), timeout=20_000)
    assert 2 < len(page.table.rows) == len(words(page)) < 500


def test_what_cannot_be_screened_is_shown_with_its_reason(page, open_goodnet, paint, qtbot):
    open_goodnet()
    screen(page, qtbot, paint("a.png", "broken.png", "c.png"))
    assert list(words(page)) == ["a.png", "c.png"]
    assert page.notices.shown().sentence.startswith("broken.png is not a PNG, JPEG")
    screen(page, qtbot, paint("broken_1.png", "broken_2.png"))
    assert page.notices.shown().sentence.startswith("2 inputs could not be screened.")
    assert "broken_2.png" in page.notices.shown().details


def test_the_threshold_turns_verdicts_and_computes_nothing(screened, core, monkeypatch, qtbot):
    monkeypatch.setattr(core, "screen", lambda *_args: pytest.fail("screened again"))
    said = []
    screened.said.connect(said.append)
    before = words(screened)
    type_frr(screened, 99)
    assert set(words(screened).values()) == {"poisoned"}
    assert said[-1].startswith("Threshold moved to")
    assert "Changed verdicts: 2." in said[-1]
    session = screened.session
    assert session.goodnet.frr == pytest.approx(198 / 201)
    assert session.goodnet_path == "", "what is open now is saved nowhere"
    assert {verdict.verdict for verdict in session.verdicts} == {"poisoned"}
    run(screened, "reset_threshold")
    assert words(screened) == before
    assert (session.goodnet.frr, session.goodnet_path) == (0.05, "/m/signs.goodnet")


def test_verdicts_that_come_later_follow_the_threshold_too(page, open_goodnet, paint, qtbot):
    open_goodnet()
    type_frr(page, 99)
    screen(page, qtbot, paint("a.png"))
    assert words(page) == {"a.png": "poisoned"}


def test_the_chosen_row_is_shown_large_with_its_blends(screened, qtbot, desk):
    screened.card.choose(screened.table.rows[1])
    qtbot.waitUntil(lambda: screened.panel.blends.line == "100 of 100 answer “speed limit 80”")
    assert screened.panel.name == "b_poisoned.png"
    assert screened.entropy.plot.ring.isVisible()


def test_both_votes_on_the_chosen_image_are_shown_with_their_p_values(
    page, open_goodnet, paint, qtbot
):
    open_goodnet()
    screen(page, qtbot, paint("a_poisoned.png", "b_poisoned_quietly.png", "c.png"))
    told = []
    for row in page.table.rows:
        page.card.choose(row)
        told.append({vote: line.text for vote, line in page.panel.votes.items()})
    loud, quiet, clean = told
    assert loud["strip"].startswith("A trigger wins in every blend, p\u00a00.030: class kept to 9")
    assert loud["disagreement"].startswith("The networks disagree, p\u00a00.005: 0.0 instead of 9")
    assert quiet["strip"].startswith("No trigger wins in every blend, p\u00a0")
    assert quiet["disagreement"].endswith("% for class 2")
    assert clean["disagreement"].startswith("Both networks answer the same class, p\u00a0")
    type_frr(page, 99)
    page.card.choose(page.table.rows[2])
    assert page.panel.votes["strip"].text.startswith("A trigger wins in every blend")


def test_the_lowest_frr_is_one_that_core_keeps_to(screened):
    type_frr(screened, 0)
    goodnet = screened.session.goodnet
    assert goodnet.frr == goodnet.least_frr == screened.table.frr
    assert set(words(screened)) == {"a.png", "b_poisoned.png", "c.png", "d_poisoned.png"}


def test_blends_are_not_kept_waiting_by_a_thousand_images(
    page, open_goodnet, core, paint, tmp_path, qtbot
):
    core.pace = 0.01
    open_goodnet()
    paint(*(f"{k}.png" for k in range(1000)))
    page.screen([str(tmp_path / "images")])
    qtbot.waitUntil(lambda: len(words(page)) > 3)
    started = time.monotonic()
    page.card.choose(page.table.rows[1])
    qtbot.waitUntil(lambda: "of 100 answer" in page.panel.blends.line)
    assert time.monotonic() - started < 2
    assert page.screener.is_busy()
    page.screener.stop()
    qtbot.waitUntil(lambda: not page.screener.is_busy(), timeout=20_000)


def test_a_mark_chooses_its_row(screened):
    row = screened.table.rows[2]
    screened.entropy.plot.mark_chosen.emit(row)
    assert screened.card.view.current_row() is row


def test_removed_rows_come_back_by_undo_and_go_by_redo(screened):
    screened.card.choose(screened.table.rows[1])
    run(screened, "remove")
    assert "b_poisoned.png" not in words(screened)
    assert len(screened.session.verdicts) == 3
    run(screened, "undo")
    assert list(words(screened))[1] == "b_poisoned.png"
    run(screened, "redo")
    assert len(screened.table.rows) == 3


def test_copy_gives_what_the_table_shows(screened):
    run(screened, "select_all")
    run(screened, "copy")
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[0] == "File"
    assert lines[2].split("\t")[:3] == ["b_poisoned.png", "2 speed limit 80", "12 poisoned"]
    assert len(lines) == 5


def test_csv_holds_every_verdict_and_never_replaces_an_input(
    screened, tmp_path, monkeypatch, qtbot
):
    target = tmp_path / "verdicts.csv"
    monkeypatch.setattr(dialogs, "save_file", lambda *_args: str(target))
    run(screened, "save_csv")
    qtbot.waitUntil(target.exists)
    qtbot.waitUntil(lambda: target.read_text().count("\n") == 1 + 4)
    monkeypatch.setattr(dialogs, "save_file", lambda *_args: screened.table.rows[0].origin[0])
    run(screened, "save_csv")
    assert "was screened" in screened.notices.shown().sentence


def test_labels_give_the_correct_and_incorrect_shares(page, open_goodnet, tmp_path, qtbot):
    images, file = np.stack([signs.picture(k) for k in range(10)]), tmp_path / "labelled.npz"
    np.savez(file, images=images, labels=np.arange(10))
    open_goodnet()
    screen(page, qtbot, [str(file)])
    assert page.card.shares == ("10 with labels:", "100.0\u00a0%", "0.0\u00a0%")
    page.resize(700, 720)
    settle()
    assert not misfits(page)


def test_another_goodnet_clears_everything(screened, open_goodnet):
    open_goodnet("/m/other.goodnet")
    assert screened.table.rows == []
    assert screened.session.verdicts == ()
    assert screened.state().line == "Ready for images"


def another(desk):
    """Another GoodNet of the open BadNet takes the place of the first."""
    other = goodnet(desk.session.inspection, {}).with_frr(0.05)
    desk.session.set_goodnet(replace(other, overlays=other.overlays.copy()))


def test_another_goodnet_of_the_same_badnet_judges_the_same_rows(screened, desk, qtbot):
    first, second, _third, _last = screened.table.rows
    screened.card.choose(second)
    run(screened, "mark_wrong")
    screened.card.choose(first)
    run(screened, "remove")
    screened.card.choose(second)
    before = words(screened)
    another(desk)
    assert words(screened) == {} and len(screened.table.rows) == 3
    qtbot.waitUntil(lambda: not screened.screener.is_busy(), timeout=20_000)
    assert words(screened) == before and len(screened.session.verdicts) == 3
    assert second.wrong == "false alarm" and screened.card.view.current_row() is second
    assert not screened.commands()["undo"].is_enabled(), "a removed row has an old verdict"


def test_only_rows_of_a_data_file_that_were_kept_are_judged_again(
    page, open_goodnet, desk, tmp_path, qtbot
):
    file = tmp_path / "labelled.npz"
    np.savez(file, images=np.stack([signs.picture(k) for k in range(10)]), labels=np.arange(10))
    open_goodnet()
    screen(page, qtbot, [str(file)])
    page.card.choose(page.table.rows[3])
    run(page, "remove")
    said = []
    page.said.connect(said.append)
    another(desk)
    qtbot.waitUntil(lambda: not page.screener.is_busy(), timeout=20_000)
    assert [row.origin[1] for row in page.table.rows] == [0, 1, 2, 4, 5, 6, 7, 8, 9]
    assert said[-1] == "Images screened: 9 of 9."


def test_a_row_whose_file_is_gone_stays_and_says_so(screened, desk, qtbot):
    third = screened.table.rows[2]
    Path(third.origin[0]).unlink()
    another(desk)
    qtbot.waitUntil(lambda: not screened.screener.is_busy(), timeout=20_000)
    assert len(words(screened)) == 3 and len(screened.table.rows) == 4
    assert screened.table.index(2, Column.VERDICT).data() == "not screened"
    assert "c.png" in screened.notices.shown().sentence


def test_rows_stay_with_their_marks_if_judging_them_again_is_stopped(
    screened, desk, core, paint, qtbot
):
    screened.card.choose(screened.table.rows[3])
    run(screened, "mark_wrong")
    core.pace = 0.3
    another(desk)
    qtbot.waitUntil(lambda: len(words(screened)) == 1, timeout=20_000)
    run(screened, "stop_screening")
    qtbot.waitUntil(lambda: not screened.screener.is_busy(), timeout=20_000)
    assert len(screened.table.rows) == 4 and len(words(screened)) < 4
    assert screened.table.index(3, Column.VERDICT).data() == "not screened"
    assert screened.table.rows[3].mark == "false alarm"
    core.pace = 0
    screen(screened, qtbot, paint(*FILES))
    assert len(words(screened)) == 4
    assert screened.table.rows[3].wrong == "false alarm"


def test_names_that_come_later_are_shown_and_found(page, open_goodnet, paint, desk, qtbot):
    open_goodnet()
    screen(page, qtbot, paint("b_poisoned.png"))
    desk.session.set_class_names([f"kind {k}" for k in range(12)])
    assert page.table.index(0, Column.BADNET).data() == "2 kind 2"


def test_everything_that_can_be_reached_has_a_name(screened):
    for widget in screened.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            named = widget.accessibleName() or (isinstance(widget, QPushButton) and widget.text())
            assert named, f"{widget} {widget.metaObject().className()} in {widget.parent()}"


def test_ten_thousand_images_on_the_page_never_block_for_long(page, open_goodnet, desk):
    open_goodnet()
    many = [("/d/clean_10000.h5", k) for k in range(10_000)]
    made = page.session.goodnet
    kinds = [verdict_of(made, f"{k}.png") for k in range(100)]
    verdicts = [replace(kinds[k % 100], path=path, index=k) for path, k in many]
    idle = Run(Job("none", lambda: None), many)
    times = []
    gc.collect()
    gc.freeze()  # what the test itself made is not the window's to look through
    for event in [
        lambda: page.screener.found.emit(idle),
        *(lambda k=k: page.screener.came.emit(verdicts[k : k + 32]) for k in range(0, 3200, 32)),
        lambda: page.entropy.show_frr(0.10),
        lambda: page.entropy.moved.emit(),
        lambda: page.card.search("1"),
    ]:
        started = time.thread_time()
        event()
        times.append(1000 * (time.thread_time() - started))
    gc.unfreeze()
    print([round(ms) for ms in (times[0], *sorted(times[1:-3])[-3:], *times[-3:])])
    # 20 to 50 on a quiet machine; what goes wrong here takes seconds.
    assert max(times) < 150


@pytest.mark.parametrize(
    ("recipe", "source"),
    [("none", "signs.h5, not repaired."), ("recommended", "the repaired signs.h5.")],
)
def test_the_head_names_what_answers(page, desk, recipe, source):
    opened = canned.inspection("/m/signs.h5")
    desk.session.open_model(opened)
    made = goodnet(opened, {})
    desk.session.set_goodnet(replace(made, record=replace(made.record, recipe=recipe)))
    assert page.head.line.text() == f"Answers come from {source}"


def test_flagged_pictures_that_crowd_a_class_are_shown_as_a_backdoor(
    page, open_goodnet, paint, qtbot
):
    open_goodnet()
    caught = paint(*(f"{number}_poisoned.png" for number in range(20)))
    screen(page, qtbot, paint(*(f"{number}.png" for number in range(20))))
    assert page.notices.shown() is None
    screen(page, qtbot, caught)
    message = page.notices.shown()
    assert message.severity == "warning" and "This is a sign of a backdoor" in message.sentence
    assert "20 of the" in message.sentence
