"""An audit through the real main(): models in, rows watched, one opened."""

from __future__ import annotations

from PySide6.QtCore import Qt


def test_a_folder_is_audited_and_a_row_opened(run_main, qtbot, tmp_path):
    zoo = tmp_path / "zoo"
    zoo.mkdir()
    clean = tmp_path / "clean.npz"
    clean.write_bytes(b"images")

    def script(window):
        window.go_to("audit")
        page = window.pages.audit_page()
        window.take([str(zoo)])
        qtbot.waitUntil(lambda: bool(page.models))
        window.take([str(clean)])
        qtbot.waitUntil(lambda: bool(page.clean))
        window.run("audit_run")
        qtbot.waitUntil(lambda: len(page.table.rows) == 5 and page._job is None)
        page.view.setFocus()
        page.view.selectRow(0)
        qtbot.keyClick(page.view, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: window.desk.session.inspection is not None)
        assert window.shown_key() == "badnet"
        assert window.desk.session.inspection.path == str(zoo / "signs.h5")

    assert run_main([], script) == 0
