"""The Audit page over the fake core: rows as they come, stopping, opening one."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from support.asking import named

from core.records import AuditRow
from gui import drops
from gui.audit.page import AuditPage
from gui.audit.table import EVIDENCE
from gui.look.chips import ChipDelegate


@pytest.fixture
def page(desk, qtbot) -> AuditPage:
    made = AuditPage(desk)
    qtbot.addWidget(made)
    made.resize(1000, 640)
    made.show()
    return made


@pytest.fixture
def ready(page, tmp_path) -> AuditPage:
    page.add_models([str(tmp_path / "zoo")])
    page.add_clean([str(tmp_path / "clean.h5")])
    return page


def can(page: AuditPage, key: str) -> bool:
    return page.commands()[key].is_enabled()


def test_an_empty_page_says_what_to_do_and_offers_it(page):
    assert named(page, "Choose a folder…").isVisible()
    assert not named(page, "Run audit").isVisible() and not can(page, "audit_run")


def test_models_alone_ask_for_clean_data(page, tmp_path):
    page.add_models([str(tmp_path / "zoo")])
    assert "clean data" in page.head.line.text()
    assert page.choices.out == str(tmp_path / "zoo-audit")
    run = named(page, "Run audit")
    assert run.isVisible() and not run.isEnabled()


def test_other_clean_data_or_another_folder_looks_at_no_model_again(page, core, tmp_path, qtbot):
    looked, real = [], core.first_look
    core.first_look = lambda models: looked.append(models) or real(models)
    page.add_models([str(tmp_path / "unsafe.h5")])
    qtbot.waitUntil(lambda: len(page.table.rows) == 1)
    page.add_clean([str(tmp_path / "clean.h5")])
    page.choices.set_out(str(tmp_path / "out"))
    page.choices.remove(str(tmp_path / "clean.h5"))
    assert [row.outcome for row in page.table.rows] == ["unsafe"] and len(looked) == 1


def test_paths_in_the_home_folder_are_short(page, tmp_path, monkeypatch, qtbot, desk):
    monkeypatch.setenv("HOME", str(tmp_path))
    page.add_models([str(tmp_path / "zoo")])
    page.add_clean([str(tmp_path / "clean.h5")])
    shown = [entry.text for made in (page.setup.models, page.setup.clean) for entry in made.entries]
    assert [*shown, page.setup.out] == ["~/zoo", "~/clean.h5", "~/zoo-audit"]
    told = []
    page.said.connect(told.append)
    with qtbot.waitSignal(desk.keras.emptied):
        page.run_audit()
    assert told[-1].endswith("the table is in ~/zoo-audit.")


def test_rows_arrive_and_the_table_can_be_opened(ready, qtbot, desk):
    with qtbot.waitSignal(desk.keras.emptied):
        ready.run_audit()
        assert can(ready, "audit_stop") and not can(ready, "audit_run")
        assert not ready.setup.isEnabled()
    assert [row.outcome for row in ready.table.rows] == [
        "backdoored", "no backdoor found", "unsafe", "unreadable", "lost",
    ]  # fmt: skip
    assert ready.state().line == "2 of 5 suspicious"
    assert can(ready, "audit_table") and can(ready, "audit_run")


def test_an_outcome_is_a_word_and_a_sign_and_the_reason_is_said(ready, qtbot, desk):
    with qtbot.waitSignal(desk.keras.emptied):
        ready.run_audit()
    outcome = ready.table.index(2, 1)
    assert outcome.data() == "unsafe" and outcome.data(ChipDelegate.SIGN) == "poisoned"
    assert ready.table.index(2, 2).data() == "It carries Python code."
    assert ready.table.index(3, 2).data() == "is damaged."  # cut_off.h5, as its row says
    spoken = ready.table.index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "mobilenet_signs.h5, unsafe, It carries Python code."


def test_what_makes_a_scan_unsure_is_said_beside_what_it_found(ready, qtbot, desk):
    table = ready.table
    table.show_rows([AuditRow("a.h5", "no backdoor found", warning="Clean data from elsewhere.")])
    assert table.index(0, 2).data() == "Clean data from elsewhere."
    found = {"suspected_targets": (3,), "anomaly_index": 4.0}
    table.show_rows([AuditRow("a.h5", "backdoored", warning="Clean data from elsewhere.", **found)])
    assert table.index(0, 2).data() == "target 3, anomaly index 4.0 · Clean data from elsewhere."


def test_models_of_the_same_name_are_told_apart_by_their_folders(ready):
    table = ready.table
    table.show_rows([AuditRow("zoo/one/model.h5", "unsafe")])
    assert table.index(0, 0).data() == "model.h5"
    table.add(AuditRow("zoo/two/model.h5", "lost"))
    assert [table.index(row, 0).data() for row in range(2)] == ["one/model.h5", "two/model.h5"]
    assert table.index(1, 0).data(Qt.ItemDataRole.ToolTipRole) == "zoo/two/model.h5"


def test_stopping_keeps_the_rows_that_came(ready, core, qtbot, desk):
    core.pace = 0.3  # leaves about a second to stop in, also on a busy machine
    ready.run_audit()
    qtbot.waitUntil(lambda: len(ready.table.rows) >= 2)
    with qtbot.waitSignal(desk.keras.emptied):
        ready.stop()
    assert 2 <= len(ready.table.rows) < 5
    assert ready.job is None and can(ready, "audit_run")


def test_enter_opens_the_chosen_model(ready, qtbot, desk, tmp_path):
    assert not can(ready, "audit_open")
    ready.setup.choose("leave out")
    with qtbot.waitSignal(desk.keras.emptied):
        ready.run_audit()
    ready.view.setFocus()
    ready.view.selectRow(0)
    with qtbot.waitSignal(ready.audited_wanted) as wanted:
        qtbot.keyClick(ready.view, Qt.Key.Key_Return)
    clean = (str(tmp_path / "clean.h5"),)
    assert wanted.args == [str(tmp_path / "zoo" / "signs.h5"), clean, True]


def test_the_first_row_is_chosen_at_the_end(ready, qtbot, desk):
    with qtbot.waitSignal(desk.keras.emptied):
        ready.run_audit()
    assert ready.view.current_row() is ready.table.rows[0]
    assert [index.row() for index in ready.view.selectionModel().selectedRows()] == [0]
    assert can(ready, "audit_open") and named(ready, "Open model").isEnabled()


@pytest.mark.parametrize("stops", [False, True])
def test_a_row_that_was_chosen_meanwhile_stays_chosen(ready, core, qtbot, desk, stops):
    core.pace = 0.3
    ready.run_audit()
    qtbot.waitUntil(lambda: len(ready.table.rows) >= 2, timeout=20_000)
    ready.view.selectRow(1)
    chosen = ready.table.rows[1].path
    with qtbot.waitSignal(desk.keras.emptied, timeout=20_000):
        if stops:
            ready.stop()
    assert ready.view.current_row().path == chosen


def test_what_is_checked_reaches_core(ready, core, qtbot, desk, monkeypatch):
    asked = []
    audit = core.audit

    def noting(models, clean, out, options, *, repairs):
        asked.append((options.ignore_labels, repairs))
        return audit(models, clean, out, options, repairs=repairs)

    monkeypatch.setattr(core, "audit", noting)
    ready.setup.choose("repair")
    ready.setup.choose("leave out")
    with qtbot.waitSignal(desk.keras.emptied):
        ready.run_audit()
    assert asked == [(True, True)]


def test_a_failure_is_a_notice_and_the_page_can_run_again(ready, core, qtbot, desk, monkeypatch):
    from core.errors import Unreadable

    def failing(*_given, **_more):
        raise Unreadable("There is no network to audit.")

    monkeypatch.setattr(core, "audit", failing)
    with qtbot.waitSignal(desk.keras.emptied):
        ready.run_audit()
    assert can(ready, "audit_run")
    assert ready.notices.isVisible()


@pytest.mark.parametrize(
    ("names", "aim"),
    [
        (["a.h5", "b.keras"], "audit"),
        (["zoo"], "audit"),
        (["clean.npz"], "audit clean data"),
        (["a.png"], "refuse"),
    ],
)
def test_drops_go_where_they_are_for(desk, tmp_path, names, aim):
    (tmp_path / "zoo").mkdir()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(Path(tmp_path, name))) for name in names])
    assert drops.foretell(mime, desk.session, "audit").aim == aim


def test_the_chosen_row_shows_its_whole_reason(page, qtbot):
    long = "The network has a layer of a kind that cannot be opened: " + ", ".join(
        f"block_{number}/attention_with_a_long_name/custom>Layer" for number in range(6)
    )
    page.add_models(["a.h5", "b.h5"])
    reasons = ("It is damaged.", long, long + ".")
    page.table.show_rows([AuditRow(f"{k}.h5", "unsafe", why) for k, why in enumerate(reasons)])
    view = page.view

    def heights():
        return [view.rowHeight(place) for place in range(3)]

    view.selectRow(0)
    assert heights() == [36, 36, 36]
    view.selectRow(1)
    wide = heights()[1]
    assert heights() == [36, wide, 36] and wide > 60
    ending = view.visualRect(page.table.index(1, EVIDENCE))
    ending.setTop(ending.bottom() - 20)
    picture = view.viewport().grab(ending).toImage()
    assert len({picture.pixel(x, y) for x in range(120) for y in range(20)}) > 8  # letters
    page.resize(760, 640)
    qtbot.waitUntil(lambda: heights()[1] != wide)
    view.selectRow(2)
    assert heights()[:2] == [36, 36] and heights()[2] > 60
    page.table.show_rows([AuditRow("c.h5", "unsafe", long)])
    assert view.rowHeight(0) == 36
