"""`make efficacy`: measure what each recipe and the screen do against each attack.

    python tests/benchmarks/efficacy.py [NETWORK-ATTACK ...] [--minutes N] [--recipes NAME ...]

The script trains missing BadNets (see train_badnets.py), repairs each with every recipe, and
measures on test images that nothing was tuned on, with one network on each core. Finished rows are
kept in build/efficacy and not repeated, so an interrupted evaluation continues where it stopped.
After each network the table is written to build/efficacy.csv and build/efficacy.html.
"""

from __future__ import annotations

import argparse
import csv
import html
import json
import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY))

from train_badnets import BadNetFiles, badnet, read, train_apart  # noqa: E402

from core.jobs.generators import result_of  # noqa: E402
from core.network.classifier import Classifier  # noqa: E402
from core.opening import badnet as opening  # noqa: E402
from core.records import RepairOptions  # noqa: E402
from core.repair.job import repair  # noqa: E402
from core.screen.conformal import Calibration  # noqa: E402

ROWS = REPOSITORY / "build/efficacy"
NETWORKS = (
    *(f"cnn-{attack}" for attack in ("clean", "patch", "multi", "blended", "sig", "wanet")),
    *(f"resnet-{attack}" for attack in ("clean", "patch", "multi", "blended")),
    *(f"deepid-{attack}" for attack in ("clean", "sunglasses")),
)
# `unlearn` equals `recommended` wherever that finds something.
RECIPES = ("recommended", "fine-pruning", "ft-sam", "origin")
# The longest ones begin first.
ORDER = ("deepid", "resnet", "cnn")
SCREENED = 200
SEED = 0


@dataclass
class Row:
    """One network, repaired in one way; shares are of test images.

    Some of the stamped images would be answered with the target even without the trigger. The
    attack success cannot fall below their share. If this share is smaller after the repair,
    unlearning has made the target class rarer; the accuracy on the target's own images shows the
    price. The seconds are those of one core. The FRR and the missed share of the screen are given
    for the fused p-value, and for STRIP's vote alone.
    """

    network: str
    recipe: str
    clean_accuracy_before: float
    clean_accuracy_after: float
    attack_success_before: dict[str, float]
    attack_success_after: dict[str, float]
    without_trigger_before: dict[str, float]
    without_trigger_after: dict[str, float]
    target_accuracy_before: dict[str, float]
    target_accuracy_after: dict[str, float]
    seconds: float
    suspected: list[int] = field(default_factory=list)
    targets: list[int] = field(default_factory=list)
    frr: float | None = None
    missed: dict[str, float] = field(default_factory=dict)
    strip_frr: float | None = None
    strip_missed: dict[str, float] = field(default_factory=dict)


def main() -> int:
    """Do the missing rows, as far as the time allows, and write the table."""
    parser = argparse.ArgumentParser(
        description="Measure what each recipe does against each attack."
    )
    parser.add_argument("networks", nargs="*", default=NETWORKS, metavar="NETWORK-ATTACK")
    parser.add_argument("--recipes", nargs="+", default=RECIPES, choices=RECIPES)
    parser.add_argument("--minutes", type=float, default=60, help="start no row after these")
    arguments = parser.parse_args()
    ends = time.time() + 60 * arguments.minutes
    ROWS.mkdir(parents=True, exist_ok=True)
    names = sorted(arguments.networks, key=lambda name: ORDER.index(_architecture(name)))
    cores = sorted(os.sched_getaffinity(0))
    spawn = multiprocessing.get_context("spawn")
    free = spawn.SimpleQueue()
    for core in cores:
        free.put(core)
    with ProcessPoolExecutor(len(cores), spawn, _take_a_core, (free,)) as workers:
        # BadNets are trained from clean networks.
        kinds = dict.fromkeys(map(_architecture, names))
        clean = {workers.submit(train_apart, f"{kind}-clean"): kind for kind in kinds}
        jobs = []
        for trained in as_completed(clean):
            trained.result()  # raises the error that ended the training
            jobs += [
                workers.submit(measure_all, name, arguments.recipes, ends)
                for name in names
                if _architecture(name) == clean[trained]
            ]
        for job in as_completed(jobs):
            print(job.result(), file=sys.stderr, flush=True)
            write_table(rows())
    return 0


