"""An audit through the real main(): models in, rows watched, one opened."""

from __future__ import annotations

import threading
import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton
from support import hostile
from support.asking import press

from core.records import AuditRow
from gui.audit.table import INSET, OUTCOME
from gui.look.chips import chip_size
from gui.port import Core


def test_a_folder_is_audited_and_a_row_opened(run_main, qtbot, tmp_path):
    zoo = tmp_path / "zoo"
    zoo.mkdir()
    clean = tmp_path / "clean.npz"
    clean.write_bytes(b"images")

    def script(window):
        window.go_to("audit")
        page = window.pages.audit_page()
        window.take([str(zoo)])
        qtbot.waitUntil(lambda: bool(page.choices.models))
        window.take([str(clean)])
        qtbot.waitUntil(lambda: bool(page.choices.clean))
        window.run("audit_run")
        qtbot.waitUntil(lambda: len(page.table.rows) == 5 and page.job is None)
        page.view.setFocus()
        page.view.selectRow(0)
        qtbot.keyClick(page.view, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: window.desk.session.inspection is not None)
        assert window.shown_key() == "badnet"
        assert window.desk.session.inspection.path == str(zoo / "signs.h5")

    assert run_main([], script) == 0


@pytest.mark.parametrize("labels", ["use", "leave out"])
def test_an_opened_network_brings_the_clean_data_of_the_audit(run_main, qtbot, tmp_path, labels):
    clean = tmp_path / "clean.npz"

    def script(window):
        window.go_to("audit")
        audit, session = window.pages.audit_page(), window.desk.session
        audit.add_models([str(tmp_path / "zoo")])
        audit.add_clean([str(clean)])
        audit.setup.choose(labels)
        window.run("audit_run")
        qtbot.waitUntil(lambda: len(audit.table.rows) == 5 and audit.job is None, timeout=20_000)
        press(audit, "Open model")
        qtbot.waitUntil(lambda: session.examined is not None, timeout=20_000)
        assert session.clean_paths == (str(clean),)
        assert session.ignore_labels == (labels == "leave out")
        page = window.pages.model_page()
        assert page.notices.shown().sentence == "The clean data of the audit is used here, too."
        assert [entry.path for entry in page.badnet.data.files.entries] == [str(clean)]
        audit.table.add(AuditRow(str(tmp_path / "refused.h5"), "unsafe", "It carries code."))
        window.go_to("audit")
        audit.view.choose(audit.table.rows[5])
        press(audit, "Open model")
        qtbot.waitUntil(lambda: not session.is_safe, timeout=20_000)
        assert session.clean_paths == ()

    assert run_main([], script) == 0


def test_an_audit_goes_on_while_another_file_is_opened(run_main, qtbot, core, model, tmp_path):
    core.pace = 0.1

    def script(window):
        page = window.pages.audit_page()
        page.add_models([str(tmp_path / "zoo")])
        page.add_clean(["clean.npz"])
        qtbot.waitUntil(lambda: bool(page.choices.clean))
        page.run_audit()
        qtbot.waitUntil(lambda: len(page.table.rows) > 0)
        window.take([str(model)])
        qtbot.waitUntil(lambda: window.desk.session.is_safe)
        assert page.job is not None
        qtbot.waitUntil(lambda: page.job is None, timeout=20_000)
        assert len(page.table.rows) == 5
        assert "5" in window.status.event_text()

    assert run_main([], script) == 0


def test_models_are_a_list_and_refused_ones_are_rows_before_anything_is_run(
    run_main, qtbot, core, tmp_path
):
    def script(window):
        window.go_to("audit")
        page = window.pages.audit_page()
        zoo, bad = str(tmp_path / "zoo"), str(tmp_path / "unsafe.h5")
        page.add_models([zoo, bad])
        assert [entry.text for entry in page.setup.models.entries] == [zoo, bad]
        assert page.setup.out == str(tmp_path / "zoo-audit")
        qtbot.waitUntil(lambda: [row.path for row in page.table.rows] == [bad])
        assert not list(tmp_path.glob("*-audit")), "nothing is made before the audit runs"
        take_away(page.setup.models, "unsafe.h5")
        assert not page.table.rows and page.choices.models == (zoo,)
        take_away(page.setup.models, "zoo")
        assert page.setup.out == "none"
        assert not page.setup.isVisible(), "with nothing chosen the page says what to do"

    assert run_main([], script) == 0


