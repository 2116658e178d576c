"""The GoodNet: a repaired network and a screen; answers 0..N-1, or N for "poisoned".

The votes run on the BadNet, whose backdoor is intact. The class comes from the repaired network.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np

from core.errors import Unreadable
from core.files.saving import whole_file
from core.network.classifier import Classifier
from core.network.h5_file import write_h5
from core.records import (
    ComputedWith,
    FrrPromise,
    Inspection,
    RepairRecord,
    ScreenSettings,
    Verdict,
    VoteInScreen,
)
from core.screen.attribution import Attributor
from core.screen.conformal import Calibration
from core.screen.crowding import Counts
from core.screen.panel import Evidence, Panel
from core.screen.thresholds import Thresholds
from core.screen.verdict_on import Rule, verdict_on
from core.screen.votes import VOTES
from core.screen.votes.strip import Strip, threshold_bits
from core.screen.votes.vote import Material
from core.version import VERSION

PREDICTED_AT_ONCE = 32


@dataclass(frozen=True)
class GoodNet(Thresholds):
    """A repaired network and its screen.

    Attributes:
        inspection: of the BadNet's file.
        badnet: the network as received.
        repaired: the network that gives the class.
        overlays: of STRIP, uint8 (N, h, w, c).
        votes: the names of the screen's votes, in the order of the calibration's columns.
        settings: the numbers that the votes decide by.
        calibration: the votes of clean images that are no overlays and tuned nothing.
        record: what the repair did and measured.
        frr: the share of clean images that is flagged on average; an image is flagged if its
            p-value is at most this.
        class_names: one for each class, or empty.
        expert: the network behind the vote of the backdoor expert; None without that vote.
        fields: the displacements of jitter, float32 (F, h, w, 2); None without that vote.
        clean_answers: the BadNet's classes of the calibration images, (n,); None if the file is
            older than these.
        bound: the share of clean images that is flagged at most, with 90 % confidence; None if none
            was requested.
    """

    inspection: Inspection
    badnet: Classifier
    repaired: Classifier
    overlays: np.ndarray
    votes: tuple[str, ...]
    settings: ScreenSettings
    calibration: Calibration
    record: RepairRecord
    frr: float
    class_names: tuple[str, ...] = ()
    expert: Classifier | None = None
    fields: np.ndarray | None = None
    clean_answers: np.ndarray | None = None
    bound: float | None = None

    @property
    def classes(self) -> int:
        """N, which is also the answer for "poisoned"."""
        return self.badnet.classes

    @cached_property
    def material(self) -> Material:
        """The networks and images that the votes use."""
        return Material(
            self.badnet, self.repaired, self.overlays, self.settings, self.expert, self.fields
        )

    @cached_property
    def panel(self) -> Panel:
        """The votes of the screen."""
        return Panel(self.material, self.votes)

    @property
    def strip(self) -> Strip:
        """STRIP's vote, which every screen has."""
        return self.panel.strip

    @cached_property
    def attributor(self) -> Attributor:
        """Computes where on an image the BadNet looks."""
        return Attributor(self.badnet, self.repaired, self.overlays)

    @cached_property
    def computed_with(self) -> ComputedWith:
        """Everything that the verdicts of this GoodNet are computed with."""
        over = self.threshold_disagreement
        return ComputedWith(
            version=VERSION,
            received=self.inspection.sha256,
            badnet=sha256_of(self.badnet.network.get_weights()),
            repaired=sha256_of(self.repaired.network.get_weights()),
            overlays=sha256_of([self.overlays]),
            calibration=sha256_of([self.calibration.votes]),
            input_scale=self.badnet.preprocessing.input_scale,
            preprocessing=self.badnet.preprocessing.text,
            blend=self.settings.blend,
            frr=self.frr,
            threshold_bits=self.threshold_bits,
            threshold_disagreement=over if math.isfinite(over) else None,
            votes=tuple(
                VoteInScreen(name, VOTES[name].says, float(below) if math.isfinite(below) else None)
                for name, below in zip(self.votes, self.thresholds, strict=True)
            ),
            settings=self.settings,
            promise=self.promise,
        )

    @property
    def promise(self) -> FrrPromise:
        """The share of all clean images that this screen may flag."""
        return replace(self.calibration.promise(self.frr), bound=self.bound)

    def clean_counts(self, frr: float) -> Counts:
        """How many calibration images have each class, and how many of them are flagged at `frr`.

        Zeros if the file is older than these counts.
        """
        if self.clean_answers is None:
            none = np.zeros(self.classes, np.int64)
            return Counts(none, none)
        return Counts.of(self.clean_answers, self.calibration.flags(frr), self.classes)

    def with_frr(self, frr: float, bound: float | None = None) -> GoodNet:
        """The same GoodNet at another FRR, without computing anything again.

        Raises:
            Unreadable: there are too few calibration images for this FRR.
        """
        threshold = threshold_bits(self.calibration.thresholds(frr)[self._column(Strip.name)])
        made = replace(self, frr=frr, bound=bound)
        record = replace(
            self.record, frr=frr, threshold_bits=threshold, promise=made.promise, votes=self.votes
        )
        return replace(made, record=record)

    def guaranteeing(self, bound: float) -> GoodNet:
        """The same GoodNet, flagging at most `bound` of all clean images with 90 % confidence.

        Raises:
            Unreadable: there are too few calibration images for this bound.
        """
        return self.with_frr(self.calibration.guaranteeing(bound), bound)

    def with_class_names(self, names: Sequence[str]) -> GoodNet:
        """The same GoodNet with names for its classes.

        Raises:
            Unreadable: the number of names differs from that of classes.
        """
        if names and len(names) != self.classes:
            raise Unreadable(
                "There are {given} class names for {classes} classes.",
                given=len(names),
                classes=self.classes,
            )
        return replace(self, class_names=tuple(names))

    def predict(self, images: np.ndarray) -> list[Verdict]:
        """A verdict for each image of an array, uint8 (n, h, w, c) with values 0..255.

        Raises:
            Unreadable: the array is not uint8, or its shape is not what the network takes.
        """
        if images.dtype != np.uint8 or images.shape[1:] != self.badnet.image_shape:
            raise Unreadable(
                "The images are {dtype} of shape {shape}; the network takes uint8 images of "
                "shape {wanted}, 0 to 255.",
                dtype=images.dtype,
                shape=images.shape[1:],
                wanted=self.badnet.image_shape,
            )
        verdicts = list[Verdict]()
        for start in range(0, len(images), PREDICTED_AT_ONCE):
            evidence = self.evidence(images[start : start + PREDICTED_AT_ONCE])
            p_values = self.p_values(evidence)
            verdicts += [
                self.verdict(evidence, p_values, k, "", start + k, None)
                for k in range(len(p_values))
            ]
        return verdicts

    def evidence(self, images: np.ndarray, *, stop_early: bool = False) -> Evidence:
        """The evidence on each image, uint8 (n, h, w, c); see `core.screen.screening.screen`."""
        if stop_early:
            return self.panel.decide(images, self._flagged, self.thresholds)
        return self.panel.evidence(images)

    def views(self, image: np.ndarray) -> dict[str, tuple[np.ndarray, np.ndarray]]:
        """The changes of an image (h, w, c) that votes showed to the BadNet, and its answers.

        The keys are the names of the votes; the values are uint8 (K, h, w, c) and (K,).
        """
        return self.panel.views(image)

    def p_values(self, evidence: Evidence) -> np.ndarray:
        """The p-value of each vote, (n, V); the lowest one counts."""
        return self.calibration.p_values(evidence.votes)

    def verdict(
        self,
        evidence: Evidence,
        p_values: np.ndarray,
        k: int,
        path: str,
        index: int,
        label: int | None,
    ) -> Verdict:
        """The verdict on the k-th image of `evidence`: flagged if p <= FRR."""
        rule = Rule(self.votes, self.classes, self.frr)
        return verdict_on(evidence, p_values, k, rule, (path, index), label)

    def _flagged(self, votes: np.ndarray) -> np.ndarray:
        """Which images, (n,), are flagged by the votes (n, V) that were taken."""
        p_values = self.calibration.p_values(votes)
        return np.nan_to_num(p_values, nan=1.0).min(1) <= self.frr

    def export_repaired(self, path: str | Path) -> None:
        """Write the repaired network alone as a plain-layer .h5 for stock Keras (compile=False).

        Raises:
            GoodNetError: it cannot be written there.
        """
        with whole_file(Path(path)) as temporary:
            write_h5(self.repaired, temporary)


def sha256_of(arrays: Sequence[np.ndarray]) -> str:
    """The SHA-256 of the arrays' shapes, types and values, one after another."""
    digest = hashlib.sha256()
    for array in arrays:
        digest.update(f"{array.shape} {array.dtype.str}\n".encode())
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()
