"""The few questions that the window asks; one place, so that tests can answer them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from gui.settings import Settings

FOLDER = "last_folder"


def open_files(parent: QWidget, settings: Settings, title: str, filters: str) -> list[str]:
    """Files to read, or none."""
    paths, _ = QFileDialog.getOpenFileNames(parent, title, settings.text(FOLDER), filters)
    return _remembered(settings, paths)


def open_folder(parent: QWidget, settings: Settings, title: str) -> list[str]:
    """One folder to read, or none."""
    path = QFileDialog.getExistingDirectory(parent, title, settings.text(FOLDER))
    return _remembered(settings, [path] if path else [])


def save_file(
    parent: QWidget, settings: Settings, title: str, name: str, filters: str
) -> str | None:
    """A place to write `name` to, its suffix completed; None where a person thought better."""
    start = str(Path(settings.text(FOLDER)) / name)
    path, _ = QFileDialog.getSaveFileName(parent, title, start, filters)
    if not path:
        return None
    if not Path(path).suffix:
        path += Path(name).suffix
    return _remembered(settings, [path])[0]


def ask(parent: QWidget, question: str, explanation: str, yes: str) -> bool:
    """Whether a person answers `question` with `yes`; the other answer is the default."""
    box = QMessageBox(QMessageBox.Icon.Question, parent.windowTitle(), question, parent=parent)
    box.setInformativeText(explanation)
    accept = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    cancel = box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(cancel)
    box.exec()
    return box.clickedButton() is accept


def _remembered(settings: Settings, paths: list[str]) -> list[str]:
    if paths:
        settings.set_text(FOLDER, str(Path(paths[0]).parent))
    return paths
