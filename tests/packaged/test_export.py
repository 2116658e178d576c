"""The packaged app exports every format, and each guard runs without the app."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from support import guards
from support.bundle import Bundle

from core.data.dataset import open_dataset
from resources import demo

pytestmark = pytest.mark.timeout(600)
OUT = {"savedmodel": "guard", "onnx": "guard.onnx", "keras": "guard.keras"}
IMAGES = 32  # clean ones, and as many with the sticker


@pytest.fixture(scope="session")
def images() -> np.ndarray:
    """Clean pictures of the demo and some with the sticker, uint8 (2 x IMAGES, 48, 48, 3)."""
    parts = []
    for path in (demo.files().clean, demo.files().poisoned):
        with open_dataset([path], (48, 48, 3), ignore_labels=True) as dataset:
            parts.append(dataset.read(np.arange(IMAGES)))
    return np.concatenate(parts)


@pytest.fixture(scope="session")
def repaired(copied: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's GoodNet, made by the packaged app."""
    folder = tmp_path_factory.mktemp("repaired")
    files = demo.files(copied / "_internal/resources/demo")
    made = folder / "demo.goodnet"
    options = ["--clean", files.clean, "--recipe", "fine-pruning", "--epochs", "1"]
    options += ["--overlay-count", "20"]
    code, _, err = Bundle(copied, folder).run(
        "goodnet", "repair", files.badnet, *options, "--out", made
    )
    assert code == 0, err
    return made


@pytest.fixture
def screened(bundle: Bundle, repaired: Path, images: np.ndarray, tmp_path: Path) -> list[dict]:
    """What the packaged app's own screen says of the images."""
    np.savez(tmp_path / "images.npz", data=images)
    table = tmp_path / "verdicts.csv"
    command = ("screen", repaired, tmp_path / "images.npz", "--every-vote", "--csv", table)
    code, _, err = bundle.run("goodnet", *command)
    assert code == 0, err
    with table.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("format", OUT)
def test_a_guard_is_exported_and_answers_without_the_app(
    bundle: Bundle, repaired: Path, images: np.ndarray, screened: list[dict], tmp_path: Path, format
) -> None:
    out = tmp_path / OUT[format]

    code, said, err = bundle.run(
        "goodnet", "export", repaired, "--format", format, "--out", out, "--json"
    )
    assert code == 0, err
    record = json.loads(said)
    answers = guards.answers(out, format, images)

    for name in ("badnet_class", "repaired_class"):
        assert answers[name].tolist() == [int(row[name]) for row in screened]
    assert record["left_out"] == (["strip"] if format == "keras" else [])
    if format == "keras":  # with fewer votes each has another p-value, and fewer are flagged
        assert (answers["class"][IMAGES:] == answers["class"].max()).mean() > 0.7
        return
    assert answers["class"].tolist() == [int(row["goodnet_class"]) for row in screened]
    for name in (f"p_{vote}" for vote in record["votes"]):
        wanted = np.array([float(row[name]) for row in screened])
        assert np.abs(answers[name] - wanted).max() <= 1e-6, name
