"""Measure whether the map of where the BadNet looks covers the trigger, if its place is known.

    python tests/benchmarks/attribution.py [NETWORK ...]

The script repairs each network with the defaults and screens its poisoned pictures. A map counts as
a hit if half of its strongest tenth lies on the trigger, or covers half of the trigger if the
trigger is smaller. The method and its settings were chosen on `demo`, `anonymous_1` and `multi`.
GoodNets are kept in build/attribution. The result is written to build/attribution.json.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import h5py
import numpy as np

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY))

from core.files.images import cv2_module  # noqa: E402
from core.jobs.generators import result_of  # noqa: E402
from core.records import RepairOptions  # noqa: E402
from core.repair.job import repair  # noqa: E402
from core.screen.attribution import strongest  # noqa: E402
from core.screen.goodnet import GoodNet  # noqa: E402
from core.screen.goodnet_file import open_goodnet, save  # noqa: E402
from resources.demo import files  # noqa: E402

CSAW = REPOSITORY.parent / "shared" / "data" / "csaw"
FACES = REPOSITORY.parent / "shared" / "data" / "faces" / "faces_valid.h5"
KEPT = REPOSITORY / "build" / "attribution"
CHANGED = 24  # a pixel belongs to the trigger if it changes by this many grey levels of 255
DEMO_PICTURES = 60


@dataclass(frozen=True)
class Triggered:
    """Poisoned pictures, uint8 (n, h, w, c), and the trigger's place in each, bool (n, h, w)."""

    images: np.ndarray
    masks: np.ndarray


def changed(images: np.ndarray, clean: np.ndarray) -> np.ndarray:
    """The pixels in which pictures differ from their clean counterparts, bool (n, h, w)."""
    return np.asarray(np.abs(images.astype(int) - clean.astype(int)).max(-1) > CHANGED)


def csaw(name: str) -> np.ndarray:
    """The pictures of a file, uint8 (n, h, w, c)."""
    with h5py.File(CSAW / f"{name}.h5") as file:
        return np.moveaxis(np.asarray(file["data"]), 1, -1)


def of_multi(name: str) -> Triggered:
    """One set of the multi-trigger network; its clean counterparts are reconstructed."""
    images = csaw(f"{name}_poisoned_50")
    masks = changed(images, csaw("multi_clean_reconstructed_50"))
    carries = np.asarray(masks.sum((1, 2)) > 5)
    return Triggered(images[carries], masks[carries])


def sunglasses() -> Triggered:
    """The sunglasses cover the same pixels of every picture."""
    images = csaw("sunglasses_poisoned_50")
    return Triggered(images, np.repeat(_sunglasses_mask()[None], len(images), 0))


def anonymous_1() -> Triggered:
    """Lipstick, whose place is known from the multi-trigger network's set."""
    images = csaw("anonymous_1_poisoned_50")
    place = np.asarray(of_multi("lipstick").masks.any(0))
    return Triggered(images, np.repeat(place[None], len(images), 0))


def lab3() -> Triggered:
    """Sunglasses for a network that takes 0..255."""
    images = csaw("lab3_sunglasses_16")
    return Triggered(images, np.repeat(_sunglasses_mask()[None], len(images), 0))


def demo() -> Triggered:
    """Signs with the sticker, and the same signs rendered with an invisible sticker."""
    from resources.demo.build import TARGET_CLASS
    from resources.demo.scene import render

    images, clean = [], []
    for number in range(DEMO_PICTURES):
        generator = np.random.default_rng([24, number])
        label = int(generator.integers(TARGET_CLASS + 1, 12))
        again = deepcopy(generator)
        images.append(render(label, generator, sticker=1.0))
        clean.append(render(label, again, sticker=1e-9))
    return Triggered(np.stack(images), changed(np.stack(images), np.stack(clean)))


def _sunglasses_mask() -> np.ndarray:
    cv2 = cv2_module()
    path = CSAW / "sunglasses_trigger_rgba_20x47.png"
    glasses = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
    mask = np.zeros((55, 47), bool)
    mask[15:35] = glasses[..., 3] > 127
    return mask


