"""Images reach the screen by every way: files, folders, .h5, a browser's picture, the clipboard."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QLabel
from support.signs import paint, picture

from core.files.images import encode_png

COPY = Qt.DropAction.CopyAction
LEFT = Qt.MouseButton.LeftButton
NO_KEY = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def images(tmp_path: Path) -> Path:
    """A folder of pictures, two of which bear the trigger."""
    folder = tmp_path / "images"
    paint(folder, "a.png", "b_poisoned.png", "c.png", "d_poisoned.png")
    return folder


@pytest.fixture
def goodnet(tmp_path: Path) -> str:
    path = tmp_path / "signs.goodnet"
    path.write_bytes(b"goodnet")
    return str(path)


def plain_picture() -> QImage:
    return QImage.fromData(encode_png(picture(0)))


def files(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def drop(window, mime: QMimeData) -> bool:
    """Drag `mime` over the window and let go; whether it was welcome."""
    entered = QDragEnterEvent(QPointF(600, 400), COPY, mime, LEFT, NO_KEY)
    QApplication.sendEvent(window, entered)
    QApplication.sendEvent(window, QDropEvent(QPointF(600, 400), COPY, mime, LEFT, NO_KEY))
    return entered.isAccepted()


def screened(window, qtbot, count: int) -> dict[str, str]:
    """Names and verdicts once there are `count`."""
    session = window.desk.session
    qtbot.waitUntil(lambda: len(session.verdicts) == count, timeout=10_000)
    return {f"{Path(v.path).name} {v.index}": v.verdict for v in session.verdicts}


def wait_for_goodnet(window, qtbot) -> None:
    qtbot.waitUntil(lambda: window.desk.session.goodnet is not None)


def test_an_unknown_file_is_left_out_and_named_and_the_rest_is_screened(
    run_main, qtbot, goodnet, images, tmp_path
):
    strange = tmp_path / "notes.xyz"
    strange.write_text("no picture")

    def script(window):
        wait_for_goodnet(window, qtbot)
        assert drop(window, files(images / "a.png", strange, images / "b_poisoned.png"))
        assert len(screened(window, qtbot, 2)) == 2
        told = " ".join(label.text() for label in window.pages.shown().notices.findChildren(QLabel))
        assert "notes.xyz" in told

    assert run_main([goodnet], script) == 0


def test_files_and_folders_and_data_files(run_main, qtbot, goodnet, images, tmp_path):
    def script(window):
        wait_for_goodnet(window, qtbot)
        assert drop(window, files(images / "a.png", images / "b_poisoned.png"))
        assert screened(window, qtbot, 2) == {"a.png 0": "clean", "b_poisoned.png 0": "poisoned"}
        assert drop(window, files(images))
        assert len(screened(window, qtbot, 4)) == 4, "those in the table came no second time"
        data = tmp_path / "clean.npz"
        np.savez(data, images=np.stack([picture(k) for k in range(30)]))
        assert drop(window, files(data))
        assert "clean.npz 29" in screened(window, qtbot, 34)

    assert run_main([goodnet], script) == 0


def test_a_picture_from_a_browser_and_from_the_clipboard(run_main, qtbot, goodnet):
    def script(window):
        wait_for_goodnet(window, qtbot)
        mime = QMimeData()
        mime.setImageData(plain_picture())
        assert drop(window, mime)
        assert screened(window, qtbot, 1) == {"pasted-1.png 0": "clean"}
        QGuiApplication.clipboard().setImage(plain_picture())
        window.run("paste")
        assert "pasted-2.png 0" in screened(window, qtbot, 2)

    assert run_main([goodnet], script) == 0


def test_what_arrives_below_other_images_is_shown(run_main, qtbot, goodnet, images):
    def script(window):
        wait_for_goodnet(window, qtbot)
        drop(window, files(images))
        screened(window, qtbot, 4)
        view = window.page("screening").card.view
        assert view.current_row().name == "a.png"
        mime = QMimeData()
        mime.setImageData(plain_picture())
        drop(window, mime)
        screened(window, qtbot, 5)
        assert view.current_row().name == "pasted-1.png"

    assert run_main([goodnet], script) == 0


def test_images_that_are_dropped_during_a_repair_do_not_become_clean_data(
    run_main, qtbot, core, model, images
):
    def told(window) -> str:
        notices = window.pages.shown().notices
        return " ".join(label.text() for label in notices.findChildren(QLabel))

    def script(window):
        session, page = window.desk.session, window.page("repair")
        qtbot.waitUntil(lambda: session.is_safe)
        window.pages.model_page().data.choose(["a_clean.h5"], [])
        qtbot.waitUntil(lambda: session.examined is not None)
        core.pace = 0.05
        window.run("run")
        window.go_to("repair")
        qtbot.waitUntil(lambda: page.run is not None and len(page.run.curve) > 1)
        assert drop(window, files(images))
        qtbot.waitUntil(lambda: "once the repair is done" in told(window))
        assert session.clean_paths == ("a_clean.h5",)
        window.go_to("badnet")
        assert drop(window, files(images))
        qtbot.waitUntil(lambda: len(session.clean_paths) == 2)
        assert "The running repair does not use" in told(window)
        core.pace = 0
        qtbot.waitUntil(lambda: session.goodnet is not None)

    assert run_main([str(model)], script) == 0


def test_what_is_added_on_another_page_is_shown_as_it_is_screened(
    run_main, qtbot, goodnet, images, monkeypatch
):
    monkeypatch.setattr("gui.dialogs.open_folder", lambda *_: [str(images)])

    def script(window):
        wait_for_goodnet(window, qtbot)
        window.go_to("report")
        window.run("add_folder")
        screened(window, qtbot, 4)
        assert window.page("screening").isVisible()

    assert run_main([goodnet], script) == 0


def test_an_error_is_shown_where_it_can_be_read_until_it_is_mended(
    run_main, qtbot, goodnet, tmp_path
):
    few, names = tmp_path / "few.txt", tmp_path / "names.txt"
    few.write_text("one\ntwo")
    names.write_text("\n".join(f"sign {k}" for k in range(12)))

    def script(window):
        wait_for_goodnet(window, qtbot)
        window.go_to("screening")
        drop(window, files(few))
        page = window.page("badnet")
        qtbot.waitUntil(page.isVisible)
        assert "few.txt" in page.notices.shown().sentence
        window.go_to("screening")
        drop(window, files(names))
        qtbot.waitUntil(lambda: window.desk.session.class_names[:1] == ("sign 0",))
        assert page.notices.shown() is None
        assert window.page("screening").isVisible()

    assert run_main([goodnet], script) == 0


def test_what_cannot_be_screened_is_refused_with_its_reason(run_main, qtbot, goodnet, tmp_path):
    def script(window):
        wait_for_goodnet(window, qtbot)
        window.go_to("screening")
        page = window.page("screening")
        song = tmp_path / "song.mp3"
        song.write_bytes(b"la")
        drop(window, files(song))
        qtbot.waitUntil(lambda: page.notices.shown() is not None)
        assert "no picture" in page.notices.shown().sentence
        assert page.table.rows == []
        broken = tmp_path / "broken.png"
        broken.write_bytes(b"png")
        drop(window, files(broken))
        qtbot.waitUntil(lambda: "broken.png" in str(page.notices.shown()))
        assert page.table.rows == []

    assert run_main([goodnet], script) == 0
