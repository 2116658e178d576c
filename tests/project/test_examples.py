"""The examples in docs/examples run as they stand."""

from __future__ import annotations

import runpy
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from support import hostile

from core.repair.recipes import RECIPES
from core.screen.votes import VOTES

EXAMPLES = Path(__file__).resolve().parents[2] / "docs/examples"


@pytest.fixture
def run(monkeypatch, capsys) -> Callable[..., str]:
    """Runs an example with arguments; answers what it prints."""

    def run(name: str, *arguments: Path) -> str:
        monkeypatch.setattr(sys, "argv", [name, *map(str, arguments)])
        runpy.run_path(str(EXAMPLES / name))
        return capsys.readouterr().out

    return run


def test_every_example_has_a_test_here():
    text = Path(__file__).read_text()
    assert [path.name for path in EXAMPLES.glob("*.py") if f'run("{path.name}"' not in text] == []


def test_repair_and_screen(run):
    shown = run("repair_and_screen.py")
    assert "clean accuracy" in shown and "pictures are flagged" in shown
    program = (EXAMPLES / "repair_and_screen.py").read_text().splitlines()[2:]
    assert len([line for line in program if line]) <= 15


def test_audit_a_folder(run, tmp_path):
    folder, clean = tmp_path / "models", tmp_path / "clean.npz"
    folder.mkdir()
    hostile.lambda_in_a_zip(folder, tmp_path / "marker")
    np.savez(clean, data=np.zeros((8, 12, 12, 3), np.uint8))
    shown = run("audit_folder.py", folder, clean, tmp_path / "out")
    assert shown.startswith("unsafe") and (tmp_path / "out/index.html").exists()


def test_a_recipe_of_ones_own(run, monkeypatch):
    monkeypatch.setitem(RECIPES, "fine-tuning", RECIPES["none"])  # taken out again afterwards
    assert "ASR of yellow_sticker" in run("own_recipe.py")


def test_a_vote_of_ones_own(run, monkeypatch):
    monkeypatch.setitem(VOTES, "edges", VOTES["strip"])  # taken out again afterwards
    shown = run("own_vote.py")
    assert "edges" in shown.splitlines()[0] and "of 30 clean images are flagged" in shown
