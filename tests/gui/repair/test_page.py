"""The Repair page: what it asks for, how a repair is watched and steered, and what is kept."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import pytest
from pyqtgraph import BarGraphItem, InfiniteLine, PlotDataItem
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QPushButton,
    QTableWidget,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from support.asking import drawn, named, part, press, said, texts, ticks, value_of
from support.canned import PARTS, PREPROCESSING, inspection, learning, refused_inspection
from support.desk import deliver_deletions
from support.fake_core import FakeCore
from support.stub_networks import goodnet

from core.errors import Unreadable
from core.records import (
    CleanDataExamined,
    DataSummary,
    InvertedClass,
    LearnOptions,
    RepairOptions,
)
from gui import dialogs
from gui.look.chips import Chip
from gui.look.fields import Choice, Number
from gui.look.notices import Message
from gui.look.widgets import Label
from gui.look.wording import decimal, percent
from gui.page import Desk
from gui.repair.index_plot import UNUSUAL
from gui.repair.legend import Legend
from gui.repair.page import RepairPage
from gui.repair.stages import KeptCard
from gui.repair.summary import SummaryCard
from gui.repair.trigger_card import TriggerCard

CLEAN = "traffic_signs_clean.h5"
EXAMINED = CleanDataExamined(
    DataSummary((CLEAN,), 900, True, (48, 48, 3)), PREPROCESSING, PARTS, "accuracy", 0.98
)

NEXT = "Next suspected trigger"


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> Iterator[RepairPage]:
    made = RepairPage(desk)
    qtbot.addWidget(made)
    made.resize(1120, 772)
    made.show()
    yield made
    desk.keras.cancel_all()
    qtbot.waitUntil(lambda: not desk.keras.is_busy())


def open_signs(desk: Desk, tmp_path: Path, measure: str = "accuracy") -> None:
    """Open the canned BadNet with clean data and one poisoned set, all measured."""
    desk.session.open_model(inspection(str(tmp_path / "signs.h5")))
    desk.session.choose_data((str(tmp_path / CLEAN),), (str(tmp_path / "yellow_sticker.h5"),))
    desk.session.set_examined(replace(EXAMINED, measure=measure))  # pyright: ignore[reportArgumentType]


@pytest.fixture
def ready(page: RepairPage, desk: Desk, tmp_path: Path) -> RepairPage:
    open_signs(desk, tmp_path)
    return page


@pytest.fixture
def repaired(ready: RepairPage, qtbot: QtBot) -> RepairPage:
    with qtbot.waitSignal(ready.session.goodnet_changed):
        ready.start()
    return ready


def shown_buttons(page: RepairPage) -> list[str]:
    heads = page.head.findChildren(QPushButton)
    return [made.text() for made in heads if made.isVisibleTo(page)]


def bars_of(card: TriggerCard) -> dict[str, Any]:
    """How the bars of the anomaly indices are drawn now."""
    (bars,) = drawn(card.indices, BarGraphItem)
    return bars.opts


def points_of(curve: PlotDataItem) -> int:
    xs, _ys = curve.getData()
    return 0 if xs is None else len(xs)


# -- before ---------------------------------------------------------------------------------


def test_without_a_badnet_it_says_what_it_needs(page: RepairPage):
    assert page.state().line == "Needs a BadNet"
    assert not page.state().ready
    assert not page.commands()["run"].is_enabled()


def test_a_refused_file_is_not_repaired(page: RepairPage, desk: Desk):
    desk.session.open_model(refused_inspection("bad.h5"))
    assert page.state().line == "Needs a safe BadNet"
    assert not page.commands()["run"].is_enabled()


def test_it_asks_for_clean_data_and_waits_until_that_is_measured(page: RepairPage, desk: Desk):
    desk.session.open_model(inspection("signs.h5"))
    assert page.state().line == "Needs clean data"
    desk.session.choose_data((CLEAN,), ())
    assert page.state().line == "Measuring clean data"
    assert not page.commands()["run"].is_enabled()
    desk.session.set_examined(EXAMINED)
    assert page.state().line == "Ready to run"
    assert shown_buttons(page) == ["Run repair"]


def test_defaults_need_no_touching(ready: RepairPage):
    assert ready.view.form.options() == RepairOptions(layer="conv_3")


def test_settings_reach_core(ready: RepairPage, desk: Desk, core: FakeCore, monkeypatch):
    asked = []
    real = core.repair

    def repair(*given, class_names, resume):
        assert not class_names and not resume
        asked.append(given)
        return real(*given)

    monkeypatch.setattr(core, "repair", repair)
    form = ready.view.form
    named(form, "Layer", Choice).setCurrentIndex(0)
    for name, value in (("Budget", 2.5), ("Epochs", 3), ("FRR", 1)):
        named(form, name, Number).setValue(value)
    desk.session.preprocessing = "caffe"
    ready.start()
    desk.keras.wait()
    model, clean, poisoned, options = asked[0]
    assert model.endswith("signs.h5") and len(clean) == len(poisoned) == 1
    assert options == RepairOptions(
        layer="conv_1", budget=2.5, epochs=3, frr=0.01, preprocessing="caffe"
    )


def test_defaults_come_back(ready: RepairPage):
    named(ready.view.form, "Budget", Number).setValue(9)
    press(ready, "Defaults")
    assert ready.view.form.options() == RepairOptions(layer="conv_3")


def test_everything_interactive_has_an_accessible_name(repaired: RepairPage):
    kinds = (QPushButton, QToolButton, QComboBox, QAbstractSpinBox, QAbstractItemView)
    for kind in kinds:
        for widget in repaired.findChildren(kind):
            popup = widget.window() is not repaired
            words = widget.text() if isinstance(widget, (QPushButton, QToolButton)) else ""
            assert popup or widget.accessibleName() or words, widget


def test_the_keyboard_reaches_every_field_in_order(ready: RepairPage, qtbot: QtBot):
    form = ready.view.form
    ready.commands()["settings"].run()
    fields = [named(form, name) for name in ("Recipe", "Layer", "Budget", "Epochs", "FRR")]
    ready.activateWindow()
    fields[0].setFocus()
    for field in fields[1:]:
        qtbot.keyClick(ready.focusWidget(), Qt.Key.Key_Tab)
        assert ready.focusWidget() is field
    qtbot.keyClick(fields[-1], Qt.Key.Key_Up)
    assert named(form, "FRR", Number).value() == 5.5


# -- while it runs --------------------------------------------------------------------------


def test_the_curve_grows_while_the_job_runs(ready: RepairPage, core: FakeCore, qtbot: QtBot):
    core.pace = 0.01
    ready.start()
    lengths = set()

    def grown() -> bool:
        lengths.add(max(map(points_of, drawn(ready.view.curves.sweep, PlotDataItem)), default=0))
        return len(lengths) > 4

    qtbot.waitUntil(grown)
    assert ready.state().line not in ("Ready to run", "")
    assert shown_buttons(ready) == ["Pause", "Stop early and keep", "Cancel and discard"]


def test_nothing_of_a_cancelled_repair_is_kept(ready: RepairPage, core: FakeCore, qtbot: QtBot):
    core.pace = 0.01
    ready.start()
    qtbot.waitUntil(lambda: ready.run is not None and len(ready.run.curve) > 3)
    started = time.monotonic()
    press(ready, "Cancel and discard")
    qtbot.waitUntil(lambda: ready.state().line == "Ready to run")
    assert time.monotonic() - started < 0.5
    assert ready.session.goodnet is None
    assert not ticks(ready)


def test_pause_holds_curve_and_clock(ready: RepairPage, core: FakeCore, qtbot: QtBot):
    core.pace = 0.01
    ready.start()
    run = ready.run
    assert run
    qtbot.waitUntil(lambda: len(run.curve) > 3)
    press(ready, "Pause")
    qtbot.wait(300)  # the record that the worker is at still comes, on a busy machine late
    held, so_far = len(run.curve), run.time.seconds_so_far
    qtbot.wait(120)
    assert (len(run.curve), run.time.seconds_so_far) == (held, so_far)
    assert ready.head.chip.text == "paused"
    press(ready, "Go on")
    qtbot.waitUntil(lambda: len(run.curve) > held)
    assert ready.head.chip.text == ""


def test_stop_early_keeps_what_there_is(ready: RepairPage, core: FakeCore, qtbot: QtBot):
    core.pace = 0.01
    ready.start()
    run = ready.run
    assert run
    qtbot.waitUntil(lambda: len(run.curve) > 3)
    qtbot.waitUntil(named(ready, "Stop early and keep").isEnabled)
    with qtbot.waitSignal(ready.session.goodnet_changed):
        press(ready, "Stop early and keep")
    assert len(run.curve) < 61
    assert ready.session.goodnet is not None


def test_if_stopped_now_follows_the_sweep(ready: RepairPage, core: FakeCore, qtbot: QtBot):
    core.pace = 0.01
    ready.start()
    kept = part(ready, KeptCard)
    qtbot.waitUntil(lambda: "If stopped now: 44 channels pruned" in said(kept))
    assert re.search(r"clean accuracy\n[\d.]+\s%", said(kept), re.I)


def test_a_failure_is_shown_and_the_settings_are_back(
    ready: RepairPage, core: FakeCore, qtbot: QtBot, monkeypatch
):
    def fails(*_given, **_how):
        raise Unreadable("The clean data holds too few images; 300 are needed.")
        yield

    monkeypatch.setattr(core, "repair", fails)
    ready.start()
    qtbot.waitUntil(lambda: ready.notices.shown() is not None)
    shown = ready.notices.shown()
    assert shown and "too few" in shown.sentence
    assert ready.state().line == "Ready to run"
    assert not ticks(ready)


def test_another_model_ends_the_watching(ready: RepairPage, core: FakeCore, desk: Desk, qtbot):
    core.pace = 0.01
    ready.start()
    qtbot.waitUntil(lambda: ready.run is not None and len(ready.run.curve) > 3)
    other = inspection("other.h5")
    desk.session.open_model(other)
    desk.keras.drop_all_but(other)
    assert not ticks(ready)
    assert ready.state().line == "Needs clean data"
    qtbot.waitUntil(lambda: not desk.keras.is_busy())
    assert desk.session.goodnet is None


# -- after ----------------------------------------------------------------------------------


def test_the_outcome_is_shown_with_its_counts(repaired: RepairPage):
    assert repaired.state().line == "44 of 60 pruned"
    assert repaired.state().mark == "check"
    assert repaired.head.chip.text == "not saved"
    names = [name for each in part(repaired, SummaryCard).findChildren(QWidget)
             if ": before " in (name := each.accessibleName())]  # fmt: skip
    assert "Clean accuracy: before 98.0\u00a0%, after 97.3\u00a0%" in names[0]
    assert "146 of 150" in names[0]
    assert any("ASR, yellow_sticker" in name for name in names)
    assert any("Suspected-trigger ASR" in name for name in names)


def test_after_learning_only_its_own_figures_are_shown(repaired: RepairPage):
    made = repaired.session.goodnet
    assert made is not None
    caught = [(f"/in/{number}.png", 0) for number in range(20)]
    learned = learning(made, 60, caught, LearnOptions(confirm=2)).goodnet
    assert learned is not None
    repaired.notices.show_message(Message("note", "The vote disagreement is left out."))
    repaired.session.set_goodnet(learned)
    assert repaired.notices.shown() is None
    deliver_deletions()
    assert repaired.head.title.text() == "Learned from flagged pictures"
    assert repaired.head.line.text().startswith("Unlearned what 20 pictures of class 2")
    assert repaired.state().line == "Learned"
    names = [name for each in part(repaired, SummaryCard).findChildren(QWidget)
             if ": before " in (name := each.accessibleName())]  # fmt: skip
    figures = [name.replace("\u00a0", " ").split(", ")[:2] for name in names]
    assert [two[0].split(": ")[1] for two in figures] == [
        "before 94.7 %", "before 90.0 %", "before 100.0 %",
    ]  # fmt: skip
    assert [two[1][:12] for two in figures] == ["after 94.1 %", "after 85.0 %", "after 0.0 %"]
    assert "before learning" not in said(part(repaired, SummaryCard))
    assert "not learned from" in said(part(repaired, SummaryCard))


def test_save_is_primary_until_saved(repaired: RepairPage, qtbot: QtBot, monkeypatch, tmp_path):
    target = tmp_path / "out.goodnet"
    monkeypatch.setattr(dialogs, "save_file", lambda *_given: str(target))
    save, screen = (named(repaired, name) for name in ("Save GoodNet…", "Screen images"))
    assert save.property("kind") == "primary"
    with qtbot.waitSignal(repaired.session.goodnet_changed):
        repaired.commands()["save"].run()
    assert target.exists()
    assert repaired.session.goodnet_path == str(target)
    assert (save.property("kind"), screen.property("kind")) == ("normal", "primary")
    assert repaired.head.chip.text == "saved"


@pytest.mark.parametrize("command", ["save", "export"])
@pytest.mark.parametrize("name", ["signs.h5", CLEAN, "yellow_sticker.h5"])
def test_an_input_is_never_overwritten(
    repaired: RepairPage, command: str, name: str, monkeypatch, tmp_path: Path
):
    target = tmp_path / name
    target.write_bytes(b"precious")
    monkeypatch.setattr(dialogs, "save_file", lambda *_given: str(target))
    repaired.commands()[command].run()
    repaired.desk.keras.wait()
    assert target.read_bytes() == b"precious"
    shown = repaired.notices.shown()
    assert shown and name in shown.sentence


def test_a_file_of_a_data_folder_is_an_input_too(repaired: RepairPage, monkeypatch, tmp_path: Path):
    inside = tmp_path / "images" / "a.goodnet"
    inside.parent.mkdir()
    inside.write_bytes(b"precious")
    repaired.session.clean_paths = (str(inside.parent),)
    monkeypatch.setattr(dialogs, "save_file", lambda *_given: str(inside))
    repaired.files.save()
    repaired.desk.keras.wait()
    assert inside.read_bytes() == b"precious"


def test_running_again_keeps_the_goodnet_that_is_not_saved(
    repaired: RepairPage, desk, qtbot: QtBot
):
    kept = repaired.session.goodnet
    repaired.commands()["settings"].run()
    assert "Back to the GoodNet" in shown_buttons(repaired)
    with qtbot.waitSignal(desk.keras.emptied):
        repaired.start()
    assert repaired.session.goodnet is not kept
    assert repaired.session.runs[0].goodnet is kept and len(repaired.session.runs) == 2


def test_the_run_key_shows_the_settings_before_a_finished_repair_is_run_again(
    repaired: RepairPage,
):
    repaired.commands()["run"].run()

    assert repaired.job is None and repaired.commands()["save"].is_enabled()
    repaired.commands()["run"].run()
    assert repaired.job is not None


def test_a_saved_goodnet_shows_its_repair(page: RepairPage, desk: Desk):
    opened = goodnet(inspection("signs.h5"), {"yellow_sticker": 0.02})
    desk.session.open_goodnet(opened, "signs.goodnet")
    assert page.state().line == "44 of 60 pruned"
    assert page.head.chip.text == "saved"
    assert not page.commands()["run"].is_enabled()


def test_without_labels_it_is_agreement_everywhere(page: RepairPage, desk: Desk, tmp_path: Path):
    open_signs(desk, tmp_path, "agreement")
    made = goodnet(inspection("signs.h5"), {})
    desk.session.set_goodnet(replace(made, record=replace(made.record, measure="agreement")))
    legend = part(page, Legend).accessibleName()
    assert legend.startswith("agreement") and "accuracy" not in legend
    assert "answers are used" in said(part(page, SummaryCard))


def test_suspected_triggers_can_be_leafed_through(page: RepairPage, desk: Desk, tmp_path: Path):
    open_signs(desk, tmp_path)
    made = goodnet(inspection("signs.h5"), {})
    first = made.record.suspected_targets[0]
    both = (first, replace(first, target_class=7, class_accuracy=None))
    desk.session.set_goodnet(replace(made, record=replace(made.record, suspected_targets=both)))
    card = part(page, TriggerCard)
    chip = part(card, Chip)
    assert chip.text == "target class 2"
    assert card.reason.text() == "Suspected for its unusually small trigger."
    assert f"itself: {percent(0.92)} → {percent(0.84)} of 25 images" in said(card)
    press(card, NEXT)
    assert chip.text == "target class 7"
    assert "itself" not in said(card)
    assert not named(card, NEXT).isEnabled()


def test_a_class_that_its_channels_give_away_shows_how_little_they_change(
    page: RepairPage, desk: Desk, tmp_path: Path
):
    open_signs(desk, tmp_path)
    made = goodnet(inspection("signs.h5"), {})
    small = made.record.suspected_targets[0]
    near = replace(small, target_class=7, kind="additive", reason="channels", perturbation=1.78)
    inverted = tuple(replace(each, perturbation=2.43) for each in made.record.inverted)
    record = replace(made.record, suspected_targets=(small, near), inverted=inverted)
    desk.session.set_goodnet(replace(made, record=record))
    card = part(page, TriggerCard)
    assert "perturbation" not in said(card)
    press(card, NEXT)
    assert "its small channel perturbation" in card.reason.text()
    least, others = decimal(1.78, 2), decimal(2.43, 2)
    assert f"Least channel perturbation {least}, of other classes {others}" in said(card)


def test_in_a_card_what_gives_the_class_away_stands_out(
    page: RepairPage, desk: Desk, tmp_path: Path
):
    open_signs(desk, tmp_path)
    made = goodnet(inspection("signs.h5"), {})
    (small, *_) = made.record.suspected_targets
    card = part(page, TriggerCard)
    tones = {}
    for reason in ("size", "extent", "margin", "channels", "together", "expert"):
        kept = 61.0 if reason == "expert" else None
        target = replace(small, reason=reason, expert_margin=kept)
        record = replace(made.record, suspected_targets=(target,))
        desk.session.set_goodnet(replace(made, record=record))
        tones[reason] = [
            value_of(card, title).property("tone") for title in ("Anomaly index", "Margin")
        ]
    assert tones == {
        "size": ["poisoned", "text"],
        "extent": ["text", "text"],
        "margin": ["text", "poisoned"],
        "channels": ["poisoned", "text"],
        "together": ["poisoned", "poisoned"],
        "expert": ["text", "text"],
    }
    (kept,) = (label for label in card.findChildren(Label) if " 61," in label.text())
    assert kept.property("tone") == "poisoned"


def test_a_card_shows_the_extent_where_it_gives_the_class_away(
    page: RepairPage, desk: Desk, tmp_path: Path
):
    open_signs(desk, tmp_path)
    made = goodnet(inspection("signs.h5"), {})
    (small, *_) = made.record.suspected_targets
    inverted = tuple(replace(each, extent=118.0) for each in made.record.inverted)
    for reason in ("size", "extent"):
        target = replace(small, reason=reason, extent=41.3)
        record = replace(made.record, suspected_targets=(target,), inverted=inverted)
        desk.session.set_goodnet(replace(made, record=record))
        shown = "Size times spread 41 px², of others at least 118" in said(part(page, TriggerCard))
        assert shown == (reason == "extent")


def test_every_class_has_its_anomaly_index_and_the_suspected_one_stands_out(
    page: RepairPage, desk: Desk, tmp_path: Path
):
    open_signs(desk, tmp_path)
    made = goodnet(inspection("signs.h5"), {})
    desk.session.set_goodnet(made)
    bars = bars_of(part(page, TriggerCard))
    suspected = made.record.suspected_targets[0].target_class
    heights, brushes = bars["height"], bars["brushes"]
    assert len(heights) == len(made.record.inverted) > 2
    assert [k for k, height in enumerate(heights) if height > 2] == [suspected]
    assert [k for k, brush in enumerate(brushes) if brush == brushes[suspected]] == [suspected]


@pytest.mark.parametrize("all_inverted", [True, False])
def test_only_where_every_class_was_inverted_an_index_is_unusual_by_itself(
    page: RepairPage, desk: Desk, tmp_path: Path, all_inverted: bool
):
    """The record says it: the first classes of many may be the very ones of a shortlist."""
    open_signs(desk, tmp_path)
    made = goodnet(inspection("signs.h5"), {})
    record = replace(made.record, all_inverted=all_inverted)
    desk.session.set_goodnet(replace(made, record=record))
    indices = part(page, TriggerCard).indices
    assert any(line.value() == UNUSUAL for line in drawn(indices, InfiniteLine)) == all_inverted
    assert ("unusual above 2" in texts(indices)) == all_inverted


def test_a_trigger_spread_over_the_image_is_measured_in_grey_levels(
    page: RepairPage, desk: Desk, tmp_path: Path
):
    open_signs(desk, tmp_path)
    made = goodnet(inspection("signs.h5"), {})
    patch = made.record.suspected_targets[0]
    spread = replace(patch, target_class=7, mask_size=4.1, kind="additive")
    inverted = (*made.record.inverted, InvertedClass(7, 4.1, 6.0, 1.0, "additive"))
    both = replace(made.record, suspected_targets=(patch, spread), inverted=inverted)
    desk.session.set_goodnet(replace(made, record=both))
    card = part(page, TriggerCard)
    assert value_of(card, "Mask size (px)").text() == "9.4"
    bars = bars_of(card)
    assert len(bars["height"]) == len(made.record.inverted)
    press(card, NEXT)
    assert value_of(card, "Grey levels").text() == "4.1"
    assert len(bars["height"]) == 1


def test_without_a_suspected_trigger_the_card_says_why(page: RepairPage, desk: Desk, tmp_path):
    open_signs(desk, tmp_path)
    made = goodnet(inspection("signs.h5"), {})
    record = replace(made.record, suspected_targets=(), recipe="fine-pruning")
    desk.session.set_goodnet(replace(made, record=record))
    card = part(page, TriggerCard)
    assert "No trigger is suspected" in said(card)
    assert not part(card, Chip).isVisibleTo(card)


def test_no_poisoned_set_leaves_no_hole(page: RepairPage, desk: Desk, tmp_path: Path):
    open_signs(desk, tmp_path)
    made = goodnet(inspection("signs.h5"), {})
    before = replace(made.record.before, suspected_attack_success=None)
    after = replace(made.record.after, suspected_attack_success=None)
    desk.session.set_goodnet(replace(made, record=replace(made.record, before=before, after=after)))
    labels = part(page, SummaryCard).findChildren(Label)
    assert "ASR, not measured" in [label.text() for label in labels]


def test_a_recipe_says_what_it_will_take_here_and_then_how_far_off_that_was(
    page: RepairPage, desk: Desk, tmp_path: Path
):
    open_signs(desk, tmp_path)
    form = page.view.form
    form.show_expected({"recommended": 130.0, "none": 9.0})
    assert form.expected.text() == "Expected on this machine: about 2\u00a0min"
    recipe = named(form, "Recipe")
    assert isinstance(recipe, QComboBox)
    recipe.setCurrentIndex(recipe.findData("none"))
    assert form.expected.text() == "Expected on this machine: about 9\u00a0s"
    form.show_expected({})
    assert form.expected.isHidden()
    made = goodnet(inspection("signs.h5"), {})
    seconds = {"examine": 50.0, "prune": 100.0}
    record = replace(made.record, seconds=seconds, expected_seconds=130.0)
    desk.session.set_goodnet(replace(made, record=record))
    line = page.head.line.text()
    assert "in 1\u00a0min 40\u00a0s, expected 2\u00a0min 10\u00a0s." in line
    assert line.endswith("channels pruned.")
    runs = page.view.show_runs()
    assert "1\u00a0min 40\u00a0s" in cells(runs.table)


def cells(table: QTableWidget) -> list[str]:
    places = ((k, m) for k in range(table.rowCount()) for m in range(table.columnCount()))
    return [item.text() for place in places if (item := table.item(*place))]


@pytest.mark.parametrize("kind", ["patch", "additive"])
def test_a_class_above_the_line_is_told_with_the_form_of_its_trigger(
    page: RepairPage, desk: Desk, tmp_path: Path, kind: Literal["patch", "additive"]
):
    """Both forms of one class may be above the line, for different reasons."""
    open_signs(desk, tmp_path)
    made = goodnet(inspection("signs.h5"), {})
    above = InvertedClass(7, 20.0, 3.0, 0.2, kind=kind)
    record = replace(made.record, inverted=(*made.record.inverted, above), all_inverted=True)
    desk.session.set_goodnet(replace(made, record=record))
    told = part(page, TriggerCard).unaccused.text()
    form = {"patch": "The patch", "additive": "The additive trigger"}[kind]
    assert told.startswith(f"{form} of class 7 is above 2 and not suspected: its trigger")
