"""Networks that answer by arithmetic on a few pixels, and the real GoodNet with them.

The votes, the calibration, the p-values and the verdicts are core's own. Only NumPy computes what
TensorFlow would: the answers to images and to blends, and where a network looks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property

import numpy as np
from support.canned import inspection, repair_record
from support.signs import (
    CLASSES,
    PATCH,
    RINGS,
    SHAPE,
    TARGET,
    picture,
    picture_named,
    ring_of,
    yellowness_of,
)  # fmt: skip

from core.network.classifier import Classifier
from core.network.preprocessing import NAMED
from core.records import Inspection, ScreenSettings, Verdict
from core.screen.attribution import Attribution, Attributor
from core.screen.blending import Front
from core.screen.conformal import Calibration
from core.screen.goodnet import GoodNet
from core.screen.panel import Panel
from core.screen.votes.vote import Material

# The scale of squared color distances between classes.
BLUR = 1800.0
VOTES = ("strip", "disagreement")
# A patch at least this yellow wins: a full patch also in a blend, a faint one not.
WINS = 90.0
CONFIDENCE = 0.97
LEADS = {True: 14.2, False: -3.1}


class StubNetwork(Classifier):
    """Recognizes a sign by the color of its ring; a BadNet also recognizes the yellow patch.

    Args:
        obeys: whether the patch leads it to the target class.
    """

    def __init__(self, *, obeys: bool) -> None:
        self.obeys = obeys
        self.network = self
        self.preprocessing = NAMED["0..1"]
        self.image_shape, self.classes = SHAPE, CLASSES
        self.widest = self.floats = int(np.prod(SHAPE))
        self.batch = 256
        # The repair moved every class a little.
        moved = 0 if obeys else np.random.default_rng(1).normal(0, 12, RINGS.shape)
        self.rings = RINGS + moved

    def get_weights(self) -> list[np.ndarray]:
        """The weights in the form of a Keras network."""
        return [self.rings]

    def softmax(self, images: np.ndarray) -> np.ndarray:
        return self.answered(features(images))

    def answered(self, seen: np.ndarray) -> np.ndarray:
        """Probabilities (..., N) of features (..., 4)."""
        distances = ((seen[..., None, :3] - self.rings) ** 2).sum(-1)
        powers = np.exp(-(distances - distances.min(-1, keepdims=True)) / BLUR)
        shares = powers / powers.sum(-1, keepdims=True)
        wins = (self.obeys & (seen[..., 3:] >= WINS)) * CONFIDENCE
        return (1 - wins) * shares + wins * np.eye(CLASSES)[TARGET]


def features(images: np.ndarray) -> np.ndarray:
    """The features of images (n, h, w, c) that a network sees: ring color and yellow, (n, 4).

    They are linear in the pixels, so the features of a blend are the blend of the features.
    """
    return np.concatenate([ring_of(images), yellowness_of(images)[:, None]], -1)


class StubFront(Front):
    """Answers to blends; see `core.screen.blending.Front`."""

    def __init__(self, badnet: StubNetwork, overlays: np.ndarray, blend: tuple[float, float]):
        self._badnet, self._share = badnet, blend[0]
        self._over = blend[1] * features(overlays)

    def part(self, images: np.ndarray) -> np.ndarray:
        return self._share * features(images)

    def logits(self, image: np.ndarray) -> np.ndarray:
        return np.log(self._shares(self.part(image[None]), 0, len(self._over))[0])

    def sums(
        self, part: np.ndarray, rows: np.ndarray, own: np.ndarray, start: int, stop: int
    ) -> np.ndarray:
        shares = self._shares(part[rows], start, stop)
        bits = -(shares * np.log2(shares)).sum(-1)
        kept = np.take_along_axis(shares, own[:, None, None].astype(int), -1)[..., 0]
        return np.stack([bits.sum(1), (1 - kept).sum(1)])

    def _shares(self, part: np.ndarray, start: int, stop: int) -> np.ndarray:
        """Probabilities of the blends, (n, K, N)."""
        blends = part[:, None] + self._over[None, start:stop]
        return np.maximum(self._badnet.answered(blends), 1e-300)


@dataclass(frozen=True)
class StubMaterial(Material):
    """The material of votes with stub networks."""

    @cached_property
    def front(self) -> Front:
        assert isinstance(self.badnet, StubNetwork)
        return StubFront(self.badnet, self.overlays, self.settings.blend)


class StubAttributor(Attributor):
    """Reports that the BadNet looks at the patch, if there is one."""

    def __init__(self, badnet: Classifier, repaired: Classifier) -> None:
        self._networks = badnet, repaired

    def explain(self, image: np.ndarray, target: int | None = None) -> Attribution:
        answers = [int(each.softmax(image[None])[0].argmax()) for each in self._networks]
        target = answers[0] if target is None else target
        looked_at = np.zeros(image.shape[:2], np.float32)
        looked_at[PATCH] = yellowness_of(image[None])[0] >= WINS
        badnet, repaired = (LEADS[answer == target] for answer in answers)
        return Attribution(looked_at, target, badnet, repaired)


@dataclass(frozen=True)
class StubGoodNet(GoodNet):
    """Core's GoodNet, in which only the networks' computations are stubs."""

    @cached_property
    def material(self) -> Material:
        return StubMaterial(self.badnet, self.repaired, self.overlays, self.settings)

    @cached_property
    def attributor(self) -> Attributor:
        return StubAttributor(self.badnet, self.repaired)


@cache
def calibrated() -> StubGoodNet:
    """A GoodNet whose screen was calibrated on 200 clean signs."""
    material = StubMaterial(
        badnet=StubNetwork(obeys=True),
        repaired=StubNetwork(obeys=False),
        overlays=np.stack([picture(k) for k in range(100)]),
        settings=ScreenSettings(),
    )
    signs = np.stack([picture(1000 + k, noise=18) for k in range(200)])
    evidence = Panel(material, VOTES).evidence(signs)
    votes = evidence.votes
    votes[:2, 0] = 0  # two images for which the BadNet is sure under every overlay
    return StubGoodNet(
        inspection=inspection("traffic_signs_badnet.h5"),
        badnet=material.badnet,
        repaired=material.repaired,
        overlays=material.overlays,
        votes=VOTES,
        settings=material.settings,
        calibration=Calibration(votes),
        record=repair_record({}),
        frr=0.05,
    )


def goodnet(opened: Inspection, attack: Mapping[str, float]) -> GoodNet:
    """The result of repairing the network `opened`; `attack` is how often attacks still succeed."""
    made = replace(calibrated(), inspection=opened, record=repair_record(attack))
    return made.with_frr(0.05)


def verdict_of(goodnet: GoodNet, path: str, index: int = 0, label: int | None = None) -> Verdict:
    """The verdict on the picture that `path` and `index` name; no file is read."""
    evidence = goodnet.evidence(picture_named(path, index)[None])
    return goodnet.verdict(evidence, goodnet.p_values(evidence), 0, path, index, label)
