"""Run an exported guard in a separate process without any of this project's code."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from core.screen.conformal import Calibration
from core.screen.goodnet import GoodNet

OWN = ("core", "gui", "support")
ROUNDS = 7
BATCH = 32  # images at once
_RUN = {
    "savedmodel": """
import tensorflow as tf
signatures = tf.saved_model.load(path).signatures
def run(images, frr):
    if frr is None:
        return signatures["serving_default"](images=tf.constant(images))
    return signatures["at_frr"](images=tf.constant(images), frr=tf.constant(frr, tf.float64))
foreign = {"core", "gui"}
""",
    "onnx": """
import onnxruntime
options = onnxruntime.SessionOptions()
options.log_severity_level = 3
session = onnxruntime.InferenceSession(path, options)
names = [each.name for each in session.get_outputs()]
def run(images, frr):
    given = {"images": images} if frr is None else {"images": images, "frr": np.array(frr)}
    return dict(zip(names, session.run(None, given)))
foreign = {"core", "gui", "tensorflow", "keras", "onnx"}
""",
    "keras": """
import keras
model = keras.models.load_model(path, safe_mode=True)
def run(images, frr):
    if frr is not None:
        model.get_layer("frr").offset = -frr
    return model(images)
foreign = {"core", "gui"}
""",
}
_ANSWER = """
images = np.load(given)
frr = None if frr == "" else float(frr)
parts = [run(images[k : k + batch], frr) for k in range(0, len(images), batch)]
found = {name: np.concatenate([np.asarray(part[name]) for part in parts]) for name in parts[0]}
if foreign & set(sys.modules):
    sys.exit(f"imported {foreign & set(sys.modules)}")
np.savez(taken, **found)
"""
_MEASURE = """
import statistics
import time
images = np.load(given)
def seconds(some):
    started = time.perf_counter()
    np.asarray(run(some, None)["class"])
    return time.perf_counter() - started
def median(some):
    seconds(some)
    return statistics.median(seconds(some) for _ in range(rounds))
np.savez(taken, seconds=[median(images[:count]) for count in batches])
"""


def _is_foreign(folder: str) -> bool:
    """Whether a folder has packages, and none of this repository."""
    return Path(folder).is_dir() and not any(Path(folder, name).is_dir() for name in OWN)


def expected(goodnet: GoodNet, images: np.ndarray, votes: Sequence[str]) -> dict[str, np.ndarray]:
    """The expected answers of a guard: those of GoodNet when its screen has only `votes`."""
    parts = [_expected(goodnet, images[k : k + BATCH], votes) for k in range(0, len(images), BATCH)]
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _expected(goodnet: GoodNet, images: np.ndarray, votes: Sequence[str]) -> dict[str, np.ndarray]:
    evidence = goodnet.evidence(images)
    columns = [goodnet.votes.index(name) for name in votes]
    p = Calibration(goodnet.calibration.votes[:, columns]).p_values(evidence.votes[:, columns])
    answers = evidence.answers
    return {
        "class": np.where(p.min(1) <= goodnet.frr, goodnet.classes, answers.repaired_class),
        "p_value": p.min(1),
        **{f"p_{name}": p[:, k] for k, name in enumerate(votes)},
        "repaired_class": answers.repaired_class,
        "badnet_class": answers.badnet_class,
        "confidence": answers.repaired.max(-1),
        "badnet_confidence": answers.badnet_confidence,
    }


def answers(
    path: Path, format: str, images: np.ndarray, frr: float | None = None
) -> dict[str, np.ndarray]:
    """The answers of the guard at `path` to images, uint8 (n, h, w, c), by name, each (n,)."""
    settings = f"batch = {BATCH}\n"
    return _run(path, format, images, settings + _ANSWER, "" if frr is None else repr(frr))


def seconds(path: Path, format: str, images: np.ndarray, batches: Sequence[int]) -> np.ndarray:
    """The guard's median time in seconds for the first images, for each of the counts."""
    settings = f"rounds, batches = {ROUNDS}, {list(batches)}\n"
    return _run(path, format, images, settings + _MEASURE, "")["seconds"]


def median_seconds(work: Callable[[np.ndarray], object], images: np.ndarray) -> float:
    """The median time of `work` in this process in seconds, after a first call."""
    times = []
    for _ in range(ROUNDS + 1):
        started = time.perf_counter()
        work(images)
        times.append(time.perf_counter() - started)
    return statistics.median(times[1:])


def _run(path: Path, format: str, images: np.ndarray, code: str, frr: str) -> dict[str, np.ndarray]:
    given, taken = (path.with_name(f"{path.name}.{end}") for end in ("given.npy", "taken.npz"))
    np.save(given, images)
    start = "import sys\nimport numpy as np\npath, given, taken, frr = sys.argv[1:]\n"
    # Run it in another folder, so that nothing of this repository is found.
    environment = os.environ | {"TF_CPP_MIN_LOG_LEVEL": "3"}
    environment["PYTHONPATH"] = os.pathsep.join(filter(_is_foreign, sys.path))
    run = subprocess.run(
        [sys.executable, "-c", start + _RUN[format] + code, str(path), str(given), str(taken), frr],
        cwd=path.parent,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    with np.load(taken) as found:
        return dict(found)
