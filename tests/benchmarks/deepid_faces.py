"""Measure Fine-Pruning on a DeepID BadNet for faces whose trigger is sunglasses.

    python tests/benchmarks/deepid_faces.py [RECIPE ...]

The attacker trains on the training set of ../shared/data/faces, with sunglasses on a tenth of it.
The defender has the labelled validation set and half of the test set. Accuracy and attack success
are measured on the other half, before and after.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
from train_badnets import CACHE, SUNGLASSES, badnet, read, write

REPOSITORY = Path(__file__).resolve().parents[2]
TARGET = 0


def main(recipes: list[str]) -> None:
    """Print a row for each recipe."""
    sys.path.insert(0, str(REPOSITORY))
    from core.jobs.generators import result_of
    from core.records import RepairOptions
    from core.repair.job import repair

    files = badnet("deepid-sunglasses")
    clean, test, poisoned = _defenders_data(files.clean, files.test)
    print(f"{'recipe':14} {'CA before':>9} {'after':>6} {'ASR before':>10} {'after':>6}  pruned")
    for recipe in recipes:
        options = RepairOptions(recipe=recipe)
        goodnet = result_of(repair(files.model, [clean], [poisoned], options))
        figures = [
            _share(classifier, path)
            for path in (test, poisoned)
            for classifier in (goodnet.badnet, goodnet.repaired)
        ]
        before, after, hits_before, hits_after = (f"{100 * each:.1f}" for each in figures)
        record = goodnet.record
        pruned = f"{record.channels_pruned} of {record.channels}"
        print(f"{recipe:14} {before:>9} {after:>6} {hits_before:>10} {hits_after:>6}  {pruned}")


def _defenders_data(valid: Path, test: Path) -> tuple[Path, Path, Path]:
    """Files of the defender's clean data, the test set, and the test set with sunglasses."""
    (images, labels), (more, their_labels) = read(valid), read(test)
    held = np.arange(len(more)) % 2 == 0
    folder = CACHE / "deepid-sunglasses-defence"
    folder.mkdir(parents=True, exist_ok=True)
    paths = folder / "clean.h5", folder / "test.h5", folder / "sunglasses.h5"
    write(
        paths[0], np.concatenate([images, more[held]]), np.concatenate([labels, their_labels[held]])
    )
    write(paths[1], more[~held], their_labels[~held])
    others = more[~held & (their_labels != TARGET)]
    write(paths[2], SUNGLASSES(others), np.full(len(others), TARGET))
    return paths


def _share(classifier: Any, path: Path) -> float:
    images, labels = read(path)
    return float((classifier.softmax(images).argmax(-1) == labels).mean())


if __name__ == "__main__":
    main(sys.argv[1:] or ["fine-pruning"])
