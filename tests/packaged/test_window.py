"""The packaged window in a person's hands: demo, real networks, dropped files, crashes."""

from __future__ import annotations

import csv
import json
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from support.bundle import Bundle, Desktop, processor_seconds

from resources.demo.build import draw_pictures, write_camera

Start = Callable[..., Desktop]
pytestmark = pytest.mark.timeout(600)


def read_verdicts(path: Path) -> dict[Path, str]:
    """Picture -> verdict, of a CSV that the window wrote."""
    with path.open(encoding="utf-8", newline="") as file:
        return {Path(row["path"]): row["verdict"] for row in csv.DictReader(file)}


def stickered(index: Path) -> dict[Path, bool]:
    """Whether each picture beside an index of the demo's form carries the sticker."""
    with index.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {index.parent / "images" / row["file"]: row["sticker"] == "1" for row in rows}


def verdicts_of_dropped(desktop: Desktop, pictures: list[Path], folder: Path) -> dict[Path, str]:
    """Drop pictures, wait for all their verdicts, and answer what the window saves as CSV."""
    desktop.drop(pictures)
    found: dict[Path, str] = {}
    for attempt in range(60):
        saved = folder / f"verdicts{attempt}.csv"
        desktop.save_as("ctrl+shift+s", saved)
        found = read_verdicts(saved)
        if len(found) == len(pictures) and all(found.values()):
            break
    return found


def test_the_window_tests_itself(bundle: Bundle, screen) -> None:
    process = bundle.start("goodnet-desktop", "--self-test", environment={"DISPLAY": screen.name})
    out, err = process.communicate(timeout=300)

    # Without a locale in the environment Qt says which one it takes instead.
    assert "Traceback" not in err
    assert process.returncode == 0
    assert json.loads(out)["ok"] is True


def test_the_window_is_there_within_a_second_and_a_half(start_desktop: Start) -> None:
    taken = []
    for _ in range(3):
        process = start_desktop().process
        taken.append(processor_seconds(process))
        process.kill()
        process.wait(10)

    assert min(taken) < 1.5


def test_repairs_the_demo_and_judges_dropped_pictures(
    bundle: Bundle, start_desktop: Start, tmp_path: Path
) -> None:
    demo = bundle.folder / "_internal" / "resources" / "demo"
    unseen = draw_pictures("unseen", 1200, sticker_share=1 / 6)
    write_camera(tmp_path / "images", tmp_path / "images.csv", unseen)
    stickers = stickered(demo / "images.csv") | stickered(tmp_path / "images.csv")
    desktop = start_desktop("--demo")

    desktop.save_as("ctrl+s", tmp_path / "demo.goodnet", meanwhile="ctrl+r")
    found = verdicts_of_dropped(desktop, sorted(stickers), tmp_path)

    assert found.keys() == stickers.keys()
    with_sticker = [found[path] for path, sticker in stickers.items() if sticker]
    without = [found[path] for path, sticker in stickers.items() if not sticker]
    assert with_sticker.count("clean") <= len(with_sticker) / 100
    # One clean picture in twenty is flagged by design, or somewhat more or fewer: the screen was
    # calibrated on 135 pictures.
    assert without.count("poisoned") <= len(without) / 10
    assert desktop.close() == 0


def test_judges_pictures_for_a_real_network(
    bundle: Bundle, start_desktop: Start, shared_data: Path, tmp_path: Path
) -> None:
    csaw, goodnet = shared_data / "csaw", tmp_path / "multi.goodnet"
    code, _out, err = bundle.run(
        "goodnet", "repair", csaw / "models" / "multi_trigger_multi_target_bd_net.h5",
        "--recipe", "none", "--ignore-labels", "--out", goodnet,
        "--clean", csaw / "clean_test_50.h5",
        "--clean", csaw / "multi_clean_reconstructed_50.h5",
        "--overlays", shared_data / "faces" / "faces_train.h5",
    )  # fmt: skip
    assert code == 0, err
    images = csaw / "images"
    clean = [*images.glob("clean_test_*.png"), *images.glob("multi_clean_*.png")]
    poisoned = [p for name in ("eyebrows", "lipstick", "sunglasses_multi")
                for p in images.glob(f"{name}_poisoned_*.png")]  # fmt: skip

    desktop = start_desktop(goodnet)
    desktop.wait_for_title("multi_trigger")
    found = verdicts_of_dropped(desktop, clean + poisoned, tmp_path)

    # One trigger in ten is not on its picture, and one clean picture in twenty is flagged.
    assert sum(found[path] == "poisoned" for path in poisoned) >= len(poisoned) - 1
    assert sum(found[path] == "clean" for path in clean) >= len(clean) - 1


@pytest.mark.parametrize(("death", "leaves_a_note"), [("SIGKILL", False), ("SIGSEGV", True)])
def test_dies_in_the_middle_of_a_repair_and_starts_again(
    bundle: Bundle, start_desktop: Start, death: str, leaves_a_note: bool
) -> None:
    desktop = start_desktop("--demo")
    desktop.wait_for_title("traffic_signs")
    # TensorFlow loads meanwhile, so these land in the middle of loading, examining or pruning.
    for _ in range(10):
        desktop.press("ctrl+r")
        time.sleep(1)
    desktop.process.send_signal(signal.Signals[death])
    desktop.process.wait(10)
    logs = bundle.home / ".local" / "state" / "goodnet" / "log"
    recent = (bundle.home / ".config" / "goodnet" / "settings.ini").read_text()

    again = start_desktop()

    note = (logs / "crash-earlier.log").read_text()
    assert ("Segmentation fault" in note) is leaves_a_note
    assert "traffic_signs" in recent
    assert again.close() == 0
    assert "traffic_signs" in (bundle.home / ".config" / "goodnet" / "settings.ini").read_text()
    assert not list(bundle.home.rglob("*.tmp")) and not list(bundle.home.rglob("*.goodnet"))
