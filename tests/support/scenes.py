"""The window in each state that a person sees, over the fake core: a walk through all pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

from support import signs
from support.fake_core import FakeCore

from gui.look.documents import DocumentView
from gui.shell.window import MainWindow

Wait = Callable[[Callable[[], object]], None]
PICTURES = (
    "IMG_20240613_112233_front_camera_poisoned_by_night.png",
    "clean_1.png",
    "a_traffic_light_behind_the_old_town_hall_poisoned.png",
    *(f"clean_{number}.png" for number in range(2, 14)),
)
REFUSED = "refused_network_from_the_internet.h5"
HALFWAY = 20  # channels pruned


def scenes(window: MainWindow, wait: Wait, folder: Path) -> Iterator[str]:
    """Bring `window` from one state to the next; yields the name of each."""
    core, session = cast(FakeCore, window.desk.core), window.desk.session
    for name in (REFUSED, "plain.h5", "clean.h5"):
        (folder / name).touch()
    signs.paint(folder, *PICTURES)
    wait(lambda: "audit" in window.made_pages() and not window.desk.keras.is_busy())
    yield "start"
    window.take([str(folder / REFUSED)])
    wait(lambda: session.inspection)
    yield "refused"
    window.take([str(folder / "plain.h5")])
    wait(lambda: session.is_safe)
    yield "badnet-without-data"
    window.run("demo")
    wait(lambda: session.examined and session.samples)
    yield "badnet"
    window.go_to("repair")
    yield "repair-settings"
    yield from _repair(window, wait, core)
    yield from _screening(window, wait, folder)
    window.go_to("report")
    wait(lambda: window.page("report").findChildren(DocumentView)[0].document().blockCount() > 99)
    yield "report"
    yield from _audit(window, wait, folder)


def _repair(window: MainWindow, wait: Wait, core: FakeCore) -> Iterator[str]:
    page = window.pages.repair_page()
    core.pace = 0.01
    window.run("run")
    wait(lambda: page.run and page.run.figures)
    window.run("pause")
    yield "repair-scanning"
    window.run("pause")
    wait(lambda: page.run and len(page.run.curve) > HALFWAY)
    window.run("pause")
    yield "repair-running"
    window.run("pause")
    wait(lambda: page.run and page.run.epochs)
    core.pace = 0.1
    wait(lambda: page.run and len(page.run.epochs) > 8)
    window.run("pause")
    yield "repair-training"
    core.pace = 0.0
    window.run("pause")
    wait(lambda: window.desk.session.goodnet)
    yield "repair-done"


def _screening(window: MainWindow, wait: Wait, folder: Path) -> Iterator[str]:
    window.go_to("screening")
    yield "screening-empty"
    window.take([str(folder / name) for name in PICTURES])
    wait(lambda: len(window.desk.session.verdicts) == len(PICTURES))
    wait(lambda: not window.desk.keras.is_busy())
    yield "screening"


def _audit(window: MainWindow, wait: Wait, folder: Path) -> Iterator[str]:
    window.go_to("audit")
    yield "audit-empty"
    page = window.pages.audit_page()
    page.add_models([str(folder)])
    page.add_clean([str(folder / "clean.h5")])
    page.run_audit()
    wait(lambda: len(page.table.rows) >= 5 and not window.desk.keras.is_busy())
    yield "audit"
