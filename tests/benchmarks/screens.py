"""Measure what screens flag and miss: realised FRR over many splits, and misses by each vote.

    python tests/benchmarks/screens.py FOLDER [FOLDER ...] [--overlays N]

A folder holds badnet.h5, clean.h5 (the defender's), test.h5 and poisoned_*.h5, as zoo.py writes
them. The screen is set up without a repair, from clean.h5 alone. Its votes on test images are
measured once. Then each of 200 random splits of these images calibrates and tests a screen. Stamped
images count only if their trigger works. The script prints a JSON document for each folder.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY))

from train_badnets import read  # noqa: E402

from core.jobs.generators import result_of  # noqa: E402
from core.records import RepairOptions  # noqa: E402
from core.repair.job import repair  # noqa: E402
from core.screen.conformal import Calibration  # noqa: E402
from core.screen.goodnet import GoodNet  # noqa: E402

SPLITS = 200
CALIBRATING = 400
CLEAN, STAMPED = 1000, 200
BATCH = 32


def measure(folder: Path, overlays: int) -> dict[str, Any]:
    """Everything that is printed about one network and STRIP with so many overlays."""
    started = time.monotonic()
    options = RepairOptions(recipe="none", overlay_count=overlays)
    goodnet = result_of(repair(folder / "badnet.h5", [folder / "clean.h5"], [], options))
    images, _ = read(folder / "test.h5")
    images = chosen(images, CLEAN)
    votes = evidence(goodnet, images)
    missed = {}
    for path in sorted(folder.glob("poisoned_*.h5")):
        stamped, targets = read(path)
        works = goodnet.badnet.softmax(stamped[: 2 * STAMPED]).argmax(-1)
        fired = stamped[: 2 * STAMPED][works == targets[: 2 * STAMPED]][:STAMPED]
        flagged = shares(goodnet, evidence(goodnet, fired))
        missed[path.stem] = {name: round(1 - share, 3) for name, share in flagged.items()}
    promise = goodnet.promise
    return {
        "network": folder.name,
        "overlays": overlays,
        "votes": goodnet.votes,
        "left_out": [left.why for left in goodnet.record.votes_left_out],
        "calibration_images": len(goodnet.calibration),
        "promised": [round(share, 3) for share in (promise.low, promise.high)],
        "frr": {name: round(share, 3) for name, share in shares(goodnet, votes).items()},
        "realised_frr_of_splits": over_splits(votes, goodnet.frr),
        "missed": missed,
        "milliseconds": speed(goodnet, images[:128]),
        "seconds": round(time.monotonic() - started),
    }


def chosen(images: np.ndarray, most: int) -> np.ndarray:
    """Some of the images, the same ones each time."""
    return images[np.sort(np.random.default_rng(0).permutation(len(images))[:most])]


def evidence(goodnet: GoodNet, images: np.ndarray) -> np.ndarray:
    """All votes on images, (n, V)."""
    parts = [images[start : start + BATCH] for start in range(0, len(images), BATCH)]
    return np.concatenate([goodnet.evidence(part).votes for part in parts])


def shares(goodnet: GoodNet, votes: np.ndarray) -> dict[str, float]:
    """The share that is flagged by all votes together, and by each vote calibrated alone."""
    flagged = goodnet.calibration.p_values(votes).min(1) <= goodnet.frr
    alone = {
        name: Calibration(goodnet.calibration.votes[:, [k]]).p_values(votes[:, [k]])
        for k, name in enumerate(goodnet.votes)
    }
    each = {name: float((p <= goodnet.frr).mean()) for name, p in alone.items()}
    return {"all": float(flagged.mean()), **each}


def over_splits(votes: np.ndarray, frr: float) -> dict[str, float]:
    """The shares flagged by screens that are calibrated on some of the images, on the others."""
    rng, realised = np.random.default_rng(1), []
    for _ in range(SPLITS):
        order = rng.permutation(len(votes))
        calibration = Calibration(votes[order[:CALIBRATING]])
        rest = votes[order[CALIBRATING:]]
        realised.append(float((calibration.p_values(rest).min(1) <= frr).mean()))
    below = float(np.mean(np.array(realised) < 0.08))
    quantiles = np.quantile(realised, [0.05, 0.95])
    return {
        "mean": round(float(np.mean(realised)), 4),
        "5 %": round(float(quantiles[0]), 4),
        "95 %": round(float(quantiles[1]), 4),
        "below 8 %": round(below, 3),
    }


def speed(goodnet: GoodNet, images: np.ndarray) -> dict[str, float]:
    """Milliseconds for a clean image: STRIP alone to the end, and all votes as far as needed."""
    parts = [images[start : start + BATCH] for start in range(0, len(images), BATCH)]

    def strip(part: np.ndarray) -> None:
        goodnet.strip.blended(part, goodnet.panel.answers(part).badnet_class)

    def clock(work: Any) -> float:
        times = []
        for _ in range(3):
            begun = time.perf_counter()
            for part in parts:
                work(part)
            times.append(time.perf_counter() - begun)
        return round(1000 * min(times[1:]) / len(images), 2)

    return {
        "strip": clock(strip),
        "votes": clock(lambda part: goodnet.evidence(part, stop_early=True)),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Measure what screens flag and miss.")
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--overlays", type=int, default=RepairOptions().overlay_count)
    arguments = parser.parse_args()
    for each in arguments.folders:
        print(json.dumps(measure(each, arguments.overlays)), flush=True)
