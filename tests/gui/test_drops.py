"""Where dropped files go, by what they are, what is open, and which page is shown."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImage
from support.canned import inspection, refused_inspection
from support.stub_networks import goodnet

from gui.drops import foretell, local_paths, sort_out
from gui.session import Session


def session(*, safe=False, repaired=False, refused=False) -> Session:
    made = Session()
    if refused:
        made.open_model(refused_inspection("bad.h5"))
    elif safe or repaired:
        made.open_model(inspection("net.h5"))
    if repaired:
        made.set_goodnet(goodnet(inspection("net.h5"), {}))
    return made


@pytest.mark.parametrize(
    ("kinds", "state", "page", "aim"),
    [
        (["model"], {}, "badnet", "open"),
        (["goodnet"], {"repaired": True}, "screening", "open"),
        (["model", "model"], {}, "badnet", "refuse"),
        (["unknown"], {"safe": True}, "badnet", "refuse"),
        (["data"], {}, "badnet", "refuse"),
        (["data"], {"refused": True}, "badnet", "refuse"),
        (["data"], {"safe": True}, "badnet", "clean data"),
        (["folder"], {"safe": True}, "repair", "clean data"),
        (["folder"], {"repaired": True}, "badnet", "clean data"),
        (["folder"], {"repaired": True}, "repair", "screen"),
        (["data"], {"repaired": True}, "report", "screen"),
        (["data"], {"repaired": True}, "screening", "screen"),
        (["picture"], {"repaired": True}, "badnet", "screen"),
        (["picture", "folder", "data"], {"repaired": True}, "screening", "screen"),
        (["picture"], {"safe": True}, "badnet", "refuse"),
        (["picture", "unknown", "picture"], {"repaired": True}, "screening", "screen"),
        (["unknown", "model"], {"repaired": True}, "screening", "refuse"),
        (["picture", "unknown"], {"safe": True}, "badnet", "refuse"),
        (["class names"], {"safe": True}, "screening", "class names"),
        (["class names"], {}, "badnet", "refuse"),
        (["class names", "picture"], {"repaired": True}, "screening", "refuse"),
    ],
)
def test_where_it_goes(qapp, kinds, state, page, aim):
    course = sort_out(kinds, session(**state), page)
    assert course.aim == aim
    assert course.sentence.endswith(".")


@pytest.mark.parametrize(
    ("kinds", "state", "page", "aim"),
    [
        (["folder"], {"safe": True}, "badnet", "clean data"),
        (["folder"], {"safe": True}, "repair", "refuse"),
        (["data", "unknown"], {"safe": True}, "screening", "refuse"),
        (["picture"], {"safe": True}, "badnet", "refuse"),
        (["folder"], {"repaired": True}, "repair", "screen"),
        (["model"], {"safe": True}, "repair", "open"),
    ],
)
def test_where_it_goes_while_a_repair_runs(qapp, kinds, state, page, aim):
    course = sort_out(kinds, session(**state), page, repairing=True)
    assert course.aim == aim
    assert ("once the repair is done" in course.sentence) == (aim == "refuse")


def test_names_alone_foretell_what_a_drop_would_do(qapp, tmp_path):
    assert foretell(mime(tmp_path / "net.keras"), session(), "badnet").aim == "open"
    assert foretell(mime(tmp_path / "a.doc"), session(), "badnet").aim == "refuse"
    assert foretell(mime(tmp_path), session(), "badnet").aim == "open"
    assert foretell(mime(tmp_path), session(safe=True), "badnet").aim == "clean data"
    both = foretell(mime(tmp_path / "a.h5"), session(safe=True), "badnet")
    assert "network" in both.sentence
    assert "images" in both.sentence


def test_a_picture_without_a_file_is_screened(qapp):
    held = QMimeData()
    held.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    assert foretell(held, session(repaired=True), "screening").aim == "screen"


def test_addresses_of_the_web_are_refused_with_the_reason(qapp):
    held = QMimeData()
    held.setUrls([QUrl("https://example.org/a.png")])
    course = foretell(held, session(repaired=True), "screening")
    assert course.aim == "refuse"
    assert "download" in course.sentence


def test_paths_named_in_text_count_as_files(qapp):
    held = QMimeData()
    held.setText("file:///a/b.png\nfile:///c.png")
    assert local_paths(held) == ["/a/b.png", "/c.png"]


def mime(*paths) -> QMimeData:
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return held
