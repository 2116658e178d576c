"""Find the system libraries that Qt and OpenCV need, before anything is installed.

The script needs only the system's Python and the standard library:

    python3 resources/system_libs.py [--tests] [--app]

The wheels contain almost everything. The tables below list what the dynamic linker still needs from
the system, read with objdump from the wheels of PySide6 6.12 and opencv-python 5.0. As root on
Debian or Ubuntu, the script installs what is missing. Otherwise it prints the one command that
does. Exit code 0: nothing is missing; 1: something is missing.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable

OLDEST, NEWEST = (3, 11), (3, 13)

PACKAGE_OF_LIBRARY = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libstdc++.so.6": "libstdc++6",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
}
PACKAGE_OF_TEST_PROGRAM = {"Xvfb": "xvfb"}
PACKAGE_OF_APP_PROGRAM = {
    "objdump": "binutils",
    "strip": "binutils",
    "xz": "xz-utils",
    "dpkg-deb": "dpkg",
    "Xvfb": "xvfb",
}


def find_program(name: str) -> str | None:
    """The path of a program; also looks in /sbin, which PATH may lack."""
    path = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/sbin"])
    return shutil.which(name, path=path)


def known_libraries() -> set[str]:
    """The names of all shared libraries in the dynamic linker's cache."""
    ldconfig = find_program("ldconfig")
    if ldconfig is None:
        return set()
    listing = subprocess.run([ldconfig, "-p"], capture_output=True, text=True, check=True).stdout
    return {line.split()[0] for line in listing.splitlines()[1:] if " => " in line}


def missing(needed: dict[str, str], present: Callable[[str], bool]) -> dict[str, str]:
    """The part of `needed` (name -> Debian package) that is not present."""
    return {what: package for what, package in needed.items() if not present(what)}


def python_library() -> dict[str, str]:
    """Python as a shared library, which a bundle includes; Debian packages it separately."""
    folder = sysconfig.get_config_var("LIBDIR")
    name = sysconfig.get_config_var("INSTSONAME")
    return {os.path.join(folder, name): "libpython{}.{}".format(*sys.version_info)}


def find_missing(tests: bool, app: bool) -> dict[str, str]:
    """Everything that is missing, each with its Debian package."""
    libraries = known_libraries()
    programs = (PACKAGE_OF_TEST_PROGRAM if tests else {}) | (PACKAGE_OF_APP_PROGRAM if app else {})
    absent = missing(PACKAGE_OF_LIBRARY, libraries.__contains__)
    absent |= missing(programs, lambda name: find_program(name) is not None)
    absent |= missing(python_library(), os.path.exists) if app else {}
    if importlib.util.find_spec("ensurepip") is None:
        absent["Python's venv module"] = "python3-venv"
    return absent


def install(packages: list[str]) -> None:
    """Install Debian packages; only root can."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-q"], check=True, env=environment)
    command = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    subprocess.run(command, check=True, env=environment)


def explain(absent: dict[str, str]) -> None:
    """Print what is missing, and the one command that installs it if there is one."""
    packages = sorted(set(absent.values()))
    print("GoodNet needs these, and this system does not have them:", file=sys.stderr)
    print("  " + ", ".join(sorted(absent)), file=sys.stderr)
    if find_program("apt-get"):
        print("Install them with this command, then try again:", file=sys.stderr)
        print(f"  sudo apt-get install -y {' '.join(packages)}", file=sys.stderr)
    else:
        print("Debian calls the packages: " + " ".join(packages), file=sys.stderr)
        print("Install what your system calls them, then try again.", file=sys.stderr)


def main() -> int:
    """Check, then install or explain; returns the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--tests", action="store_true", help="also what the tests need")
    parser.add_argument("--app", action="store_true", help="also what building the app needs")
    wanted = parser.parse_args()
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        print(
            f"GoodNet needs Python 3.11 to 3.13, and this is {sys.version.split()[0]}: "
            "name another one with `make PYTHON=/path/to/python3.11`.",
            file=sys.stderr,
        )
        return 1
    if not sys.platform.startswith("linux"):
        return 0
    absent = find_missing(wanted.tests, wanted.app)
    if absent and os.geteuid() == 0 and find_program("apt-get"):
        install(sorted(set(absent.values())))
        importlib.invalidate_caches()
        absent = find_missing(wanted.tests, wanted.app)
    if absent:
        explain(absent)
    return 1 if absent else 0


if __name__ == "__main__":
    sys.exit(main())
