"""Tests of the window ask it by names, words and records, never by what it keeps to itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
OF_THE_WINDOW = (
    "gui",
    "e2e",
    "packaged/test_window.py",
    "benchmarks/window.py",
    "support/asking.py",
    "support/demo.py",
    "support/desk.py",
    "support/soaked_app.py",
    "support/watched_app.py",
)


def files() -> Iterator[Path]:
    for name in OF_THE_WINDOW:
        place = TESTS / name
        yield from sorted(place.rglob("*.py")) if place.is_dir() else [place]


def private_attributes(source: str) -> list[str]:
    """What a source asks of others that begins with one underscore; `self` may have its own."""
    return [
        ast.unparse(node)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute)
        and node.attr.startswith("_")
        and not node.attr.startswith("__")
        and ast.unparse(node.value) not in ("self", "cls")
    ]


def test_what_is_private_is_found():
    source = "page._job.cancel()\nself._own = type(page).__name__\n"
    assert private_attributes(source) == ["page._job"]


def test_no_test_of_the_window_looks_inside():
    found = {
        str(path.relative_to(TESTS)): inside
        for path in files()
        if (inside := private_attributes(path.read_text(encoding="utf-8")))
    }
    assert found == {}
