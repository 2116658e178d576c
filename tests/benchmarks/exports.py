"""Exported guards for `make bench`: the same answers as `goodnet screen`, and their costs.

Each guard runs in a separate process without any of this project's code. The images are 1,000 each
for the demo's network and the competition's, some of them with the trigger.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from support import guards

from core.data.dataset import open_dataset
from core.guard.exporting import export
from core.jobs.generators import result_of
from core.network.classifier import Classifier
from core.records import RepairOptions, ScreenSettings
from core.repair.job import repair
from core.screen.goodnet import GoodNet
from resources.demo import files
from resources.demo.build import draw_pictures

COMPARED, TRIGGERED = 1000, 50
# Two p-values that differ by less are equal.
EQUAL = 1e-6
FORMATS = ("savedmodel", "onnx", "keras")
BATCHES = (1, 32)


def measure_exports(data: Path) -> dict[str, Any]:
    """Differences, latency and throughput of exported guards.

    Args:
        data: the folder of real networks and pictures.
    """
    demo = files()
    signs = repaired(demo.badnet, demo.clean)
    faces = repaired(data / "csaw/models/sunglasses_bd_net.h5", data / "faces/faces_valid.h5")
    unseen = [data / f"faces/faces_{part}.h5" for part in ("test", "train")]
    sets = {
        "demo": (signs, unseen_signs()),
        "csaw": (faces, images_of(faces, unseen, data / "csaw/sunglasses_poisoned_50.h5")),
    }
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory(prefix="goodnet-bench-") as name:
        for network, (goodnet, images) in sets.items():
            found |= differences(goodnet, images, Path(name), network)
        found |= costs(faces, sets["csaw"][1][:32], Path(name))
    return found


def repaired(badnet: Path, clean: Path) -> GoodNet:
    """A GoodNet with every vote, even if few images calibrate each."""
    options = RepairOptions(
        recipe="fine-pruning",
        epochs=1,
        ignore_labels=True,
        screen=ScreenSettings(ranks_a_vote=1),
    )
    return result_of(repair(badnet, [clean], [], options))


def unseen_signs() -> np.ndarray:
    """Pictures of the demo's kind that are not in it, some with the sticker, uint8 (n, h, w, c)."""
    return draw_pictures("guards", COMPARED, sticker_share=TRIGGERED / COMPARED).images


def images_of(goodnet: GoodNet, clean: Sequence[Path], poisoned: Path) -> np.ndarray:
    """Clean images and some with the trigger, uint8 (at most `COMPARED`, h, w, c)."""
    parts = []
    for paths, most in ((clean, COMPARED), ([poisoned], TRIGGERED)):
        with open_dataset(paths, goodnet.badnet.image_shape, ignore_labels=True) as dataset:
            parts.append(dataset.read(np.arange(min(most, len(dataset)))))
    return np.concatenate([parts[0][: COMPARED - len(parts[1])], parts[1]])


def differences(goodnet: GoodNet, images: np.ndarray, folder: Path, network: str) -> dict[str, Any]:
    """For each format: how many verdicts, p-values and p-values of single votes differ."""
    found: dict[str, Any] = {
        f"export_{network}_images": len(images),
        f"export_{network}_votes": len(goodnet.votes),
    }
    for format in FORMATS:
        path = folder / f"{network}.{format}"
        votes = export(goodnet, path, format).votes
        wanted = guards.expected(goodnet, images, votes)
        answers = guards.answers(path, format, images)
        by_vote = [np.abs(answers[f"p_{vote}"] - wanted[f"p_{vote}"]) for vote in votes]
        found |= {
            f"export_{network}_{format}_verdicts": int((answers["class"] != wanted["class"]).sum()),
            f"export_{network}_{format}_p_value": float(
                np.abs(answers["p_value"] - wanted["p_value"]).max()
            ),
            f"export_{network}_{format}_ranks": int((np.array(by_vote) > EQUAL).sum()),
        }
    return found


def costs(goodnet: GoodNet, images: np.ndarray, folder: Path) -> dict[str, Any]:
    """Milliseconds for one image and images per second in batches, beside the repaired network."""
    made = {"savedmodel": folder / "csaw.savedmodel", "onnx": folder / "csaw.onnx"}
    for format in ("savedmodel", "onnx", "keras"):
        made[f"{format}_cheap"] = path = folder / f"cheap.{format}"
        export(goodnet, path, format, "cheap")
    found: dict[str, Any] = {}
    for name, path in made.items():
        one, many = guards.seconds(path, name.removesuffix("_cheap"), images, BATCHES)
        found |= {f"export_{name}_ms": 1000 * one, f"export_{name}_rate": 32 / many}
    one, many = plain_seconds(goodnet.repaired, images)
    return found | {"export_plain_ms": 1000 * one, "export_plain_rate": 32 / many}


def plain_seconds(network: Classifier, images: np.ndarray) -> list[float]:
    """Seconds of the repaired network alone for one image and for all, as medians."""
    return [guards.median_seconds(network.softmax, images[:count]) for count in BATCHES]
