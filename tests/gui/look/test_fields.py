"""Boxes, choices, numbers and dialogs have the app's own marks, in light and dark."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QLineEdit,
    QRadioButton,
    QStyle,
    QStyleOptionComboBox,
    QToolButton,
    QWidget,
)

from gui import dialogs
from gui.look.field_style import FIELDS, MARKS, field_style
from gui.look.fields import Choice, Number
from gui.look.file_dialog import FileDialog
from gui.look.theme import theme, tokens
from gui.settings import Settings

SCHEMES = [Qt.ColorScheme.Light, Qt.ColorScheme.Dark]


@pytest.fixture(params=SCHEMES, ids=["light", "dark"])
def scheme(request, qapp):
    theme().follow(request.param)
    yield request.param
    theme().follow(Qt.ColorScheme.Unknown)


@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
def test_a_box_is_seen_and_its_mark_too(scheme, qtbot, kind):
    box = kind("Show the map")
    qtbot.addWidget(box)
    box.setAutoExclusive(False)
    empty = colors(box)
    assert near(tokens().color("control"), empty), "an empty box has an edge"
    box.setChecked(True)
    assert tokens().color("accent").rgb() in colors(box) - empty
    dot = "on_accent" if kind is QCheckBox else "surface"
    assert near(tokens().color(dot), colors(box)), "the mark on it"


def test_a_choice_and_a_number_have_arrows(scheme, qtbot):
    choice, number = Choice(), Number(0, 10, 1)
    choice.addItems(["one", "two"])
    for field in (choice, number):
        qtbot.addWidget(field)
        field.resize(160, 32)
        right = field.grab().toImage().copy(130, 4, 28, 24)
        assert near(tokens().color("muted"), pixels(right)), field


def test_the_wheel_changes_no_field_that_the_pointer_passes(qtbot):
    choice, number = Choice(), Number(0, 10, 1)
    choice.addItems(["one", "two"])
    number.setValue(5)
    for field in (choice, number):
        qtbot.addWidget(field)
        place = QPointF(field.rect().center())
        turned = QWheelEvent(
            place, field.mapToGlobal(place), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(field, turned)
        assert not turned.isAccepted(), "the page does not get it"
        assert not field.hasFocus()
    assert (choice.currentText(), number.value()) == ("one", 5)


def test_a_number_without_a_frame_has_no_arrows(scheme, qtbot):
    number = Number(0, 10, 1)
    number.setProperty("frameless", "true")
    qtbot.addWidget(number)
    number.resize(160, 32)
    assert len(set(pixels(number.grab().toImage().copy(100, 0, 60, 32)))) == 1


def test_a_long_choice_keeps_both_ends(qtbot):
    theme()
    choice = Choice()
    qtbot.addWidget(choice)
    choice.addItem("block_5_of_the_second_branch_conv_2d_with_padding, 512 channels")
    choice.resize(200, 32)
    option = QStyleOptionComboBox()
    choice.initStyleOption(option)
    shown = option.currentText  # pyright: ignore[reportAttributeAccessIssue]
    assert shown.startswith("block") and shown.endswith("channels") and "…" in shown
    text = QStyle.SubControl.SC_ComboBoxEditField
    kind = QStyle.ComplexControl.CC_ComboBox
    room = choice.style().subControlRect(kind, option, text, choice).width()
    assert choice.fontMetrics().horizontalAdvance(shown) <= room


def test_the_list_of_a_choice_shows_which_one_is_meant(scheme, qtbot):
    choice = Choice()
    qtbot.addWidget(choice)
    choice.addItems(["one", "two"])
    choice.show()
    choice.showPopup()
    assert tokens().color("select").rgb() in colors(choice.view())
    choice.hidePopup()


def test_marks_are_files_in_the_scheme_s_colors(tmp_path):
    colors_of = {token: f"#0{number}0000" for number, (_, token) in enumerate(MARKS)}
    sheet = field_style(
        {**dict.fromkeys(FIELDS.get_identifiers(), "#123456"), **colors_of}, tmp_path
    )
    files = list(tmp_path.iterdir())
    assert len(files) == len(MARKS)
    assert all(file.as_posix() in sheet for file in files)
    assert not any("currentColor" in file.read_text() for file in files)


def test_the_sheet_of_fields_stays_small():
    assert len(FIELDS.template.strip().splitlines()) < 60


def answer(act) -> None:
    """Do something in the dialog that opens next, and accept it."""

    def play() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        try:
            act(dialog)
        finally:
            if dialog.isVisible():
                dialog.reject()

    QTimer.singleShot(0, play)


def test_picking_and_entering(qtbot):
    theme()
    parent = QWidget()
    qtbot.addWidget(parent)

    def second(dialog):
        field = dialog.findChild(Choice)
        field.setCurrentIndex(1)
        dialog.buttons["yes"].click()

    answer(second)
    assert dialogs.pick(parent, "Choose an output", "Which one?", ["a", "b"]) == "b"
    answer(lambda dialog: dialog.reject())
    assert dialogs.pick(parent, "Choose an output", "Which one?", ["a", "b"]) is None

    def typed(dialog):
        field = dialog.findChild(QLineEdit)
        assert dialog.focusWidget() is field and field.accessibleName() == "Size"
        qtbot.keyClicks(field, "64x64")  # over what is selected
        qtbot.keyClick(field, Qt.Key.Key_Return)

    answer(typed)
    assert dialogs.enter(parent, "Size", "Height x width:", "48x48") == "64x64"
    answer(lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Escape))
    assert dialogs.enter(parent, "Size", "Height x width:", "48x48") is None


def test_a_file_is_opened_and_a_suffix_completed(qtbot, tmp_path):
    theme()
    parent = QWidget()
    qtbot.addWidget(parent)
    settings = Settings(tmp_path / "settings.ini")
    settings.set_text(dialogs.FOLDER, str(tmp_path))
    (tmp_path / "model.h5").touch()

    def take(name: str):
        def act(dialog):
            assert isinstance(dialog, FileDialog)
            (up,) = dialog.findChildren(QToolButton, "toParentButton")
            assert not up.icon().isNull()
            dialog.selectFile(name)
            (field,) = dialog.findChildren(QLineEdit, "fileNameEdit")
            field.setText(name)
            dialog.accept()

        return act

    answer(take("model.h5"))
    assert dialogs.open_files(parent, settings, "Open", "Models (*.h5)") == [
        str(tmp_path / "model.h5")
    ]
    answer(take("mine"))
    saved = dialogs.save_file(parent, settings, "Save", "report.html", "Web page (*.html)")
    assert saved == str(tmp_path / "mine.html")
    answer(lambda dialog: dialog.reject())
    assert dialogs.save_file(parent, settings, "Save", "report.html", "Page (*.html)") is None
    answer(lambda dialog: dialog.reject())
    assert dialogs.open_folder(parent, settings, "Folder") == []


def colors(widget: QWidget) -> set[int]:
    return pixels(widget.grab().toImage())


def pixels(image: QImage) -> set[int]:
    return {
        image.pixelColor(x, y).rgb() for x in range(image.width()) for y in range(image.height())
    }


def near(wanted: QColor, found: set[int]) -> bool:
    """Whether a colour is there, in lines as thin as a mark's."""
    parts = QColor.red, QColor.green, QColor.blue
    each = [QColor.fromRgb(rgb) for rgb in found]
    return any(sum(abs(part(c) - part(wanted)) for part in parts) < 75 for c in each)
