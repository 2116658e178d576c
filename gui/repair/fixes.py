"""The notices of a running repair, and what their buttons do: the repair would be another one."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject

from core.records import Notice
from gui import dialogs
from gui.job import Job
from gui.look.notices import Message, message_of
from gui.look.stretched import message_of_stretched
from gui.look.wording import duration
from gui.page import Page
from gui.repair.run import Run

ABOUT = "repair"


class Fixes(QObject):
    """What a person can do about the notices of a repair.

    The data of a running repair stays as it is, so what a button offers comes after the repair. A
    person may cancel the repair for it, which is asked in any case: the button does not say so.

    Attributes:
        chosen: the key of the action to run once the repair is cancelled; empty for none.
    """

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._told: dict[str, Message] = {}
        self.chosen = ""

    def begin(self) -> None:
        """Forget the notices of an earlier repair."""
        self._page.notices.clear_passing()
        self._told, self.chosen = {}, ""

    def tell(self, notice: Notice) -> None:
        """Show a notice of the repair with its buttons, none of which is the next step."""
        message = None
        if self._page.session.resize == "squash":
            message = message_of_stretched(notice.what)
        shown = message or message_of(notice)
        shown = replace(shown, about=ABOUT, aside=True)
        self._told |= dict.fromkeys(shown.actions, shown)
        self._page.notices.show_message(shown)

    def take(self, key: str, run: Run | None, job: Job | None) -> None:
        """Run the action that a notice offers, or cancel the repair for it if a person agrees."""
        page = self._page
        if run is None or job is None or key not in self._told:
            page.asked_for.emit(key)
        elif not self._ask(run):
            page.notices.show_message(self._told[key])
        elif page.desk.keras.current is job:
            self.chosen = key
            job.cancel()
        else:  # the repair ended while the question was open
            page.asked_for.emit(key)

    def _ask(self, run: Run) -> bool:
        question = self.tr("Cancel the repair and change its data?")
        told = self.tr(
            "A running repair keeps the data it began with. {time} of work would be lost. The "
            "repair continues while you decide."
        ).format(time=duration(run.time.seconds_so_far))
        stay, lose = self.tr("Continue the repair"), self.tr("Cancel the repair")
        return dialogs.may_lose(self._page, question, told, stay, lose)
