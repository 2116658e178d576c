"""Trigger inversion: which small change turns any image into one class?

B. Wang et al., "Neural Cleanse: Identifying and Mitigating Backdoor Attacks in Neural Networks",
IEEE S&P 2019. With x * T an image that carries the trigger T (core/scan/triggers.py defines the
forms of T) and t a target class, the search solves

    minimise over T:   mean_x CE(f(x * T), t) + lambda |T|

Lambda grows while enough images flip to t and shrinks while too few do, so the search ends with the
smallest trigger that works. The trigger of a backdoor's target is far smaller than those of other
classes.

`Search` runs K such minimisations side by side.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from core.network.classifier import Classifier
from core.network.keras_types import Tensor
from core.network.optimizers import adam
from core.records import InversionSettings
from core.scan.triggers import Parameters, Patch, Trigger

DEFAULT = InversionSettings()

# (logits (K, B, N), the images' own classes (B,)) -> (loss (K,), flip rate (K,))
Goal = Callable[[Tensor, Tensor], tuple[Tensor, Tensor]]


def towards(targets: Sequence[int] | np.ndarray, classes: int) -> Goal:
    """Neural Cleanse's goal: the k-th trigger leads to class `targets[k]`."""
    import tensorflow as tf

    wanted = tf.one_hot(targets, classes)[:, None]  # (K, 1, N)
    numbers = tf.constant(targets, tf.int64)[:, None]

    def goal(logits: Tensor, own: Tensor) -> tuple[Tensor, Tensor]:
        counted = tf.cast(own[None] != numbers, tf.float32)  # (K, B)
        loss = -tf.reduce_sum(wanted * tf.nn.log_softmax(logits), -1)
        flipped = tf.cast(tf.argmax(logits, -1) == numbers, tf.float32)
        images = tf.maximum(tf.reduce_sum(counted, -1), 1.0)
        return (
            tf.reduce_sum(counted * loss, -1) / images,
            tf.reduce_sum(counted * flipped, -1) / images,
        )

    return goal


def side_by_side(
    classifier: Classifier,
    targets: Sequence[int] | np.ndarray,
    batch: int,
    settings: InversionSettings = DEFAULT,
) -> Iterator[np.ndarray]:
    """`targets` in groups that fit into one step of `batch` images for each target."""
    size = at_once(classifier.image_shape, batch, settings)
    for start in range(0, len(targets), size):
        yield np.array(targets[start : start + size])


