"""Clean data, split once: each image serves one purpose only.

Fine-tuning, early stopping and calibration never use the same image, and the displayed accuracy
comes from images that nothing was tuned on. There is one exception: the overlays are sampled from
the tuning images. STRIP runs on the BadNet, which no tuning changes.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from core.data.dataset import Dataset
from core.errors import Unreadable
from core.records import Parts, ScreenSettings
from core.text.remedies import SCREEN_ONLY

DEFAULT = ScreenSettings()
FEWEST_TO_REPAIR = 100
SHARES = {"pruning": 0.08, "stopping": 0.08, "held_out": 0.12, "calibration": 0.15}
MOST = {"pruning": 1000, "stopping": 1000, "held_out": 2000, "calibration": 1000}
# Two votes need this many images to calibrate a verdict at an FRR of 5 %.
FEWEST_TO_CALIBRATE = 39
# The size of the windows in which images are shuffled: 32 MB.
WINDOW_BYTES = 2**25


@dataclass(frozen=True)
class Part:
    """Some images of a data set, each with a label (the true one, or the BadNet's answer)."""

    dataset: Dataset
    indices: np.ndarray
    labels: np.ndarray

    def __len__(self) -> int:
        return len(self.indices)

    def images(self, size: int = 256) -> Iterator[np.ndarray]:
        """All images in order, as uint8 batches (n, h, w, c)."""
        yield from self.dataset.batches(self.indices, size)

    def batches(self, rng: np.random.Generator, size: int = 32) -> Iterator[tuple[np.ndarray, ...]]:
        """All images once in random order, as batches of (images, labels, indices).

        Images are shuffled within windows of neighbours, so a file far larger than memory can be
        read.
        """
        image_bytes = math.prod(self.dataset.summary.image_shape)
        count = max(1, len(self) * image_bytes // WINDOW_BYTES)
        windows = np.array_split(np.arange(len(self)), count)
        for window in rng.permutation(len(windows)):
            rows = rng.permutation(windows[int(window)])
            images = self.dataset.read(self.indices[rows])
            for start in range(0, len(rows), size):
                batch = slice(start, start + size)
                yield images[batch], self.labels[rows[batch]], rows[batch]

    def of_class(self, label: int) -> Part:
        """The images with one label."""
        rows = np.flatnonzero(self.labels == label)
        return replace(self, indices=self.indices[rows], labels=self.labels[rows])

    def joined(self, other: Part, most: int) -> Part:
        """These images, then images of another part of the same data set, `most` in all."""
        more = slice(max(0, most - len(self)))
        return replace(
            self,
            indices=np.concatenate([self.indices, other.indices[more]]),
            labels=np.concatenate([self.labels, other.labels[more]]),
        )

    def chosen(self, rows: np.ndarray) -> Part:
        """The images in some rows, (k,)."""
        return replace(self, indices=self.indices[rows], labels=self.labels[rows])

    def labelled(self, labels: np.ndarray) -> Part:
        """The same images with other labels (n,)."""
        return replace(self, labels=labels)


def joined(parts: Sequence[Part], most: int) -> Part:
    """The images of several parts of one data set, each once; at most the first `most`."""
    indices = np.concatenate([part.indices for part in parts])
    labels = np.concatenate([part.labels for part in parts])
    _, first = np.unique(indices, return_index=True)
    rows = np.sort(np.sort(first)[:most])
    return Part(parts[0].dataset, indices[rows], labels[rows])


@dataclass(frozen=True)
class CleanData:
    """The clean data of one job, in its parts.

    Attributes:
        calibration: images that only calibrate the screen; `to_calibrate` adds others.
        overlays: uint8 (N, h, w, c).
        expert: tuning images to train the backdoor expert on; the overlays are among them.
    """

    tuning: Part
    pruning: Part
    stopping: Part
    held_out: Part
    calibration: Part
    overlays: np.ndarray
    expert: Part

    def swept(self) -> Part:
        """The images that the pruning sweep measures on: the pruning images, then tuning images.

        The network has not been tuned on those yet, and a few images do not show what a channel is
        for (docs/results.md#images-of-the-pruning-sweep).
        """
        return self.pruning.joined(self.tuning, MOST["pruning"])

    def to_calibrate(self, networks_vote: bool, most: int) -> Part:
        """The images that calibrate the screen: all that tuned none of the voting networks.

        Args:
            networks_vote: whether a vote compares the repaired network with the BadNet.
            most: the highest number of images.
        """
        rows = [self.calibration, self.held_out, self.stopping, self.pruning]
        if not networks_vote:
            spent = np.isin(self.tuning.indices, self.expert.indices)
            rows.append(self.tuning.chosen(np.flatnonzero(~spent)))
        return joined(rows, most)

    def counts(self) -> Parts:
        """How many images each part holds."""
        return Parts(
            tuning=len(self.tuning),
            pruning=len(self.pruning),
            stopping=len(self.stopping),
            held_out=len(self.held_out),
            calibration=len(self.calibration),
            overlays=len(self.overlays),
        )


def sample_overlays(dataset: Dataset, indices: np.ndarray, count: int, seed: int) -> np.ndarray:
    """`count` images (or all, if there are fewer) sampled from `indices`, uint8 (N, h, w, c)."""
    chosen = np.random.default_rng(seed).permutation(indices)[:count]
    return dataset.read(np.sort(chosen))


def split(
    dataset: Dataset,
    labels: np.ndarray,
    *,
    repairs: bool,
    overlays: Dataset | None = None,
    overlay_count: int,
    seed: int = 0,
    screen: ScreenSettings = DEFAULT,
) -> CleanData:
    """Split clean data into its parts, with a seed.

    If nothing is repaired, all images calibrate the screen, and the displayed accuracy is measured
    on the same images: calibration changes a threshold, never the network.

    Args:
        dataset: n images.
        labels: (n,), true labels or the BadNet's answers.
        repairs: whether pruning, fine-tuning and early stopping need images.
        overlays: another data set to sample the overlays from.
        overlay_count: N.
        seed: of the permutation and of the overlays.
        screen: how many images the backdoor expert takes.

    Raises:
        Unreadable: there are too few images.
    """
    order = np.random.default_rng(seed).permutation(len(dataset))
    spare = overlay_count if overlays is None else 0
    rows = _rows_of_parts(order) if repairs else _rows_of_screen(order, spare, screen)
    if overlays is None:
        sampled = sample_overlays(dataset, rows["tuning"], overlay_count, seed)
    else:
        sampled = sample_overlays(overlays, np.arange(len(overlays)), overlay_count, seed)
    parts = {name: Part(dataset, rows[name], labels[rows[name]]) for name in rows}
    count = max(screen.expert_images, len(sampled))
    spent = np.random.default_rng(seed).permutation(len(rows["tuning"]))[:count]
    return CleanData(**parts, overlays=sampled, expert=parts["tuning"].chosen(np.sort(spent)))


def _rows_of_parts(order: np.ndarray) -> dict[str, np.ndarray]:
    if len(order) < FEWEST_TO_REPAIR:
        raise Unreadable(
            "A repair needs at least {fewest} clean images, and there are "
            "{count}; add some, or {remedy}.",
            remedy=SCREEN_ONLY,
            fewest=FEWEST_TO_REPAIR,
            count=len(order),
        )
    rows, start = {}, 0
    for name, share in SHARES.items():
        size = min(int(share * len(order)), MOST[name])
        if name == "calibration":
            size = max(size, FEWEST_TO_CALIBRATE)
        rows[name] = np.sort(order[start : start + size])
        start += size
    return {**rows, "tuning": np.sort(order[start:])}


def _rows_of_screen(
    order: np.ndarray, overlay_count: int, screen: ScreenSettings
) -> dict[str, np.ndarray]:
    """The rows if nothing is repaired; `overlay_count` overlays come from the tuning images."""
    given_up = min(screen.expert_images, len(order) // 3)
    if given_up < screen.expert_fewest:
        given_up = min(overlay_count, given_up)
    tuning, rest = np.sort(order[:given_up]), order[given_up:]
    none = order[:0]
    return {
        "tuning": tuning,
        "pruning": none,
        "stopping": none,
        "held_out": rest[: MOST["held_out"]],
        "calibration": rest,
    }
