"""A loaded network with its preprocessing, its kind of output, and batched prediction.

No method depends on the preprocessing, the axis order or the file format: all pass uint8 images (n,
h, w, c), 0..255, to a `Classifier`.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from core.errors import Unreadable
from core.jobs import memory
from core.network.answering import is_softmax, with_a_softmax
from core.network.folding import folded
from core.network.graph import consumers, copy_weights, steps, submodel
from core.network.keras_types import Compiled, Network, Tensor, Variable
from core.network.layout import AxisOrder, arranged, axis_order, formats_of, image_shape
from core.network.preprocessing import NAMED, Preprocessing
from core.network.sharing import separated

# Limits of one pass: images, and floats of the widest tensor (256 MB).
MOST_IMAGES = 256
PASS_FLOATS = 64_000_000
TENSORS_AT_ONCE = 3


class Classifier:
    """An image classifier that answers a class 0..N-1.

    Attributes:
        network: the network as a graph of single operations, on which all work is done.
        image_shape: (height, width, channels) of the images that it takes.
        classes: N.
        preprocessing: how an image becomes what the network takes.
        widest: floats of the widest tensor for one image.
        floats: floats of all tensors together for one image.
        batch: how many images one pass may take.

    Raises:
        Unreadable: it takes images of any size, or its images cannot be prepared like this.
        SharedWeights: it uses a layer in too many places.
        OutOfMemory: there is too little memory for one pass.
    """

    def __init__(self, model: Network, preprocessing: Preprocessing = NAMED["0..1"]) -> None:
        self._model, flat = separated(model)
        self.network = with_a_softmax(flat)
        self.preprocessing = preprocessing
        self.classes = int(self.network.output_shape[-1])
        shape = self.network.input_shape[1:]
        self._order: AxisOrder = axis_order(shape, formats_of(self.network))
        if None in shape:
            raise Unreadable("The network takes images of any size; GoodNet needs a fixed one.")
        self.image_shape = image_shape(shape, self._order)
        preprocessing.require_channels(self.image_shape[2])
        self._softmax_last = _ends_in_softmax(self.network)
        self._infer = folded(self.network)
        self._logits = submodel(self.network.inputs, [logits_of(self.network)])
        self._answer = self._compile()
        self._run_logits = self._compile_logits()
        sizes = [math.prod(layer.output.shape[1:]) for layer in steps(self.network)]
        self.widest, self.floats = max(sizes), sum(sizes)
        self.batch = _images_of_a_pass(self.widest)
        memory.require(4 * TENSORS_AT_ONCE * self.widest * self.batch)

    def _compile(self) -> Compiled:
        import tensorflow as tf

        def answer(images: Tensor) -> Tensor:
            return self.probabilities(self.outputs(images))

        signature = [tf.TensorSpec((None, *self.image_shape), tf.uint8)]
        return tf.function(answer, autograph=False, input_signature=signature)

    def _compile_logits(self) -> Compiled:
        import tensorflow as tf

        def run(given: Tensor) -> Tensor:
            return self._logits(given)[0]

        # After the preprocessing, so that one graph serves all preprocessings of a network.
        return tf.function(run, autograph=False, reduce_retracing=True)

    def answer(self, images: Tensor) -> Tensor:
        """Probabilities (n, N) for a TensorFlow or Keras tensor of images (n, h, w, c), 0..255."""
        return self.probabilities(self.network(self.scaled(images), training=False))

    def outputs(self, images: Tensor) -> Tensor:
        """The network's outputs for a tensor of images (n, h, w, c), 0..255, in inference."""
        return self._infer(self.scaled(images))

    def scaled(self, images: Tensor) -> Tensor:
        """Images (n, h, w, c), 0..255, as the float tensor that the network takes."""
        from keras import ops

        values = self.preprocessing.applied(ops.cast(images, "float32"))
        return arranged(values, self._order)

    def probabilities(self, outputs: Tensor) -> Tensor:
        """The network's outputs (n, N), softmax or logits, as probabilities."""
        from keras import ops

        return outputs if self._softmax_last else ops.softmax(outputs)

    def logits(self, images: Tensor) -> Tensor:
        """The logits (n, N) for a tensor of images (n, h, w, c), 0..255.

        Probabilities saturate, and their gradient vanishes; logits always have a gradient.
        """
        return self._logits(self.scaled(images))[0]

    def softmax(self, images: np.ndarray) -> np.ndarray:
        """Probabilities (n, N) of uint8 images (n, h, w, c), in batches that fit in memory."""
        parts = [images[i : i + self.batch] for i in range(0, len(images), self.batch)]
        return np.concatenate([self._answer(part).numpy() for part in parts])

    def logits_of_all(self, images: np.ndarray) -> np.ndarray:
        """The logits (n, N) of uint8 images (n, h, w, c), in batches that fit in memory.

        A graph frees each tensor after its last use; without one, Keras keeps all of a pass.
        """
        parts = [images[i : i + self.batch] for i in range(0, len(images), self.batch)]
        return np.concatenate([self._run_logits(self.scaled(part)).numpy() for part in parts])

    def answers(self, batches: Iterable[np.ndarray]) -> Iterator[np.ndarray]:
        """The answered classes of each batch, (n,)."""
        for batch in batches:
            yield self.softmax(batch).argmax(-1)

    def copy(self) -> Classifier:
        """A classifier with weights of its own."""
        return Classifier(self.export(), self.preprocessing)

    def under(self, preprocessing: Preprocessing) -> Classifier:
        """The same network, sharing its weights, under another preprocessing.

        Raises:
            Unreadable: its images cannot be prepared like that.
        """
        preprocessing.require_channels(self.image_shape[2])
        other = copy.copy(self)
        other.preprocessing = preprocessing
        other._answer = other._compile()
        return other

    def at_size(self, height: int, width: int) -> Classifier | None:
        """The same network, sharing its weights, for images of another size.

        None where its layers are bound to a size, as a dense layer behind all pixels is.
        """
        import tensorflow as tf

        other = copy.copy(self)
        other.image_shape = (height, width, self.image_shape[2])
        share = height * width / math.prod(self.image_shape[:2])
        other.widest = math.ceil(share * self.widest)
        other.floats = math.ceil(share * self.floats)
        other.batch = _images_of_a_pass(other.widest)
        other._answer = other._compile()
        try:
            answer = other.softmax(np.zeros((1, *other.image_shape), np.uint8))
        except (ValueError, tf.errors.OpError):
            return None
        return other if answer.shape == (1, self.classes) else None

    @property
    def kernels(self) -> int:
        """How many kernels the network has, which tells how deep it is."""
        return sum(len(weight.shape) > 1 for weight in self.network.weights)

    def input_kernels(self) -> list[tuple[Variable, np.ndarray]]:
        """The kernels that read the prepared image itself, with the right factors for their steps.

        An optimizer step that suits a network for 0..1 is 255 times too large for a network for
        0..255, because there each weight has 255 times the effect.

        Returns:
            Variables (kh, kw, c, filters) and factors (c, 1).
        """
        factor, _ = self.preprocessing.factor_and_offset()
        shares = 1 / np.broadcast_to(255 * factor, self.image_shape[2:])
        found, pending = list[Any](), [self.network.inputs[0]]
        while pending:
            for layer in consumers(self.network, pending.pop()):
                if type(layer).__name__ == "ZeroPadding2D":
                    pending.append(layer.output)
                elif type(layer).__name__ in ("Conv2D", "DepthwiseConv2D"):
                    found.append(layer.kernel)
        return [(kernel, shares[:, None].astype(np.float32)) for kernel in found]

    def export(self) -> Network:
        """The network with its current weights, in its original layers.

        What it uses in several places is in each of them as a layer of its own.
        """
        import keras

        model = keras.models.clone_model(self._model)
        copy_weights(self.network, model)
        return model


def _images_of_a_pass(widest: int) -> int:
    return max(1, min(MOST_IMAGES, PASS_FLOATS // widest))


def _ends_in_softmax(network: Network) -> bool:
    return is_softmax(steps(network)[-1])


def logits_of(network: Network) -> Tensor:
    """The tensor of an atomic network that holds the logits."""
    last = steps(network)[-1]
    return last.input if _ends_in_softmax(network) else last.output


def entropy_bits(probabilities: np.ndarray) -> np.ndarray:
    """Shannon entropy over the last axis, in bits."""
    p = np.clip(probabilities, 1e-30, 1.0)
    return -(p * np.log2(p)).sum(-1)
