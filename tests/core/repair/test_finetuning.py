"""Training under the mask: pruned weights stay zero, the best epoch stays."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from support import tiny
from support.tiny import records_of

from core.data.dataset import open_dataset
from core.data.measuring import share_right
from core.data.parts import Part
from core.jobs.generators import result_of
from core.network.channels import Channels, apply_masks
from core.network.classifier import Classifier
from core.records import Epoch, FineTuneSettings, Progress, Wish
from core.repair.finetuning import TrainingBatch, finetune, hard_batches
from core.repair.training_step import Schedule, training_step

PRUNED = (1, 4, 7)


def part(folder: Path, count: int, seed: int) -> Part:
    images, labels = tiny.pictures(count, seed)
    path = tiny.write_data(folder / f"{seed}.h5", images, labels)
    return Part(open_dataset([path], tiny.SHAPE), np.arange(count), labels)


def start(tiny_badnet, folder: Path, **changes):
    """A pruned classifier, its masks, and the job that trains it."""
    classifier = Classifier(tiny_badnet.model).copy()
    masks = Channels(classifier.network, "last").masks(PRUNED)
    apply_masks(masks)
    tuning, stopping = part(folder, 200, 30), part(folder, 80, 31)
    batches = hard_batches(classifier, tuning, 64)
    schedule = replace(Schedule(epochs=2, steps=4, seed=5), **changes)
    return classifier, masks, stopping, finetune(classifier, masks, batches, stopping, schedule)


def test_pruned_weights_stay_exactly_zero_and_others_move(tiny_badnet, tmp_path):
    _, masks, _, job = start(tiny_badnet, tmp_path, learning_rate=1e-3, keep="last")
    kept = [np.array(weight)[mask > 0] for weight, mask in masks]
    records, curve = records_of(job)
    assert [epoch.epoch for epoch in curve] == list(range(len(curve)))
    for (weight, mask), before in zip(masks, kept, strict=True):
        assert (np.array(weight)[mask == 0] == 0).all()
        assert (np.array(weight)[mask > 0] != before).any()
    assert isinstance(records[-1], Progress) and records[-1].done == records[-1].total
    assert [r for r in records if isinstance(r, Epoch)] == list(curve)


@pytest.mark.parametrize("learning_rate", [1e-3, 3.0])
def test_it_ends_with_the_weights_of_the_best_epoch(tiny_badnet, tmp_path, learning_rate):
    classifier, _, stopping, job = start(tiny_badnet, tmp_path, learning_rate=learning_rate)
    curve = result_of(job)
    best = max(epoch.clean_accuracy for epoch in curve)
    assert result_of(share_right(classifier, stopping, Progress("measure", 0, 1))) == best
    assert [epoch for epoch in curve if epoch.kept][-1].clean_accuracy == best
    assert [epoch.best for epoch in curve] == [epoch.kept for epoch in curve]


def test_an_epoch_that_got_worse_is_not_kept(tiny_badnet, tmp_path):
    _, _, _, job = start(tiny_badnet, tmp_path, learning_rate=3.0)
    curve = result_of(job)
    assert curve[-1].clean_accuracy < max(epoch.clean_accuracy for epoch in curve)
    assert not curve[-1].kept


def test_the_last_epoch_is_kept_without_being_called_the_best(tiny_badnet, tmp_path):
    _, _, _, job = start(tiny_badnet, tmp_path, learning_rate=3.0, keep="last")
    curve = result_of(job)
    assert all(epoch.kept for epoch in curve)
    assert curve[0].kept and not curve[-1].best  # at this rate it gets worse
    assert not any(epoch.best for epoch in curve), "no epoch but the last one will be kept"


def test_the_same_seed_gives_the_same_weights(tiny_badnet, tmp_path):
    weights = []
    for seed in (5, 5, 6):
        classifier, _, _, job = start(tiny_badnet, tmp_path, seed=seed, learning_rate=0.01)
        steps = [next(job) for _ in range(8)]
        assert any(isinstance(step, Progress) for step in steps)
        weights.append(np.concatenate([np.ravel(w) for w in classifier.network.weights]))
        job.close()
    np.testing.assert_array_equal(weights[0], weights[1])
    assert not np.array_equal(weights[0], weights[2])


@pytest.mark.parametrize("rho", [0.0, 0.5])
def test_a_step_in_parts_is_the_step_of_the_whole_batch(tiny_badnet, rho):
    images, labels = tiny.pictures(64, seed=33)
    targets = np.eye(4, dtype=np.float32)[labels]
    margins = np.zeros_like(targets)
    after = []
    for at_once in (None, 7):  # the last part is one image
        classifier = Classifier(tiny_badnet.model).copy()
        floats = {} if at_once is None else {"floats_at_once": at_once * classifier.floats}
        # Slow, because Adam's first step is of the same size for a large and a tiny gradient.
        how = FineTuneSettings(learning_rate=1e-6, **floats)
        step = training_step(classifier, [], Schedule(epochs=1, steps=1, rho=rho, settings=how))
        losses = [float(step(images, targets, margins)) for _ in range(3)]
        after.append((losses, [np.array(weight) for weight in classifier.network.weights]))
    (losses, weights), (in_parts, theirs) = after
    np.testing.assert_allclose(in_parts, losses, rtol=1e-5)
    for ours, other in zip(weights, theirs, strict=True):
        np.testing.assert_allclose(other, ours, atol=2e-6)


def test_the_same_seed_drops_out_the_same(tmp_path):
    from keras import Sequential, layers

    stack = [layers.Input(tiny.SHAPE), layers.Flatten(), layers.Dropout(0.5), layers.Dense(10)]
    network, tuning = Sequential(stack), part(tmp_path, 64, 32)
    losses = []
    for _ in range(2):
        classifier = Classifier(network)
        batches = hard_batches(classifier, tuning, 64)
        losses.append(result_of(finetune(classifier, [], batches, tuning, Schedule(1, 1, seed=5))))
    assert losses[0][1].loss == losses[1][1].loss


@pytest.mark.parametrize("dropout", [True, False])
def test_a_network_that_answers_as_it_should_has_nothing_to_learn_but_with_dropout(
    tmp_path, dropout
):
    import keras
    from keras import Sequential, layers

    keras.utils.set_random_seed(0)
    stack = [layers.Input(tiny.SHAPE), layers.Flatten(), layers.Dropout(0.5), layers.Dense(10)]
    classifier, tuning = Classifier(Sequential(stack)), part(tmp_path, 64, 32)
    images = tuning.dataset.read(tuning.indices)
    own = classifier.softmax(images)
    least = -float((own * np.log(own)).sum(1).mean())
    schedule = Schedule(1, 1, dropout=dropout)
    batch = TrainingBatch(images, own, np.zeros_like(own))
    curve = result_of(finetune(classifier, [], lambda _: iter([batch]), tuning, schedule))
    assert (curve[1].loss == pytest.approx(least, abs=1e-4)) is not dropout


def test_the_logits_are_divided_by_the_temperature(tmp_path):
    from keras import Sequential, layers

    stack = [layers.Input(tiny.SHAPE), layers.Flatten(), layers.Dense(10)]
    classifier, tuning = Classifier(Sequential(stack)), part(tmp_path, 64, 32)
    images = tuning.dataset.read(tuning.indices)
    answers = np.eye(10, dtype=np.float32)[classifier.softmax(images).argmax(-1)]
    margins = np.eye(10, dtype=np.float32)[np.full(len(images), 3)]
    logits = (classifier.logits_of_all(images) + margins) / 3
    log_p = logits - np.log(np.exp(logits).sum(-1, keepdims=True))
    batch = TrainingBatch(images, answers, margins)
    schedule = Schedule(1, 1, dropout=False, temperature=3.0)
    curve = result_of(finetune(classifier, [], lambda _: iter([batch]), tuning, schedule))
    assert curve[1].loss == pytest.approx(-float((answers * log_p).sum(-1).mean()), rel=1e-4)


def test_what_is_raised_while_training_is_answered_less_afterwards(tmp_path):
    from keras import Sequential, layers

    stack = [layers.Input(tiny.SHAPE), layers.Flatten(), layers.Dense(10)]
    tuning = part(tmp_path, 64, 32)
    images = tuning.dataset.read(tuning.indices)
    raised = 2.0 * np.eye(10, dtype=np.float32)[np.full(len(images), 3)]
    ratios = []
    for margins in (np.zeros_like(raised), raised):
        classifier = Classifier(Sequential(stack))
        classifier.network.layers[-1].kernel.assign(np.zeros((np.prod(tiny.SHAPE), 10)))
        alike = TrainingBatch(images, np.full_like(raised, 0.1), margins)
        batches = lambda _, alike=alike: iter([alike] * 300)  # noqa: E731
        schedule = Schedule(1, 300, learning_rate=0.01, keep="last")
        result_of(finetune(classifier, [], batches, tuning, schedule))
        softmax = classifier.softmax(images)
        ratios.append(np.log(softmax[:, 3] / softmax[:, 0]).mean())
    assert ratios == pytest.approx([0.0, -2.0], abs=0.1)


def test_a_watcher_can_end_it_after_an_epoch(tiny_badnet, tmp_path):
    _, _, _, job = start(tiny_badnet, tmp_path, epochs=50)
    record = next(job)
    with pytest.raises(StopIteration) as end:
        while True:
            enough = isinstance(record, Epoch) and record.epoch == 1
            record = job.send(Wish.STOP_EARLY if enough else None)
            if isinstance(record, Progress) and record.done == record.total:
                record = next(job)
    assert [epoch.epoch for epoch in end.value.value] == [0, 1]


@pytest.mark.parametrize(
    ("rho", "trained"), [(0.0, {"kernel", "bias", "gamma", "beta"}), (0.1, {"kernel", "bias"})]
)
def test_batch_normalization_keeps_its_statistics(tmp_path, rho, trained):
    from keras import Sequential, layers

    stack = [layers.Input(tiny.SHAPE), layers.Conv2D(4, 3), layers.BatchNormalization()]
    network = Sequential([*stack, layers.Flatten(), layers.Dense(4, activation="softmax")])
    tuning, classifier = part(tmp_path, 64, 32), Classifier(network)
    before = [np.array(weight) for weight in classifier.network.weights]
    batches = hard_batches(classifier, tuning, 64)
    schedule = Schedule(epochs=2, steps=1, rho=rho, keep="last")
    result_of(finetune(classifier, [], batches, tuning, schedule))
    changed = {
        weight.path.split("/")[-1]
        for weight, old in zip(classifier.network.weights, before, strict=True)
        if (np.array(weight) != old).any()
    }
    assert changed == trained


def test_an_annealed_training_goes_to_its_end_at_a_falling_rate(tiny_badnet, tmp_path):
    classifier, _, _, job = start(tiny_badnet, tmp_path, epochs=7, anneal=True, keep="last")
    moved, before = [], None
    for record in job:
        if isinstance(record, Epoch):
            now = np.concatenate([np.ravel(w) for w in classifier.network.weights])
            moved += [] if before is None else [float(np.abs(now - before).max())]
            before = now
    assert len(moved) == 7
    assert moved[-1] < moved[0] / 4