def _architecture(name: str) -> str:
    return name.partition("-")[0]


def _take_a_core(free: Any) -> None:
    # This must come before TensorFlow counts the available cores.
    os.sched_setaffinity(0, {free.get()})


def measure_all(name: str, recipes: Sequence[str], ends: float) -> str:
    """Do the missing rows of a network that begin in time; returns what was done, in words."""
    train_apart(name)
    for recipe in recipes:
        path = ROWS / f"{name}-{recipe}.json"
        if not path.exists():
            if time.time() > ends:
                return f"{name}: the time is up; run it again for the rest."
            path.write_text(json.dumps(asdict(measure(name, recipe)), indent=1), encoding="utf-8")
    return f"{name} done"


def measure(name: str, recipe: str) -> Row:
    """Repair one BadNet in one way, and measure it."""
    files, started = badnet(name), time.process_time()
    if recipe == "origin":
        repaired = origin(files)
        return _row(name, recipe, repaired, time.process_time() - started)
    goodnet = result_of(repair(files.model, [files.clean], [], RepairOptions(recipe=recipe)))
    row = _row(name, recipe, goodnet.repaired, time.process_time() - started)
    frr, strip_frr = flagged(goodnet, files.test)
    missed = {path.stem: [1 - share for share in flagged(goodnet, path)] for path in files.poisoned}
    return replace(
        row,
        suspected=[each.target_class for each in goodnet.record.suspected_targets],
        frr=frr,
        missed={stem: fused for stem, (fused, _) in missed.items()},
        strip_frr=strip_frr,
        strip_missed={stem: alone for stem, (_, alone) in missed.items()},
    )


def _row(name: str, recipe: str, repaired: Classifier, seconds: float) -> Row:
    """The measurements of a repaired network, beside those of its BadNet."""
    files = badnet(name)
    before, after = shares_of_badnet(name), shares(repaired, files)
    return Row(
        network=name,
        recipe=recipe,
        clean_accuracy_before=before.clean_accuracy,
        clean_accuracy_after=after.clean_accuracy,
        attack_success_before=before.attack_success,
        attack_success_after=after.attack_success,
        without_trigger_before=before.without_trigger,
        without_trigger_after=after.without_trigger,
        target_accuracy_before=before.target_accuracy,
        target_accuracy_after=after.target_accuracy,
        seconds=seconds,
        targets=[*files.targets],
    )


@dataclass(frozen=True)
class Shares:
    """The answers of one network to the test images, with each trigger and without.

    Attributes:
        without_trigger: the share of images of other classes that are answered with a trigger's
            target.
        target_accuracy: the share of the target's own images that are answered with it.
    """

    clean_accuracy: float
    attack_success: dict[str, float]
    without_trigger: dict[str, float]
    target_accuracy: dict[str, float]


@cache
def shares_of_badnet(name: str) -> Shares:
    """The shares of a BadNet as received, measured once for all its rows."""
    files = badnet(name)
    return shares(Classifier(opening.load(files.model)), files)


def shares(classifier: Classifier, files: BadNetFiles) -> Shares:
    """Measure one network."""
    images, labels = read(files.test)
    given = answers(classifier, images)
    hits, without, own = {}, {}, {}
    for path, target in zip(files.poisoned, files.targets, strict=True):
        stamped, _ = read(path)
        hits[path.stem] = float((answers(classifier, stamped) == target).mean())
        without[path.stem] = float((given[labels != target] == target).mean())
        own[path.stem] = float((given[labels == target] == target).mean())
    return Shares(float((given == labels).mean()), hits, without, own)


