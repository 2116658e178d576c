"""Expert: a network that unlearned its classes but kept the backdoor recognizes the trigger.

After T. Xie, X. Qi, P. He, Y. Li, J. T. Wang, P. Mittal, "BaDExpert: Extracting Backdoor
Functionality for Accurate Backdoor Input Detection", ICLR 2024, arXiv 2308.12439. A copy of the
BadNet is trained with wrong labels on clean images until it has unlearned the right ones
(core/screen/expert_training.py). No clean image carries the trigger, so the backdoor stays. With z
the expert's logits and c the BadNet's class of x,

    vote(x) = - log (p_c / (1 - p_c)) = log sum_{j != c} exp z_j - z_c,

which is low where the expert still agrees with the BadNet. The paper compares confidences, and uses
a repaired network as well. Here log-odds are used because they do not saturate, and the repaired
network has its own vote.

As TensorFlow operations: one pass of the expert, a gather and a `reduce_logsumexp`.
"""

# pyright: basic
# TensorFlow has no types.
from __future__ import annotations

from typing import ClassVar

import numpy as np

from core.network.keras_types import Tensor
from core.screen.votes.vote import Answers, Material
from core.text.sentence import say


class Expert:
    """The vote: minus the log-odds of the BadNet's class in the expert."""

    name: ClassVar[str] = "expert"
    says: ClassVar[str] = say(
        "A copy of the BadNet that unlearned its classes still answers this one."
    )
    passes = 1

    def __init__(self, material: Material) -> None:
        import tensorflow as tf

        assert material.expert is not None
        self._expert = material.expert
        self._measured = tf.function(self._odds_against, autograph=False, reduce_retracing=True)

    def measure(self, images: np.ndarray, answers: Answers) -> np.ndarray:
        """The vote on each image; see `core.screen.votes.vote.Vote`."""
        own, size = answers.badnet_class.astype(np.int32), self._expert.batch
        parts = [np.empty(0)]
        for start in range(0, len(images), size):
            some = slice(start, start + size)
            parts.append(self._measured(images[some], own[some]).numpy().astype(np.float64))
        return np.concatenate(parts)

    def _odds_against(self, images: Tensor, own: Tensor) -> Tensor:
        import tensorflow as tf

        logits = self._expert.logits(images)
        is_own = tf.one_hot(own, logits.shape[-1], True, False)
        others = tf.where(is_own, logits.dtype.min, logits)
        return tf.reduce_logsumexp(others, -1) - tf.gather(logits, own, batch_dims=1)
