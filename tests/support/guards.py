"""Runs an exported guard in a process of its own, which has nothing of this project."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np

OWN = ("core", "gui", "support")
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
import sys
import time
started = time.monotonic()
images = np.load(given)
frr = None if frr == "" else float(frr)
parts = [run(images[k : k + 32], frr) for k in range(0, len(images), 32)]
found = {name: np.concatenate([np.asarray(part[name]) for part in parts]) for name in parts[0]}
if foreign & set(sys.modules):
    sys.exit(f"imported {foreign & set(sys.modules)}")
np.savez(taken, **found)
"""


def _is_foreign(folder: str) -> bool:
    """Whether packages are found there, and nothing of this repository."""
    return Path(folder).is_dir() and not any(Path(folder, name).is_dir() for name in OWN)


def answers(
    path: Path, format: str, images: np.ndarray, frr: float | None = None
) -> dict[str, np.ndarray]:
    """What the guard at `path` answers to images, uint8 (n, h, w, c), by name, each (n,)."""
    given, taken = (path.with_name(f"{path.name}.{end}") for end in ("given.npy", "taken.npz"))
    np.save(given, images)
    texts = [str(path), str(given), str(taken), "" if frr is None else repr(frr)]
    start = "import sys\nimport numpy as np\npath, given, taken, frr = sys.argv[1:]\n"
    code = start + _RUN[format] + _ANSWER
    # Elsewhere, so that nothing of this repository is found.
    environment = os.environ | {"TF_CPP_MIN_LOG_LEVEL": "3"}
    environment.pop("PYTHONPATH", None)
    packages = [
        each
        for each in sys.path
        if Path(each).name in ("site-packages", "bench-packages", "onnxpk")
    ]
    environment["PYTHONPATH"] = os.pathsep.join(packages)
    run = subprocess.run(
        [sys.executable, "-c", code, *texts],
        cwd=path.parent,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    with np.load(taken) as found:
        return dict(found)
