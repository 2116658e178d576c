"""Where nothing may be written, the window says so, leaves nothing behind, and goes on."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.privileges import obeying_permissions
from support.reports import shown_of_report
from support.signs import paint

from gui import dialogs

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="platform: capabilities are Linux's"
)


@pytest.fixture
def forbidden(tmp_path: Path) -> Iterator[Path]:
    """A folder in which nothing may be written, by root neither."""
    folder = tmp_path / "forbidden"
    folder.mkdir()
    folder.chmod(0o555)
    with obeying_permissions():
        yield folder
    folder.chmod(0o755)


@pytest.mark.parametrize("suffix", [".html", ".json", ".pdf"])
def test_a_report_that_may_not_be_written_is_shown(
    run_main, qtbot, tmp_path, monkeypatch, forbidden, suffix
):
    model = tmp_path / "net.h5"
    model.touch()
    monkeypatch.setattr(dialogs, "save_file", lambda *_: str(forbidden / f"report{suffix}"))

    def script(window):
        sentence = shown_of_report(window, qtbot)
        assert "could not be written" in sentence
        assert "ermission denied" in sentence

    assert run_main([str(model)], script) == 0
    assert list(forbidden.iterdir()) == []


def test_verdicts_that_may_not_be_written_are_shown_and_stay(
    run_main, qtbot, tmp_path, monkeypatch, forbidden
):
    path = tmp_path / "signs.goodnet"
    path.write_bytes(b"goodnet")
    monkeypatch.setattr(dialogs, "save_file", lambda *_args: str(forbidden / "out.csv"))

    def script(window):
        session = window.desk.session
        qtbot.waitUntil(lambda: session.goodnet is not None)
        window.go_to("screening")
        page = window.page("screening")
        page.screen(paint(tmp_path / "images", "a.png", "b_poisoned.png"))
        qtbot.waitUntil(lambda: len(session.verdicts) == 2)
        window.run("save_csv")
        qtbot.waitUntil(lambda: page.notices.shown() is not None)
        assert "could not be written: Permission denied" in page.notices.shown().sentence
        assert len(session.verdicts) == 2

    assert run_main([str(path)], script) == 0
    assert list(forbidden.iterdir()) == []


@pytest.mark.parametrize("mode", [0o000, 0o555])
def test_a_home_without_permission_does_not_stop_the_start(
    run_main, qtbot, own_folders: Path, tmp_path: Path, mode: int
):
    """Settings that cannot be read, and neither settings nor logs that can be written."""
    model = tmp_path / "net.h5"
    model.touch()
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        (own_folders / name / "goodnet").mkdir(parents=True)
    settings = own_folders / "XDG_CONFIG_HOME" / "goodnet" / "settings.ini"
    settings.write_text("[General]\nrecent=[]\n")
    settings.chmod(0)
    closed = [folder for folder in own_folders.rglob("*") if folder.is_dir()]
    for folder in reversed(closed):
        folder.chmod(mode)

    def script(window):
        qtbot.waitUntil(lambda: window.desk.session.is_safe)
        assert window.page("badnet").notices.shown() is None

    with obeying_permissions():
        assert run_main([str(model)], script) == 0
    for folder in closed:
        folder.chmod(0o755)
    assert settings.read_bytes() == b"[General]\nrecent=[]\n"
