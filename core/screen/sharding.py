"""Screen in shards: each worker gets a range of a data file, or some pictures of a folder.

The last digits of an entropy depend on which images share a batch. So shards begin where a single
process begins a batch, and both compute the very same sums.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Self

import numpy as np

from core.cluster.engine import Done, Engine, Lost
from core.data.dataset import Dataset, open_inputs
from core.data.reading.folders import is_picture
from core.errors import Unreadable
from core.files.content import content_hash
from core.jobs.generators import result_of
from core.records import Progress, ScreenEvent, ScreenSummary, Unscreened, Verdict
from core.screen.goodnet import GoodNet
from core.screen.goodnet_file import open_goodnet
from core.screen.screening import BATCH, Count, verdicts

# Images in a shard: seconds of work, and rows that are small to send.
SHARD = 32 * BATCH

Rows = list[Verdict | Unscreened]


@dataclass(frozen=True, eq=False)
class Shard:
    """Some images to screen: all of `pictures`, or a range of one data file.

    Attributes:
        goodnet: a .goodnet file; `sha256` is the hash of its content.
        frr: the share of clean images that may be flagged.
        paths: picture files, or one data file.
        shown: the name of each path in verdicts.
        start, stop: the range of a data file; for pictures 0 and their number.
        labels: int64 (stop - start,), or None.
    """

    goodnet: Path
    sha256: str
    frr: float
    stop_early: bool
    paths: tuple[Path, ...]
    shown: tuple[str, ...]
    start: int
    stop: int
    labels: np.ndarray | None

    @property
    def files(self) -> tuple[Path, ...]:
        """All files that the task reads."""
        return (self.goodnet, *self.paths)

    def at(self, places: Mapping[Path, Path]) -> Self:
        """The same shard with its files at other places."""
        paths = tuple(places[path] for path in self.paths)
        return replace(self, goodnet=places[self.goodnet], paths=paths)


def screen_shards(
    goodnet: GoodNet,
    file: Path,
    inputs: Sequence[Path],
    engine: Engine,
    *,
    stop_early: bool = True,
    ignore_labels: bool = False,
) -> Generator[ScreenEvent, object, ScreenSummary]:
    """Screen like `core.screen.screening.screen`, with the same verdicts, on an engine's workers.

    Args:
        goodnet: judges the images.
        file: the file from which it was opened.
        inputs: as for `screen`.
        engine: runs the work.
        stop_early: as for `screen`.
        ignore_labels: as for `screen`.

    Yields:
        A `Verdict` or `Unscreened` for each image, in the order of `inputs`, and `Progress`.

    Raises:
        Unsafe: a data file was refused; nothing after it is screened.
        GoodNetError: no worker is left.
    """
    count = Count(goodnet.clean_counts(goodnet.frr), goodnet.frr)
    sha256 = result_of(content_hash(file))
    cutter = _Cutter(
        Shard(file, sha256, goodnet.frr, stop_early, (), (), 0, 0, None), goodnet, ignore_labels
    )
    for record in engine.run(screen_shard, cutter.shards(inputs), in_order=True):
        if isinstance(record, (Done, Lost)):
            yield from count.counted(cutter.rows(record))
        yield Progress("screen", count.seen, max(1, cutter.total))
    yield from count.counted(cutter.rest())
    yield Progress("screen", cutter.total, cutter.total)
    return count.summary()


def screen_shard(shard: Shard) -> Generator[Progress, object, Rows]:
    """The rows of one shard, in order."""
    goodnet = _goodnet(shard.goodnet, shard.sha256, shard.frr)
    named = dict(zip(map(str, shard.paths), shard.shown, strict=True))
    rows: Rows = []
    for item in open_inputs(
        shard.paths, goodnet.badnet.image_shape, ignore_labels=True, resize=goodnet.record.resize
    ):
        if isinstance(item, Unscreened):
            raise Unreadable(item.why)
        for batch in item.readable_batches(BATCH, shard.start, shard.stop):
            for result in (*batch.unscreened, *verdicts(goodnet, item, batch, shard.stop_early)):
                rows.append(replace(result, path=named[result.path]))
            yield Progress("screen", len(rows), shard.stop - shard.start)
    return rows if shard.labels is None else _labelled(rows, shard)


def _labelled(rows: Rows, shard: Shard) -> Rows:
    """The rows of a shard, with the labels of their images."""
    assert shard.labels is not None
    places = {(path, 0): k for k, path in enumerate(shard.shown)}
    if not is_picture(shard.paths[0]):
        places = {(shard.shown[0], k): k - shard.start for k in range(shard.start, shard.stop)}
    return [
        replace(row, label=int(shard.labels[places[row.path, row.index]]))
        if isinstance(row, Verdict)
        else row
        for row in rows
    ]


@lru_cache(maxsize=1)
def _goodnet(path: Path, sha256: str, frr: float) -> GoodNet:
    """A GoodNet, opened once per worker; the content's hash tells it from others."""
    return open_goodnet(path).with_frr(frr)


class _Cutter:
    """Cuts inputs into shards, and keeps what is needed to report shards that were lost.

    Attributes:
        total: images in all inputs opened so far.
    """

    def __init__(self, pattern: Shard, goodnet: GoodNet, ignore_labels: bool) -> None:
        self.total = 0
        self._pattern = pattern
        self._goodnet = goodnet
        self._ignore_labels = ignore_labels
        # Inputs that could not be opened, under the number of the shard that follows them.
        self._unopened: dict[int, Rows] = defaultdict(list)
        self._under_way: dict[int, Shard] = {}
        self._made = 0

    def shards(self, inputs: Sequence[Path]) -> Iterator[Shard]:
        """All shards, in order; only a few are held at a time."""
        shape, most = self._goodnet.badnet.image_shape, self._goodnet.classes + 1
        opened = open_inputs(
            inputs,
            shape,
            ignore_labels=self._ignore_labels,
            classes=most,
            resize=self._goodnet.record.resize,
        )
        for item in opened:
            if isinstance(item, Unscreened):
                self.total += 1
                self._unopened[self._made].append(item)
                continue
            self.total += len(item)
            for start in range(0, len(item), SHARD):
                shard = self._cut(item, start, min(start + SHARD, len(item)))
                self._under_way[self._made] = shard
                self._made += 1
                yield shard

    def rows(self, record: Done | Lost) -> Iterator[Verdict | Unscreened]:
        """The results of a shard, and before them the inputs that could not be opened."""
        yield from self._unopened.pop(record.number, [])
        shard = self._under_way.pop(record.number)
        if isinstance(record, Done):
            yield from record.result
            return
        for k in range(shard.stop - shard.start):
            yield Unscreened(shard.shown[min(k, len(shard.shown) - 1)], record.why)

    def rest(self) -> Iterator[Verdict | Unscreened]:
        """The inputs after the last shard that could not be opened."""
        for rows in self._unopened.values():
            yield from rows

    def _cut(self, dataset: Dataset, start: int, stop: int) -> Shard:
        labels = None if dataset.labels is None else dataset.labels[start:stop]
        first = dataset.origin(start)[0]
        if is_picture(first):
            paths = tuple(dataset.origin(k)[0] for k in range(start, stop))
            start, stop = 0, stop - start
        else:
            paths = (first,)
        return replace(
            self._pattern,
            paths=paths,
            shown=tuple(map(str, paths)),
            start=start,
            stop=stop,
            labels=labels,
        )
