"""The stage list brings each new stage into view, and then lets a person look at the others."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot
from support.canned import repair_record
from support.fake_core import FakeCore

from core.records import Plan, Progress, Stage
from gui.repair.run import Run
from gui.repair.stage_list import LINE, StageList, StageModel
from gui.repair.words import stage_detail

KEYS = ("rank", "margins", "shortlist", "invert", "channels", "prune", "unlearn", "fine-tune")


@pytest.fixture
def run() -> Run:
    made = Run("conv_3", 4.0, "accuracy", FakeCore().choose)
    made.take(Plan(tuple(Stage(key, key, "", 1) for key in (*KEYS, "verify", "measure"))))
    return made


@pytest.fixture
def model(run: Run) -> StageModel:
    made = StageModel()
    made.show_run(run)
    return made


@pytest.fixture
def shown(qtbot: QtBot, model: StageModel) -> StageList:
    made = StageList(model)
    qtbot.addWidget(made)
    made.resize(280, made.minimumSizeHint().height())
    made.show()
    return made


def is_seen(view: StageList, row: int) -> bool:
    return view.viewport().rect().contains(view.visualRect(view.model().index(row, 0)))


def test_it_follows_the_running_stage(shown: StageList, model: StageModel, run: Run):
    for row, key in enumerate(KEYS):
        run.take(Progress(key, 1, 3))
        model.show_run(run)
        assert model.index(row, 0).data(LINE).fate == "running"
        assert is_seen(shown, row), key


def test_it_lets_a_person_look_at_other_stages(shown: StageList, model: StageModel, run: Run):
    run.take(Progress("fine-tune", 1, 3))
    model.show_run(run)
    shown.scrollToTop()
    run.take(Progress("fine-tune", 2, 3))
    model.show_run(run)
    assert is_seen(shown, 0)


def test_it_follows_where_it_becomes_smaller(shown: StageList, model: StageModel, run: Run):
    shown.resize(280, 600)
    run.take(Progress("fine-tune", 1, 3))
    model.show_run(run)
    shown.resize(280, shown.minimumSizeHint().height())
    assert is_seen(shown, KEYS.index("fine-tune"))


def test_the_finding_of_a_scan_stands_in_its_stage(run: Run):
    run.numbered = {2: "2 speed limit 80"}.__getitem__
    run.take(Progress("channels", 1, 1))
    run.take(repair_record({}).suspected_targets[0])
    run.take(Progress("prune", 1, 3))
    told = {line.stage.key: stage_detail(line, run) for line in run.stage_lines()}
    assert told["channels"] == told["verify"] == "suspected: 2 speed limit 80"


def test_a_scan_without_a_finding_says_so(run: Run):
    run.take(Progress("channels", 1, 3))
    told = {line.stage.key: stage_detail(line, run) for line in run.stage_lines()}
    assert told["channels"] == "1 of 3"
    run.take(Progress("channels", 3, 3))
    run.take(Progress("prune", 1, 3))
    told = {line.stage.key: stage_detail(line, run) for line in run.stage_lines()}
    assert told["channels"] == "no class is suspected"


def test_the_finding_stands_in_a_saved_repair_too():
    run = Run.of_record(repair_record({}), FakeCore().choose)
    told = {line.stage.key: stage_detail(line, run) for line in run.stage_lines()}
    assert told["scan"] == "suspected: 2"
