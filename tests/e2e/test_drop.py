"""Files, folders and picture data dropped anywhere on the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication

COPY, LEFT, NONE = (
    Qt.DropAction.CopyAction,
    Qt.MouseButton.LeftButton,
    Qt.KeyboardModifier.NoModifier,
)


def files(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def drag(window, mime: QMimeData) -> QDragEnterEvent:
    event = QDragEnterEvent(QPointF(400, 300), COPY, mime, LEFT, NONE)
    QApplication.sendEvent(window, event)
    return event


def drop(window, mime: QMimeData) -> None:
    # Qt delivers a drop only to what a drag has entered.
    drag(window, mime)
    QApplication.sendEvent(window, QDropEvent(QPointF(400, 300), COPY, mime, LEFT, NONE))


def test_a_dropped_model_is_opened_and_the_frame_says_so_before(run_main, qtbot, tmp_path):
    model = tmp_path / "net.h5"
    model.touch()

    def script(window):
        mime = files(model)
        assert drag(window, mime).isAccepted()
        assert window.drag_frame.isVisible()
        assert "Drop to open" in window.drag_frame.course.sentence
        drop(window, mime)
        assert not window.drag_frame.isVisible()
        qtbot.waitUntil(lambda: window.desk.session.is_safe)

    run_main([], script)


def test_leaving_takes_the_frame_away(run_main, tmp_path):
    def script(window):
        mime = files(tmp_path)
        drag(window, mime)
        QApplication.sendEvent(window, QDragLeaveEvent())
        assert not window.drag_frame.isVisible()

    run_main([], script)


def test_what_cannot_be_used_is_refused_with_the_reason(run_main, qtbot, tmp_path):
    picture = tmp_path / "a.png"
    picture.touch()

    def script(window):
        mime = files(picture)
        drag(window, mime)
        assert window.drag_frame.course.aim == "refuse"
        drop(window, mime)
        notices = window.page("badnet").notices
        qtbot.waitUntil(lambda: notices.shown() is not None)
        assert notices.shown().sentence == "Open a BadNet or a GoodNet first."

    run_main([], script)


def test_a_folder_dropped_on_a_badnet_is_its_clean_data(run_main, qtbot, tmp_path):
    model, folder = tmp_path / "net.h5", tmp_path / "clean"
    model.touch()
    folder.mkdir()

    def script(window):
        qtbot.waitUntil(lambda: window.desk.session.is_safe)
        drop(window, files(folder))
        qtbot.waitUntil(lambda: window.desk.session.examined is not None)
        assert window.desk.session.clean_paths == (str(folder),)

    run_main([str(model)], script)


def test_picture_data_is_kept_as_a_file_and_screened(run_main, qtbot, tmp_path, monkeypatch):
    saved = tmp_path / "signs.goodnet"
    saved.touch()
    taken: list[str] = []

    def script(window):
        qtbot.waitUntil(lambda: window.desk.session.goodnet is not None)
        monkeypatch.setattr(window.pages.screening_page(), "screen", taken.extend)
        mime = QMimeData()
        mime.setImageData(QImage(8, 8, QImage.Format.Format_RGB32))
        drop(window, mime)
        qtbot.waitUntil(lambda: bool(taken))
        assert not QImage(taken[0]).isNull()

    run_main([str(saved)], script)
    assert not Path(taken[0]).exists()


def test_pasting_does_what_dropping_does(run_main, qtbot, tmp_path):
    model = tmp_path / "net.h5"
    model.touch()

    def script(window):
        QApplication.clipboard().setMimeData(files(model))
        window.run("paste")
        qtbot.waitUntil(lambda: window.desk.session.is_safe)

    run_main([], script)


def test_an_empty_clipboard_is_shown(run_main, qtbot):
    def script(window):
        QApplication.clipboard().clear()
        window.run("paste")
        assert "clipboard" in window.page("badnet").notices.shown().sentence

    run_main([], script)
