"""The stylesheet of what a person fills in or picks: fields, boxes to tick, lists, menus.

Where a stylesheet gives a control a border, Qt draws no marks in it, so the marks come from here.
A stylesheet reads a picture from a file only, and the files have the color of the scheme.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from string import Template

from gui.look.svgs import svg

# The name of a mark in the stylesheet, by its icon and the token of its color.
MARKS: Mapping[tuple[str, str], str] = {
    ("check", "on_accent"): "tick",
    ("check", "control"): "tick_off",
    ("chevron-down", "muted"): "down",
    ("chevron-down", "control"): "down_off",
    ("chevron-up", "muted"): "up",
    ("chevron-up", "control"): "up_off",
    ("chevron-right", "muted"): "right",
}

FIELDS = Template("""
QComboBox { combobox-popup: 0; padding: 0 2px 0 9px; }
QComboBox:disabled, QAbstractSpinBox:disabled, QLineEdit:disabled { color: $control;
    border-color: $border; }
QComboBox::drop-down { border: none; width: 28px; }
QComboBox::down-arrow { image: url($down); width: 14px; height: 14px; }
QComboBox::down-arrow:disabled { image: url($down_off); }
QComboBox QAbstractItemView { border: 1px solid $control; padding: 3px; }
QComboBox QAbstractItemView::item { min-height: 28px; padding: 0 8px; border-radius: 4px; }
QComboBox QAbstractItemView::item:selected { background: $select; color: $text; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { subcontrol-origin: border;
    width: 28px; border: none; background: transparent; }
QAbstractSpinBox::up-button { subcontrol-position: top right; padding-top: 2px; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; padding-bottom: 2px; }
QAbstractSpinBox::up-arrow, QAbstractSpinBox::down-arrow { width: 14px; height: 14px; }
QAbstractSpinBox::up-arrow { image: url($up); }
QAbstractSpinBox::down-arrow { image: url($down); }
QAbstractSpinBox::up-arrow:disabled, QAbstractSpinBox::up-arrow:off { image: url($up_off); }
QAbstractSpinBox::down-arrow:disabled, QAbstractSpinBox::down-arrow:off { image: url($down_off); }
QCheckBox, QRadioButton { spacing: 8px; min-height: 20px; }
QCheckBox:disabled, QRadioButton:disabled { color: $control; }
QCheckBox::indicator, QAbstractItemView::indicator, QRadioButton::indicator, QMenu::indicator {
    width: 14px; height: 14px; border: 1px solid $control; border-radius: 4px;
    background: $surface; }
QRadioButton::indicator, QMenu::indicator:exclusive { border-radius: 8px; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked, QMenu::indicator:checked {
    image: url($tick); background: $accent; border-color: $accent; }
QCheckBox::indicator:indeterminate { background: $control; }
QRadioButton::indicator:checked, QMenu::indicator:exclusive:checked { image: none;
    width: 6px; height: 6px; border: 5px solid $accent; background: $surface; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $border;
    background: $sunken; }
QCheckBox::indicator:checked:disabled { image: url($tick_off); }
QRadioButton::indicator:checked:disabled { border-color: $border; background: $control; }
QFileDialog QPushButton:default:enabled, QMessageBox QPushButton:default { background: $accent;
    color: $on_accent; border-color: $accent; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QFileDialog QHeaderView::section { padding: 0 8px; }
QMenu { background: $surface; border: 1px solid $control; padding: 4px; }
QMenu::item { padding: 5px 20px 5px 30px; border-radius: 4px; min-height: 18px; }
QMenu::item:selected { background: $select; color: $text; }
QMenu::item:disabled { color: $control; background: transparent; }
QMenu::separator { height: 1px; background: $border; margin: 4px 8px; }
QMenu::indicator, QMenu::icon { left: 8px; }
QMenu::right-arrow { image: url($right); width: 14px; height: 14px; margin-right: 4px; }
""")


def field_style(colors: Mapping[str, object], folder: Path | None) -> str:
    """The stylesheet in `colors`.

    Args:
        colors: the tokens, by name.
        folder: the marks are written here, and it has to stay; without it there are no marks.
    """
    places = dict.fromkeys(MARKS.values(), "")
    for (icon, token), name in MARKS.items():
        if folder is not None:
            # Qt remembers a picture by its path, so each color has a file of its own.
            file = folder / f"{name}-{str(colors[token])[1:]}.svg"
            file.write_text(svg(icon, str(colors[token])), encoding="utf-8")
            places[name] = file.as_posix()
    return FIELDS.substitute({**colors, **places})
