"""A whole repair of a tiny BadNet: its records, its seed, and what must not influence it."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest
from support.tiny import records_of

from core.errors import Unreadable, WrongUsage
from core.jobs.generators import result_of
from core.records import (
    ChannelsRanked,
    Epoch,
    Notice,
    Plan,
    PointChosen,
    Progress,
    Pruned,
    RepairOptions,
)
from core.repair.job import repair

OPTIONS = RepairOptions(recipe="fine-pruning", epochs=1, overlay_count=20)


def weights(goodnet) -> np.ndarray:
    return np.concatenate([np.ravel(w) for w in goodnet.repaired.network.weights])


def test_the_records_tell_the_story_in_order(tiny_badnet):
    records, goodnet = records_of(
        repair(tiny_badnet.badnet, [tiny_badnet.clean], [tiny_badnet.poisoned], OPTIONS)
    )
    kinds = [type(r) for r in records if not isinstance(r, Progress)]
    assert kinds[:3] == [Plan, Plan, ChannelsRanked]
    assert kinds.count(Pruned) == 17 and kinds.index(PointChosen) == 3 + 17
    assert [kind for kind in kinds if kind is not Notice][-2:] == [Epoch, Epoch]
    *_, plan = [r for r in records if isinstance(r, Plan)]
    finished = {r.stage for r in records if isinstance(r, Progress) and r.done == r.total}
    assert {stage.key for stage in plan.stages} <= finished
    record = goodnet.record
    assert (record.channels, record.layer, record.measure) == (16, "last", "accuracy")
    assert record.before.clean_accuracy > 0.9 and record.before.attack_success["poisoned"] > 0.9
    assert record.after.clean_accuracy > 0.8
    assert record.threshold_bits == goodnet.threshold_bits > 0
    assert len(goodnet.calibration) == record.parts.calibration == 39 + 28 + 19 + 19


def test_the_time_of_a_repair_has_no_pauses_in_it(tiny_badnet):
    job = repair(tiny_badnet.badnet, [tiny_badnet.clean], [], OPTIONS)
    paused, began = 3.0, time.monotonic()
    while not isinstance(next(job), Pruned):
        pass
    time.sleep(paused)
    seconds = result_of(job).record.seconds
    assert 0 < sum(seconds.values()) < time.monotonic() - began - paused + 0.1


def test_the_same_seed_gives_the_same_goodnet_with_or_without_poisoned_sets(tiny_badnet):
    first, shown, other = (
        result_of(repair(tiny_badnet.badnet, [tiny_badnet.clean], poisoned, options))
        for poisoned, options in (
            ([], OPTIONS),
            ([tiny_badnet.poisoned], OPTIONS),
            ([], replace(OPTIONS, seed=1)),
        )
    )
    np.testing.assert_array_equal(weights(first), weights(shown))
    np.testing.assert_array_equal(first.calibration.votes, shown.calibration.votes)
    assert first.threshold_bits == shown.threshold_bits
    assert not np.array_equal(first.overlays, other.overlays)


def test_recipe_none_repairs_nothing(tiny_badnet):
    options = replace(OPTIONS, recipe="none")
    goodnet = result_of(repair(tiny_badnet.badnet, [tiny_badnet.clean], [], options))
    images = goodnet.overlays
    np.testing.assert_array_equal(goodnet.repaired.softmax(images), goodnet.badnet.softmax(images))
    assert goodnet.record.channels_pruned == 0 and goodnet.record.prune_curve == ()
    assert goodnet.record.parts.calibration == 160  # and 80 for the expert


@pytest.mark.parametrize(
    ("changes", "error", "told"),
    [
        ({"recipe": "magic"}, WrongUsage, "no recipe 'magic'; choose from recommended, "),
        ({"layer": "nothing"}, WrongUsage, "no layer 'nothing'"),
        ({"frr": 0.001}, Unreadable, "needs at least 1999 calibration images"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(tiny_badnet, changes, error, told):
    with pytest.raises(error, match=told):
        result_of(repair(tiny_badnet.badnet, [tiny_badnet.clean], [], replace(OPTIONS, **changes)))
