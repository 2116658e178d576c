"""A loaded network with its input scale, output kind and batched prediction.

No method knows the input scale, the axis order or the file format: all hand uint8 images
(n, h, w, c), 0..255, to a `Classifier`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Any, Literal

import numpy as np

from core.errors import Unreadable
from core.jobs import memory
from core.network.graph import atomic, copy_weights, submodel
from core.records import ScaleMeasured
from core.text.sentence import say

# What one pass may hold: images, and floats of the widest tensor (256 MB).
MOST_IMAGES = 256
PASS_FLOATS = 64_000_000
TENSORS_AT_ONCE = 3


class Classifier:
    """An image classifier that answers a class 0..N-1.

    Attributes:
        network: the network as a graph of single operations; all work is done on this.
        image_shape: (height, width, channels) of the images that it takes.
        classes: N.
        input_scale: the network takes values 0..1 or 0..255.
        widest: floats of the widest tensor, for one image.
        floats: of all tensors together, for one image.
        batch: images that one pass may hold.

    Raises:
        Unreadable: it takes images of any size.
        OutOfMemory: there is no room for one pass.
    """

    def __init__(self, model: Any, input_scale: Literal[1, 255] = 1) -> None:
        self._model = model
        self.network = atomic(model)
        self.input_scale: Literal[1, 255] = input_scale
        self.classes = int(self.network.output_shape[-1])
        self._channels_first = _is_channels_first(self.network)
        shape = self.network.input_shape[1:]
        if None in shape:
            raise Unreadable(
                say("The network takes images of any size; GoodNet needs a fixed one.")
            )
        self.image_shape = (*shape[1:], shape[0]) if self._channels_first else tuple(shape)
        self._softmax_last = _ends_in_softmax(self.network)
        self._logits = submodel(self.network.inputs, [logits_of(self.network)])
        self._answer = self._compile()
        sizes = [math.prod(layer.output.shape[1:]) for layer in self.network.layers]
        self.widest, self.floats = max(sizes), sum(sizes)
        self.batch = max(1, min(MOST_IMAGES, PASS_FLOATS // self.widest))
        memory.require(4 * TENSORS_AT_ONCE * self.widest * self.batch)

    def _compile(self) -> Any:
        import tensorflow as tf

        def answer(images: Any) -> Any:
            return self.probabilities(self.network(self.scaled(images), training=False))

        signature = [tf.TensorSpec((None, *self.image_shape), tf.uint8)]
        return tf.function(answer, autograph=False, input_signature=signature)

    def scaled(self, images: Any) -> Any:
        """Images (n, h, w, c), 0..255, as the float tensor that the network takes."""
        import tensorflow as tf

        values = tf.cast(images, tf.float32) * (self.input_scale / 255)
        return tf.transpose(values, (0, 3, 1, 2)) if self._channels_first else values

    def probabilities(self, outputs: Any) -> Any:
        """The network's outputs (n, N), softmax or logits, as probabilities."""
        import tensorflow as tf

        return outputs if self._softmax_last else tf.nn.softmax(outputs)

    def logits(self, images: Any) -> Any:
        """What comes before the softmax, (n, N), for a tensor of images (n, h, w, c), 0..255.

        Probabilities saturate, and then no gradient shows the way; logits always do.
        """
        return self._logits(self.scaled(images))[0]

    def softmax(self, images: np.ndarray) -> np.ndarray:
        """Probabilities (n, N) of uint8 images (n, h, w, c), as few at once as fit in memory."""
        parts = [images[i : i + self.batch] for i in range(0, len(images), self.batch)]
        return np.concatenate([self._answer(part).numpy() for part in parts])

    def answers(self, batches: Iterable[np.ndarray]) -> Iterator[np.ndarray]:
        """The classes of each batch, (n,)."""
        for batch in batches:
            yield self.softmax(batch).argmax(-1)

    def copy(self) -> Classifier:
        """A classifier with weights of its own."""
        return Classifier(self.export(), self.input_scale)

    def export(self) -> Any:
        """The network with its current weights, in the layers that it was received with."""
        import keras

        model = keras.models.clone_model(self._model)
        copy_weights(self.network, model)
        return model


def _is_channels_first(network: Any) -> bool:
    return any(getattr(layer, "data_format", None) == "channels_first" for layer in network.layers)


def _ends_in_softmax(network: Any) -> bool:
    last = network.layers[-1]
    function = getattr(last, "activation", None)
    return type(last).__name__ == "Softmax" or getattr(function, "__name__", "") == "softmax"


def logits_of(network: Any) -> Any:
    """The tensor of an atomic network that holds what comes before the softmax."""
    last = network.layers[-1]
    return last.input if _ends_in_softmax(network) else last.output


def measure_scale(model: Any, images: np.ndarray, labels: np.ndarray | None) -> ScaleMeasured:
    """Find whether a network takes values 0..1 or 0..255, by trying both.

    With labels the more accurate scale wins. Where neither is accurate (or nothing is labelled)
    confidence cannot decide: inputs that are 255 times too large saturate the softmax, so the
    wrong scale looks *more* confident. What gives a scale away that is 255 times too small is
    that all images look alike to the network. So 0..1 is taken unless its answers tell less than
    half as much about the images as those at 0..255: the mutual information between image and
    answer, H(mean softmax) - mean H(softmax), in bits.

    Args:
        model: a Keras network.
        images: uint8 (n, h, w, c), a few hundred clean ones.
        labels: (n,) or None.
    """
    at = {scale: Classifier(model, scale).softmax(images) for scale in (1, 255)}
    if labels is not None:
        accuracy = {s: float((p.argmax(-1) == labels).mean()) for s, p in at.items()}
        chance = 1 / at[1].shape[-1]
        told = min(5 * chance, (1 + chance) / 2)  # well above chance, for few classes too
        if max(accuracy.values()) > told and accuracy[1] != accuracy[255]:
            best: Literal[1, 255] = 1 if accuracy[1] > accuracy[255] else 255
            return ScaleMeasured(best, "accuracy", accuracy[1], accuracy[255])
    information = {s: _information(p) for s, p in at.items()}
    scale: Literal[1, 255] = 255 if information[1] < information[255] / 2 else 1
    return ScaleMeasured(scale, "information", information[1], information[255])


def _information(probabilities: np.ndarray) -> float:
    """Mutual information between image and answer, in bits, from (n, N)."""
    return float(entropy_bits(probabilities.mean(0)) - entropy_bits(probabilities).mean())


def entropy_bits(probabilities: np.ndarray) -> np.ndarray:
    """Shannon entropy over the last axis, in bits."""
    p = np.clip(probabilities, 1e-30, 1.0)
    return -(p * np.log2(p)).sum(-1)
