"""The two forms of a trigger: a patch replaces pixels, an additive trigger changes all of them.

A patch replaces the pixels it covers (Wang et al., "Neural Cleanse", S&P 2019). A search for
patches misses attacks that change every pixel a little: Chen et al., arXiv 1712.05526, blend a
picture in, and Barni et al., ICIP 2019, add a wave. A universal additive perturbation
(Moosavi-Dezfooli et al., CVPR 2017) finds those.

Each form defines how free parameters become a trigger, so one search serves both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Protocol, Self

import numpy as np

from core.network.keras_types import Tensor
from core.records import TriggerKind as Kind

Parameters = list[Tensor]  # variables, or what one becomes


class Trigger(Protocol):
    """A trigger of one form.

    Attributes:
        kind: the form's name in records.
        learning_rate: Adam's, for the parameters of this form.
        first_weight: the initial lambda, before it adapts.
        attempts: how many searches each class gets, because one may miss the trigger.
        suspicious: a size below this share of the median over all classes can be suspected.
        margin: the withstanding margin, in logits, when the trigger is unlearned.
    """

    kind: ClassVar[Kind]
    learning_rate: ClassVar[float]
    first_weight: ClassVar[float]
    attempts: ClassVar[int]
    suspicious: ClassVar[float]
    margin: ClassVar[float]

    @property
    def size(self) -> float:
        """The quantity that a search minimises, in the unit of the form."""
        ...

    def stamp(self, images: np.ndarray) -> np.ndarray:
        """The images, uint8 (n, h, w, c), stamped with the trigger."""
        ...

    def varied(self, rng: np.random.Generator) -> Self:
        """A similar trigger, to unlearn what the attacker may have stamped instead."""
        ...

    def scaled(self, factor: float) -> Self:
        """The same trigger with its opacity or strength multiplied by `factor`."""
        ...

    def picture(self) -> np.ndarray:
        """A picture of the trigger, uint8 (h, w, c)."""
        ...

    @staticmethod
    def start(count: int, shape: Sequence[int], rng: np.random.Generator) -> list[np.ndarray]:
        """Random initial parameters of `count` triggers for images of `shape` (h, w, c)."""
        ...

    @classmethod
    def parameters_of(cls, triggers: Sequence[Self]) -> list[np.ndarray]:
        """The parameters that stand for some triggers of this form; `of` undoes it."""
        ...

    def lifted(self, shape: Sequence[int]) -> Self:
        """The same in larger images of `shape` (h, w, c), in as large pixels."""
        ...

    @staticmethod
    def put(parameters: Parameters, x: Tensor) -> Tensor:
        """Stamp images (1, B, h, w, c) with each trigger; (K, B, h, w, c), differentiable."""
        ...

    @staticmethod
    def sizes(parameters: Parameters) -> Tensor:
        """The size of each trigger, (K,); differentiable."""
        ...

    @classmethod
    def of(cls, parameters: Sequence[np.ndarray]) -> list[Self]:
        """The triggers that the parameters represent."""
        ...


@dataclass(frozen=True)
class Patch:
    """(1 - m) x + m d: a mask m (h, w, 1), 0..1, and a pattern d (h, w, c), 0..255, float32.

    Its size is |m|, in pixels.
    """

    mask: np.ndarray
    pattern: np.ndarray

    kind: ClassVar[Kind] = "patch"
    learning_rate: ClassVar[float] = 0.1
    first_weight: ClassVar[float] = 1e-3
    attempts: ClassVar[int] = 2
    most_opaque: ClassVar[float] = 3.0
    suspicious: ClassVar[float] = 1 / 3
    margin: ClassVar[float] = 4.0

    @property
    def size(self) -> float:
        return float(self.mask.sum())

    def stamp(self, images: np.ndarray) -> np.ndarray:
        stamped = (1 - self.mask) * images + self.mask * self.pattern
        return np.rint(stamped).astype(np.uint8)

    def varied(self, rng: np.random.Generator) -> Self:
        """Up to three times as opaque: the smallest that works is fainter than the attacker's."""
        return self.scaled(rng.uniform(1, self.most_opaque))

    def scaled(self, factor: float) -> Self:
        return replace(self, mask=np.minimum(1, np.float32(factor) * self.mask))

    def picture(self) -> np.ndarray:
        return np.rint(self.mask * self.pattern).astype(np.uint8)

    @staticmethod
    def start(count: int, shape: Sequence[int], rng: np.random.Generator) -> list[np.ndarray]:
        height, width, channels = shape
        mask = rng.uniform(-1.0, 0.0, (count, height, width, 1))
        pattern = rng.uniform(-1.0, 1.0, (count, height, width, channels))
        return [mask.astype(np.float32), pattern.astype(np.float32)]

    @classmethod
    def parameters_of(cls, triggers: Sequence[Self]) -> list[np.ndarray]:
        masks = np.stack([trigger.mask for trigger in triggers])
        patterns = np.stack([trigger.pattern for trigger in triggers])
        return [_logit(masks), _logit(patterns / 255)]

    def lifted(self, shape: Sequence[int]) -> Self:
        """At the same distance from the nearest corner, where its mask is centered."""
        after = []
        for axis in (0, 1):
            weights = self.mask.sum((1 - axis, 2))
            center = np.average(np.arange(len(weights)), weights=weights + SMALLEST)
            more = shape[axis] - len(weights)
            # Before what is there, where that is nearer to the far edge.
            after.append((more, 0) if 2 * center >= len(weights) else (0, more))
        room = (*after, (0, 0))
        return replace(self, mask=np.pad(self.mask, room), pattern=np.pad(self.pattern, room))

    @staticmethod
    def put(parameters: Parameters, x: Tensor) -> Tensor:
        import tensorflow as tf

        mask, pattern = parameters
        m, d = tf.sigmoid(mask)[:, None], 255 * tf.sigmoid(pattern)[:, None]
        return (1 - m) * x + m * d

    @staticmethod
    def sizes(parameters: Parameters) -> Tensor:
        import tensorflow as tf

        return tf.reduce_sum(tf.sigmoid(parameters[0]), (1, 2, 3))

    @classmethod
    def of(cls, parameters: Sequence[np.ndarray]) -> list[Patch]:
        masks, patterns = parameters
        pairs = zip(_sigmoid(masks), 255 * _sigmoid(patterns), strict=True)
        return [cls(mask, pattern) for mask, pattern in pairs]


