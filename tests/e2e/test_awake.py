"""The desktop is held awake while a repair runs, and no longer than that."""

from __future__ import annotations

import pytest

from gui.shell import awake


class Desktop:
    """Notes what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def hold(self, reason: str) -> None:
        self.asked.append(f"hold {reason}")

    def release(self) -> None:
        if self.asked and self.asked[-1] != "release":
            self.asked.append("release")


@pytest.fixture
def desktop(monkeypatch) -> Desktop:
    made = Desktop()
    monkeypatch.setattr(awake, "DesktopInhibitor", lambda: made)
    monkeypatch.setattr(awake, "SOON", 50)
    return made


def test_a_repair_keeps_the_computer_awake_until_it_is_over(
    run_main, qtbot, core, desktop, tmp_path
):
    model = tmp_path / "net.h5"
    model.touch()

    def script(window):
        session = window.desk.session
        qtbot.waitUntil(lambda: session.is_safe)
        window.pages.model_page().data.choose(["a_clean.h5"], [])
        qtbot.waitUntil(lambda: session.examined is not None)
        desktop.asked.clear()
        core.pace = 0.03
        window.run("run")
        qtbot.waitUntil(lambda: desktop.asked == ["hold Repair"])
        window.run("cancel")
        qtbot.waitUntil(lambda: desktop.asked == ["hold Repair", "release"])

    assert run_main([str(model)], script) == 0


def test_without_a_desktop_that_answers_nothing_happens(qapp, monkeypatch):
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    inhibitor = awake.DesktopInhibitor()
    inhibitor.hold("Repair")
    assert not inhibitor.is_held
    inhibitor.release()
