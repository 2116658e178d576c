"""The texts of our own SVG icons, in any color."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "icons"


def svg(name: str, color: str) -> str:
    """The icon `name` in `color`, as #RRGGBB."""
    return (FOLDER / f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", color)
