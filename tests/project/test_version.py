from __future__ import annotations

import tomllib
from pathlib import Path

from core.version import VERSION

REPOSITORY = Path(__file__).resolve().parents[2]


def test_the_project_and_the_packaged_app_say_the_same_version() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]

    assert project["version"] == VERSION
