"""Each page shows one next step at most: there is never a second primary button."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QPushButton


def test_no_page_has_two_primary_buttons(no_scene_has):
    def look(window, scene: str) -> Iterator[str]:
        page = window.pages.shown()
        seen = [made for made in page.findChildren(QPushButton) if made.isVisibleTo(page)]
        steps = [made.text() for made in seen if made.property("kind") == "primary"]
        if len(steps) > 1:
            yield f"{scene}: {steps}"

    no_scene_has(look)
