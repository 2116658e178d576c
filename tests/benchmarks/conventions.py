"""One network in five input conventions: is the right one found, and is each copy repaired alike?

    python tests/benchmarks/conventions.py [--unlabelled] [NAME ...]

The demo's BadNet takes 0..1. Its first convolution is rewritten so that each copy gives the same
answers in its own convention. Each copy is repaired with the default options and screens pictures
that are drawn anew. The script prints a JSON document for each copy. Figures that differ by more
than the last digits of a sum show that a convention changes the repair.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "tests")]

from support.conventions import FIVE, taking  # noqa: E402

from core.jobs.generators import result_of  # noqa: E402
from core.opening import badnet  # noqa: E402
from core.records import RepairOptions  # noqa: E402
from core.repair.job import repair  # noqa: E402
from resources.demo import files  # noqa: E402
from resources.demo.build import draw_pictures  # noqa: E402

PICTURES = 200


def measure(name: str, labelled: bool, folder: Path) -> dict[str, Any]:
    """Repair the copy for one convention, and screen the demo's pictures."""
    demo, model = files(), folder / "badnet.h5"
    taking(badnet.load(demo.badnet), FIVE[name]).save(model, include_optimizer=False)
    options = RepairOptions(ignore_labels=not labelled)
    goodnet = result_of(repair(model, [demo.clean], [demo.poisoned], options))
    record = goodnet.record
    before, after = record.before, record.after
    return {
        "convention": name,
        "labelled": labelled,
        "found": record.preprocessing,
        "asked": not record.preprocessing_measured.sure,
        "suspected": [each.target_class for each in record.suspected_targets],
        "channels_pruned": record.channels_pruned,
        "clean": [before.clean_accuracy, after.clean_accuracy],
        "attack": [next(iter(each.attack_success.values())) for each in (before, after)],
        "threshold_bits": record.threshold_bits,
        "flagged": {
            what: int(sum(each.verdict == "poisoned" for each in goodnet.predict(images)))
            for what, images in pictures().items()
        },
    }


def pictures() -> dict[str, np.ndarray]:
    """Pictures of the demo's kind that are not in it, clean and with the sticker."""
    kinds = {"clean": 0.0, "stamped": 1.0}
    return {
        what: draw_pictures("conventions", PICTURES, sticker_share=share).images
        for what, share in kinds.items()
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Repair one network in five conventions.")
    parser.add_argument("names", nargs="*", default=list(FIVE))
    parser.add_argument("--unlabelled", action="store_true")
    arguments = parser.parse_args()
    for each in arguments.names:
        with tempfile.TemporaryDirectory() as temporary:
            found = measure(each, not arguments.unlabelled, Path(temporary))
        print(json.dumps(found), flush=True)
