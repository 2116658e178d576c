"""The taskbar shows the progress of a repair while it runs, and nothing afterwards."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtDBus import QDBusMessage

import resources
from gui.shell import taskbar

LINUX = Path(resources.__file__).parent / "packaging" / "linux"


class Dock:
    """Notes what it is asked to show."""

    def __init__(self) -> None:
        self.shown: list[int | None] = []

    def show(self, percent: int | None) -> None:
        self.shown.append(percent)


def test_the_taskbar_follows_a_repair_and_is_empty_after_it(
    run_main, qtbot, core, monkeypatch, tmp_path
):
    dock, model = Dock(), tmp_path / "net.h5"
    model.touch()
    monkeypatch.setattr(taskbar, "LauncherEntry", lambda: dock)

    def script(window):
        session = window.desk.session
        qtbot.waitUntil(lambda: session.is_safe)
        window.pages.model_page().data.choose(["a_clean.h5"], [])
        qtbot.waitUntil(lambda: session.examined is not None and not window.desk.keras.is_busy())
        assert dock.shown[-1:] in ([], [None])
        dock.shown.clear()
        core.pace = 0.03
        window.run("run")
        qtbot.waitUntil(lambda: session.goodnet is not None)
        qtbot.waitUntil(lambda: not window.desk.keras.is_busy())
        *seen, last = dock.shown
        assert last is None
        assert len(seen) > 3
        assert seen == sorted({percent for percent in seen if percent is not None})

    assert run_main([str(model)], script) == 0


def test_the_signal_names_the_desktop_file_of_the_packages(run_main):
    def script(_window):
        uri, state = taskbar.update(40).arguments()
        assert uri.startswith("application://")
        assert (LINUX / uri.removeprefix("application://")).is_file()
        assert state == {"progress": 0.4, "progress-visible": True}
        assert taskbar.update(None).arguments()[1]["progress-visible"] is False
        assert taskbar.update(1).type() == QDBusMessage.MessageType.SignalMessage

    assert run_main([], script) == 0


def test_without_a_session_bus_nothing_happens(qapp, monkeypatch):
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    taskbar.LauncherEntry().show(40)
