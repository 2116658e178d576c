"""An image has one name everywhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.records import INSPECTION, REPAIR
from support.verdicts import votes

from core.cli.learned import lines
from core.cli.terminal import verdict_line
from core.files.image_names import image_name
from core.records import Crowd, LearnRecord, Picture, Verdict
from core.report.html import report_html


@pytest.mark.parametrize(
    ("path", "index", "name"),
    [
        ("cam.png", 0, "cam.png"),
        ("CAM.JPG", 0, "CAM.JPG"),
        ("set.h5", 0, "set.h5[0]"),
        ("set.npz", 7, "set.npz[7]"),
        ("part.tfrecord-00001-of-00002", 3, "part.tfrecord-00001-of-00002[3]"),
    ],
)
def test_terminal_and_report_name_an_image_alike(path: str, index: int, name: str) -> None:
    assert image_name(path, index) == name
    verdict = Verdict(
        f"/d/{path}", index, 0, 0, 0, 0.9, 0.9, 0.5, 0.5, 0.1, 0.5, "clean", votes(strip=0.5)
    )
    assert f"  {name}  0  p " in verdict_line(verdict, []).plain
    crowd = Crowd(2, 30, 21, 1.0, 1e-9)
    listed = LearnRecord(9, 3, crowd, crowded=True, pictures=(Picture(verdict.path, index),))
    assert f"  /d/{name}" in lines(listed, Path("new.goodnet"))
    assert f">{name}<" in report_html(INSPECTION, REPAIR, [0.5], [verdict])
