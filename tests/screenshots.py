"""Pictures of every page, light and dark, made by driving the real application on the demo.

`python tests/screenshots.py` writes build/screenshots: 1024x700, 1280x800, 1920x1080, and 2560x1440
at scale 2, in English and in German. The window is offscreen, so no display is needed. Each scale
and language is a story of its own. The first one repairs and audits; the others are told the same
records more quickly (support/replay.py), so all pictures show one run.

`python tests/screenshots.py --sheets .github/screenshots/sheets` then takes no pictures, but puts
those of build/screenshots together: one contact sheet for each size and appearance, as
docs/pages.md shows them.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from gui.job import Records
from gui.port import Core, Demo

# Sizes of the window by the screen's scale; as many pixels times the scale in the picture.
SIZES = {1: ((1024, 700), (1280, 800), (1920, 1080)), 2: ((1280, 720),)}
LANGUAGES = ("en", "de")
SCHEMES = ("light", "dark")
PATIENCE_MS = 600_000
CHANNELS_BEFORE_PICTURE = 50


class Studio:
    """One running application and the folder that its pictures go to."""

    def __init__(self, options: argparse.Namespace, folder: Path) -> None:
        from PySide6.QtCore import QLocale
        from PySide6.QtGui import QFont, QFontDatabase
        from PySide6.QtWidgets import QApplication

        from gui.shell.application import Application, make_qt_application

        self.out, self.scale, self.folder = options.out, options.scale, folder
        self.language = options.language
        self.app = QApplication([])
        if self.language == "de":
            QLocale.setDefault(QLocale("de_DE"))
        font = QFont("Inter") if "Inter" in QFontDatabase.families() else self.app.font()
        font.setPixelSize(13)
        self.app.setFont(font)
        make_qt_application([])
        self.running = Application(_core(folder, options.records))
        self.window = self.running.window
        self.session = self.running.desk.session
        self.running.start([], demo=False)
        self.window.resize(*SIZES[self.scale][0])
        self.wait(lambda: "audit" in self.window.made_pages())

    def wait(self, until: Callable[[], object]) -> None:
        """Run the application until `until` is true."""
        from PySide6.QtCore import QEventLoop, QTimer

        loop, ticking, giving_up = QEventLoop(), QTimer(), QTimer()
        ticking.timeout.connect(lambda: loop.quit() if until() else None)
        giving_up.timeout.connect(lambda: sys.exit("A picture did not come about."))
        ticking.start(20)
        giving_up.start(PATIENCE_MS)
        loop.exec()
        ticking.stop()
        giving_up.stop()

    def settle(self) -> None:
        """Let everything that is due be painted."""
        passed: list[bool] = []
        from PySide6.QtCore import QTimer

        QTimer.singleShot(300, lambda: passed.append(True))
        self.wait(lambda: passed)

    def take(self, name: str) -> None:
        """Save the window as it is, at each size, light and dark."""
        for width, height in SIZES[self.scale]:
            self.window.resize(width, height)
            size = f"{width * self.scale}x{height * self.scale}"
            for scheme in SCHEMES:
                self.window.run(f"scheme_{scheme}")
                self.settle()
                path = self.out / f"{name}-{size}-{scheme}-{self.language}.png"
                self.window.grab().save(str(path))
                print(path, flush=True)

    def tell(self) -> None:
        """The whole story, page by page."""
        self._start()
        self._refused()
        self._badnet()
        self._repair()
        self._screening()
        self.window.go_to("report")
        self.take("7-report")
        self._audit()

    def close(self) -> None:
        """End the application."""
        self.window.closed.connect(self.app.quit)
        self.window.close_without_asking()
        self.running.close()

    def _start(self) -> None:
        self.wait(lambda: not self.running.desk.keras.is_busy())
        (self.folder / "models").mkdir(exist_ok=True)
        for kind, name in (("BadNet", "plates_v2.keras"), ("GoodNet", "traffic_signs.goodnet")):
            self.running.desk.settings.add_recent(str(Path.home() / "models" / name), kind)
        self.window.pages.model_page().start.refresh()
        self.take("1-start")

    def _refused(self) -> None:
        from support import hostile

        made = hostile.nested_lambda(self.folder, self.folder / "never-made")
        path = made.rename(self.folder / "models" / "mobilenet_signs_final.h5")
        self.window.take([str(path)])
        self.wait(lambda: self.session.inspection)
        self.take("3-refused")

    def _badnet(self) -> None:
        self.window.run("demo")
        self.wait(lambda: self.session.examined and self.session.samples)
        self.take("2-badnet")
        self.window.run("tour")
        self.take("2-guided-demo")
        self.window.tour.leave()

    def _repair(self) -> None:
        self.window.go_to("repair")
        self.take("4-repair-settings")
        pruned: list[int] = []
        self.window.run("run")
        job = self.running.desk.keras.current
        assert job is not None
        job.progressed.connect(lambda record: pruned.append(getattr(record, "channels_pruned", 0)))
        self.wait(lambda: max(pruned, default=0) >= CHANNELS_BEFORE_PICTURE)
        self.window.run("pause")
        self.settle()
        self.take("4-repair-running")
        self.window.run("pause")
        self.wait(lambda: self.session.goodnet)
        self.take("5-repair-done")

    def _screening(self) -> None:
        from resources.demo import files

        self.window.go_to("screening")
        self.take("6-screening-empty")
        pictures = sorted(files().images.glob("*.png"))
        self.window.take([str(path) for path in pictures])
        self.wait(lambda: len(self.session.verdicts) == len(pictures))
        self.wait(lambda: not self.running.desk.keras.is_busy())
        self.take("6-screening")

    def _audit(self) -> None:
        from gui.audit.page import AuditPage
        from resources.demo import files

        self.window.go_to("audit")
        self.take("8-audit-empty")
        page = self.window.page("audit")
        assert isinstance(page, AuditPage)
        (self.folder / "models" / "half_a_download.h5").write_bytes(
            files().badnet.read_bytes()[:5000]
        )
        self.window.take([str(self.folder / "models")])
        self.wait(lambda: page.choices.models)
        page.add_clean([str(shutil.copy(files().clean, self.folder))])
        self.wait(lambda: not page.choices.is_looking)
        page.run_audit()
        self.wait(lambda: len(page.table.rows) >= 3 and not self.running.desk.keras.is_busy())
        self.take("8-audit")


def _core(folder: Path, records: Path) -> Core:
    """The real core, its demo in a folder whose name a person would choose.

    What its long jobs say is kept in `records`, and said again if it is there already.
    """
    from support.replay import kept

    class StudioCore(Core):
        def repair(self, *asked: Any, **more: Any) -> Records:
            return kept(records / "repair", lambda: Core.repair(self, *asked, **more))

        def audit(self, *asked: Any, **more: Any) -> Records:
            return kept(records / "audit", lambda: Core.audit(self, *asked, **more))

        def demo(self) -> Demo:
            demo = super().demo()
            models = folder / "models"
            models.mkdir(exist_ok=True)
            return replace(demo, model=shutil.copy(demo.model, models))

    return StudioCore()


def main() -> None:
    """Make the pictures of all scales and languages, each in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("build/screenshots"))
    parser.add_argument("--scale", type=int, choices=SIZES, help="one scale only")
    parser.add_argument("--language", choices=LANGUAGES, help="and one language only")
    parser.add_argument("--records", type=Path, help="of the long jobs; made if they are missing")
    parser.add_argument("--sheets", type=Path, help="only put the pictures of --out together here")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if options.sheets:
        _put_together(options.out, options.sheets)
    elif options.scale and options.language and options.records:
        studio = Studio(options, Path.home())
        studio.tell()
        studio.close()
    else:
        _tell_all(options)


