"""A module and a function are short enough to be read at once."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULE_LINES, FUNCTION_LINES = 300, 40
MODULES = sorted(path for folder in ("core", "gui") for path in (ROOT / folder).rglob("*.py"))


def test_no_module_and_no_function_is_too_long():
    assert len(MODULES) > 300
    found = [line for path in MODULES for line in too_long(path.read_text(encoding="utf-8"), path)]
    assert found == [], "split these"


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["x = 1"] * 300, 0),
        (["x = 1"] * 301, 1),
        (["def f():", *["    x = 1"] * 39], 0),
        (["def f():", *["    x = 1"] * 40], 1),
        (["class A:", "    async def f():", *["        x = 1"] * 40], 1),
    ],
)
def test_the_limits_hold_to_the_line(lines, found):
    assert len(list(too_long("\n".join(lines), Path("module.py")))) == found


def too_long(text: str, path: Path) -> Iterator[str]:
    """A line for each module and function beyond its limit."""
    if (lines := len(text.splitlines())) > MODULE_LINES:
        yield f"{path}: {lines} lines"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES:
                yield f"{path}:{node.lineno}: {node.name} has {lines} lines"
