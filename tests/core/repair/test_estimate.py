"""The estimate after a repair: triggers that were never unlearned say whether a backdoor works."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from support import tiles
from support.tiny import records_of

from core.jobs.generators import result_of
from core.network.classifier import Classifier
from core.records import EstimateSettings, RepairOptions, RepairSettings, ScreenSettings
from core.repair.estimate import success_anew, success_by_experts
from core.scan.images import Sample
from core.scan.searched import Inverted
from core.scan.triggers import Patch

OPTIONS = RepairOptions(repairing=RepairSettings(estimate=EstimateSettings(starts=2)))


def sample(network: Classifier, seed: int) -> Sample:
    images, _ = tiles.pictures(200, seed)
    return Sample(images, network.softmax(images).argmax(-1))


def useless() -> Inverted:
    """A trigger of a backdoor's size that was unlearned: it turns nothing."""
    mask = np.zeros((15, 15, 1), np.float32)
    mask[0, :4] = 1
    return Inverted(tiles.TARGET, Patch(mask, np.zeros((15, 15, 3), np.float32)), 0.95)


@pytest.mark.parametrize("poison, works", [(200, True), (0, False)])
def test_a_backdoor_is_found_again_where_the_unlearned_trigger_says_nothing(poison, works):
    network = Classifier(tiles.trained(poison=poison))
    samples = sample(network, 40), sample(network, 41)
    _, (size, (low, high)) = records_of(
        success_anew(network, samples, [useless()], {"patch": 60.0}, OPTIONS)
    )
    assert low < 0.1 and (high > 0.7 if works else high < 0.5)
    assert size > 0


def test_a_large_trigger_is_made_as_small_as_a_backdoors():
    patch = Patch(np.full((4, 4, 1), 0.5, np.float32), np.zeros((4, 4, 3), np.float32))
    assert patch.scaled(0.25).size == pytest.approx(2) and patch.scaled(4).size == 16


@pytest.mark.parametrize("poison, works", [(200, True), (0, False)])
def test_other_experts_tell_whether_a_class_that_experts_name_still_obeys(
    poison, works, tiles_badnet, tmp_path
):
    """The BadNet stands for a repair that failed, a clean network for one that succeeded."""
    clean = tiles.clean_part(tmp_path, 200, 40)
    badnet, repaired = Classifier(tiles_badnet.model), Classifier(tiles.trained(poison=poison))
    records, success = records_of(
        success_by_experts(repaired, badnet, clean, sample(badnet, 41), tiles.TARGET, OPTIONS)
    )
    assert success is not None
    low, high = success
    assert 0 <= low <= high and (high > 0.6 if works else high < 0.4), success
    assert {each.stage for each in records} == {"verify"}


def test_without_experts_they_tell_nothing(tiles_badnet, tmp_path):
    clean = tiles.clean_part(tmp_path, 200, 40)
    badnet = Classifier(tiles_badnet.model)
    never = replace(OPTIONS, screen=ScreenSettings(expert_steps=0))
    job = success_by_experts(badnet, badnet, clean, sample(badnet, 41), tiles.TARGET, never)
    assert result_of(job) is None
