"""Each vote as a graph, by name; an export reports votes that have no graph.

A graph equals `measure` of the vote of the same name in core/screen/votes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.guard.seen import Seen
from core.network.keras_types import Tensor
from core.screen.blending import measured_of_logits
from core.screen.goodnet import GoodNet
from core.screen.votes.jitter import Jitter
from core.screen.votes.shift import Shift
from core.screen.votes.smooth import Smooth
from core.screen.votes.transformed import Transformed

# Below any logit, but finite, because not every runtime can subtract infinity.
LOWEST = -1e30
# Limits the blends of one image that are computed at a time: floats of the widest tensor, 16 MB.
BLEND_FLOATS = 4_000_000

# Maps n images and their answers to the vote on each, float64 (n,); low values are suspicious.
Graph = Callable[[Seen], Tensor]


@dataclass(frozen=True)
class VoteGraph:
    """How a vote becomes a graph.

    Attributes:
        build: makes the graph for one GoodNet.
        cheap: whether it needs only a few passes for each image.
        plain: whether Keras layers alone can hold it; they cannot hold a loop.
    """

    build: Callable[[GoodNet], Graph]
    cheap: bool = True
    plain: bool = True


def disagreement(goodnet: GoodNet) -> Graph:
    """See core/screen/votes/disagreement.py."""
    least = goodnet.settings.least_disagreement

    def vote(seen: Seen) -> Tensor:
        from keras import ops

        by = seen.of_badnet_class(seen.received) - seen.of_badnet_class(seen.repaired)
        return ops.where(by < least, ops.zeros_like(by), -by)

    return vote


def strip(goodnet: GoodNet) -> Graph:
    """See core/screen/votes/strip.py: some overlays at a time, in a loop."""
    badnet, overlays = goodnet.badnet, goodnet.overlays
    count, (a, b) = len(overlays), goodnet.settings.blend
    step = max(1, min(count, BLEND_FLOATS // badnet.widest))

    def vote(seen: Seen) -> Tensor:
        import tensorflow as tf

        stored = tf.constant(overlays)
        images, own = tf.shape(seen.images)[0], seen.badnet_class

        def add(start: Tensor, sums: Tensor) -> Tensor:
            some = tf.cast(stored[start : start + step], tf.float32)
            blends = a * seen.images[None] + b * some[:, None]
            logits = badnet.logits(tf.reshape(blends, (-1, *badnet.image_shape)))
            by_overlay = tf.reshape(logits, (-1, images, badnet.classes))
            measured = tf.reduce_sum(measured_of_logits(by_overlay, own), 1)
            return start + step, sums + tf.cast(measured, tf.float64)

        nothing = tf.zeros(tf.stack([2, images]), tf.float64)
        _, sums = tf.while_loop(
            lambda start, _: start < count,
            add,
            (tf.constant(0), nothing),
            shape_invariants=(tf.TensorShape(()), tf.TensorShape((2, None))),
            parallel_iterations=1,
        )
        entropy, lost = tf.unstack(sums / count)
        return tf.sqrt(entropy * (1 - (1 - lost)))

    return vote


def expert(goodnet: GoodNet) -> Graph:
    """See core/screen/votes/expert.py."""
    network = goodnet.expert
    assert network is not None

    def vote(seen: Seen) -> Tensor:
        from keras import ops

        logits = network.logits(seen.images)
        classes = ops.arange(logits.shape[-1], dtype="int32")
        is_own = ops.equal(classes, ops.expand_dims(seen.badnet_class, -1))
        others = ops.where(is_own, np.float32(LOWEST), logits)
        return ops.cast(ops.logsumexp(others, -1), "float64") - seen.of_badnet_class(logits)

    return vote


def transformed(kind: type[Transformed]) -> Callable[[GoodNet], Graph]:
    """See core/screen/votes/transformed.py."""

    def build(goodnet: GoodNet) -> Graph:
        # Not `goodnet.panel`: tensors made here would belong to the graph of this export.
        transforms = kind.transforms_of(goodnet.material)

        def vote(seen: Seen) -> Tensor:
            views = [goodnet.badnet.answer(transform(seen.images)) for transform in transforms]
            kept = [seen.of_badnet_class(view) for view in views]
            return sum(kept) / len(kept) - seen.of_badnet_class(seen.received)

        return vote

    return build


GRAPHS = {
    "strip": VoteGraph(strip, cheap=False, plain=False),
    "disagreement": VoteGraph(disagreement),
    "expert": VoteGraph(expert),
    "shift": VoteGraph(transformed(Shift)),
    "smooth": VoteGraph(transformed(Smooth)),
    "jitter": VoteGraph(transformed(Jitter)),
}
