"""What a person does with the files behind rows, and marks of wrong verdicts."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices, QGuiApplication
from support.canned import inspection
from support.desk import deliver_deletions
from support.signs import paint
from support.stub_networks import goodnet

from gui import dialogs
from gui.screening.files_out import files_of, take_to
from gui.screening.page import ScreeningPage
from gui.screening.rows import Row


@pytest.fixture
def files(tmp_path):
    return [Path(file) for file in paint(tmp_path, "a.png", "b_poisoned.png", "c_poisoned.png")]


@pytest.fixture
def page(qtbot, desk, files):
    made = ScreeningPage(desk)
    qtbot.addWidget(made)
    made.show()
    opened = goodnet(inspection("/m/signs.h5"), {})
    made.session.open_goodnet(opened, "/m/signs.goodnet")
    made.screen([str(path) for path in files])
    qtbot.waitUntil(lambda: not made.screener.is_busy())
    yield made
    made.screener.drop()
    desk.keras.wait()
    desk.errands.wait()
    deliver_deletions()


def run(page, key, row=None):
    if row is not None:
        page.card.choose(page.table.rows[row])
    command = page.commands()[key]
    assert command.is_enabled(), key
    command.run()


def test_the_file_of_a_row_is_opened_or_shown_in_its_folder(page, monkeypatch, files):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    run(page, "open_image", 1)
    run(page, "show_in_folder", 1)
    assert opened == [str(files[1]), str(files[1].parent)]


def test_the_picture_is_copied(page, qtbot):
    page.card.choose(page.table.rows[0])
    qtbot.waitUntil(lambda: not page.thumbnails.get(page.table.rows[0].origin).isNull())
    run(page, "copy_picture", 0)
    assert QGuiApplication.clipboard().pixmap().width() == 48


@pytest.mark.parametrize("move", [False, True])
def test_flagged_files_are_taken_to_a_folder(page, qtbot, tmp_path, files, monkeypatch, move):
    folder = tmp_path / "flagged"
    folder.mkdir()
    (folder / "b_poisoned.png").write_bytes(b"another")
    monkeypatch.setattr(dialogs, "open_folder", lambda *_: [str(folder)])
    monkeypatch.setattr(dialogs, "ask", lambda *_: True)
    said = []
    page.said.connect(said.append)
    run(page, "move_flagged" if move else "copy_flagged")
    qtbot.waitUntil(lambda: any("2 flagged files" in each for each in said))
    names = {path.name for path in folder.iterdir()}
    assert names == {"b_poisoned.png", "b_poisoned-2.png", "c_poisoned.png"}
    assert (folder / "b_poisoned.png").read_bytes() == b"another"
    assert files[1].exists() is not move
    assert files[0].exists()


def test_the_rows_of_moved_files_follow_them(page, qtbot, tmp_path, files, monkeypatch):
    folder = tmp_path / "flagged"
    folder.mkdir()
    (folder / "b_poisoned.png").write_bytes(b"another")
    monkeypatch.setattr(dialogs, "open_folder", lambda *_: [str(folder)])
    monkeypatch.setattr(dialogs, "ask", lambda *_: True)
    page.card.choose(page.table.rows[1])
    chosen = page.card.view.current_row()
    run(page, "move_flagged")
    qtbot.waitUntil(lambda: not files[1].exists() and not files[2].exists())
    moved = [str(folder / "b_poisoned-2.png"), str(folder / "c_poisoned.png")]
    qtbot.waitUntil(lambda: [row.origin[0] for row in page.table.rows] == [str(files[0]), *moved])
    assert [verdict.path for verdict in page.session.verdicts] == [str(files[0]), *moved]
    assert page.card.view.current_row() is chosen and chosen.name == "b_poisoned-2.png"
    qtbot.waitUntil(lambda: not page.thumbnails.get(chosen.origin).isNull())
    page.screen(moved)  # the same images, not new ones
    qtbot.waitUntil(lambda: not page.screener.is_busy())
    assert len(page.table.rows) == 3


def test_nothing_moves_without_a_yes(page, tmp_path, files, monkeypatch):
    monkeypatch.setattr(dialogs, "open_folder", lambda *_: [str(tmp_path / "elsewhere")])
    monkeypatch.setattr(dialogs, "ask", lambda *_: False)
    run(page, "move_flagged")
    assert all(path.exists() for path in files)


def test_a_file_that_is_gone_is_named_and_the_others_go(tmp_path, files):
    target = tmp_path / "out"
    target.mkdir()
    taken = take_to([files[0], tmp_path / "gone.png"], target, move=False)
    assert (taken.done, taken.left) == (1, ("gone.png",))


def test_images_inside_of_data_files_are_no_files():
    rows = [Row(("/d/set.h5", 3), 0), Row(("/d/a.png", 0), 1), Row(("/d/a.png", 0), 2)]
    assert [path.name for path in files_of(rows)] == ["a.png"]


def test_rows_are_dragged_out_as_files(page, files):
    model = page.card.view.model()
    indexes = [model.index(line, column) for line in (0, 2) for column in range(3)]
    urls = model.mimeData(indexes).urls()
    assert [url.toLocalFile() for url in urls] == [str(files[0]), str(files[2])]


def test_a_wrong_verdict_is_marked_counted_and_kept_in_the_csv(page, qtbot, tmp_path, monkeypatch):
    run(page, "mark_wrong", 1)
    run(page, "mark_wrong", 0)
    assert page.card.marked == "marked as false alarm: 1, as missed: 1"
    target = tmp_path / "out.csv"
    monkeypatch.setattr(dialogs, "save_file", lambda *_: str(target))
    run(page, "save_csv")
    qtbot.waitUntil(target.exists)
    qtbot.waitUntil(lambda: not page.desk.errands.is_busy())
    with target.open(encoding="utf-8", newline="") as file:
        assert [row["mark"] for row in csv.DictReader(file)] == ["missed", "false alarm", ""]
    run(page, "mark_wrong", 0)
    run(page, "mark_wrong", 1)
    assert page.card.marked == ""


def test_a_mark_does_not_count_for_another_verdict(page):
    run(page, "mark_wrong", 0)
    row = page.table.rows[0]
    assert row.wrong == "missed"
    page.table.set_frr(1.0)
    assert row.is_poisoned
    assert row.wrong is None
