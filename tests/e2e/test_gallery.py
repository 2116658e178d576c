"""The screened images as a gallery: the same rows, filters and chosen image as in the table."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from support.signs import paint


def test_the_gallery_and_the_table_show_the_same_rows(run_main, qtbot, tmp_path):
    saved = tmp_path / "signs.goodnet"
    saved.write_bytes(b"goodnet")

    def script(window):
        session, page = window.desk.session, window.page("screening")
        qtbot.waitUntil(lambda: session.goodnet is not None)
        window.go_to("screening")
        names = [f"{k}.png" for k in range(12)]
        page.screen(paint(tmp_path / "images", *names, "x_poisoned.png"))
        qtbot.waitUntil(lambda: len(session.verdicts) == 13, timeout=10_000)
        card = page.card
        card.ways.choose("gallery")
        card.ways.chosen.emit("gallery")
        gallery = card.gallery
        assert gallery.isVisible() and not card.view.isVisible()
        assert gallery.model().rowCount() == 13
        spot = gallery.visualRect(gallery.model().index(3, 0)).center()
        QTest.mouseClick(gallery.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        assert card.view.current_row() is page.table.rows[3]
        QTest.keyClick(gallery, Qt.Key.Key_Right)
        assert card.view.current_row() is page.table.rows[4]
        card.choose(page.table.rows[7])
        assert gallery.currentIndex().row() == 7
        card.choose_filter("poisoned")
        assert gallery.model().rowCount() == 1
        card.search("nothing like it")
        assert not gallery.isVisible()
        card.search("")
        card.choose_filter("all")
        QTest.keyClick(gallery, Qt.Key.Key_Space)
        closeup = page.chosen.closeups.window
        qtbot.waitUntil(closeup.isVisible)
        closeup.close()
        card.ways.choose("list")
        card.ways.chosen.emit("list")
        assert card.view.isVisible()

    assert run_main([str(saved)], script) == 0