def test_a_drop_is_answered_while_models_are_still_looked_at(run_main, qtbot, core, tmp_path):
    model, go_on = tmp_path / "net.h5", threading.Event()
    model.touch()

    def slow_look(_models):
        assert go_on.wait(20)
        yield AuditRow(str(tmp_path / "late.h5"), "unsafe", "It carries Python code.")

    core.first_look = slow_look

    def script(window):
        window.go_to("audit")
        page = window.pages.audit_page()
        page.add_models([str(tmp_path / "zoo")])
        qtbot.waitUntil(lambda: window.desk.looks.current is not None)
        window.go_to("badnet")
        window.take([str(model)])
        try:
            qtbot.waitUntil(lambda: window.desk.session.is_safe)
            assert page.choices.is_looking
        finally:
            go_on.set()
        qtbot.waitUntil(lambda: len(page.table.rows) == 1)
        assert not page.choices.is_looking, "opening a network takes no look away"

    assert run_main([], script) == 0


def test_closing_ends_a_look_at_models(run_main, qtbot, core, tmp_path):
    looked: list[int] = []

    def endless_look(_models):
        while True:
            looked.append(1)
            time.sleep(0.01)
            yield None

    core.first_look = endless_look

    def script(window):
        window.go_to("audit")
        window.pages.audit_page().add_models([str(tmp_path / "zoo")])
        qtbot.waitUntil(lambda: bool(looked))

    assert run_main([], script) == 0
    seen = len(looked)
    time.sleep(0.1)
    assert len(looked) == seen


def test_the_model_under_way_is_named_and_no_result_outlives_its_choices(
    run_main, qtbot, core, tmp_path
):
    core.pace = 0.05

    def script(window):
        window.go_to("audit")
        page = window.pages.audit_page()
        page.add_models([str(tmp_path / "zoo")])
        page.add_clean([str(tmp_path / "clean.npz")])
        window.run("audit_run")
        seen: list[tuple[str, str]] = []
        page.job.progressed.connect(
            lambda _record: seen.append((page.head.line.text(), page.state().line))
        )
        qtbot.waitUntil(lambda: page.state().line == "2 of 5 suspicious")
        assert any("now plain.h5" in head and line == "1 finished" for head, line in seen)
        assert "now" not in page.head.line.text()
        page.add_models([str(tmp_path / "more")])
        assert page.state().line == "Ready to run"
        assert not page.table.rows
        assert not window.actions_by_key["audit_table"].isEnabled()

    assert run_main([], script) == 0


@pytest.mark.parametrize("core", [Core()], ids=["real"])
@pytest.mark.parametrize("language", ["de"], indirect=True)
def test_a_german_window_writes_german_pages(run_main, qtbot, tmp_path, core, language):
    zoo = tmp_path / "zoo"
    zoo.mkdir()
    hostile.nested_lambda(zoo, tmp_path / "marker").rename(zoo / "hostile.h5")
    (zoo / "broken.h5").write_bytes(b"no network")
    clean = tmp_path / "clean.npz"
    clean.write_bytes(b"images")

    def script(window):
        window.go_to("audit")
        page = window.pages.audit_page()
        page.add_models([str(zoo)])
        page.add_clean([str(clean)])
        qtbot.waitUntil(lambda: not page.choices.is_looking, timeout=60_000)
        window.run("audit_run")
        qtbot.waitUntil(lambda: page.job is None, timeout=60_000)

    assert run_main([], script) == 0
    table = (tmp_path / "zoo-audit" / "index.html").read_text(encoding="utf-8")
    [report] = (tmp_path / "zoo-audit" / "reports").iterdir()
    for page in (table, report.read_text(encoding="utf-8")):
        assert '<html lang="de">' in page
    assert "Audit von 2 Netzen" in table and "nicht lesbar" in table and "Ergebnis" in table
    for unsaid in (";unsafe", "unreadable", "Outcome", "finished", "Model<", "Suspected"):
        assert unsaid not in table, unsaid


def take_away(files, name: str) -> None:
    """Press the button behind `name` in a list of files."""
    buttons = files.findChildren(QToolButton)
    said = f"Remove {name}"
    next(made for made in reversed(buttons) if made.accessibleName() == said).click()


@pytest.mark.parametrize("language", ["de"], indirect=True)
def test_the_longest_outcome_has_room_in_its_column(run_main, language):
    def script(window):
        view = window.pages.audit_page().view
        edge = view.columnWidth(OUTCOME) - INSET
        assert chip_size("keine Hintertür gefunden").width() <= edge

    assert run_main([], script) == 0