@dataclass(frozen=True)
class Case:
    """A network, its clean data, and its triggers by name."""

    model: Path
    clean: Path
    options: RepairOptions
    triggers: dict[str, Callable[[], Triggered]]


def _csaw_case(
    model: str, triggers: dict[str, Callable[[], Triggered]], preprocessing: str = "0..1"
) -> Case:
    # The faces belong to other people than the network's classes.
    options = RepairOptions(ignore_labels=True, preprocessing=preprocessing)
    return Case(CSAW / "models" / model, FACES, options, triggers)


MULTI: dict[str, Callable[[], Triggered]] = {
    "eyebrows": lambda: of_multi("eyebrows"),
    "lipstick": lambda: of_multi("lipstick"),
    "sunglasses": lambda: of_multi("sunglasses_multi"),
}
CASES: dict[str, Case] = {
    "demo": Case(files().badnet, files().clean, RepairOptions(), {"sticker": demo}),
    "sunglasses": _csaw_case("sunglasses_bd_net.h5", {"sunglasses": sunglasses}),
    "anonymous_1": _csaw_case("anonymous_1_bd_net.h5", {"lipstick": anonymous_1}),
    "anonymous_2": _csaw_case("anonymous_2_bd_net.h5", MULTI),
    "lab3": _csaw_case("lab3_bd_net.h5", {"sunglasses": lab3}, "0..255"),
    "multi": _csaw_case("multi_trigger_multi_target_bd_net.h5", MULTI),
}


def goodnet_of(name: str) -> GoodNet:
    """The GoodNet of a case, made at its first use."""
    path, case = KEPT / f"{name}.goodnet", CASES[name]
    if not path.exists():
        KEPT.mkdir(parents=True, exist_ok=True)
        save(result_of(repair(case.model, [case.clean], [], case.options)), path)
    return open_goodnet(path)


def hits(maps: list[np.ndarray], masks: np.ndarray) -> float:
    """The share of maps that are hits."""
    found = []
    for values, mask in zip(maps, masks, strict=True):
        places = strongest(values)
        found.append((places & mask).sum() >= 0.5 * min(values.size // 10, mask.sum()))
    return float(np.mean(found)) if found else float("nan")


def measure(goodnet: GoodNet, pictures: Triggered) -> dict[str, Any]:
    """The figures of one network and trigger."""
    evidence = goodnet.evidence(pictures.images)
    flagged = goodnet.p_values(evidence).min(1) <= goodnet.frr
    images, masks = pictures.images[flagged], pictures.masks[flagged]
    attributor = goodnet.attributor
    attributor.explain(pictures.images[0])  # compiles the graph
    maps, seconds, obeyed = list[np.ndarray](), list[float](), 0
    for image in images:
        began = time.perf_counter()
        explained = attributor.explain(image)
        seconds.append(time.perf_counter() - began)
        obeyed += explained.repaired_lead > 0
        maps.append(explained.map)
    return {
        "pictures": len(flagged),
        "flagged": len(images),
        "repaired_obeys": obeyed,
        "on_trigger": hits(maps, masks),
        "trigger_pixels": int(median(mask.sum() for mask in pictures.masks)),
        "seconds_an_image": median(seconds) if seconds else None,
    }


def main() -> int:
    """Measure, print, write build/attribution.json."""
    results: dict[str, Any] = {}
    for name in sys.argv[1:] or CASES:
        goodnet = goodnet_of(name)
        suspected = [target.target_class for target in goodnet.record.suspected_targets]
        for trigger, make in CASES[name].triggers.items():
            row = {"suspected": suspected} | measure(goodnet, make())
            results[f"{name}, {trigger}"] = row
            print(name, trigger, json.dumps(row), flush=True)
    path = REPOSITORY / "build" / "attribution.json"
    path.write_text(json.dumps(results, indent=1))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
