"""docs/deploy.md as a newcomer follows it: every step, in order, in a clone's folder."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
PAGE = (REPOSITORY / "docs/deploy.md").read_text(encoding="utf-8")
# How the blocks of each language are run; anything else is checked below.
RUNS = {
    "sh": ["bash", "-euo", "pipefail", "-c"],
    "python": [sys.executable, "-c"],
    "py": [sys.executable, "-c"],
    "js": ["node", "--input-type=module", "-e"],
}
NODE = "onnxruntime-node"
pytestmark = pytest.mark.timeout(900)


def steps() -> Iterator[tuple[str, str]]:
    """The page's blocks of code in order: language and text."""
    for found in re.finditer(r"^```(\w+)\n(.*?)^```$", PAGE, re.M | re.S):
        yield found[1], found[2]


def block(language: str) -> str:
    """The only block in a language."""
    (text,) = (text for name, text in steps() if name == language)
    return text


def where_node_is() -> Path | None:
    """The folder whose node_modules holds onnxruntime, if one above the page has it."""
    places = (each for each in (REPOSITORY, *REPOSITORY.parents) if shutil.which("node"))
    return next((each for each in places if (each / "node_modules" / NODE).is_dir()), None)


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the clone's files in which all steps have run."""
    folder = tmp_path_factory.mktemp("clone")
    (folder / "resources").symlink_to(REPOSITORY / "resources")
    node = where_node_is()
    if node is not None:
        (folder / "node_modules").symlink_to(node / "node_modules")
    environment = os.environ | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
    }
    for language, text in steps():
        if language not in RUNS or (language == "js" and node is None):
            continue
        command = [*RUNS[language], text]
        run = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
        assert run.returncode == 0, f"{text}\n{run.stdout}{run.stderr}"
    return folder


def test_every_step_of_the_page_runs(clone):
    made = {"mine.goodnet", "guard", "guard.onnx", "guard.keras", "images.npy", "images.raw"}
    assert made <= set(os.listdir(clone))


def test_no_block_is_left_out():
    assert {language for language, _ in steps()} == {*RUNS, "protobuf", "yaml"}


def test_requests_to_tensorflow_serving_fit_the_signatures(clone):
    import tensorflow as tf

    signatures = tf.saved_model.load(str(clone / "guard/1")).signatures
    bodies = [json.loads(each) for each in re.findall(r"-d '(\{.*\})'", PAGE)]
    assert len(bodies) == 2
    for body in bodies:
        given = body["inputs"] if "inputs" in body else body["instances"][0]
        taken = signatures[body["signature_name"]].structured_input_signature[1]
        assert given.keys() == taken.keys()
        # A row for each image is only possible where every input has one.
        assert "inputs" in body or all(spec.shape.rank for spec in taken.values())


def test_tritons_configuration_fits_the_guard(clone):
    import onnx  # pyright: ignore[reportMissingImports]

    graph = onnx.load(clone / "guard.onnx").graph
    kinds = {"TYPE_UINT8": "UINT8", "TYPE_INT32": "INT32", "TYPE_FP64": "DOUBLE"}
    said = {
        name: (kinds[kind], [int(side) for side in sides.split(",")])
        for name, kind, sides in re.findall(
            r'name: "(\w+)" data_type: (\w+) dims: \[(.*?)\]', block("protobuf")
        )
    }
    held = {
        each.name: (
            onnx.TensorProto.DataType.Name(each.type.tensor_type.elem_type),
            [side.dim_value or -1 for side in each.type.tensor_type.shape.dim],
        )
        for each in (*graph.input, *graph.output)
    }
    assert said.keys() == {"images", "class", "p_value"}
    assert {name: held[name] for name in said} == said


def test_what_watches_a_service_takes_what_the_guard_states(clone):
    about = json.loads((clone / "guard/1/assets.extra/guard.json").read_text())
    assert {"frr", "least_frr", "calibration_images", "votes"} <= about.keys()
