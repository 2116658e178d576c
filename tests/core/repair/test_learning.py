"""Learning from caught images: the backdoor goes, a clean stream teaches nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from support import tiny
from support.tiny import records_of

from core.errors import WrongUsage
from core.records import LearnOptions, LearnSettings, Plan, Progress
from core.repair.learning import learn
from core.screen.goodnet_file import open_goodnet, save

STEPS = LearnSettings(steps=120)


def stamped_rows() -> np.ndarray:
    """Which images of the poisoned stream carry the trigger."""
    _, labels = tiny.pictures(400, seed=21)
    return np.flatnonzero(labels != tiny.TARGET)[:100]


@pytest.fixture(scope="module")
def streams(tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("streams")
    images, _ = tiny.pictures(400, seed=21)
    poisoned, others = images.copy(), stamped_rows()
    poisoned[others] = tiny.stamped(images[others])
    # The statistics are about different images; the same image twice is no second witness.
    more, classes = tiny.pictures(600, seed=22)
    flood = np.concatenate([images[:300], more[classes == tiny.TARGET][:100]])
    assert len(flood) == 400
    sets = {"clean": images, "poisoned": poisoned, "flood": flood}
    return {name: tiny.write_data(folder / f"{name}.h5", each) for name, each in sets.items()}


def learned(goodnet, stream, tiny_badnet, **options):
    given = LearnOptions(settings=STEPS, **options)
    return records_of(learn(goodnet, [stream], [tiny_badnet.clean], given))


def test_a_confirmed_class_is_unlearned_and_the_new_goodnet_says_so(
    guarded, streams, tiny_badnet, tmp_path
):
    records, learning = learned(guarded, streams["poisoned"], tiny_badnet, confirm=tiny.TARGET)
    stages = {stage.key for stage in records[0].stages}
    assert isinstance(records[0], Plan)
    assert {each.stage for each in records if isinstance(each, Progress)} <= stages
    document = learning.record
    assert document.crowded and document.crowd.target_class == tiny.TARGET
    assert document.images == 400 and document.learned is not None
    assert document.learned.obeyed_before > 0.8
    others = np.setdiff1d([each.index for each in document.pictures], stamped_rows())
    assert {each.index for each in document.learned.left_out} <= set(others.tolist())
    # Some of the caught are false alarms, which are of that class and stay there.
    assert document.learned.obeyed_after < 0.25
    assert document.learned.clean_accuracy_after > document.learned.clean_accuracy_before - 0.03
    stamped, labels = tiny.pictures(200, seed=33)
    stamped = tiny.stamped(stamped[labels != tiny.TARGET])
    answers = learning.goodnet.repaired.softmax(stamped).argmax(-1)
    assert (answers == tiny.TARGET).mean() < 0.1
    assert (guarded.repaired.softmax(stamped).argmax(-1) == tiny.TARGET).mean() > 0.8
    path = tmp_path / "new.goodnet"
    save(learning.goodnet, path)
    (kept,) = open_goodnet(path).record.learned
    assert kept == document.learned
    told = len(kept.learned_from) + len(kept.left_out) + kept.kept_apart
    assert told == len(document.pictures)


def test_nothing_is_learned_that_nobody_confirmed(guarded, streams, tiny_badnet):
    _, learning = learned(guarded, streams["poisoned"], tiny_badnet)
    assert learning.goodnet is None and learning.record.crowded
    assert learning.record.crowd.target_class == tiny.TARGET and not learning.record.refused
    assert len(learning.record.pictures) == learning.record.crowd.flagged


@pytest.mark.parametrize("stream", ["clean", "flood"])
def test_clean_images_teach_nothing_even_when_confirmed(guarded, streams, tiny_badnet, stream):
    _, learning = learned(guarded, streams[stream], tiny_badnet, confirm=tiny.TARGET)
    assert learning.goodnet is None and not learning.record.crowded
    assert "do not crowd class" in learning.record.refused


def test_what_a_person_knows_to_be_clean_is_not_learned_from(guarded, streams, tiny_badnet):
    path = str(streams["poisoned"])
    everything = tuple((path, index) for index in range(400))
    with_all = {"confirm": tiny.TARGET, "without": everything}
    _, learning = learned(guarded, streams["poisoned"], tiny_badnet, **with_all)
    assert learning.goodnet is None and learning.record.pictures == ()
    assert "Only 0 images were caught" in learning.record.refused


def test_who_takes_false_alarms_out_has_no_less_reason_to_suspect_the_others(
    guarded, streams, tiny_badnet
):
    stream = streams["poisoned"]
    _, before = learned(guarded, stream, tiny_badnet)
    clean = before.record.pictures[:3]
    without = tuple((each.path, each.index) for each in clean)
    _, after = learned(guarded, stream, tiny_badnet, without=without)
    assert after.record.crowd == before.record.crowd and after.record.crowded
    assert after.record.pictures == before.record.pictures[3:]


def test_learning_that_costs_too_much_is_undone(guarded, streams, tiny_badnet):
    dear = replace(STEPS, most_lost=-101.0)
    given = LearnOptions(confirm=tiny.TARGET, settings=dear)
    _, learning = records_of(learn(guarded, [streams["poisoned"]], [tiny_badnet.clean], given))
    assert learning.goodnet is None and "points of clean accuracy" in learning.record.refused


def test_what_is_measured_without_labels_is_named_agreement(guarded, streams, tiny_badnet):
    dear = replace(STEPS, most_lost=-101.0)
    given = LearnOptions(confirm=tiny.TARGET, settings=dear, ignore_labels=True)
    _, learning = records_of(learn(guarded, [streams["poisoned"]], [tiny_badnet.clean], given))
    assert "points of agreement with the BadNet" in learning.record.refused
    given = replace(given, settings=replace(STEPS, most_lost=100.0, most_lost_of_class=100.0))
    _, learning = records_of(learn(guarded, [streams["poisoned"]], [tiny_badnet.clean], given))
    assert learning.record.learned.measure == "agreement"


def test_pruned_channels_stay_pruned(tiny_goodnet, streams, tiny_badnet):
    if not tiny_goodnet.record.channels_pruned:
        pytest.fail("the repair of the fixture prunes channels")

    def zeros(network):
        kernel = network.get_layer(tiny_goodnet.record.layer).kernel.numpy()
        return (kernel == 0).all((0, 1, 2))

    loose = replace(STEPS, accused=1.1, most_lost=100.0, most_lost_of_class=100.0, fewest=1)
    given = LearnOptions(confirm=tiny.TARGET, settings=loose)
    stream = [streams["poisoned"]]
    _, learning = records_of(learn(tiny_goodnet, stream, [tiny_badnet.clean], given))
    before = zeros(tiny_goodnet.repaired.network)
    assert before.any() and (zeros(learning.goodnet.repaired.network) == before).all()


def test_a_class_that_is_none_is_wrong_usage(guarded, streams, tiny_badnet):
    with pytest.raises(WrongUsage, match="no class 4"):
        learned(guarded, streams["clean"], tiny_badnet, confirm=tiny.CLASSES)
