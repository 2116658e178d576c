"""Screen images with a GoodNet: one verdict for each image, streamed."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from core.data.dataset import Batch, Dataset, open_inputs
from core.records import Progress, ScreenEvent, ScreenSummary, Unscreened, Verdict
from core.screen.crowding import Counts, crowd_beyond_chance
from core.screen.goodnet import GoodNet

BATCH = 32


def screen(
    goodnet: GoodNet,
    inputs: Sequence[Path],
    *,
    stop_early: bool = True,
    ignore_labels: bool = False,
) -> Generator[ScreenEvent, object, ScreenSummary]:
    """Screen every image of `inputs` (images, folders, .h5 and .npz files), in order.

    Args:
        goodnet: judges the images.
        inputs: what to screen; an input that cannot be read becomes an `Unscreened`, and the others
            follow.
        stop_early: take only votes that can still change a verdict. The verdicts stay the same, but
            entropies and p-values may be bounds, see `Verdict`. False takes all votes.
        ignore_labels: leave labels out of the verdicts and the summary.

    Yields:
        A `Verdict` or `Unscreened` for each image, and `Progress` for each batch.

    Raises:
        Unsafe: a data file was refused; nothing after it is screened.
    """
    count, total = Count(goodnet.clean_counts(goodnet.frr), goodnet.frr), 0
    shape, most = goodnet.badnet.image_shape, goodnet.classes + 1
    for item in open_inputs(
        inputs, shape, ignore_labels=ignore_labels, classes=most, resize=goodnet.record.resize
    ):
        if isinstance(item, Unscreened):
            total += 1
            yield from count.counted([item])
            continue
        total += len(item)
        for batch in item.readable_batches(BATCH):
            yield Progress("screen", count.seen, total)
            judged = verdicts(goodnet, item, batch, stop_early)
            yield from count.counted((*batch.unscreened, *judged))
    yield Progress("screen", total, total)
    return count.summary()


def verdicts(
    goodnet: GoodNet, dataset: Dataset, batch: Batch, stop_early: bool
) -> Iterator[Verdict]:
    """A verdict for each image of `batch` that could be read."""
    if not len(batch.indices):
        return
    evidence = goodnet.evidence(batch.images, stop_early=stop_early)
    p_values = goodnet.p_values(evidence)
    for k, row in enumerate(batch.indices):
        path, index = dataset.origin(int(row))
        label = None if dataset.labels is None else int(dataset.labels[row])
        yield goodnet.verdict(evidence, p_values, k, str(path), index, label)


class Count:
    """Counts verdicts into a `ScreenSummary`.

    Args:
        clean: counts of the calibration images.
        frr: of the screen.
    """

    def __init__(self, clean: Counts, frr: float) -> None:
        self.seen = 0
        self._clean, self._frr = clean, frr
        self._counts = Counts(np.zeros_like(clean.shown), np.zeros_like(clean.shown))
        self._poisoned = self._labelled = self._correct = 0
        self._rest_correct = self._rest = self._unscreened = 0

    def counted(self, results: Iterable[Verdict | Unscreened]) -> Iterator[Verdict | Unscreened]:
        """The same results, each counted when it is taken."""
        for result in results:
            self.add(result)
            yield result

    def add(self, result: Verdict | Unscreened) -> None:
        """Count one result."""
        self.seen += 1
        if isinstance(result, Unscreened):
            self._unscreened += 1
            return
        flagged = result.verdict == "poisoned"
        self._poisoned += flagged
        self._counts.shown[result.badnet_class] += 1
        self._counts.flagged[result.badnet_class] += flagged
        if result.label is not None:
            correct = result.goodnet_class == result.label
            self._labelled += 1
            self._correct += correct
            self._rest += not flagged
            self._rest_correct += correct and not flagged

    def summary(self) -> ScreenSummary:
        """The counts of all results so far."""
        images, labelled = self.seen - self._unscreened, self._labelled
        return ScreenSummary(
            images=images,
            poisoned=self._poisoned,
            clean=images - self._poisoned,
            labelled=labelled,
            correct=self._correct if labelled else None,
            incorrect=labelled - self._correct if labelled else None,
            rest_correct=self._rest_correct if labelled else None,
            rest_incorrect=self._rest - self._rest_correct if labelled else None,
            unscreened=self._unscreened,
            crowd=crowd_beyond_chance(self._counts, self._clean, self._frr),
        )