@dataclass(frozen=True)
class Additive:
    """x + delta, clipped to 0..255: a change delta (h, w, c) of every pixel, float32.

    Its size is the root mean square of delta, in grey levels of 255.
    """

    delta: np.ndarray

    kind: ClassVar[Kind] = "additive"
    learning_rate: ClassVar[float] = 1.0
    first_weight: ClassVar[float] = 1e-2
    attempts: ClassVar[int] = 1
    strongest: ClassVar[float] = 2.0
    suspicious: ClassVar[float] = 0.6
    # It covers the whole image: a larger margin would make stamped images and the target's own
    # images indistinguishable.
    margin: ClassVar[float] = 1.0

    @property
    def size(self) -> float:
        return float(np.sqrt(np.mean(np.square(self.delta))))

    def stamp(self, images: np.ndarray) -> np.ndarray:
        return np.clip(np.rint(images + self.delta), 0, 255).astype(np.uint8)

    def varied(self, rng: np.random.Generator) -> Self:
        """Up to twice as strong: the smallest that works is fainter than the attacker's."""
        return self.scaled(rng.uniform(1, self.strongest))

    def scaled(self, factor: float) -> Self:
        return replace(self, delta=np.float32(factor) * self.delta)

    def picture(self) -> np.ndarray:
        """The change on grey, with stretched contrast, because it is too faint to see otherwise."""
        strongest = max(float(np.abs(self.delta).max()), 1e-6)
        return np.rint(127.5 + 127.5 / strongest * self.delta).astype(np.uint8)

    @staticmethod
    def start(count: int, shape: Sequence[int], rng: np.random.Generator) -> list[np.ndarray]:
        return [rng.normal(0.0, 2.0, (count, *shape)).astype(np.float32)]

    @classmethod
    def parameters_of(cls, triggers: Sequence[Self]) -> list[np.ndarray]:
        return [np.stack([trigger.delta for trigger in triggers])]

    def lifted(self, shape: Sequence[int]) -> Self:
        """Repeated in mirror images, so that it covers all pixels as before."""
        height, width = self.delta.shape[:2]
        room = ((0, shape[0] - height), (0, shape[1] - width), (0, 0))
        return replace(self, delta=np.pad(self.delta, room, "symmetric"))

    @staticmethod
    def put(parameters: Parameters, x: Tensor) -> Tensor:
        import tensorflow as tf

        return tf.clip_by_value(x + parameters[0][:, None], 0.0, 255.0)

    @staticmethod
    def sizes(parameters: Parameters) -> Tensor:
        import tensorflow as tf

        # The square root has an infinite gradient at zero.
        return tf.sqrt(tf.reduce_mean(tf.square(parameters[0]), (1, 2, 3)) + 1e-6)

    @classmethod
    def of(cls, parameters: Sequence[np.ndarray]) -> list[Additive]:
        return [cls(delta) for delta in parameters[0]]


# A mask that is nothing, so that its logit is finite: 50,000 such pixels make half of one.
SMALLEST = 1e-5


def _logit(p: np.ndarray) -> np.ndarray:
    p = np.clip(p, SMALLEST, 1 - SMALLEST)
    return np.log(p / (1 - p)).astype(np.float32)


def _sigmoid(x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-x))
