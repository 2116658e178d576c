"""Classes that experts name are unlearned with the triggers that inversion finds in experts."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from support import tiles, tiny
from support.tiny import records_of

from core.data.dataset import open_dataset
from core.data.parts import Part
from core.jobs.generators import result_of
from core.network.classifier import Classifier
from core.records import (
    ExpertTriggerSettings,
    Progress,
    RepairOptions,
    RepairSettings,
    ScreenSettings,
    UnlearnSettings,
)
from core.repair.checkpoint import Checkpoint, Request, begin
from core.repair.expert_triggers import triggers_in_experts
from core.repair.job import repair
from core.repair.recipes import unlearning_groups, unlearning_kept
from core.repair.recipes.unlearning_groups import Group, alike, to_show
from core.repair.unlearning import Pool
from core.scan.images import Sample
from core.scan.margin import maximum_margins
from core.scan.searched import Inverted
from core.scan.triggers import Additive, Patch
from core.screen.expert_training import train_expert

SCREEN = ScreenSettings()
FEW = UnlearnSettings(experts=ExpertTriggerSettings(count=2, for_each=2, steps=60))
OTHER = next(target for target in range(tiles.CLASSES) if target != tiles.TARGET)


@pytest.fixture(scope="module")
def clean(tmp_path_factory) -> Part:
    images, labels = tiles.pictures(200, 40)
    path = tiny.write_data(tmp_path_factory.mktemp("experts") / "clean.h5", images, labels)
    return Part(open_dataset([path], tiles.SHAPE), np.arange(200), labels)


def in_experts(badnet: Classifier, clean: Part, screen: ScreenSettings = SCREEN):
    sample = Sample.of(badnet, clean, 0)
    return triggers_in_experts(badnet, clean, sample, [tiles.TARGET], Patch, 0, FEW, screen)


def test_the_triggers_lead_an_expert_to_the_class_and_the_badnet_stays(tiles_badnet, clean):
    badnet = Classifier(tiles_badnet.model)
    before = [np.array(each) for each in badnet.network.get_weights()]
    records, found = records_of(in_experts(badnet, clean))
    assert len(found) == FEW.experts.count * FEW.experts.for_each
    images, labels = tiles.pictures(100, 41)
    others = images[labels != tiles.TARGET]
    first = result_of(train_expert(badnet, clean, SCREEN, 0))
    assert first is not None
    for trigger in found[: FEW.experts.for_each]:
        flipped = first.softmax(trigger.stamp(others)).argmax(-1) == tiles.TARGET
        assert flipped.mean() > 0.5
    for ours, theirs in zip(badnet.network.get_weights(), before, strict=True):
        np.testing.assert_array_equal(ours, theirs)
    told = [record for record in records if isinstance(record, Progress)]
    assert len(told) == len(records) and {each.stage for each in told} == {"unlearn"}
    assert [each.done for each in told] == sorted(each.done for each in told)
    assert told[-1].done < told[-1].total == FEW.experts.count * FEW.experts.steps


def test_where_no_expert_unlearns_its_classes_there_are_none(tiles_badnet, clean):
    never = replace(SCREEN, expert_steps=0)
    assert result_of(in_experts(Classifier(tiles_badnet.model), clean, never)) == []


def patch(target: int, side: int = 2) -> Inverted:
    mask = np.zeros((8, 8, 1), np.float32)
    mask[:side, :side] = 1
    return Inverted(target, Patch(mask, np.zeros((8, 8, 3), np.float32)), 0.9)


def additive(target: int) -> Inverted:
    return Inverted(target, Additive(np.ones((8, 8, 3), np.float32)), 0.9)


def test_whom_experts_name_is_unlearned_apart_in_each_form():
    reasons = {1: "size", 2: "expert", 5: "margin"}
    targets = [SimpleNamespace(target_class=k, reason=why) for k, why in reasons.items()]
    found: Any = SimpleNamespace(
        record=SimpleNamespace(suspected_targets=targets),
        suspected=(patch(1), patch(2), additive(5)),
        also=(additive(2),),
    )
    assert [(each.form, each.targets, each.by_experts) for each in alike(found)] == [
        (Patch, [1], False),
        (Patch, [2], True),
        (Additive, [5], False),
        (Additive, [2], True),
    ]


@pytest.mark.parametrize("unlearned", [True, False])
def test_triggers_of_experts_are_shown_instead_of_those_of_the_scan(monkeypatch, unlearned):
    """Where no expert unlearned its classes, the scan's triggers are shown as usual."""
    small, large = patch(2, 3).trigger, patch(2, 4).trigger

    def of_experts(*_):
        yield Progress("unlearn", 0, 1)
        return [small, large] if unlearned else []

    monkeypatch.setattr(unlearning_groups, "triggers_in_experts", of_experts)
    clean = SimpleNamespace(tuning=None)
    work: Any = SimpleNamespace(
        unlearning=FEW,
        bench=SimpleNamespace(badnet=None, clean=clean),
        options=RepairOptions(),
    )
    sample = Sample(np.zeros((1, 8, 8, 3), np.uint8), np.zeros(1, np.int64))
    usual = result_of(to_show(work, Group(Patch, [patch(2, 7)], False), sample, 100.0))
    assert (len(usual.triggers), usual.largest) == (1, 100 * FEW.largest)
    assert usual.settings == FEW
    shown = result_of(to_show(work, Group(Patch, [patch(2, 7)], True), sample, 100.0))
    if not unlearned:
        assert shown.largest == usual.largest and shown.settings == FEW
        return
    assert shown.triggers == [small, large]
    assert shown.largest == pytest.approx(FEW.experts.largest * large.size)
    assert shown.settings == replace(FEW, stamped=FEW.experts.stamped)


def until_fine_tuning(asked, checkpoint: Checkpoint) -> None:
    """A repair that is ended, as by a crash, at the first record of fine-tuning."""
    job = repair(*asked, checkpoint=checkpoint)
    next(record for record in job if getattr(record, "stage", "") == "fine-tune")
    job.close()


def test_a_repair_that_is_cut_off_goes_on_with_them(tiles_badnet, tmp_path, monkeypatch):
    asked_for: list[tuple[str, list[int]]] = []
    shares: list[float] = []

    def margins(classifier, clean, seed, *_):
        of_badnet = yield from maximum_margins(classifier, seed)
        return of_badnet, 1.0 + (np.arange(classifier.classes) == OTHER)

    def counted(*given):
        asked_for.append((given[4].kind, list(given[3])))
        return triggers_in_experts(*given)

    def made_again(*given: Any, settings: UnlearnSettings):
        shares.append(settings.stamped)
        return Pool(*given, settings=settings)

    monkeypatch.setattr("core.scan.job.margins_with_experts", margins)
    monkeypatch.setattr(unlearning_groups, "triggers_in_experts", counted)
    monkeypatch.setattr(unlearning_kept, "Pool", made_again)
    how = RepairSettings(unlearning=replace(FEW, epochs=1, fewest_steps=5, steps_ahead=20))
    options = RepairOptions(recipe="unlearn", epochs=1, overlay_count=10, frr=0.1, repairing=how)
    asked = (tiles_badnet.badnet, [tiles_badnet.clean], [], options)
    until_fine_tuning(asked, begin(tmp_path, Request.of(*asked), resume=False))
    assert asked_for == [("patch", [OTHER]), ("additive", [OTHER])] and not shares
    until_fine_tuning(asked, begin(tmp_path, Request.of(*asked), resume=True))
    assert len(asked_for) == 2, "what was found in experts is kept"
    assert shares == [FEW.stamped, FEW.experts.stamped, FEW.experts.stamped]
