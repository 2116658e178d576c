"""The sweep against really masking the network, and what the budget chooses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support.networks import NETWORKS, randomized
from support.tiny import pictures, records_of, write_data

from core.data.dataset import open_dataset
from core.data.parts import Part
from core.errors import WrongUsage
from core.jobs.generators import result_of
from core.network.channels import Channels, apply_masks
from core.network.classifier import Classifier
from core.network.graph import submodel
from core.network.tail import Remembered, Tail
from core.records import ChannelsRanked, Progress, Pruned, Wish
from core.repair.pruning import choose, rank, rank_by_triggers, sweep

IMAGES = 60


def channels_first() -> Any:
    from keras import Sequential, layers

    first: dict[str, Any] = {"data_format": "channels_first"}
    return Sequential(
        [
            layers.Input((3, 14, 12)),
            layers.Conv2D(5, 3, activation="relu", name="first", **first),
            layers.MaxPooling2D(2, **first),
            layers.Conv2D(7, 3, name="last", **first),
            layers.BatchNormalization(axis=1),
            layers.ReLU(),
            layers.Flatten(**first),
            layers.Dense(4),
        ]
    )


CASES = {
    "branches": (NETWORKS["deepid"], "conv_3"),
    "strides": (NETWORKS["deepid"], "conv_1"),
    "flatten": (NETWORKS["deepid"], "conv_4"),
    "normalized": (NETWORKS["vgg"], "last"),
    "leaky": (NETWORKS["vgg"], "first"),
    "residual, before the addition": (NETWORKS["resnet"], "body"),
    "residual, shortcut": (NETWORKS["resnet"], "stem"),
    "global pooling, logits": (NETWORKS["resnet"], "head"),
    "channels first": (channels_first, "last"),
    "channels first, before a convolution": (channels_first, "first"),
}


def balanced(model: Any, images: np.ndarray) -> Any:
    """`model` with its last bias moved so that no class wins everywhere."""
    network = Classifier(model).network
    last = [layer for layer in network.layers if type(layer).__name__ == "Dense"][-1]
    logits = submodel(network.inputs, [last.output])
    values = images.astype(np.float32) / 255
    if network.input_shape[1] == images.shape[3]:
        values = values.transpose(0, 3, 1, 2)
    bias = next(w for w in reversed(model.weights) if w.name == "bias")
    bias.assign(np.array(bias) - logits(values)[0].numpy().mean(0))
    return model


def part_of(path: Path, classifier: Classifier, images: np.ndarray) -> Part:
    dataset = open_dataset([write_data(path, images)], classifier.image_shape)
    labels = classifier.softmax(images).argmax(-1)
    return Part(dataset, np.arange(len(images)), labels)


def make(case: str, folder: Path) -> tuple[Classifier, Channels, Part]:
    build, layer = CASES[case]
    model = randomized(build(), seed=3)
    shape = (IMAGES, *Classifier(model).image_shape)
    images = np.random.default_rng(4).integers(0, 256, shape, dtype=np.uint8)
    classifier = Classifier(balanced(model, images))
    part = part_of(folder / "images.h5", classifier, images)
    return classifier, Channels(classifier.network, layer), part


@pytest.mark.parametrize("case", CASES)
def test_every_answer_of_the_sweep_is_that_of_the_masked_network(case, tmp_path):
    classifier, channels, part = make(case, tmp_path)
    memory: Remembered = result_of(
        Tail(classifier.network, channels).remember(
            classifier, part.images(25), len(part), tmp_path
        )
    )
    masked = classifier.copy()
    theirs = Channels(masked.network, channels.layer.name)
    order = np.random.default_rng(0).permutation(channels.count)
    images = part.dataset.read(part.indices)
    changed = 0
    for count, channel in enumerate(order, 1):
        before = memory.classes.copy()
        for _ in memory.zero(int(channel)):
            pass
        apply_masks(theirs.masks(order[:count]))
        np.testing.assert_array_equal(memory.classes, masked.softmax(images).argmax(-1))
        changed += (before != memory.classes).any()
    assert changed, "no answer changed, so nothing was compared"


@pytest.mark.parametrize("case", ["branches", "normalized", "channels first"])
def test_channels_are_ranked_by_their_mean_activation(case, tmp_path):
    classifier, channels, part = make(case, tmp_path)
    ranked = result_of(rank(classifier, channels, part))
    watch = submodel(classifier.network.inputs, [channels.activation])
    activation = np.abs(watch(classifier.scaled(part.dataset.read(part.indices)))[0].numpy())
    mean = np.moveaxis(activation, channels.axis, -1).mean((0, 1, 2))
    np.testing.assert_allclose(ranked.mean_activation, mean, rtol=1e-4)
    assert list(ranked.order) == list(np.argsort(ranked.mean_activation, kind="stable"))


def test_the_sweep_measures_each_step_and_leaves_the_network_alone(tmp_path):
    classifier, channels, part = make("branches", tmp_path)
    before = [np.array(weight) for weight in classifier.network.weights]
    ranked = result_of(rank(classifier, channels, part))
    records, curve = records_of(sweep(classifier, channels, ranked, part, {"attack": part}))
    assert [point.channels_pruned for point in curve] == list(range(channels.count + 1))
    assert tuple(r for r in records if isinstance(r, Pruned)) == curve
    assert curve[0].clean_accuracy == 1.0 > curve[-1].clean_accuracy
    assert [p.attack_success["attack"] for p in curve] == [p.clean_accuracy for p in curve]
    assert [p.channel for p in curve[1:]] == list(ranked.order)
    progress = [r for r in records if isinstance(r, Progress) and r.stage == "prune"]
    assert progress[-1].done == progress[-1].total == channels.count
    for weight, value in zip(classifier.network.weights, before, strict=True):
        np.testing.assert_array_equal(weight, value)


def test_dormant_channels_come_first_and_change_nothing(tmp_path):
    build, layer = CASES["branches"]
    model = randomized(build(), seed=3)
    kernel, bias = model.get_layer(layer).get_weights()
    kernel[..., [2, 9]], bias[[2, 9]] = 0, -1
    model.get_layer(layer).set_weights([kernel, bias])
    images = np.random.default_rng(4).integers(0, 256, (40, 55, 47, 3), dtype=np.uint8)
    classifier = Classifier(balanced(model, images))
    part = part_of(tmp_path / "images.h5", classifier, images)
    channels = Channels(classifier.network, layer)
    ranked = result_of(rank(classifier, channels, part))
    assert set(ranked.order[:2]) == {2, 9}
    curve = result_of(sweep(classifier, channels, ranked, part, {}))
    assert curve[2].clean_accuracy == curve[0].clean_accuracy == 1.0
    assert curve[2].mean_activation == 0


def test_poisoned_sets_are_shown_and_influence_nothing(tiny_badnet, tmp_path):
    classifier = Classifier(tiny_badnet.model)
    images, labels = pictures(100, seed=11)
    clean = open_dataset([write_data(tmp_path / "clean.h5", images, labels)], (12, 12, 3))
    part = Part(clean, np.arange(100), labels)
    attack = open_dataset([tiny_badnet.poisoned], (12, 12, 3))
    assert attack.labels is not None
    attacks = {"attack": Part(attack, np.arange(40), attack.labels)}
    channels = Channels(classifier.network, "last")
    ranked = result_of(rank(classifier, channels, part))
    alone = result_of(sweep(classifier, channels, ranked, part, {}))
    shown = result_of(sweep(classifier, channels, ranked, part, attacks))
    assert [p.clean_accuracy for p in alone] == [p.clean_accuracy for p in shown]
    assert choose(alone, 4.0) == choose(shown, 4.0)
    assert shown[0].attack_success["attack"] > 0.9


def test_a_watcher_can_end_the_sweep_and_keep_it(tmp_path):
    classifier, channels, part = make("normalized", tmp_path)
    ranked = ChannelsRanked("last", tuple(range(8)), (0.0,) * 8)
    job = sweep(classifier, channels, ranked, part, {})
    record = next(job)
    with pytest.raises(StopIteration) as end:
        while True:
            enough = isinstance(record, Pruned) and record.channels_pruned == 3
            record = job.send(Wish.STOP_EARLY if enough else None)
    assert [point.channels_pruned for point in end.value.value] == [0, 1, 2, 3]


def curve_of(*accuracies: float) -> tuple[Pruned, ...]:
    return tuple(Pruned(count, None, None, a) for count, a in enumerate(accuracies))


@pytest.mark.parametrize(
    ("accuracies", "pruned"),
    [
        ((0.9, 0.9, 0.88, 0.5), 2),
        ((0.9, 0.86, 0.859, 0.9), 1),  # a recovery beyond the budget does not count
        ((0.9, 0.5), 0),
        ((0.9, 0.95, 0.9), 2),
    ],
)
def test_the_last_point_within_the_budget_is_chosen(accuracies, pruned):
    chosen = choose(curve_of(*accuracies), budget=4.0)
    assert chosen.channels_pruned == pruned
    assert chosen.clean_accuracy == accuracies[pruned]
    assert chosen.budget_line == pytest.approx(0.86)


def test_layers_without_channels_are_refused():
    network = Classifier(NETWORKS["vgg"]()).network
    with pytest.raises(WrongUsage, match="no layer 'nothing'"):
        Channels(network, "nothing")
    with pytest.raises(WrongUsage, match="no channels to prune"):
        Channels(network, next(layer.name for layer in network.layers if "dense" in layer.name))


def test_channels_that_triggers_excite_go_first(tiny_badnet):
    from core.scan.images import stamped_part
    from core.scan.triggers import Patch

    classifier = Classifier(tiny_badnet.model)
    network = classifier.network
    name = [layer.name for layer in network.layers if type(layer).__name__ == "Conv2D"][-1]
    channels = Channels(network, name)
    dataset = open_dataset([tiny_badnet.clean], classifier.image_shape)
    assert dataset.labels is not None
    clean = Part(dataset, np.arange(100), dataset.labels[:100])
    mask = np.zeros((*classifier.image_shape[:2], 1), np.float32)
    mask[-4:, -4:] = 1
    trigger = Patch(mask, np.full(classifier.image_shape, 255, np.float32))
    stamped = stamped_part(clean, trigger, target=0)
    ranked = result_of(rank(classifier, channels, clean))
    by_triggers = result_of(rank_by_triggers(classifier, channels, ranked, [stamped]))
    triggered = result_of(rank(classifier, channels, stamped))
    excited = np.array(triggered.mean_activation) - np.array(ranked.mean_activation)
    assert by_triggers.mean_activation == ranked.mean_activation
    assert sorted(by_triggers.order) == sorted(ranked.order) != by_triggers.order
    assert (np.diff(excited[list(by_triggers.order)]) <= 0).all()
