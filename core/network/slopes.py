"""The slope of a loss over a batch, computed in parts, so that large images need less memory.

A pass back stores the outputs of all layers for each image of the batch.
"""

from __future__ import annotations

from collections.abc import Callable

from core.network.classifier import Classifier
from core.network.keras_types import Tensor

# Maps a batch, as tensors (n, ...), to the mean loss and its gradient with respect to each weight.
Slope = Callable[..., tuple[Tensor, list[Tensor]]]


def images_at_once(classifier: Classifier, batch: int, floats: int) -> int:
    """How many images of a batch run through the network together, with so many floats stored."""
    return min(batch, max(1, floats // classifier.floats))


def in_parts(slope: Slope, batch: int, most: int) -> Slope:
    """The same as `slope` of a whole batch, from parts of at most `most` images.

    The loss is a mean over images, and batch normalizations keep their statistics. So the parts'
    means, weighted by their sizes, add up to the mean of the batch.
    """
    import tensorflow as tf

    if most >= batch:
        return slope

    def whole(*batch: Tensor) -> tuple[Tensor, list[Tensor]]:
        count = tf.shape(batch[0])[0]

        def of_part(start: Tensor) -> list[Tensor]:
            part = [each[start : start + most] for each in batch]
            share = tf.cast(tf.shape(part[0])[0], tf.float32) / tf.cast(count, tf.float32)
            loss, gradients = slope(*part)
            return [share * each for each in (loss, *gradients)]

        def add(start: Tensor, *sums: Tensor) -> tuple[Tensor, ...]:
            added = zip(sums, of_part(start), strict=True)
            return start + most, *(before + now for before, now in added)

        _, loss, *gradients = tf.while_loop(
            lambda start, *_: start < count,
            add,
            (tf.constant(most), *of_part(tf.constant(0))),
            parallel_iterations=1,
        )
        return loss, gradients

    return whole
