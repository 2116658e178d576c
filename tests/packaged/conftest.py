"""The bundle that `make app` left, copied away; and an X server to show its window on."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.bundle import DIST, Bundle, Desktop
from support.x11 import Screen, virtual_screen

if not sys.platform.startswith("linux"):
    pytest.skip("platform: Xvfb and mount namespaces are Linux's", allow_module_level=True)


@pytest.fixture(scope="session")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real copy of the bundle in another folder."""
    if not (DIST / "goodnet").is_dir():
        pytest.skip("there is no bundle: `make app` builds it")
    target = tmp_path_factory.mktemp("elsewhere") / "GoodNet app"
    return Path(shutil.copytree(DIST / "goodnet", target, symlinks=True))


@pytest.fixture
def bundle(copied: Path, tmp_path: Path) -> Bundle:
    """The bundle with an empty home."""
    home = tmp_path / "home"
    home.mkdir()
    return Bundle(copied, home)


@pytest.fixture(scope="session")
def screen() -> Iterator[Screen]:
    """An X server that all tests here share."""
    with virtual_screen() as shown:
        yield shown


@pytest.fixture
def start_desktop(
    bundle: Bundle, screen: Screen, tmp_path: Path
) -> Iterator[Callable[..., Desktop]]:
    """`start_desktop(arguments...)`: a `Desktop` once its window is there."""
    started: list[Desktop] = []

    def start(*arguments: object) -> Desktop:
        process = bundle.start("goodnet-desktop", *arguments, environment={"DISPLAY": screen.name})
        desktop = Desktop(screen, process, screen.wait_for_window(process.pid))
        started.append(desktop)
        return desktop

    yield start
    screen.save_picture(tmp_path / "at-the-end.png")
    for desktop in started:
        desktop.process.kill()
        desktop.process.communicate()
