"""The parts for Linux only: stripped libraries, a menu entry, a .tar.xz and a Debian package."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

from resources.system_libs import PACKAGE_OF_LIBRARY

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = Path(__file__).parent / "linux"
SCRIPTS = ("install.sh", "uninstall.sh", "refresh.sh")
ICON_SIZES = (16, 24, 32, 48, 64, 128, 256, 512)

# Without these libraries Qt falls back to X11, so they are recommended, not required.
PACKAGE_OF_WAYLAND_LIBRARY = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
LIBRARIES_OF_LIBC = re.compile(r"lib(c|m|dl|rt|util|pthread|resolv)\.so\.\d|ld-linux.*\.so\.\d")
NEEDED = re.compile(r"^ +NEEDED +(\S+)", re.MULTILINE)
LIBC_VERSION = re.compile(r"\bGLIBC_(\d+)\.(\d+)")
# Level 2 takes a third of the default's time for a size larger by a tenth.
XZ_LEVEL = "2"


def strip(bundle: Path) -> None:
    """Remove the symbol tables of TensorFlow's libraries, which take 200 MB.

    Other libraries are left alone: auditwheel has rewritten those of other wheels with patchelf,
    and stripping such libraries again breaks some of them.
    """
    libraries = [
        path
        for path in (bundle / "_internal" / "tensorflow").rglob("*.so*")
        if not path.is_symlink()
    ]
    subprocess.run(["strip", "--strip-unneeded", *libraries], check=True)


def clear_execute_bits(bundle: Path) -> None:
    """Remove the execute bits of libraries, which are loaded, not run; Debian forbids the bits."""
    for path in bundle.rglob("*.so*"):
        if path.is_file() and not path.is_symlink():
            path.chmod(0o644)


def add_desktop_files(bundle: Path, drawn: Path) -> None:
    """Put menu entry, file types, icons and the install scripts into the bundle."""
    share = bundle / "share"
    _place(TEMPLATES / "goodnet.desktop", share / "applications")
    _place(TEMPLATES / "goodnet.xml", share / "mime" / "packages")
    hicolor = share / "icons" / "hicolor"
    _place(ROOT / "resources" / "icons" / "app.svg", hicolor / "scalable" / "apps", "goodnet.svg")
    for size in ICON_SIZES:
        _place(drawn / f"app-{size}.png", hicolor / f"{size}x{size}" / "apps", "goodnet.png")
    for script in SCRIPTS:
        shutil.copy(TEMPLATES / script, bundle)


def _place(source: Path, folder: Path, name: str = "") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, folder / (name or source.name))


def archive(bundle: Path, target: Path) -> Path:
    """Compress the bundle on all processors."""
    command = ["tar", "--owner=0", "--group=0", "-C", bundle.parent, "-cJf", target, bundle.name]
    subprocess.run(command, check=True, env=os.environ | {"XZ_OPT": f"-T0 -{XZ_LEVEL}"})
    return target


def debian_package(bundle: Path, version: str, folder: Path) -> Path:
    """Make a .deb with the bundle in /usr/lib, links in /usr/bin, and the rest in /usr/share.

    It has no maintainer scripts, so removing it leaves nothing behind.
    """
    stage = ROOT / "build" / "deb"
    shutil.rmtree(stage, ignore_errors=True)
    library = stage / "usr" / "lib" / "goodnet"
    # Use hard links instead of copying a gigabyte.
    shutil.copytree(bundle, library, symlinks=True, copy_function=os.link)
    shutil.move(library / "share", stage / "usr" / "share")
    for script in SCRIPTS:
        (library / script).unlink()
    programs = stage / "usr" / "bin"
    programs.mkdir()
    for name in ("goodnet", "goodnet-desktop"):
        (programs / name).symlink_to(f"../lib/goodnet/{name}")
    _write_documents(stage / "usr" / "share", version)
    _write_control(stage, bundle, version)
    architecture = _architecture()
    target = folder / f"goodnet_{version}_{architecture}.deb"
    command = ["dpkg-deb", "--root-owner-group", "-Zxz", f"-z{XZ_LEVEL}", "--build"]
    subprocess.run([*command, stage, target], check=True, stdout=subprocess.DEVNULL)
    return target


def _write_documents(share: Path, version: str) -> None:
    documents = share / "doc" / "goodnet"
    documents.mkdir(parents=True)
    licence = (ROOT / "LICENSE").read_text().split("\n\n", 2)[2]
    indented = "\n".join(f" {line}" if line else " ." for line in licence.strip().splitlines())
    copyright_text = (TEMPLATES / "copyright").read_text().replace("@LICENSE@", indented)
    (documents / "copyright").write_text(copyright_text)
    shutil.copyfile(ROOT / "CHANGELOG.md", documents / "CHANGELOG.md")
    changelog = (TEMPLATES / "changelog").read_text().replace("@VERSION@", version)
    changelog = changelog.replace("@DATE@", format_datetime(datetime.now(UTC)))
    (documents / "changelog.gz").write_bytes(gzip.compress(changelog.encode(), mtime=0))
    _place(TEMPLATES / "lintian-overrides", share / "lintian" / "overrides", "goodnet")


def _write_control(stage: Path, bundle: Path, version: str) -> None:
    kib = sum(file.lstat().st_size for file in stage.rglob("*") if not file.is_dir()) // 1024
    control = (TEMPLATES / "control").read_text()
    for name, value in {
        "VERSION": version,
        "ARCHITECTURE": _architecture(),
        "INSTALLED_KIB": str(kib),
        "DEPENDS": ", ".join(system_packages(bundle)),
        "RECOMMENDS": ", ".join(sorted(PACKAGE_OF_WAYLAND_LIBRARY.values())),
    }.items():
        control = control.replace(f"@{name}@", value)
    (stage / "DEBIAN").mkdir()
    (stage / "DEBIAN" / "control").write_text(control)


def _architecture() -> str:
    command = ["dpkg", "--print-architecture"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def system_packages(bundle: Path) -> list[str]:
    """The Debian packages of the libraries that the bundle takes from the system.

    Raises:
        KeyError: the bundle needs a library that no table lists.
    """
    dumped = _dump_headers([path for path in bundle.rglob("*") if _is_elf(path)])
    inside = {path.name for path in bundle.rglob("*.so*")} | PACKAGE_OF_WAYLAND_LIBRARY.keys()
    outside = {name for name in NEEDED.findall(dumped) if name not in inside}
    newest = max((int(major), int(minor)) for major, minor in LIBC_VERSION.findall(dumped))
    packages = {PACKAGE_OF_LIBRARY[n] for n in outside if not LIBRARIES_OF_LIBC.fullmatch(n)}
    return [f"libc6 (>= {newest[0]}.{newest[1]})", *sorted(packages)]


def _is_elf(path: Path) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def _dump_headers(files: list[Path]) -> str:
    command = ["objdump", "-p", *map(str, files)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
