"""GitHub's workflows: actions are pinned to commits, and nothing may write."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
FILES = sorted((REPOSITORY / ".github").rglob("*.yml"))
PINNED = re.compile(r"[\w./-]+@[0-9a-f]{40} # v\d+(\.\d+)*")


def test_every_action_is_pinned_to_a_commit_with_its_version_beside():
    used = [
        line.split("uses:")[1].strip()
        for path in FILES
        for line in path.read_text(encoding="utf-8").splitlines()
        if "uses:" in line and "uses: ./" not in line
    ]
    assert used and [each for each in used if not PINNED.fullmatch(each)] == []


def test_workflows_may_read_and_nothing_else():
    for path in (REPOSITORY / ".github/workflows").glob("*.yml"):
        text = path.read_text(encoding="utf-8")
        assert re.search(r"^permissions:\n  contents: read$", text, re.M), path.name
        assert not re.search(r": write\b|write-all", text), path.name


def test_every_python_that_the_project_allows_is_tested():
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]
    lowest, below = map(int, re.findall(r"3\.(\d+)", project["requires-python"]))
    workflow = (REPOSITORY / ".github/workflows/build.yml").read_text(encoding="utf-8")
    (listed,) = re.findall(r"^\s+python: \[(.*?)\]", workflow, re.M)
    assert re.findall(r"3\.\d+", listed) == [f"3.{minor}" for minor in range(lowest, below)]
