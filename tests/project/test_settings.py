"""Every number of a settings dataclass names its source, and the table of a measurement exists."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.markdown import anchor_of

REPOSITORY = Path(__file__).resolve().parents[2]
SOURCE = re.compile(r"# \[(paper: .+|measured: (docs/[\w/.-]+\.md)#([\w-]+)|chosen)\]")


def numbers() -> Iterator[tuple[str, str]]:
    """Each field of a settings dataclass that is a number or numbers, and its line."""
    for path in sorted((REPOSITORY / "core").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if "Settings:" not in text:
            continue
        lines = text.splitlines()
        for made in ast.walk(ast.parse(text)):
            if not isinstance(made, ast.ClassDef) or not made.name.endswith("Settings"):
                continue
            for field in made.body:
                if not isinstance(field, ast.AnnAssign) or not field.value:
                    continue
                if not isinstance(field.value, ast.Call) and field.end_lineno:
                    yield f"{made.name}.{ast.unparse(field.target)}", lines[field.end_lineno - 1]


NUMBERS = dict(numbers())


def test_the_settings_are_found():
    assert {"FineTuneSettings.rho", "UnlearnSettings.pool", "SuspicionSettings.gap"} <= {*NUMBERS}


@pytest.mark.parametrize("name", NUMBERS)
def test_each_number_names_its_source(name):
    found = SOURCE.search(NUMBERS[name])
    assert found, NUMBERS[name]
    if found[2] is not None:
        assert has_table((REPOSITORY / found[2]).read_text(encoding="utf-8"), found[3])


@pytest.mark.parametrize(
    ("anchor", "found"), [("the-gap", True), ("prose", False), ("within", True), ("nothing", False)]
)
def test_a_source_is_a_section_with_a_table_of_its_own(anchor, found):
    document = (
        "# The gap\n| a |\n| --- |\n## Prose\nNo figures | here.\n### Within\n| b |\n| --- |\n"
    )
    assert has_table(document, anchor) == found


def has_table(document: str, anchor: str) -> bool:
    """Whether the section of that anchor exists and holds a table before the next heading."""
    sections = re.split(r"^#+ (.+)\n", document, flags=re.M)
    texts = dict(zip(map(anchor_of, sections[1::2]), sections[2::2], strict=True))
    return re.search(r"^\| --- \|", texts.get(anchor, ""), re.M) is not None
