"""Opening by argument, by the recent list, and what is kept between two runs."""

from __future__ import annotations

from pathlib import Path


def test_a_file_argument_is_opened(run_main, qtbot, tmp_path: Path):
    model = tmp_path / "net.h5"
    model.touch()

    def script(window):
        qtbot.waitUntil(lambda: window.desk.session.is_safe)
        assert window.windowTitle() == "net.h5 – GoodNet"
        assert "Opened net.h5" in window.status.event_text()

    run_main([str(model)], script)


def test_a_missing_file_is_named(run_main, qtbot, tmp_path: Path):
    def script(window):
        notices = window.page("badnet").notices
        qtbot.waitUntil(lambda: notices.shown() is not None)
        assert "nowhere.h5" in notices.shown().sentence

    run_main([str(tmp_path / "nowhere.h5")], script)


def test_recent_files_and_window_size_outlive_the_program(run_main, qtbot, tmp_path: Path):
    model = tmp_path / "net.h5"
    model.touch()

    def first(window):
        window.resize(1120, 720)
        qtbot.waitUntil(lambda: window.desk.session.is_safe)

    def second(window):
        assert window.height() == 720
        recent = window.page("badnet").start.recent
        assert recent.model().index(0, 0).data() == "net.h5"
        recent.clicked.emit(recent.model().index(0, 0))
        qtbot.waitUntil(lambda: window.desk.session.is_safe)

    run_main([str(model)], first)
    run_main([], second)


def test_a_goodnet_opens_on_the_screening_page(run_main, qtbot, tmp_path: Path):
    saved = tmp_path / "signs.goodnet"
    saved.touch()

    def script(window):
        qtbot.waitUntil(lambda: window.desk.session.goodnet is not None)
        assert window.shown_key() == "screening"
        assert window.desk.session.goodnet_path == str(saved)

    run_main([str(saved)], script)


def test_a_broken_settings_file_does_not_stop_the_start(run_main, own_folders: Path):
    folder = own_folders / "XDG_CONFIG_HOME" / "goodnet"
    folder.mkdir(parents=True)
    (folder / "settings.ini").write_bytes(b"\x00[[[ \xff")
    seen = []
    assert run_main([], lambda window: seen.append(window.isVisible())) == 0
    assert seen == [True]


def test_closing_a_file_shows_the_start_again(run_main, qtbot, tmp_path: Path):
    model = tmp_path / "net.h5"
    model.touch()

    def script(window):
        qtbot.waitUntil(lambda: window.desk.session.is_safe)
        window.run("close")
        assert window.page("badnet").state().line == "No file yet"
        assert window.windowTitle() == "GoodNet"

    run_main([str(model)], script)
