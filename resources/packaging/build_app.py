"""Build the packaged app for the present system.

    python -m resources.packaging.build_app

The results in dist/ are the bundle (goodnet/, on macOS GoodNet.app), a compressed archive of it,
and on Linux a Debian package. The build fails if PyInstaller misses something or a size limit is
exceeded.
"""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from resources.packaging import icons, linux

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = Path(__file__).parent
DRAWN = ROOT / "build" / "packaging"
DIST = ROOT / "dist"
UNPACKED_LIMIT_MB = 1500
COMPRESSED_LIMIT_MB = 500


def version() -> str:
    """The version in pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]


def prepare() -> None:
    """Draw the icons, and fill in the files that build.spec reads from build/packaging."""
    icons.main(DRAWN)
    numbers = ", ".join([*version().split("."), "0"])
    template = (PACKAGING / "windows-version.txt").read_text()
    filled = template.replace("@NUMBERS@", numbers).replace("@VERSION@", version())
    (DRAWN / "windows-version.txt").write_text(filled)


def bundle() -> Path:
    """Run PyInstaller; returns its folder, or on macOS the app."""
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level=WARN"]
    subprocess.run([*command, "build.spec"], cwd=ROOT, check=True)
    return DIST / ("GoodNet.app" if sys.platform == "darwin" else "goodnet")


def archive(made: Path) -> Path:
    """Compress the bundle: .tar.xz on Linux, .zip elsewhere."""
    target = DIST / f"goodnet-{version()}-{sys.platform}-{platform.machine().lower()}"
    if sys.platform.startswith("linux"):
        return linux.archive(made, target.with_name(target.name + ".tar.xz"))
    if sys.platform == "darwin":
        # ditto preserves the links and signatures in a Mac app.
        zipped = target.with_name(target.name + ".zip")
        subprocess.run(["ditto", "-c", "-k", "--keepParent", made, zipped], check=True)
        return zipped
    return Path(shutil.make_archive(str(target), "zip", DIST, made.name))


def megabytes(path: Path) -> float:
    """The size of a file, or of all files in a folder, each counted once; links do not count."""
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(file.lstat().st_size for file in files if not file.is_dir()) / 1e6


def check_size(path: Path, limit: int) -> None:
    """Print a size, and end the build if it exceeds the limit."""
    size = megabytes(path)
    print(f"{path.relative_to(ROOT)}: {size:.0f} MB (at most {limit})", flush=True)
    if size > limit:
        sys.exit(f"{path.name} is larger than it may be.")


def main() -> None:
    """Build everything, and check it against the limits."""
    prepare()
    made = bundle()
    if sys.platform.startswith("linux"):
        linux.strip(made)
        linux.clear_execute_bits(made)
        linux.add_desktop_files(made, DRAWN)
    check_size(made, UNPACKED_LIMIT_MB)
    check_size(archive(made), COMPRESSED_LIMIT_MB)
    if sys.platform.startswith("linux"):
        check_size(linux.debian_package(made, version(), DIST), COMPRESSED_LIMIT_MB)


if __name__ == "__main__":
    main()
