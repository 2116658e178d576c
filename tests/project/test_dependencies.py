from __future__ import annotations

import re
import tomllib
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]


def declared_names() -> set[str]:
    """Every package that pyproject.toml asks for, in any group or extra."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())
    extras = project["project"]["optional-dependencies"].values()
    groups = [project["project"]["dependencies"], *extras, *project["dependency-groups"].values()]
    return {re.split(r"[^\w-]", asked)[0].lower() for group in groups for asked in group}


def test_every_dependency_has_its_reason() -> None:
    reasons = (REPOSITORY / "CONTRIBUTING.md").read_text().lower()

    assert [name for name in sorted(declared_names()) if f"| {name} |" not in reasons] == []


def test_the_lock_holds_names_versions_and_hashes_and_no_address() -> None:
    lock = (REPOSITORY / "requirements.lock").read_text()
    entries = re.findall(r"^[a-z0-9][^\n]*(?:\n    --hash=sha256:[0-9a-f]{64}[ \\]*)+", lock, re.M)

    assert "://" not in lock
    assert "index-url" not in lock
    assert len(entries) == len(re.findall(r"^\S+==", lock, re.M)) > 50
