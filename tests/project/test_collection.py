from __future__ import annotations

import re
import tomllib
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
ASKED_FOR_BY_NAME = {"packaged", "benchmarks"}


def test_make_test_runs_every_folder_once() -> None:
    lines = (TESTS.parent / "Makefile").read_text().split("\ntest: ")[1].split("\n\n")[0]
    named = re.findall(r"tests/(\w+)", " ".join(re.findall(r"\tpytest .*", lines)))
    settings = tomllib.loads((TESTS.parent / "pyproject.toml").read_text())["tool"]["pytest"]
    collected = [Path(path).name for path in settings["ini_options"]["testpaths"]]

    assert sorted(named) == sorted(collected)


def test_no_folder_of_tests_is_forgotten() -> None:
    settings = tomllib.loads((TESTS.parent / "pyproject.toml").read_text())["tool"]["pytest"]
    collected = {Path(path).name for path in settings["ini_options"]["testpaths"]}

    with_tests = {path.parent.relative_to(TESTS).parts[0] for path in TESTS.rglob("test_*.py")}

    assert with_tests - ASKED_FOR_BY_NAME == collected