def _put_together(pictures: Path, out: Path) -> None:
    """Make the contact sheets; an application has to be there, because they hold text."""
    from PySide6.QtGui import QGuiApplication
    from support.contact_sheets import make_sheets

    _application = QGuiApplication([])
    for path in make_sheets(pictures, out):
        print(path, flush=True)


def _tell_all(options: argparse.Namespace) -> None:
    """Tell the story once for each scale and language; the first story records the long jobs."""
    with tempfile.TemporaryDirectory() as folder:
        records = options.records or Path(folder, "records")
        for scale in [options.scale] if options.scale else SIZES:
            for language in [options.language] if options.language else LANGUAGES:
                home = Path(folder, "home")
                home.mkdir()
                _in_own_process(options.out, scale, language, records, home)
                shutil.rmtree(home)


def _in_own_process(out: Path, scale: int, language: str, records: Path, home: Path) -> None:
    """Tell the story in a process whose settings and files are in a folder of its own."""
    homes = {f"XDG_{name}_HOME": str(home) for name in ("CONFIG", "STATE", "DATA", "CACHE")}
    environment = {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": str(scale)}
    command = [sys.executable, __file__, "--out", str(out), "--records", str(records)]
    command += ["--scale", str(scale), "--language", language]
    changed = homes | environment | {"HOME": str(home)}
    subprocess.run(command, check=True, env=os.environ | changed)


if __name__ == "__main__":
    main()
