"""After a repair, "Each class…" shows what it did to every class."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from gui.repair.per_class import PerClassWindow


def test_the_classes_of_a_finished_repair_are_shown_and_closed_with_the_page(
    run_main, qtbot, tmp_path
):
    saved = tmp_path / "signs.goodnet"
    saved.write_bytes(b"goodnet")

    def script(window):
        qtbot.waitUntil(lambda: window.desk.session.goodnet is not None)
        window.go_to("repair")
        page = window.page("repair")
        next(b for b in page.findChildren(QPushButton) if b.text() == "Each class…").click()
        classes = page.findChild(PerClassWindow)
        assert classes.isVisible()
        assert classes.table.model().rowCount() == 12
        window.go_to("screening")
        assert not classes.isVisible()

    assert run_main([str(saved)], script) == 0
