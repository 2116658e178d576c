"""The bundle by itself: complete, quick to start, and able to install and remove itself."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import pytest
from support.bundle import DIST, REPOSITORY, Bundle, hiding_command, processor_seconds_of

from core.quarantine.wire import ARGUMENT


def everything_below(folder: Path) -> set[Path]:
    return set(folder.rglob("*"))


pytestmark = pytest.mark.timeout(600)


@pytest.fixture
def package() -> Path:
    """The Debian package."""
    return next(DIST.glob("goodnet_*.deb"))


def test_the_repository_is_out_of_sight(bundle: Bundle) -> None:
    # What all tests here rest on: proves that nothing below can have come from the repository.
    if not hiding_command():
        pytest.skip("platform: neither root nor users may have mount namespaces here")
    spy = bundle.folder / "spy"
    spy.write_text(f"#!/bin/sh\nls -A {REPOSITORY}\n")
    spy.chmod(0o755)

    assert bundle.run("spy") == (0, "", "")
    spy.unlink()


def test_the_console_program_tests_itself(bundle: Bundle) -> None:
    code, out, err = bundle.run("goodnet", "--self-test")

    assert (code, err) == (0, "")
    assert json.loads(out)["ok"] is True
    found = json.loads(out)
    assert found["flagged_triggered"] == 1 and found["flagged_clean"] <= 2 / 16


def test_help_and_version_come_at_once(bundle: Bundle) -> None:
    assert bundle.run("goodnet", "--version")[1].startswith("goodnet ")
    assert processor_seconds_of(lambda: bundle.run("goodnet", "--version")) < 0.5
    assert processor_seconds_of(lambda: bundle.run("goodnet", "--help")) < 0.5


def test_inspecting_needs_no_tensorflow_and_less_than_two_seconds(bundle: Bundle) -> None:
    badnet = bundle.folder / "_internal" / "resources" / "demo" / "traffic_signs_badnet.h5"

    code, out, _err = bundle.run("goodnet", "inspect", "--json", badnet)

    assert code == 0
    assert json.loads(out)["safe"] is True
    assert processor_seconds_of(lambda: bundle.run("goodnet", "inspect", badnet)) < 2


@pytest.mark.parametrize(
    ("name", "title"), [("guide.md", "# Guide"), ("guide.de.md", "# Handbuch")]
)
def test_the_guide_is_inside(bundle: Bundle, name: str, title: str) -> None:
    guide = bundle.folder / "_internal" / "docs" / name

    assert guide.read_text(encoding="utf-8").startswith(title)


def readers(bundle: Bundle) -> list[int]:
    """The quarantined processes of the bundle."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            line = (folder / "cmdline").read_bytes()
            if str(bundle.folder).encode() in line and ARGUMENT.encode() in line:
                found.append(int(folder.name))
    return found


def test_a_file_that_its_reader_does_not_survive_is_refused(bundle: Bundle) -> None:
    badnet = bundle.folder / "_internal" / "resources" / "demo" / "traffic_signs_badnet.h5"
    process = bundle.start("goodnet", "inspect", "--json", badnet)
    end = time.monotonic() + 60
    while not (found := readers(bundle)):
        assert time.monotonic() < end and process.poll() is None, "no reader was started"
    os.kill(found[0], signal.SIGSEGV)
    out, err = process.communicate(timeout=60)

    assert process.returncode == 3
    assert json.loads(out)["safe"] is False
    assert "crashed (SIGSEGV)" in json.loads(out)["findings"][0]["what"]
    assert "Traceback" not in err
    assert readers(bundle) == []


def test_installs_for_one_user_and_removes_itself_without_a_trace(bundle: Bundle) -> None:
    environment = {"HOME": str(bundle.home), "PATH": os.defpath}

    subprocess.run([bundle.folder / "install.sh"], env=environment, check=True, cwd="/")
    installed = bundle.home / ".local" / "bin" / "goodnet"
    said = subprocess.run([installed, "--version"], env=environment, capture_output=True, text=True)
    menu = bundle.home / ".local" / "share" / "applications" / "goodnet.desktop"
    entry = menu.read_text()
    subprocess.run(
        [bundle.home / ".local" / "lib" / "goodnet" / "uninstall.sh"], env=environment, check=True
    )

    assert said.stdout.startswith("goodnet ")
    assert f'Exec="{bundle.home}/.local/lib/goodnet/goodnet-desktop" %F' in entry
    left = [path for path in everything_below(bundle.home) if "goodnet" in path.name]
    assert left == []


def test_the_menu_entry_is_valid(bundle: Bundle) -> None:
    entry = bundle.folder / "share" / "applications" / "goodnet.desktop"

    checked = subprocess.run(["desktop-file-validate", entry], capture_output=True, text=True)

    assert (checked.returncode, checked.stdout) == (0, "")


def test_the_debian_package_installs_runs_and_leaves_nothing(package: Path, tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("platform: only root may install packages")
    root = tmp_path / "root"
    for folder in ("updates", "info"):
        (root / "var" / "lib" / "dpkg" / folder).mkdir(parents=True)
    (root / "var" / "lib" / "dpkg" / "status").touch()
    # --force-depends: this root is empty, so that whatever is left can only be ours.
    dpkg = ["dpkg", f"--root={root}", "--force-depends", "--force-script-chrootless"]
    before = everything_below(root)

    subprocess.run([*dpkg, "--install", package], check=True, capture_output=True)
    program = root / "usr" / "bin" / "goodnet"
    said = subprocess.run([program, "--version"], env={}, capture_output=True, text=True)
    subprocess.run([*dpkg, "--purge", "goodnet"], check=True, capture_output=True)

    assert said.stdout.startswith("goodnet ")
    left = everything_below(root) - before
    assert [path for path in left if "dpkg" not in path.parts] == []


def test_lintian_finds_no_error_in_the_package(package: Path) -> None:
    lintian = shutil.which("lintian")
    if lintian is None:
        pytest.skip("lintian is not installed")
    command = [lintian, "--fail-on", "error", "--tag-display-limit", "0", str(package)]

    checked = subprocess.run(command, capture_output=True, text=True)

    assert checked.returncode == 0, checked.stdout
