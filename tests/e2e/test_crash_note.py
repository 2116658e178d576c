"""What the last run left behind when it crashed is told at the next start."""

from __future__ import annotations

from pathlib import Path


def test_a_crash_is_shown_with_its_details(run_main, qtbot, own_folders: Path):
    folder = own_folders / "XDG_STATE_HOME" / "goodnet" / "log"
    folder.mkdir(parents=True)
    (folder / "crash.log").write_text("Fatal Python error: Segmentation fault")

    def script(window):
        message = window.page("badnet").notices.shown()
        assert message is not None
        assert "unexpectedly" in message.sentence
        assert "Segmentation fault" in message.details

    run_main([], script)
    run_main([], lambda window: no_notice(window))
    assert not (folder / "crash.log").exists()


def no_notice(window) -> None:
    assert window.page("badnet").notices.shown() is None
