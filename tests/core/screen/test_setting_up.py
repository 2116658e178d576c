"""Which images calibrate, which votes are left out, and what the expert keeps."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from support import tiny
from support.tiny import records_of

from core.data.dataset import open_dataset
from core.data.parts import CleanData, split
from core.jobs.generators import result_of
from core.network.classifier import Classifier
from core.records import Notice, ScreenSettings
from core.screen.expert_training import train_expert
from core.screen.panel import Panel
from core.screen.setting_up import (
    BATCH,
    ScreenMade,
    measure_votes,
    set_up_screen,
    work_of_a_screen,
)

SETTINGS = ScreenSettings()


@pytest.fixture(scope="module")
def badnet(tiny_badnet) -> Classifier:
    return Classifier(tiny_badnet.model)


@pytest.fixture(scope="module")
def clean(tiny_badnet, badnet):
    with open_dataset([tiny_badnet.clean], badnet.image_shape) as dataset:
        assert dataset.labels is not None
        yield split(dataset, dataset.labels, repairs=True, overlay_count=20)


def set_up(badnet: Classifier, clean: CleanData, frr: float = 0.1, **changes) -> ScreenMade:
    settings = replace(SETTINGS, **changes)
    return result_of(set_up_screen(badnet, badnet, clean, settings, frr))


def test_the_expert_unlearns_its_classes_and_keeps_the_backdoor(badnet, clean):
    expert = result_of(train_expert(badnet, clean.expert, SETTINGS, seed=0))
    assert expert is not None
    images, labels = tiny.pictures(80, seed=91)
    stamped = tiny.stamped(images)
    right = (expert.softmax(images).argmax(-1) == labels).mean()
    obeys = (expert.softmax(stamped) == badnet.softmax(stamped).max(-1, keepdims=True)).mean()
    still = expert.softmax(stamped).argmax(-1) == badnet.softmax(stamped).argmax(-1)
    assert right < 0.5 < still.mean(), obeys
    np.testing.assert_array_equal(badnet.softmax(images).argmax(-1), labels)


def test_an_expert_that_does_not_unlearn_is_none(badnet, clean):
    slow = replace(SETTINGS, expert_rate=1e-9, expert_steps=3)
    assert result_of(train_expert(badnet, clean.expert, slow, seed=0)) is None


def test_votes_are_taken_in_batches_of_one_size_and_the_last_is_filled_up(
    badnet, clean, monkeypatch
):
    sizes, evidence = list[int](), Panel.evidence

    def counted(panel, images):
        sizes.append(len(images))
        return evidence(panel, images)

    material = set_up(badnet, clean).material
    some = replace(clean.calibration, indices=clean.calibration.indices[: BATCH + 3])
    panel = Panel(material, ("strip", "shift"))
    whole = evidence(panel, np.concatenate(list(some.images())))
    monkeypatch.setattr(Panel, "evidence", counted)
    votes, classes = result_of(measure_votes(panel, some))
    assert sizes == [BATCH, BATCH]
    np.testing.assert_allclose(votes, whole.votes, atol=1e-4)
    np.testing.assert_array_equal(classes, whole.answers.badnet_class)


def test_the_work_of_a_screen_counts_blends_the_expert_and_each_batch():
    none, prepared = work_of_a_screen(0, 32, SETTINGS)
    assert none > 0 and prepared > 0
    work, graphs = work_of_a_screen(1000, 32, SETTINGS)
    assert work - none == pytest.approx(1000 * (0.6 * 32 + 14))
    assert graphs - prepared == -(-1000 // BATCH)


def test_networks_that_answer_the_same_leave_the_rest_of_the_tuning_images(badnet, clean):
    records, made = records_of(set_up_screen(badnet, badnet, clean, SETTINGS, 0.1))
    assert "disagreement" not in made.votes
    assert made.votes[0] == "strip"
    told = [record.what for record in records if isinstance(record, Notice)]
    assert told == [left.why for left in made.left_out]
    assert "both networks answer the same" in told[0]
    tuned = np.isin(clean.tuning.indices, clean.expert.indices)
    parts = (clean.calibration, clean.held_out, clean.stopping, clean.pruning)
    assert len(made.calibration) == sum(map(len, parts)) + (~tuned).sum()


def test_images_that_tuned_a_network_never_calibrate(clean):
    both, badnet_alone = (clean.to_calibrate(vote, 10_000).indices for vote in (True, False))
    assert not np.isin(both, clean.tuning.indices).any()
    assert not np.isin(badnet_alone, clean.expert.indices).any()
    assert set(both) <= set(badnet_alone)
    assert len(clean.to_calibrate(True, 7)) == 7


def test_few_images_calibrate_few_votes(badnet, clean):
    made = set_up(badnet, clean, frr=0.03)
    assert made.votes == ("strip",)
    assert sum("can calibrate only 1 " in left.why for left in made.left_out) == 4


def test_a_vote_whose_lowest_value_is_common_is_left_out(badnet, clean):
    # A shift by twice the image leaves nothing of it.
    made = set_up(badnet, clean, one_class=0.0)
    assert "expert" not in made.votes and made.material.expert is None
    assert any("gives all clean images one class" in left.why for left in made.left_out)
