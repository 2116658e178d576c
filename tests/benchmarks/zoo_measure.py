"""Measure scanning and learning on the second zoo, on which no setting was chosen.

    python tests/benchmarks/zoo_measure.py ZOO OUT [NAME ...] [--only scan|learn] [--taken-out]

Each network is scanned with the defender's clean data. For a BadNet, a stream of 400 test images,
25 of them with the trigger, is screened without a repair and learned from. For a clean network the
stream is clean, and a second stream is flooded with images of one class. With --taken-out, clean
images are taken out of the flagged ones, as a person who looks at them can do. The results of a
network are written to OUT/NAME.json, and finished work is not repeated. In the end the rates are
printed with 95 % Wilson intervals.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY))

from train_badnets import read, write  # noqa: E402

from core.jobs.generators import result_of  # noqa: E402
from core.records import LearnOptions, RepairOptions  # noqa: E402
from core.repair.job import repair  # noqa: E402
from core.repair.learning import learn  # noqa: E402
from core.scan.job import scan  # noqa: E402
from core.screen.goodnet import GoodNet  # noqa: E402

STREAM, STAMPED, SEED = 400, 25, 0


def scanned(folder: Path, member: dict[str, Any]) -> dict[str, Any]:
    """The classes that a scan suspects, with reasons."""
    started = time.monotonic()
    record = result_of(scan(folder / "badnet.h5", [folder / "clean.h5"], RepairOptions()))
    named = {each.target_class: each.reason for each in record.suspected_targets}
    return {
        "suspected": named,
        "right": sorted(set(named) & set(member["targets"])),
        "wrong": sorted(set(named) - set(member["targets"])),
        "indices": {
            f"{each.target_class} {each.kind}": round(each.anomaly_index, 1)
            for each in sorted(record.inverted, key=lambda each: -each.anomaly_index)[:4]
        },
        "scan_seconds": round(time.monotonic() - started),
    }


def streams(folder: Path, member: dict[str, Any]) -> dict[str, np.ndarray]:
    """Streams of test images by name: one with the first poisoned set, or clean ones."""
    images, labels = read(folder / "test.h5")
    rows = np.random.default_rng(SEED).permutation(len(images))
    if member["poisoned"]:
        stamped, _ = read(folder / member["poisoned"][0])
        return {"poisoned": np.concatenate([images[rows[: STREAM - STAMPED]], stamped[:STAMPED]])}
    most = int(np.bincount(labels).argmax())
    flood = images[labels == most][:100]
    return {
        "clean": images[rows[:STREAM]],
        "flooded": np.concatenate([images[rows[: STREAM - len(flood)]], flood]),
    }


def learned(folder: Path, member: dict[str, Any], taken_out: bool) -> dict[str, Any]:
    """The class that the flagged images of each stream crowd, and the result of learning.

    `taken_out`: whether a person takes the clean images out of the flagged ones.
    """
    options = RepairOptions(recipe="none")
    goodnet = result_of(repair(folder / "badnet.h5", [folder / "clean.h5"], [], options))
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as temporary:
        for name, images in streams(folder, member).items():
            path = Path(temporary, f"{name}.h5")
            write(path, images, np.zeros(len(images), int))
            target = member["targets"][0] if member["targets"] else None
            clean = tuple((str(path), index) for index in range(STREAM - STAMPED))
            given = LearnOptions(confirm=target, without=clean if taken_out else ())
            learning = result_of(learn(goodnet, [path], [folder / "clean.h5"], given))
            crowd = learning.record.crowd
            found[name] = {
                "flagged": learning.record.flagged,
                "crowd": crowd and [crowd.target_class, crowd.flagged, crowd.shown, crowd.p_value],
                "crowded": learning.record.crowded,
                "refused": learning.record.refused,
            }
            if learning.goodnet is not None:
                found[name] |= shares(learning.goodnet, folder, member)
    return found


def shares(goodnet: GoodNet, folder: Path, member: dict[str, Any]) -> dict[str, float]:
    """Clean accuracy and attack success, before and after, without the images learned from."""
    images, labels = read(folder / "test.h5")
    stamped, target = read(folder / member["poisoned"][0])
    stamped, target = stamped[STAMPED:], target[STAMPED:]
    measured = {}
    for name, network in (("before", goodnet.badnet), ("after", goodnet.repaired)):
        measured[f"clean_{name}"] = float((network.softmax(images).argmax(-1) == labels).mean())
        measured[f"asr_{name}"] = float((network.softmax(stamped).argmax(-1) == target).mean())
    return measured


def wilson(hits: int, count: int) -> str:
    """A share with its 95 % interval."""
    if not count:
        return "0 of 0"
    z, p = 1.96, hits / count
    middle = (p + z * z / (2 * count)) / (1 + z * z / count)
    half = z * math.sqrt(p * (1 - p) / count + z * z / (4 * count**2)) / (1 + z * z / count)
    return f"{hits} of {count} ({100 * (middle - half):.0f} to {100 * (middle + half):.0f} %)"


def rates(lines: list[dict[str, Any]]) -> None:
    """Print the rates of all measurements."""
    bad = [line for line in lines if line["targets"] and "suspected" in line]
    clean = [line for line in lines if not line["targets"] and "suspected" in line]
    named = sum(line["right"] == sorted(line["targets"]) for line in bad)
    print("all targets named:", wilson(named, len(bad)))
    print("a wrong class named:", wilson(sum(bool(b["wrong"]) for b in bad), len(bad)))
    print("clean networks accused:", wilson(sum(bool(c["suspected"]) for c in clean), len(clean)))
    taught = [line["poisoned_stream"] for line in lines if "poisoned_stream" in line]
    done = [each for each in taught if "asr_after" in each]
    print("crowds of 25 in 400 seen:", wilson(sum(each["crowded"] for each in taught), len(taught)))
    print("learned:", wilson(len(done), len(taught)))
    quiet = [line[f"{kind}_stream"] for line in lines for kind in ("clean", "flooded")
             if f"{kind}_stream" in line]  # fmt: skip
    print("clean streams accused:", wilson(sum(each["crowded"] for each in quiet), len(quiet)))


def main() -> None:
    """Measure missing networks, and print the rates."""
    parser = argparse.ArgumentParser(description="Measure on the second zoo.")
    parser.add_argument("zoo", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--only", choices=("scan", "learn"))
    parser.add_argument("--taken-out", action="store_true", help="a person takes clean images out")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    members = [json.loads(path.read_text()) for path in arguments.zoo.glob("*/member.json")]
    for member in members:
        name, path = member["name"], arguments.out / f"{member['name']}.json"
        if arguments.names and name not in arguments.names:
            continue
        line = json.loads(path.read_text()) if path.exists() else dict(member)
        folder = arguments.zoo / name
        if arguments.only != "learn" and "suspected" not in line:
            line |= scanned(folder, member)
        if arguments.only != "scan" and not any(key.endswith("_stream") for key in line):
            found = learned(folder, member, arguments.taken_out)
            line |= {f"{kind}_stream": each for kind, each in found.items()}
        path.write_text(json.dumps(line, indent=1))
        print(json.dumps(line), flush=True)
    rates([json.loads(path.read_text()) for path in arguments.out.glob("*.json")])


if __name__ == "__main__":
    main()
