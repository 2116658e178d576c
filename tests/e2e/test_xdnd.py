"""A folder that a file manager drops on the running app ends in the right verdicts."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from resources.demo import files

pytestmark = [
    pytest.mark.skipif(
        not sys.platform.startswith("linux"), reason="platform: XDND is a protocol of X11"
    ),
    pytest.mark.timeout(300),
]

REPOSITORY = Path(__file__).resolve().parents[2]
SCREEN_SIZE = "1400x900x24"


@pytest.fixture
def screen() -> Iterator[str]:
    """The display of an Xvfb that was started for the test."""
    if shutil.which("Xvfb") is None:
        pytest.skip("Xvfb is not installed")
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", SCREEN_SIZE, "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as number:
        yield f":{number.readline().strip()}"
    server.terminate()
    server.wait()


@pytest.fixture
def goodnet(tmp_path: Path) -> Path:
    """The demo's BadNet behind its screen; repairing it would change no verdict."""
    demo, made = files(), tmp_path / "signs.goodnet"
    # At an FRR of 1 % none of the few clean pictures is rejected by chance.
    arguments = ["repair", demo.badnet, "--clean", demo.clean, "--recipe", "none", "--frr", "0.01"]
    arguments += ["--out", made]
    subprocess.run(
        [sys.executable, "-m", "core", *map(str, arguments)],
        check=True,
        cwd=REPOSITORY,
        stderr=subprocess.DEVNULL,
    )
    return made


def test_a_folder_dropped_by_a_file_manager_gets_the_right_verdicts(
    screen: str, goodnet: Path, tmp_path: Path
) -> None:
    from support.xdnd import drop_files, find_window

    demo = files()
    with demo.images_index.open(encoding="utf-8") as index:
        stickers = {row["file"]: row["sticker"] == "1" for row in csv.DictReader(index)}
    script = REPOSITORY / "tests" / "support" / "watched_app.py"
    environment = {
        **os.environ,
        "DISPLAY": screen,
        "QT_QPA_PLATFORM": "xcb",
        "PYTHONPATH": str(REPOSITORY),
        "HOME": str(tmp_path),
    }
    with subprocess.Popen(
        [sys.executable, str(script), str(len(stickers)), str(goodnet)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment,
    ) as app:
        assert app.stdout is not None
        assert app.stdout.readline().strip() == "ready"
        window = find_window(screen, app.pid)
        assert drop_files(screen, window, [demo.images.as_uri()]) is True
        verdicts = json.loads(app.stdout.readline())
        assert app.wait(30) == 0
    assert set(verdicts) == set(stickers)
    assert {name for name, word in verdicts.items() if word == "poisoned"} == {
        name for name, has_sticker in stickers.items() if has_sticker
    }