def answers(classifier: Classifier, images: np.ndarray) -> np.ndarray:
    """The class of each image, (n,)."""
    parts = np.array_split(images, -(-len(images) // 250))
    return np.concatenate([classifier.softmax(part).argmax(-1) for part in parts])


def flagged(goodnet: Any, path: Path) -> tuple[float, float]:
    """The share of a file's images that the screen flags, by all votes and by STRIP's alone."""
    images, _ = read(path)
    chosen = np.random.default_rng(SEED).permutation(len(images))[:SCREENED]
    votes = goodnet.evidence(images[chosen]).votes
    fused = goodnet.calibration.p_values(votes).min(1)
    alone = Calibration(goodnet.calibration.votes[:, :1]).p_values(votes[:, :1])
    return float((fused <= goodnet.frr).mean()), float((alone <= goodnet.frr).mean())


def origin(files: BadNetFiles) -> Classifier:
    """The student project's method: zero small weights until poisoned test data says stop.

    Weights of the last convolution's kernel below a growing share of its range become zero, until
    the trigger fails on the *poisoned test data* or a tenth of the accuracy is lost.
    """
    repaired = Classifier(opening.load(files.model))
    kernels = [layer for layer in repaired.network.layers if type(layer).__name__ == "Conv2D"]
    layer = kernels[-1]
    original = layer.kernel.numpy()
    images, labels = read(files.clean)
    least = (answers(repaired, images) == labels).mean() - 0.1
    poisoned = [read(path) for path in files.poisoned]
    for share in np.arange(0.02, 0.5, 0.02):
        small = np.abs(original) < share * np.ptp(original)
        kept = layer.kernel.numpy()
        layer.kernel.assign(np.where(small, 0, original))
        if (answers(repaired, images) == labels).mean() < least:
            layer.kernel.assign(kept)
            break
        if poisoned and all((answers(repaired, x) == y).mean() < 0.05 for x, y in poisoned):
            break
    return repaired


def rows() -> list[Row]:
    """All finished rows, in the order of the table."""
    done = {path.stem: Row(**json.loads(path.read_text())) for path in ROWS.glob("*.json")}
    order = [f"{name}-{recipe}" for name in NETWORKS for recipe in RECIPES]
    return [done[key] for key in order if key in done]


def write_table(table: list[Row]) -> None:
    """Write build/efficacy.csv and build/efficacy.html, and print nothing."""
    lines = [cells(row) for row in table]
    with tempfile.NamedTemporaryFile(
        "w", dir=ROWS, suffix=".csv", delete=False, newline="", encoding="utf-8"
    ) as file:
        csv.writer(file).writerows([HEADINGS, *lines])
    Path(file.name).replace(REPOSITORY / "build/efficacy.csv")
    body = "".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in line) + "</tr>"
        for line in lines
    )
    head = "".join(f"<th>{heading}</th>" for heading in HEADINGS)
    style = "body{font:14px sans-serif}td,th{padding:4px 12px;text-align:left}"
    page = f"<!doctype html><meta charset=utf-8><title>Efficacy</title><style>{style}</style>"
    page += f"<table><tr>{head}</tr>{body}</table>"
    (REPOSITORY / "build/efficacy.html").write_text(page, encoding="utf-8")


HEADINGS = (
    "network", "recipe", "CA before", "CA after", "ASR before", "ASR after",
    "without trigger before", "without trigger after",
    "target's own accuracy before", "target's own accuracy after",
    "core-seconds", "targets", "suspected",
    "FRR", "missed", "FRR, STRIP alone", "missed, STRIP alone",
)  # fmt: skip


def cells(row: Row) -> list[str]:
    """A row as text, shares in percent."""
    return [
        row.network,
        row.recipe,
        percent(row.clean_accuracy_before),
        percent(row.clean_accuracy_after),
        each_percent(row.attack_success_before),
        each_percent(row.attack_success_after),
        each_percent(row.without_trigger_before),
        each_percent(row.without_trigger_after),
        each_percent(row.target_accuracy_before),
        each_percent(row.target_accuracy_after),
        f"{row.seconds:.0f}",
        " ".join(map(str, row.targets)),
        " ".join(map(str, row.suspected)),
        "" if row.frr is None else percent(row.frr),
        each_percent(row.missed),
        "" if row.strip_frr is None else percent(row.strip_frr),
        each_percent(row.strip_missed),
    ]


def percent(share: float) -> str:
    """Format 0.973 as "97.3"."""
    return f"{100 * share:.1f}"


def each_percent(named: dict[str, float]) -> str:
    """One figure for each trigger."""
    return " ".join(percent(share) for share in named.values())


if __name__ == "__main__":
    sys.exit(main())
