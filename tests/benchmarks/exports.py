"""Exported guards for `make bench`: the same answers as `goodnet screen`, and their costs.

Each guard runs in a separate process without any of this project's code. The images are 1,000 each
for the demo's network and the competition's, some of them with the trigger.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from support import guards

from core.data.dataset import open_dataset
from core.guard.exporting import export
from core.jobs.generators import result_of
from core.network.classifier import Classifier
from core.records import RepairOptions
from core.repair.job import repair
from core.screen.goodnet import GoodNet
from resources.demo import files

COMPARED, TRIGGERED = 1000, 50
FORMATS = ("savedmodel", "onnx")
BATCHES = (1, 32)


def measure_exports(data: Path) -> dict[str, Any]:
    """Differences, latency and throughput of exported guards.

    Args:
        data: the folder of real networks and pictures.
    """
    demo = files()
    options = RepairOptions(recipe="fine-pruning", epochs=1)
    signs = result_of(repair(demo.badnet, [demo.clean], [], options))
    faces = result_of(
        repair(
            data / "csaw/models/sunglasses_bd_net.h5", [data / "faces/faces_valid.h5"], [],
            RepairOptions(recipe="fine-pruning", epochs=1, ignore_labels=True),
        )
    )  # fmt: skip
    sets = {
        "demo": (signs, images_of(signs, demo.clean, demo.poisoned)),
        "csaw": (
            faces,
            images_of(faces, data / "faces/faces_test.h5", data / "csaw/sunglasses_poisoned_50.h5"),
        ),
    }
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory(prefix="goodnet-bench-") as name:
        for network, (goodnet, images) in sets.items():
            found |= differences(goodnet, images, Path(name), network)
        found |= costs(faces, sets["csaw"][1][:32], Path(name))
    return found


def images_of(goodnet: GoodNet, clean: Path, poisoned: Path) -> np.ndarray:
    """Clean images and some with the trigger, uint8 (at most `COMPARED`, h, w, c)."""
    parts = []
    for path, most in ((clean, COMPARED - TRIGGERED), (poisoned, TRIGGERED)):
        with open_dataset([path], goodnet.badnet.image_shape, ignore_labels=True) as dataset:
            parts.append(dataset.read(np.arange(min(most, len(dataset)))))
    return np.concatenate(parts)


def differences(goodnet: GoodNet, images: np.ndarray, folder: Path, network: str) -> dict[str, Any]:
    """For each format, the verdicts that differ, and the largest difference of a p-value."""
    parts = [goodnet.evidence(images[k : k + 32]) for k in range(0, len(images), 32)]
    p_values = np.concatenate([goodnet.p_values(part) for part in parts])
    repaired = np.concatenate([part.answers.repaired_class for part in parts])
    classes = np.where(p_values.min(1) <= goodnet.frr, goodnet.classes, repaired)
    found: dict[str, Any] = {}
    for format in FORMATS:
        path = folder / f"{network}.{format}"
        export(goodnet, path, format)
        answers = guards.answers(path, format, images)
        by_vote = [np.abs(answers[f"p_{v}"] - p_values[:, k]) for k, v in enumerate(goodnet.votes)]
        found |= {
            f"export_{network}_{format}_verdicts": int((answers["class"] != classes).sum()),
            f"export_{network}_{format}_p_value": float(np.max(by_vote)),
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
