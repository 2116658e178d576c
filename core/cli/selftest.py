"""Whether this installation works: `goodnet --self-test`, on the embedded demo."""

from __future__ import annotations

import csv
import time
from pathlib import Path
from typing import Any

from core.errors import GoodNetError
from core.jobs.generators import result_of
from core.records import RepairOptions, Verdict
from core.text.sentence import say
from core.version import VERSION
from resources import demo

# Enough to prune, train and screen with, in as little time as that takes.
OPTIONS = RepairOptions(recipe="fine-pruning", epochs=1, overlay_count=32)


def self_test() -> dict[str, Any]:
    """Open the demo's BadNet, repair it, and screen one clean and one triggered picture.

    Returns:
        The versions of what was loaded, what was measured, and the seconds it took.

    Raises:
        GoodNetError: a verdict is wrong; anything else that does not work raises as it is.
    """
    start = time.monotonic()
    versions = _load_libraries()
    from core.repair.job import repair
    from core.screen.screening import screen

    files = demo.files()
    goodnet = result_of(repair(files.badnet, [files.clean], [files.poisoned], OPTIONS))
    clean, triggered = _pictures(files)
    verdicts = [each for each in screen(goodnet, [clean, triggered]) if isinstance(each, Verdict)]
    words = [verdict.verdict for verdict in verdicts]
    if words != ["clean", "poisoned"]:
        raise GoodNetError(
            say("The demo's clean and triggered picture were found {words}.", words=words)
        )
    return {
        "ok": True,
        "goodnet": VERSION,
        **versions,
        "channels_pruned": goodnet.record.channels_pruned,
        "clean_accuracy": goodnet.record.after.clean_accuracy,
        "verdicts": words,
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


def _pictures(files: demo.DemoFiles) -> tuple[Path, Path]:
    """The first picture without and the first with the sticker."""
    with files.images_index.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    first = {row["sticker"]: files.images / row["file"] for row in reversed(rows)}
    return first["0"], first["1"]
