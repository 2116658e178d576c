"""An image is screened, seen large with its map, and its map goes into the report."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from support.signs import paint

from gui import dialogs


def test_space_shows_the_image_large_and_the_report_has_its_map(
    run_main, qtbot, tmp_path, monkeypatch
):
    saved, report = tmp_path / "signs.goodnet", tmp_path / "report.html"
    saved.write_bytes(b"goodnet")
    monkeypatch.setattr(dialogs, "save_file", lambda *_: str(report))

    def script(window):
        desk = window.desk
        qtbot.waitUntil(lambda: desk.session.goodnet is not None)
        page = window.page("screening")
        window.go_to("screening")
        page.screen(paint(tmp_path / "images", "a_poisoned.png", "b.png"))
        qtbot.waitUntil(lambda: len(desk.session.verdicts) == 2)
        page.card.choose(page.table.rows[0])
        qtbot.keyClick(page.card.view, Qt.Key.Key_Space)
        closeup = page.chosen.closeups.window
        qtbot.waitUntil(lambda: "BadNet answers 2" in closeup.line)
        assert closeup.with_map.is_map_visible()
        qtbot.keyClick(closeup, Qt.Key.Key_Escape)
        assert not closeup.isVisible()
        window.run("report")
        qtbot.waitUntil(report.exists)
        qtbot.waitUntil(lambda: not desk.keras.is_busy() and not desk.errands.is_busy())
        window.go_to("screening")
        qtbot.keyClick(page.card.view, Qt.Key.Key_Space)
        assert closeup.isVisible()  # and it does not keep the application from ending

    assert run_main([str(saved)], script) == 0
    assert Path(report).read_text(encoding="utf-8").count("Where the BadNet looks") == 1
