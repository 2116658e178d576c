"""Fine-Pruning, first half: prune channels that are dormant on clean data, or that triggers excite.

K. Liu, B. Dolan-Gavitt, S. Garg, "Fine-Pruning: Defending Against Backdooring Attacks on Deep
Neural Networks", RAID 2018, arXiv 1805.12185. A backdoor can use channels that are dormant on clean
data without harming clean accuracy. So the method ranks the channels of a late convolution by their
mean activation over clean data, prunes them in ascending order, and stops when held-out clean
accuracy has dropped by the budget.

Where triggers are suspected there is a better order (B. Wang et al., "Neural Cleanse", IEEE S&P
2019, section VI-B): first the channels whose activation the triggers raise most above that of clean
images. An inverted trigger excites the same channels as the true one, even though it looks
different.
"""

from __future__ import annotations

import tempfile
from collections.abc import Generator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from core.data.measuring import mean_success
from core.data.parts import Part
from core.network.channels import Channels
from core.network.classifier import Classifier
from core.network.graph import submodel
from core.network.tail import Remembered, Tail
from core.records import ChannelsRanked, PointChosen, Progress, Pruned, StageKey


def rank(
    classifier: Classifier, channels: Channels, clean: Part, stage: StageKey = "rank"
) -> Generator[Progress, object, ChannelsRanked]:
    """Rank the channels by mean activation over clean data, dormant first.

    The activation is taken after the activation function and in absolute value. The absolute value
    makes no difference after a ReLU, and ranks the channels of a linear layer by their effect.
    """
    import tensorflow as tf

    watch = submodel(classifier.network.inputs, [channels.activation])
    axes = (0, 2, 3) if channels.axis == 1 else (0, 1, 2)

    @tf.function(autograph=False, reduce_retracing=True)
    def total(images):
        return tf.reduce_sum(tf.abs(watch(classifier.scaled(images))[0]), axes)

    sums, done = np.zeros(channels.count), 0
    places = int(np.prod(channels.activation.shape[1:])) // channels.count
    for images in clean.images(classifier.batch):
        sums += total(images).numpy()
        done += len(images)
        yield Progress(stage, done, len(clean))
    mean = sums / (len(clean) * places)
    order = tuple(int(c) for c in np.argsort(mean, kind="stable"))
    return ChannelsRanked(channels.layer.name, order, tuple(float(m) for m in mean))


def rank_by_triggers(
    classifier: Classifier, channels: Channels, ranked: ChannelsRanked, stamped: Sequence[Part]
) -> Generator[Progress, object, ChannelsRanked]:
    """`ranked`, reordered by how much triggers excite the channels, most excited first.

    Args:
        classifier: see `rank`.
        channels: see `rank`.
        ranked: the ranking on clean data.
        stamped: clean images with each trigger on.
    """
    clean = np.array(ranked.mean_activation)
    excited = np.full(channels.count, -np.inf)
    for part in stamped:
        triggered = yield from rank(classifier, channels, part)
        excited = np.maximum(excited, np.array(triggered.mean_activation) - clean)
    order = tuple(int(c) for c in np.argsort(-excited, kind="stable"))
    return replace(ranked, order=order)


def sweep(
    classifier: Classifier,
    channels: Channels,
    ranked: ChannelsRanked,
    clean: Part,
    poisoned: Mapping[str, Part],
    stamped: Mapping[str, Part] | None = None,
    stage: StageKey = "prune",
) -> Generator[Progress | Pruned, object, tuple[Pruned, ...]]:
    """Prune the channels one by one, in order, and measure after each; the network is not changed.

    Yields one `Pruned` for the network before pruning, then one for each channel. The attack
    success on poisoned sets, and on clean images that are stamped with suspected triggers, is only
    displayed: no decision reads it. If the caller sends anything, the sweep ends early with what is
    measured so far.

    Returns:
        The curve, from 0 channels pruned.
    """
    sets = {
        ("clean", ""): clean,
        **{("poisoned", name): part for name, part in poisoned.items()},
        **{("stamped", name): part for name, part in (stamped or {}).items()},
    }
    with tempfile.TemporaryDirectory(prefix="goodnet-", ignore_cleanup_errors=True) as folder:
        memories = yield from _recorded(classifier, channels, sets, Path(folder))
        curve = [_measured(memories, sets, 0, None, ranked)]
        yield curve[0]
        for count, channel in enumerate(ranked.order, 1):
            for memory in memories.values():
                for _ in memory.zero(channel):
                    yield Progress(stage, count - 1, channels.count)
            curve.append(_measured(memories, sets, count, channel, ranked))
            yield Progress(stage, count, channels.count)
            if (yield curve[-1]) is not None:
                break
    return tuple(curve)


def _recorded(
    classifier: Classifier,
    channels: Channels,
    sets: Mapping[tuple[str, str], Part],
    folder: Path,
) -> Generator[Progress, object, dict[tuple[str, str], Remembered]]:
    """The activations of each set at the pruned layer, kept in `folder`."""
    tail = Tail(classifier.network, channels)
    memories: dict[tuple[str, str], Remembered] = {}
    total = sum(len(part) for part in sets.values())
    for name, part in sets.items():
        before = sum(memory.filled for memory in memories.values())
        recording = tail.remember(classifier, part.images(classifier.batch), len(part), folder)
        memories[name] = yield from _relay(recording, before, total)
    return memories


def _relay(recording, before: int, total: int):
    """Report a recording's counts as progress, and return its result."""
    while True:
        try:
            done = next(recording)
        except StopIteration as end:
            return end.value
        yield Progress("record", before + done, total)


def _measured(
    memories: Mapping[tuple[str, str], Remembered],
    sets: Mapping[tuple[str, str], Part],
    count: int,
    channel: int | None,
    ranked: ChannelsRanked,
) -> Pruned:
    right: dict[str, dict[str, float]] = {"clean": {}, "poisoned": {}, "stamped": {}}
    for (kind, name), memory in memories.items():
        right[kind][name] = float((memory.classes == sets[kind, name].labels).mean())
    activation = None if channel is None else ranked.mean_activation[channel]
    suspected = mean_success(right["stamped"])
    return Pruned(count, channel, activation, right["clean"][""], right["poisoned"], suspected)


def choose(curve: tuple[Pruned, ...], budget: float) -> PointChosen:
    """The last point of the curve within the budget.

    Args:
        curve: from 0 channels pruned.
        budget: how many points (percent) of clean accuracy may be lost.
    """
    line = curve[0].clean_accuracy - budget / 100
    within = 0
    for point in curve:
        if point.clean_accuracy < line - 1e-9:
            break
        within = point.channels_pruned
    return PointChosen(within, curve[within].clean_accuracy, line)
