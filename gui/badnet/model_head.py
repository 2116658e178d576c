"""The head of the BadNet page: file, safety chip, and one line about it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication

from core.records import Inspection
from gui.badnet.findings_text import findings_count
from gui.look.widgets import PageHead
from gui.look.wording import from_home, size


def show_head(head: PageHead, inspection: Inspection | None) -> None:
    """Show in `head` which file is open, whether it is safe, and where it is."""
    if inspection is None:
        head.title.setText(_tr("Open a BadNet"))
        head.line.setText(
            _tr(
                "Find out what a downloaded image classifier is, repair it, and screen images "
                "with it."
            )
        )
        head.chip.set("", "")
        return
    head.title.setText(Path(inspection.path).name)
    if inspection.safe:
        head.chip.set("clean", _tr("safe to load"))
        folder = from_home(str(Path(inspection.path).parent))
        head.line.setText(
            _tr("BadNet, {size}, in {folder}").format(size=size(inspection.size), folder=folder)
        )
        return
    head.chip.set("poisoned", _tr("refused"))
    head.line.setText(
        _tr("Not loaded, and no code from it ran: {findings}.").format(
            findings=findings_count(inspection)
        )
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("ModelHead", text)
