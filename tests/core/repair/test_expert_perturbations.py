"""Classes that experts name are unlearned with images that experts perturb."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import tiles
from support.tiny import records_of

from core.data.parts import Part
from core.jobs.generators import result_of
from core.network.classifier import Classifier
from core.records import (
    ExpertPerturbationSettings,
    Progress,
    RepairOptions,
    RepairSettings,
    ScreenSettings,
    UnlearnSettings,
)
from core.repair.checkpoint import Checkpoint, Request, begin
from core.repair.expert_perturbations import Perturber, limit_of, train_experts
from core.repair.job import repair
from core.repair.recipes import unlearn
from core.repair.recipes.unlearning_groups import alike, named_by_experts
from core.scan.margin import maximum_margins
from core.scan.searched import Inverted
from core.scan.triggers import Additive, Patch

SCREEN = ScreenSettings()
HALF = ExpertPerturbationSettings(stamped=0.5)
OTHER = next(target for target in range(tiles.CLASSES) if target != tiles.TARGET)


@pytest.fixture(scope="module")
def clean(tmp_path_factory) -> Part:
    return tiles.clean_part(tmp_path_factory.mktemp("experts"), 200, 40)


def experts_of(badnet: Classifier, clean: Part, screen: ScreenSettings = SCREEN):
    return train_experts(badnet, clean, 0, 2, screen)


def test_experts_perturb_images_towards_the_class_and_the_badnet_stays(tiles_badnet, clean):
    badnet = Classifier(tiles_badnet.model)
    before = [np.array(each) for each in badnet.network.get_weights()]
    records, experts = records_of(experts_of(badnet, clean))
    assert len(experts) == 2
    assert {(each.stage, each.done) for each in records} == {("unlearn", 0)}
    images, labels = tiles.pictures(100, 41)
    images = images[labels != tiles.TARGET]
    perturbed, chosen = Perturber(experts[:1], [tiles.TARGET], HALF).before_step(
        images, np.random.default_rng(3)
    )
    assert 0.3 < chosen.mean() < 0.7
    np.testing.assert_array_equal(perturbed[~chosen], images[~chosen])
    led = experts[0].softmax(perturbed[chosen]).argmax(-1) == tiles.TARGET
    was = experts[0].softmax(images[chosen]).argmax(-1) == tiles.TARGET
    assert led.mean() > was.mean() + 0.3
    for ours, theirs in zip(badnet.network.get_weights(), before, strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_a_perturbation_keeps_within_its_limits(tiles_badnet, clean):
    how = replace(HALF, whole_image=1.0, faint=(5, 5))
    experts = result_of(experts_of(Classifier(tiles_badnet.model), clean))
    images = tiles.pictures(60, 42)[0]
    perturber = Perturber(experts, [tiles.TARGET, OTHER], how)
    perturbed = perturber.before_step(images, np.random.default_rng(1)).images
    change = np.abs(perturbed.astype(int) - images)
    assert change.max() == 5
    again = perturber.before_step(images, np.random.default_rng(1)).images
    np.testing.assert_array_equal(perturbed, again)


@settings(max_examples=60)
@given(st.integers(1, 70), st.integers(1, 70), st.integers(0, 10_000))
def test_limits_are_one_rectangle_or_the_whole_image(height, width, seed):
    how = ExpertPerturbationSettings()
    limits = limit_of((height, width), np.random.default_rng(seed), how)
    assert limits.shape == (height, width, 1) and limits.dtype == np.float32
    rows, columns = (limits[..., 0].any(axis) for axis in (1, 0))
    (limit,) = set(limits[limits > 0].tolist())
    assert (limits[rows][:, columns] == limit).all(), "one rectangle"
    if limits.all() and limit < how.strong[0]:
        assert how.faint[0] <= limit <= how.faint[1]
    else:
        assert how.strong[0] <= limit <= how.strong[1]
        assert rows.sum() <= max(1, round(how.height[1] * height))


def test_where_no_expert_unlearns_its_classes_there_are_none(tiles_badnet, clean):
    never = replace(SCREEN, expert_steps=0)
    assert result_of(experts_of(Classifier(tiles_badnet.model), clean, never)) == []


def patch(target: int, side: int = 2) -> Inverted:
    mask = np.zeros((8, 8, 1), np.float32)
    mask[:side, :side] = 1
    return Inverted(target, Patch(mask, np.zeros((8, 8, 3), np.float32)), 0.9)


def additive(target: int) -> Inverted:
    return Inverted(target, Additive(np.ones((8, 8, 3), np.float32)), 0.9)


def test_whom_experts_name_is_unlearned_apart():
    reasons = {1: "size", 2: "expert", 5: "margin"}
    targets = [SimpleNamespace(target_class=k, reason=why) for k, why in reasons.items()]
    found: Any = SimpleNamespace(
        record=SimpleNamespace(suspected_targets=targets),
        suspected=(patch(1), patch(2), additive(5)),
        also=(additive(2),),
    )
    named = named_by_experts(found)
    assert named == [2]
    groups = alike(found, named)
    assert [(each.form, each.targets) for each in groups] == [(Patch, [1]), (Additive, [5])]
    # Where no expert unlearned its classes, the scan's triggers are shown as usual.
    groups = alike(found, ())
    assert [(each.form, each.targets) for each in groups] == [(Patch, [1, 2]), (Additive, [5, 2])]


def until_fine_tuning(asked, checkpoint: Checkpoint) -> None:
    """A repair that is ended, as by a crash, at the first record of fine-tuning."""
    job = repair(*asked, checkpoint=checkpoint)
    seen = [-1.0]
    for record in job:
        if getattr(record, "stage", "") == "fine-tune":
            break
        if isinstance(record, Progress) and record.stage == "unlearn":
            assert record.done / record.total >= seen[-1], "progress never falls"
            seen.append(record.done / record.total)
    job.close()


def test_a_repair_that_is_cut_off_goes_on_with_its_experts(tiles_badnet, tmp_path, monkeypatch):
    trained: list[int] = []
    made: list[Perturber] = []

    def margins(classifier, clean, seed, *_):
        of_badnet = yield from maximum_margins(classifier, seed)
        return of_badnet, 1.0 + (np.arange(classifier.classes) == OTHER)

    def counted(badnet, clean, seed, count, screen):
        trained.append(count)
        return train_experts(badnet, clean, seed, count, screen)

    class Noted(Perturber):
        def __init__(self, *given: Any) -> None:
            super().__init__(*given)
            made.append(self)

    monkeypatch.setattr("core.scan.job.margins_with_experts", margins)
    monkeypatch.setattr(unlearn, "train_experts", counted)
    monkeypatch.setattr(unlearn, "Perturber", Noted)
    monkeypatch.setattr("core.repair.recipes.unlearning_kept.Perturber", Noted)
    few = UnlearnSettings(epochs=1, fewest_steps=5, steps_ahead=20)
    options = RepairOptions(
        recipe="unlearn",
        epochs=1,
        overlay_count=10,
        frr=0.1,
        repairing=RepairSettings(unlearning=few),
    )
    asked = (tiles_badnet.badnet, [tiles_badnet.clean], [], options)
    until_fine_tuning(asked, begin(tmp_path, Request.of(*asked), resume=False))
    assert trained == [few.experts.count]
    until_fine_tuning(asked, begin(tmp_path, Request.of(*asked), resume=True))
    assert len(trained) == 1, "the experts are kept"
    first, again = made
    assert [*first.targets] == [*again.targets] == [OTHER]
    for ours, theirs in zip(first.experts, again.experts, strict=True):
        for weight, kept in zip(
            ours.network.get_weights(), theirs.network.get_weights(), strict=True
        ):
            np.testing.assert_array_equal(weight, kept)