def at_once(shape: Sequence[int], batch: int, settings: InversionSettings = DEFAULT) -> int:
    """How many classes fit into one step for images of `shape` (h, w, c)."""
    return max(1, settings.pixels_at_once // (shape[0] * shape[1] * batch))


def those_found(targets: np.ndarray, least: np.ndarray) -> dict[int, float]:
    """The least finite value of each target class, which may be searched for several times."""
    values: dict[int, float] = {}
    for target, value in zip(targets.tolist(), least.tolist(), strict=True):
        if math.isfinite(value):
            values[target] = min(value, values.get(target, value))
    return values


class Penalty:
    """Lambda of K searches: it grows while enough images flip, and shrinks while too few do.

    Attributes:
        weights: lambda, (K,).
        flip_rate: of each search over its last steps, (K,).
        works: whether enough images flipped when lambda was last adapted, (K,).
    """

    def __init__(
        self, first: float, count: int, settings: InversionSettings, enough: float | None = None
    ) -> None:
        self._first, self._settings = first, settings
        self._enough = settings.flipped if enough is None else enough
        self.weights = np.full(count, first, np.float32)
        self.flip_rate, self.works = np.zeros(count), np.zeros(count, bool)
        self._flips: list[np.ndarray] = []

    def judge(self, flipped: np.ndarray) -> bool:
        """Note the shares (K,) that one step flipped; whether this completes a period."""
        self._flips.append(flipped)
        if len(self._flips) < self._settings.period:
            return False
        self.flip_rate, self._flips = np.mean(self._flips, 0), []
        self.works = self.flip_rate >= self._enough
        factor = self._settings.lambda_factor
        factors = np.where(self.works, factor, 1 / factor)
        self.weights *= factors.astype(np.float32)
        return True

    def restart(self, k: int) -> None:
        """Begin the k-th search afresh."""
        self.weights[k] = self._first

    def state(self) -> dict[str, np.ndarray]:
        """All that changes, for `restore`."""
        flips = np.array(self._flips).reshape(-1, len(self.weights))
        return {
            "lambda": self.weights,
            "flip_rate": self.flip_rate,
            "works": self.works,
            "flips": flips,
        }

    def restore(self, state: Mapping[str, np.ndarray]) -> None:
        """Continue where `state` was taken."""
        self.weights, self.flip_rate = state["lambda"].copy(), state["flip_rate"]
        self.works, self._flips = state["works"], [*state["flips"]]

    def keep(self, kept: np.ndarray) -> None:
        """Keep some of the searches and drop the others."""
        self.weights, self.flip_rate = self.weights[kept], self.flip_rate[kept]
        self._flips = []


class Search:
    """K triggers of one form, each made as small as its goal allows.

    `start` are triggers to search on from; without them the start is random. `share` is how much
    the logits of a stamped image count beside those of the image itself, see core/scan/reduced.py.

    Attributes:
        best: for each trigger the smallest that worked so far, or the latest one if none did.
        smallest: their sizes; infinite where none worked.
    """

    def __init__(
        self,
        classifier: Classifier,
        count: int,
        goal: Goal,
        seed: int = 0,
        form: type[Trigger] = Patch,
        enough: float | None = None,
        rate_factor: float = 1.0,
        settings: InversionSettings = DEFAULT,
        start: Sequence[Trigger] = (),
        share: float = 1.0,
    ) -> None:
        self._form, self._shape = form, classifier.image_shape
        self._rng = np.random.default_rng(seed)
        self._classifier, self._share = classifier, share
        values = form.parameters_of(start) if start else form.start(count, self._shape, self._rng)
        self._begin(values, goal, rate_factor)
        self._penalty = Penalty(form.first_weight, count, settings, enough)
        self.smallest = np.full(count, np.inf)
        self.best = self.now()

    def _begin(self, values: Sequence[np.ndarray], goal: Goal, rate_factor: float) -> None:
        import tensorflow as tf

        self._parameters = [tf.Variable(tf.constant(each)) for each in values]
        self._optimizer = adam(rate_factor * self._form.learning_rate, beta_1=0.5, beta_2=0.9)
        self._optimizer.build(self._parameters)
        of = (self._classifier, goal, self._optimizer, self._form, self._parameters)
        self._step = _step(*of, self._share)

    def step(self, images: np.ndarray, own: np.ndarray) -> None:
        """Take one step on a batch of clean images (B, h, w, c) and their classes (B,)."""
        if self._penalty.judge(self._step(images, own, self._penalty.weights).numpy()):
            self._keep_smallest(self._penalty.works)

    @property
    def flip_rate(self) -> np.ndarray:
        """The flip rate of each trigger over its last steps, (K,)."""
        return self._penalty.flip_rate

    def now(self) -> list[Trigger]:
        """The triggers in their present state."""
        return [*self._form.of([values.numpy() for values in self._parameters])]

    def restart(self, k: int) -> None:
        """Search the k-th trigger afresh."""
        fresh = self._form.start(1, self._shape, self._rng)
        for variable, values in zip(self._parameters, fresh, strict=True):
            variable.assign(np.concatenate([variable[:k], values, variable[k + 1 :]]))
        self._penalty.restart(k)
        self.smallest[k] = np.inf

    def state(self) -> tuple[Any, dict[str, np.ndarray]]:
        """Where the search is: its random generator as JSON, and arrays; see `restore`."""
        arrays = {f"parameter_{k}": v.numpy() for k, v in enumerate(self._parameters)}
        moments = {f"moment_{k}": np.array(v) for k, v in enumerate(self._optimizer.variables)}
        return self._rng.bit_generator.state, {**arrays, **moments, **self._penalty.state()}

    def restore(self, generator: Any, arrays: Mapping[str, np.ndarray]) -> None:
        """Continue where `state` was taken; `best` begins anew."""
        self._rng.bit_generator.state = generator
        for k, variable in enumerate(self._parameters):
            variable.assign(arrays[f"parameter_{k}"])
        for k, variable in enumerate(self._optimizer.variables):
            variable.assign(arrays[f"moment_{k}"])
        self._penalty.restore(arrays)
        self.smallest = np.full(len(self.smallest), np.inf)
        self.best = self.now()

    def refine(self, kept: np.ndarray, goal: Goal) -> None:
        """Refine some of the triggers after the coarse search, at the usual rate; `goal` is theirs.

        Triggers found by the coarse search may work less often than measured, so the record of the
        smallest starts anew.
        """
        self._begin([values.numpy()[kept] for values in self._parameters], goal, 1.0)
        self._penalty.keep(kept)
        self.smallest = np.full(len(kept), np.inf)
        self.best = self.now()

    def _keep_smallest(self, works: np.ndarray) -> None:
        for k, trigger in enumerate(self.now()):
            if works[k] and trigger.size < self.smallest[k]:
                self.best[k], self.smallest[k] = trigger, trigger.size
            elif np.isinf(self.smallest[k]):
                self.best[k] = trigger


def _step(
    classifier: Classifier,
    goal: Goal,
    optimizer: Any,
    form: type[Trigger],
    parameters: Parameters,
    share: float,
) -> Any:
    import tensorflow as tf

    count, shape = parameters[0].shape[0], classifier.image_shape

    def step(images: Tensor, own: Tensor, weight: Tensor) -> Tensor:
        x = tf.cast(images, tf.float32)[None]  # (1, B, h, w, c)
        rest = (1 - share) * classifier.logits(x[0]) if share < 1 else 0.0
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            tape.watch(parameters)
            stamped = tf.reshape(form.put(parameters, x), (-1, *shape))
            answers = tf.reshape(classifier.logits(stamped), (count, -1, classifier.classes))
            loss, flipped = goal(share * answers + rest, own)
            total = tf.reduce_sum(loss + weight * form.sizes(parameters))
        optimizer.apply(tape.gradient(total, parameters), parameters)
        return flipped

    signature = [
        tf.TensorSpec((None, *shape), tf.uint8),
        tf.TensorSpec((None,), tf.int64),
        tf.TensorSpec((count,), tf.float32),
    ]
    return tf.function(step, autograph=False, input_signature=signature)
