"""What a repair and a screening cost at 224 pixels: one process for each, with its peak memory.

    python tests/benchmarks/wide_cost.py mobilenet-1.0
    python tests/benchmarks/wide_cost.py thousand

The first trains the BadNet if it is not there (see wide.py), repairs it with the recommended recipe
and screens clean and stamped images. The second only sets a screen up for a network of 1,000
classes. Prints a JSON document on the last line. Processor seconds stand beside wall seconds: half
of them is what two idle cores take at best.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "tests"), str(Path(__file__).parent)]

from drawn import drawn  # noqa: E402
from wide import CACHE, SIDE, wide  # noqa: E402

from core.data.dataset import open_dataset  # noqa: E402
from core.jobs.generators import result_of, tapped  # noqa: E402
from core.opening import badnet  # noqa: E402
from core.records import Plan, Progress, RepairOptions  # noqa: E402
from core.repair.job import repair  # noqa: E402

SCREENED = 96
THOUSAND, THOUSAND_CLEAN = 1000, 200


class Watch:
    """Notes the estimate, and for each stage its processor seconds and the peak memory so far."""

    def __init__(self) -> None:
        self.expected: dict[str, float] = {}
        self.spent: dict[str, float] = {}
        self.peak: dict[str, int] = {}
        self.begun = 0.0
        self._mark = processor_seconds()

    def take(self, record: object) -> None:
        """Note one record of the job."""
        if isinstance(record, Plan) and record.seconds is not None:
            self.expected = {stage.key: round(stage.work, 1) for stage in record.stages}
            self.expected["all"] = round(record.seconds, 1)
            self.begun = time.monotonic()
        if isinstance(record, Progress):
            now = processor_seconds()
            self.spent[record.stage] = self.spent.get(record.stage, 0) + now - self._mark
            self._mark = now
            self.peak[record.stage] = round(peak_memory())


def peak_memory() -> float:
    """Of this process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def processor_seconds() -> float:
    """Of this process so far."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def repaired(model: Path, clean: Path, options: RepairOptions) -> Any:
    """A GoodNet, and what making it took; without poisoned images, because nobody has them."""
    watch, started, before = Watch(), time.monotonic(), processor_seconds()
    goodnet = result_of(tapped(repair(model, [clean], [], options), watch.take))
    ended = time.monotonic()
    return goodnet, {
        "repair_seconds": round(ended - started, 1),
        "repair_processor_seconds": round(processor_seconds() - before, 1),
        "estimate_ratio": round(watch.expected["all"] / (ended - watch.begun), 2),
        "expected": watch.expected,
        "spent": {key: round(seconds, 1) for key, seconds in watch.spent.items()},
        "peak_memory_after_mb": watch.peak,
    }


def measure(name: str) -> dict[str, Any]:
    """Repair and screen a BadNet of wide.py."""
    folder = wide(name)
    goodnet, found = repaired(folder / "badnet.keras", folder / "clean.npz", RepairOptions())
    record, networks = goodnet.record, (goodnet.badnet, goodnet.repaired)
    test, poisoned = (np.load(folder / f"{name}.npz") for name in ("test", "poisoned"))
    clean, stamped, target = test["data"], poisoned["data"], int(poisoned["label"][0])
    found |= {
        "name": name,
        "scan_seconds": record.seconds["scan"],
        "suspected": [each.target_class for each in record.suspected_targets],
        "target": target,
        "inverted": [
            [
                each.target_class,
                each.kind,
                round(each.mask_size, 2),
                round(each.anomaly_index, 2),
                round(each.flip_rate, 2),
            ]
            for each in record.inverted
        ],
        "clean_accuracy": [record.before.clean_accuracy, record.after.clean_accuracy],
        "test_accuracy": [_share(network, clean, test["label"]) for network in networks],
        "attack_success": [_share(network, stamped, target) for network in networks],
        "seconds": dict(record.seconds),
        "votes": goodnet.votes,
    }
    found |= screened(goodnet, clean[:SCREENED], stamped[:SCREENED])
    return found


def _share(network: Any, images: np.ndarray, answers: np.ndarray | int) -> float:
    return float((network.softmax(images).argmax(-1) == answers).mean())


def screened(goodnet: Any, clean: np.ndarray, stamped: np.ndarray) -> dict[str, float]:
    """How fast it screens by all evidence and by as much as it needs, and what it flags."""
    goodnet.predict(clean[:32])  # prepares the computations
    rates, flagged = {}, {}
    for what, early in (("all_votes", False), ("stop_early", True)):
        goodnet.evidence(clean[:32], stop_early=early)
        for images, of in ((clean, "clean"), (stamped, "stamped")):
            started, before, shares = time.monotonic(), processor_seconds(), []
            for start in range(0, len(images), 32):
                evidence = goodnet.evidence(images[start : start + 32], stop_early=early)
                shares.append(goodnet.p_values(evidence))
            spent = time.monotonic() - started
            rates[f"{what}_{of}_per_second"] = round(len(images) / spent, 2)
            rates[f"{what}_{of}_processor"] = round((processor_seconds() - before) / len(images), 3)
            p = np.nan_to_num(np.concatenate(shares), nan=1.0).min(1)
            flagged[f"{of}_flagged"] = round(float((p <= goodnet.frr).mean()), 3)
    return rates | flagged


def thousand() -> dict[str, Any]:
    """Inspect a network of 1,000 classes, and set a screen up for it without a scan."""
    import keras

    folder = CACHE / "thousand"
    folder.mkdir(parents=True, exist_ok=True)
    model, clean = folder / "badnet.keras", folder / "clean.npz"
    if not clean.exists():
        keras.utils.set_random_seed(0)
        build: Any = keras.applications.MobileNetV2
        build((SIDE, SIDE, 3), weights=None, classes=THOUSAND).save(model)
        np.savez_compressed(clean, data=drawn(THOUSAND_CLEAN, SIDE, 5)[0])
    started = time.monotonic()
    badnet.inspect(model)
    inspected = time.monotonic() - started
    options = RepairOptions(recipe="none", preprocessing="-1..1")
    goodnet, found = repaired(model, clean, options)
    images = open_dataset([clean], (SIDE, SIDE, 3), ignore_labels=True).read(np.arange(SCREENED))
    return {
        "inspect_seconds": round(inspected, 2),
        **found,
        **screened(goodnet, images, images),
    }


if __name__ == "__main__":
    document = thousand() if sys.argv[1] == "thousand" else measure(sys.argv[1])
    document["peak_memory_mb"] = peak_memory()
    print(json.dumps(document))
