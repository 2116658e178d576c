"""What a person is asked before work would be lost."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from gui import dialogs
from gui.page import Desk
from gui.session import Session


def may_replace(parent: QWidget, session: Session) -> bool:
    """Whether the open file may go: asks where a GoodNet is not saved."""
    if session.goodnet and not session.goodnet_path:
        return dialogs.ask(
            parent,
            _tr("Leave without saving the GoodNet?"),
            _tr("The repaired network and its screen exist in this window only."),
            _tr("Leave without saving"),
        )
    return True


def may_close(parent: QWidget, desk: Desk) -> bool:
    """Whether the window may close: asks where a job would be stopped or a GoodNet lost."""
    job = desk.keras.current
    if job and job.about is not None:
        return dialogs.ask(
            parent,
            _tr("Stop and close?"),
            _tr("{what} is still running. What it has done so far is discarded.").format(
                what=job.title
            ),
            _tr("Stop and close"),
        )
    return may_replace(parent, desk.session)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Leaving", text)
