"""Strange files: a seeded few of those that `make harden` tries, and all that ever did harm."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path

import pytest
from harden.fuzz import Plan, replay, run
from harden.mutation import spoil_json

from core.errors import Unreadable
from core.screen.goodnet_file import open_goodnet

HARDEN = Path(__file__).parents[2] / "harden"
FOUND = sorted((HARDEN / "found").iterdir())
INPUTS = 1500


def test_strange_files_are_refused_in_a_sentence_or_opened(tmp_path: Path) -> None:
    rows = run(Plan(tmp_path, seed=1, count=INPUTS, workers=2))
    assert sum(row.tried for row in rows) == INPUTS
    assert min(row.refused or 0 for row in rows) > 0
    told = [file.read_text() for file in tmp_path.glob("*.txt")]
    assert not told, "\n".join(told)


def test_one_seed_makes_the_same_strange_config_again() -> None:
    config = json.dumps({"layers": [{"class_name": "Dense", "config": {"units": 3}}]}).encode()

    def made() -> list[bytes]:
        draws = (random.Random(seed) for seed in range(3000))
        return [spoil_json(config, draw) for draw in draws]

    assert made() == made()


@pytest.mark.parametrize(
    "found", [path for path in FOUND if path.suffix == ".goodnet"], ids=lambda path: path.stem
)
def test_found_goodnet_files_are_of_today_s_format(found: Path) -> None:
    """Or they would be refused before they reach what they are kept for."""
    with pytest.raises(Unreadable) as refused:
        open_goodnet(found)
    assert "another version" not in str(refused.value)
    assert "does not hold what" not in str(refused.value)


@pytest.mark.parametrize("found", FOUND, ids=lambda path: path.stem)
def test_what_once_did_harm_does_none(found: Path, tmp_path: Path) -> None:
    copy = shutil.copy(found, tmp_path)
    outcome, why = replay(Path(copy))
    assert outcome != "fault", why


def test_what_crashes_hdf5_itself_is_refused_by_the_app(tmp_path: Path) -> None:
    crashing = shutil.copy(HARDEN / "confined" / "file-that-crashes-hdf5-model.h5", tmp_path)
    assert replay(Path(crashing), confined=True) == ("refused", "")
