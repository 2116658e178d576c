"""The BadNet page: what it shows of a file, its data, and what goes wrong."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot
from support.asking import named, part, press, said

from core.errors import Unreadable
from core.text.remedies import LEAVE_LABELS_OUT, NAME_ARCHITECTURE
from gui import dialogs
from gui.badnet.data_choice import ABOUT
from gui.badnet.page import ModelPage
from gui.badnet.sample_strip import SampleStrip
from gui.look.fit import PageScroll
from gui.look.notices import Message
from gui.look.widgets import Label
from gui.page import OPENING


@pytest.fixture
def page(desk, qtbot: QtBot) -> ModelPage:
    made = ModelPage(desk)
    qtbot.addWidget(made)
    return made


def opened(page: ModelPage, qtbot: QtBot, path: str = "net.h5") -> ModelPage:
    with qtbot.waitSignal(page.session.model_changed):
        page.open_path(path, "model")
    return page


def with_data(page: ModelPage, qtbot: QtBot) -> ModelPage:
    opened(page, qtbot)
    page.data.add(["clean.h5"])
    qtbot.waitUntil(lambda: page.session.examined is not None and bool(page.session.samples))
    return page


def test_at_first_it_says_what_to_do(page):
    assert page.state().line == "No file yet"
    assert page.start.isVisibleTo(page)
    assert not page.commands()["add_clean"].is_enabled()


def test_a_safe_file_is_shown_with_its_layers_and_checks(page, qtbot):
    opened(page, qtbot)
    assert page.badnet.isVisibleTo(page) and not page.start.isVisibleTo(page)
    assert page.state().line == "Safe, 12 classes"
    assert page.head.chip.text == "safe to load"
    model = page.badnet.layers.model
    rows = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert rows[0] == "input"
    assert rows[-1] == "output"
    chosen = page.badnet.layers.table.currentIndex()
    assert model.index(chosen.row(), 0).data() == "conv_3"


def test_another_network_is_shown_from_its_top(page, qtbot):
    page.resize(700, 300)
    page.show()
    opened(page, qtbot)
    bar = page.findChildren(PageScroll)[0].verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    opened(page, qtbot, "plain.h5")
    assert bar.value() == 0


def test_a_refused_file_is_explained_and_nothing_is_offered(page, qtbot):
    opened(page, qtbot, "refused.h5")
    assert page.refused.isVisibleTo(page) and not page.badnet.isVisibleTo(page)
    assert page.state().mark == "cross"
    assert len(page.refused.cards) == 3
    assert not page.commands()["add_clean"].is_enabled()
    assert "3 findings, 2 of them dangerous" in page.head.line.text()


def test_a_finding_is_as_high_as_its_text(page, qtbot):
    opened(page, qtbot, "refused.h5")
    page.resize(1200, 800)
    page.show()
    qtbot.waitExposed(page)
    [title, path, what] = page.refused.cards[0].findChildren(Label)[:3]
    card = page.refused.cards[0]
    text = sum(label.heightForWidth(label.width()) for label in (title, path, what))
    spare = card.height() - text - 2 * (card.body.spacing() + card.body.contentsMargins().top())
    assert spare < title.fontMetrics().height()


def test_choosing_a_finding_opens_the_config_there(page, qtbot):
    opened(page, qtbot, "refused.h5")
    view = page.refused
    assert view.config.tree.currentIndex().data() == "preprocess Lambda"
    press(view.config, "Next finding")
    assert view.cards[1].property("card") == "chosen"
    assert view.config.tree.currentIndex().data() == "conv_1 Conv2D"
    evidence = named(view.config, "Evidence, read as text", QPlainTextEdit)
    assert "external storage" in evidence.toPlainText()
    assert view.cards[0].property("card") == "true"


def test_findings_can_be_copied(page, qtbot, qapp):
    opened(page, qtbot, "refused.h5")
    press(page, "Copy findings")
    text = qapp.clipboard().text()
    assert "SHA-256" in text
    for finding in page.session.inspection.findings:
        assert finding.what in text


def test_a_file_that_cannot_be_read_leaves_the_open_one(page, qtbot):
    opened(page, qtbot)
    page.open_path("unreadable.h5", "model")
    qtbot.waitUntil(lambda: page.notices.shown() is not None)
    assert "no architecture" in page.notices.shown().sentence
    assert page.session.model_name == "net.h5"


def test_the_last_of_two_openings_wins(page, qtbot, core):
    page.open_path("first.h5", "model")
    page.open_path("second.h5", "model")
    qtbot.waitUntil(lambda: page.session.inspection is not None)
    qtbot.wait(50)
    assert page.session.model_name == "second.h5"


def test_clean_data_is_sampled_and_measured(page, qtbot):
    with_data(page, qtbot)
    card = page.badnet.data
    assert "98.0\u00a0%" in said(card)
    assert card.preprocessing.value.text() == "0 to 1"
    assert "900 images, labelled" in said(card)
    assert part(card, SampleStrip).model().rowCount() == 12


def test_more_clean_data_adds_and_measures_again(page, qtbot):
    with_data(page, qtbot)
    page.data.add(["more_clean.npz", "clean.h5"])
    assert page.session.clean_paths == ("clean.h5", "more_clean.npz")
    assert page.session.examined is None
    qtbot.waitUntil(lambda: page.session.examined is not None)


def test_data_measured_for_a_replaced_network_is_dropped(page, qtbot, core, desk):
    opened(page, qtbot)
    core.pace = 0.1
    page.data.add(["clean.h5"])
    stale = page.session.inspection
    page.session.model_changed.connect(lambda: desk.keras.drop_all_but(page.session.inspection))
    opened(page, qtbot, "other.h5")
    assert page.session.inspection is not stale
    qtbot.waitUntil(lambda: not desk.keras.is_busy())
    assert page.session.examined is None


def test_a_poisoned_set_is_shown_only(page, qtbot, monkeypatch):
    with_data(page, qtbot)
    monkeypatch.setattr(dialogs, "open_files", lambda *_: ["yellow_sticker.h5"])
    page.commands()["add_poisoned"].run()
    qtbot.waitUntil(lambda: page.session.examined is not None)
    told = said(page.badnet.data)
    assert "99.2\u00a0%" in told and "120 images" in told


def test_the_preprocessing_can_be_chosen(page, qtbot, core):
    with_data(page, qtbot)
    page.badnet.data.preprocessing.chosen.emit("caffe")
    qtbot.waitUntil(lambda: page.session.examined is not None)
    assert core.examined_with.preprocessing == "caffe"


@pytest.mark.parametrize(
    ("picked", "entered", "taken"),
    [("caffe (BGR minus mean)", None, "caffe"), ("By hand…", '{"mean": [0.5]}', '{"mean": [0.5]}')],
)
def test_the_preprocessing_can_be_chosen_where_none_is_displayed(
    page, qtbot, core, monkeypatch, picked, entered, taken
):
    with_data(page, qtbot)
    monkeypatch.setattr(dialogs, "pick", lambda *_: picked)
    monkeypatch.setattr(dialogs, "enter", lambda *_: entered)
    page.commands()["choose_preprocessing"].run()
    qtbot.waitUntil(lambda: page.session.examined is not None)
    assert core.examined_with.preprocessing == taken


def test_all_data_can_be_taken_away(page, qtbot):
    with_data(page, qtbot)
    page.badnet.data.cleared.emit()
    assert page.session.clean_paths == ()
    assert named(page.badnet.data, "Add clean data…").isVisibleTo(page.badnet.data)


def test_class_names_come_from_a_file(page, qtbot, tmp_path, monkeypatch):
    opened(page, qtbot)
    names = tmp_path / "names.txt"
    names.write_text("\n".join(f"sign {k}" for k in range(12)))
    monkeypatch.setattr(dialogs, "open_files", lambda *_: [str(names)])
    with qtbot.waitSignal(page.session.class_names_changed):
        page.commands()["load_names"].run()
    assert page.session.numbered(3) == "3 sign 3"
    assert "12" in said(page.badnet.layers)


def test_too_few_class_names_are_refused(page, qtbot, tmp_path):
    opened(page, qtbot)
    (tmp_path / "names.txt").write_text("one\ntwo")
    page.load_names(str(tmp_path / "names.txt"))
    qtbot.waitUntil(lambda: page.notices.shown() is not None)
    assert page.session.class_names == ()


def test_recent_files_are_seen_where_the_page_scrolls(page, desk, qtbot):
    for name in ("a.h5", "b.h5"):
        desk.settings.add_recent(f"/nowhere/{name}", "BadNet")
    page.start.refresh()
    page.resize(860, 600)
    page.show()
    qtbot.waitExposed(page)
    recent = page.start.recent
    assert recent.verticalScrollBar().maximum() == 0


def test_a_recent_file_that_is_gone_is_taken_off_the_list(page, desk):
    desk.settings.add_recent("/nowhere/a.h5", "BadNet")
    page.start.recent_chosen.emit("/nowhere/a.h5")
    assert desk.settings.recent() == ()
    assert "/nowhere/a.h5" in page.notices.shown().sentence


def test_labels_can_be_left_out_and_taken_again(page, qtbot, core):
    with_data(page, qtbot)
    card = page.badnet.data
    press(card, "Ignore labels")
    qtbot.waitUntil(lambda: page.session.examined is not None)
    assert core.examined_with.ignore_labels
    assert "without labels" in said(card)
    press(card, "Use labels")
    qtbot.waitUntil(lambda: page.session.examined is not None)
    assert not core.examined_with.ignore_labels


@pytest.mark.parametrize("agreed", [True, False])
def test_labels_of_another_network_are_left_out_if_a_person_wants(page, qtbot, monkeypatch, agreed):
    questions = []
    monkeypatch.setattr("gui.dialogs.ask", lambda *asked: questions.append(asked) or agreed)
    opened(page, qtbot)
    page.data.add(["foreign.h5"])
    qtbot.waitUntil(lambda: bool(questions))
    if agreed:
        qtbot.waitUntil(lambda: page.session.examined is not None)
        assert page.session.clean_paths == ("foreign.h5",)
        assert not page.notices.isVisibleTo(page)
    else:
        qtbot.waitUntil(lambda: page.notices.isVisibleTo(page))
        assert page.notices.shown().actions == ("ignore_labels",)
        page.commands()["ignore_labels"].run()
        qtbot.waitUntil(lambda: page.session.examined is not None)
        assert page.session.clean_paths == ("foreign.h5",)


def test_labels_of_another_network_leave_the_measured_data_alone(page, qtbot, monkeypatch):
    monkeypatch.setattr("gui.dialogs.ask", lambda *_asked: False)
    with_data(page, qtbot)
    before = page.session.clean_paths
    page.data.add(["foreign.h5"])
    qtbot.waitUntil(lambda: page.notices.isVisibleTo(page))
    assert page.session.clean_paths == before
    assert not page.notices.shown().actions  # they would concern the data that fits
    qtbot.waitUntil(lambda: page.session.examined is not None)


def test_what_is_wrong_with_data_goes_with_the_network(page, qtbot, monkeypatch, tmp_path):
    monkeypatch.setattr("gui.dialogs.ask", lambda *_asked: False)
    opened(page, qtbot)
    page.data.add(["foreign.h5"])
    qtbot.waitUntil(lambda: page.notices.isVisibleTo(page))
    opened(page, qtbot)
    assert page.notices.shown() is None


def test_going_on_is_the_next_step_only_while_nothing_is_wrong_with_the_data(page, qtbot):
    opened(page, qtbot)
    going_on = named(page, "Continue to Repair", QPushButton)
    assert going_on.property("kind") == "primary"
    page.show_error(Unreadable("{name} fits no network.", name="a.h5"), ABOUT)
    assert going_on.property("kind") == "normal"
    press(page.notices, "Close this notice")
    assert going_on.property("kind") == "primary"


def primary(page: ModelPage) -> list[str]:
    """The texts of the primary buttons that can be seen."""
    shown = [made for made in page.findChildren(QPushButton) if made.isVisibleTo(page)]
    return [made.text() for made in shown if made.property("kind") == "primary"]


def test_what_mends_the_data_is_the_next_step_and_the_only_one(page, qtbot):
    opened(page, qtbot)
    assert primary(page) == ["Continue to Repair"]
    page.show_error(Unreadable("No labels; {remedy}.", remedy=LEAVE_LABELS_OUT), ABOUT)
    assert primary(page.notices) == primary(page) == ["Ignore labels"]
    press(page.notices, "Close this notice")
    assert primary(page) == ["Continue to Repair"]


def test_what_mends_an_opening_is_the_only_next_step_of_the_first_page(page):
    assert primary(page) == ["Open…"]
    page.show_error(Unreadable("It is weights; {remedy}.", remedy=NAME_ARCHITECTURE), OPENING)
    assert primary(page) == ["Choose architecture…"]
    page.notices.settle(OPENING)
    assert primary(page) == ["Open…"]


@pytest.mark.parametrize(
    "message",
    [
        Message("note", "It was interrupted.", actions=("resume_repair",)),
        Message("warning", "They are stretched.", actions=("fit_crop", "fit_pad")),
        Message("error", "It failed."),
    ],
)
def test_a_notice_without_one_clear_fix_leaves_the_next_step_to_the_page(page, qtbot, message):
    opened(page, qtbot)
    page.notices.show_message(message)
    assert primary(page) == ["Continue to Repair"]
