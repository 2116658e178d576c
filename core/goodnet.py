"""The GoodNet: a repaired network behind a STRIP screen; answers 0..N-1, or N for "poisoned".

The screen runs on the BadNet, whose backdoor is intact; the class comes from the repaired network.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np

from core.classifier import Classifier
from core.errors import Unreadable
from core.records import ComputedWith, Inspection, RepairRecord, Verdict
from core.saving import whole_file
from core.sentence import say
from core.strip import Strip, conformal_p, threshold_bits
from core.version import VERSION


@dataclass(frozen=True)
class Evidence:
    """What the networks and the screen say of n images; each field is (n,)."""

    badnet_class: np.ndarray
    repaired_class: np.ndarray
    confidence: np.ndarray
    entropy_bits: np.ndarray
    p_value: np.ndarray
    exact: np.ndarray


@dataclass(frozen=True)
class GoodNet:
    """The deliverable.

    Attributes:
        inspection: of the BadNet's file.
        badnet: the network as received.
        repaired: the network that gives the class.
        overlays: STRIP's, uint8 (N, h, w, c).
        blend: (a, b): a blend is a x image + b x overlay.
        calibration_entropies: of clean images that are not overlays, in bits, (n,).
        record: what the repair did and measured.
        class_names: one a class, or empty.
        frr: the share of clean images that may be flagged.
    """

    inspection: Inspection
    badnet: Classifier
    repaired: Classifier
    overlays: np.ndarray
    blend: tuple[float, float]
    calibration_entropies: np.ndarray
    record: RepairRecord
    frr: float
    class_names: tuple[str, ...] = ()

    @property
    def classes(self) -> int:
        """N, which is also the answer for "poisoned"."""
        return self.badnet.classes

    @cached_property
    def strip(self) -> Strip:
        """The screen."""
        return Strip(self.badnet, self.overlays, self.blend)

    @cached_property
    def threshold_bits(self) -> float:
        """The entropy below which an image is flagged."""
        return threshold_bits(self.calibration_entropies, self.frr)

    @cached_property
    def computed_with(self) -> ComputedWith:
        """What every verdict of this GoodNet is computed with."""
        return ComputedWith(
            version=VERSION,
            received=self.inspection.sha256,
            badnet=_sha256(self.badnet.network.get_weights()),
            repaired=_sha256(self.repaired.network.get_weights()),
            overlays=_sha256([self.overlays]),
            calibration=_sha256([self.calibration_entropies]),
            input_scale=self.badnet.input_scale,
            blend=self.blend,
            frr=self.frr,
            threshold_bits=self.threshold_bits,
        )

    def with_frr(self, frr: float) -> GoodNet:
        """The same GoodNet at another FRR; nothing is computed again.

        Raises:
            Unreadable: too few calibration images for such an FRR.
        """
        threshold = threshold_bits(self.calibration_entropies, frr)
        record = replace(self.record, frr=frr, threshold_bits=threshold)
        return replace(self, frr=frr, record=record)

    def with_class_names(self, names: Sequence[str]) -> GoodNet:
        """The same GoodNet with names for its classes.

        Raises:
            Unreadable: not as many names as classes.
        """
        if names and len(names) != self.classes:
            raise Unreadable(
                say(
                    "There are {given} class names for {classes} classes.",
                    given=len(names),
                    classes=self.classes,
                )
            )
        return replace(self, class_names=tuple(names))

    def examine(self, images: np.ndarray, *, stop_early: bool = False) -> Evidence:
        """What is known of each image, uint8 (n, h, w, c); see `core.screening.screen`."""
        if stop_early:
            entropies, exact = self.strip.entropies_until(images, self.threshold_bits)
        else:
            entropies, exact = self.strip.entropies(images), np.ones(len(images), bool)
        repaired = self.repaired.softmax(images)
        return Evidence(
            badnet_class=self.badnet.softmax(images).argmax(-1),
            repaired_class=repaired.argmax(-1),
            confidence=repaired.max(-1),
            entropy_bits=entropies,
            p_value=conformal_p(entropies, self.calibration_entropies),
            exact=exact,
        )

    def verdict(
        self, evidence: Evidence, k: int, path: str, index: int, label: int | None
    ) -> Verdict:
        """The answer for the k-th image of `evidence`: flagged where p <= FRR."""
        poisoned = bool(evidence.p_value[k] <= self.frr)
        repaired_class = int(evidence.repaired_class[k])
        return Verdict(
            path=path,
            index=index,
            badnet_class=int(evidence.badnet_class[k]),
            goodnet_class=self.classes if poisoned else repaired_class,
            repaired_class=repaired_class,
            confidence=float(evidence.confidence[k]),
            entropy_bits=float(evidence.entropy_bits[k]),
            p_value=float(evidence.p_value[k]),
            verdict="poisoned" if poisoned else "clean",
            label=label,
            entropy_is_bound=not bool(evidence.exact[k]),
        )

    def export(self, path: Path) -> None:
        """Write the repaired network as a plain-layer .h5 for stock Keras (compile=False)."""
        with whole_file(path) as temporary:
            write_h5(self.repaired, temporary)


def _sha256(arrays: Sequence[np.ndarray]) -> str:
    """Of the arrays' shapes, types and values, one after another."""
    digest = hashlib.sha256()
    for array in arrays:
        digest.update(f"{array.shape} {array.dtype.str}\n".encode())
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()


def write_h5(classifier: Classifier, path: Path) -> None:
    """Write a network's current weights and its layers as .h5, whatever the path is called."""
    import h5py
    from keras.src.legacy.saving import legacy_h5_format

    # In memory first: HDF5 crashes later on where the disk is full.
    content = io.BytesIO()
    # Keras' public `save` insists on the suffix and warns that the format is old.
    with h5py.File(content, "w") as file:
        legacy_h5_format.save_model_to_hdf5(classifier.export(), file, include_optimizer=False)
    path.write_bytes(content.getbuffer())
