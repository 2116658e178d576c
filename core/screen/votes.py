"""The evidence on an image, and the two votes that its verdict is made of.

STRIP (core/screen/strip.py) asks the BadNet alone, and on some networks it misses most triggers. A
repair that worked gives a second witness: the BadNet still obeys the trigger and the repaired
network does not, so the class that the BadNet is sure of is one that the repaired network does not
see,

    disagreement(x) = p_BadNet(c | x) - p_repaired(c | x),    c the BadNet's class of x.

Confidence counts: on clean images they differ as well, but where the BadNet was not sure either.
The verdict's p-value fuses both (core/screen/conformal.py).

Where a repair found nothing to unlearn, the networks answer all but alike. Differences as small as
theirs tell nothing, and to rank them would spend half of the FRR, so they count as none.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.network.classifier import Classifier
from core.screen.strip import Blended, Strip

# A disagreement of less is none.
LEAST_DISAGREEMENT = 0.2


@dataclass(frozen=True)
class Evidence:
    """What the networks and the screen say of n images; each field is (n,).

    Attributes:
        badnet_confidence: the BadNet's probability of its class.
        confidence: the repaired network's probability of its class.
        disagreement: -1..1.
    """

    badnet_class: np.ndarray
    repaired_class: np.ndarray
    badnet_confidence: np.ndarray
    confidence: np.ndarray
    disagreement: np.ndarray
    blended: Blended

    @property
    def votes(self) -> np.ndarray:
        """STRIP's vote and that of the two networks, (n, 2); low is suspicious.

        The root keeps small differences apart where a network is sure of almost everything.
        """
        disagreement = np.where(self.disagreement < LEAST_DISAGREEMENT, 0.0, self.disagreement)
        return np.stack([np.sqrt(self.blended.weighted_bits), -disagreement], 1)


def gather_evidence(
    strip: Strip, repaired: Classifier, images: np.ndarray, least: float = np.inf
) -> Evidence:
    """The evidence on images, uint8 (n, h, w, c).

    Args:
        strip: asks the BadNet.
        repaired: the repaired network.
        images: uint8 (n, h, w, c).
        least: in bits; see `Strip.measure`.
    """
    received, now = strip.badnet.softmax(images), repaired.softmax(images)
    own, every = received.argmax(-1), np.arange(len(images))
    sure = received[every, own].astype(np.float64)
    return Evidence(
        badnet_class=own,
        repaired_class=now.argmax(-1),
        badnet_confidence=sure,
        confidence=now.max(-1),
        disagreement=sure - now[every, own],
        blended=strip.measure(images, own, least),
    )


def over_disagreement(thresholds: np.ndarray) -> np.ndarray:
    """The disagreements above which thresholds of the networks' vote flag; infinite for never."""
    return np.maximum(-thresholds, LEAST_DISAGREEMENT)


def threshold_bits(thresholds: np.ndarray) -> float:
    """The threshold of STRIP's vote as a weighted entropy in bits; 0 where it never flags."""
    root = max(0.0, float(thresholds[0]))
    return root * root  # as NumPy squares; Python's power may differ in the last digit
