"""Test this installation on the embedded demo: `goodnet --self-test`."""

from __future__ import annotations

import csv
import time
from collections.abc import Iterable
from pathlib import Path

from core.errors import GoodNetError
from core.jobs.generators import result_of
from core.records import Json, RepairOptions, Verdict
from core.text.wording import percent
from core.version import VERSION
from resources import demo

# Just enough to prune, train and screen with, in the shortest time.
OPTIONS = RepairOptions(recipe="fine-pruning", epochs=1, overlay_count=32)
# An FRR of 5 % allows one flagged picture of 16 clean ones; more than two are beyond chance (p =
# 0.04).
MOST_FLAGGED = 2 / 16


def self_test() -> dict[str, Json]:
    """Open the demo's BadNet, repair it, and screen clean and triggered pictures of the demo.

    Returns:
        The versions of the loaded libraries, the measurements, and the time taken in seconds.

    Raises:
        GoodNetError: a verdict is wrong. Any other failure raises its own exception.
    """
    start = time.monotonic()
    versions = _load_libraries()
    from core.repair.job import repair
    from core.screen.screening import screen

    files = demo.files()
    goodnet = result_of(repair(files.badnet, [files.clean], [files.poisoned], OPTIONS))
    flagged = [_flagged(screen(goodnet, pictures)) for pictures in _pictures(files)]
    if flagged[0] > MOST_FLAGGED or flagged[1] < 1:
        raise GoodNetError(
            "Of the demo's pictures {clean} of the clean ones and {triggered} of the "
            "triggered ones were flagged.",
            clean=percent(flagged[0], 0),
            triggered=percent(flagged[1], 0),
        )
    return {
        "ok": True,
        "goodnet": VERSION,
        **versions,
        "channels_pruned": goodnet.record.channels_pruned,
        "clean_accuracy": goodnet.record.after.clean_accuracy,
        "flagged_clean": flagged[0],
        "flagged_triggered": flagged[1],
        "seconds": round(time.monotonic() - start, 1),
    }


def _load_libraries() -> dict[str, str]:
    from core.network.warm_up import load_tensorflow

    load_tensorflow()
    import cv2
    import h5py
    import keras
    import tensorflow as tf

    return {
        "tensorflow": tf.__version__,
        "keras": keras.__version__,
        "opencv": cv2.__version__,
        "hdf5": h5py.version.hdf5_version,
    }


def _flagged(screening: Iterable[object]) -> float:
    """The share of images that are flagged."""
    words = [each.verdict for each in screening if isinstance(each, Verdict)]
    return words.count("poisoned") / len(words)


def _pictures(files: demo.DemoFiles) -> tuple[list[Path], list[Path]]:
    """The pictures without and with the sticker."""
    with files.images_index.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    clean, triggered = (
        [files.images / row["file"] for row in rows if row["sticker"] == with_sticker]
        for with_sticker in "01"
    )
    return clean, triggered
