"""The common parts of all pages: a head, notices, a body, and what the window asks them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from gui.job import Job, Lane
from gui.look.fit import Fitted, PageScroll
from gui.look.help import PAGE_TOPICS, Topic, help_link
from gui.look.notices import Message, NoticeBar, message_for
from gui.look.theme import GAP, MARGIN
from gui.look.widgets import PageHead, column, stand_back
from gui.port import Core
from gui.session import Session
from gui.settings import Settings

# The subject of notices about opening files.
OPENING = "opening"
# The subject of errors in files of class names.
NAMING = "naming"


@dataclass(frozen=True)
class Desk:
    """What all pages share.

    Attributes:
        keras: the lane of jobs that touch a network, one at a time.
        errands: the lane of short jobs that do not, such as inspecting a file.
        looks: the lane of the audit's first look, which may take long: nobody waits behind it.
    """

    session: Session
    core: Core
    keras: Lane
    errands: Lane
    looks: Lane
    settings: Settings

    @classmethod
    def of(cls, session: Session, core: Core, settings: Settings, parent: QObject | None) -> Desk:
        """A desk with lanes of its own, which belong to `parent`."""
        return cls(session, core, Lane(parent), Lane(parent), Lane(parent), settings)

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """All lanes: what ends with the window must end in each."""
        return self.keras, self.errands, self.looks


@dataclass(frozen=True)
class State:
    """What the navigation shows about a page.

    Attributes:
        line: one line under its name.
        mark: the sign at its end.
        ready: whether there is anything on the page yet; otherwise its name is muted.
    """

    line: str
    mark: Literal["", "check", "cross"] = ""
    ready: bool = True


@dataclass(frozen=True)
class Command:
    """What an action of the menus does on a page, and whether it is possible now."""

    run: Callable[[], object]
    is_enabled: Callable[[], bool] = lambda: True


class Page(QWidget):
    """Base of the pages.

    Attributes:
        head, notices, body: from top to bottom.

    Signals:
        state_changed: `state` or the readiness of commands has changed.
        said: a sentence for the status bar.
        progressed: text and fraction for the right of the status bar; None means unknown.
        left_for: the key of another page to which a button leads.
        asked_for: the key of an action that a button triggers.
        audited_wanted: the path of an audited network to open, the paths of its clean data, and
            whether to leave out the labels.
    """

    state_changed = Signal()
    said = Signal(str)
    progressed = Signal(str, object)
    left_for = Signal(str)
    asked_for = Signal(str)
    audited_wanted = Signal(str, object, bool)

    KEY = ""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.session = desk.session
        layout = column(self, spacing=0)
        layout.setContentsMargins(MARGIN, 0, MARGIN, MARGIN)
        self.head = PageHead()
        self._help = help_link(self.topic)
        self.head.add_help(self._help)
        self.notices = NoticeBar()
        self.notices.wanted.connect(self.on_offered)
        self.notices.changed.connect(self._give_way)
        inside = Fitted()
        self.body = column(inside, spacing=GAP)
        layout.addWidget(self.head)
        layout.addWidget(self.notices)
        self._inside = inside
        self._scroll = PageScroll(inside)
        layout.addWidget(self._scroll, 1)

    def state(self) -> State:
        """The present state of the page, for the navigation."""
        raise NotImplementedError

    def topic(self) -> Topic:
        """The heading of the guide about this page."""
        return PAGE_TOPICS.get(self.KEY, "the-ideas")

    def take_focus(self) -> None:
        """Focus the next step, or the first control of the body; not the "?"."""
        if self.focusWidget() in (None, self, self._help):
            self.focus_next_step()

    def focus_next_step(self) -> None:
        """Focus the next step, or the first control of the body, wherever the focus is."""
        tab = Qt.FocusPolicy.TabFocus
        inside = self._inside.findChildren(QWidget)
        usable = [w for w in inside if w.isVisible() and w.isEnabled() and w.focusPolicy() & tab]
        steps = (self.notices.next_step(), self.head.primary_button(), *usable)
        first = next((step for step in steps if step is not None), None)
        if first is not None:
            first.setFocus()

    def change_view(self, change: Callable[[], None]) -> None:
        """Show other parts from their top; the next step gets a keyboard that is hidden.

        Qt would choose something in the body, and scroll the page to it.
        """
        focused = self.window().focusWidget()
        within = focused is not None and self.isAncestorOf(focused)
        if within:
            self.setFocus()
        change()
        self.show_top()
        if focused is not None and within and focused.isVisible():
            focused.setFocus()
        elif within:
            self.focus_next_step()

    def show_top(self) -> None:
        """Scroll to the beginning of the page."""
        self._scroll.verticalScrollBar().setValue(0)

    def _give_way(self) -> None:
        """Show the button of a notice, if it is the next step, as the only primary one."""
        step = self.notices.next_step()
        for made in self.findChildren(QPushButton):
            stand_back(made, step is not None and made is not step)

    def commands(self) -> Mapping[str, Command]:
        """Commands by the key of their action in gui.shell.actions.MENUS."""
        return {}

    def on_offered(self, key: str) -> None:
        """Run the action that a notice of this page offers."""
        self.asked_for.emit(key)

    def show_error(self, error: BaseException, about: str = "") -> None:
        """Show `error` under the head until its subject `about` is settled."""
        self.show_trouble(message_for(error, about))

    def show_trouble(self, message: Message) -> None:
        """Show `message`, and this page: on another one, nobody would see why nothing happened."""
        self.notices.show_message(message)
        self.come_forward()

    def come_forward(self) -> None:
        """Show this page if another one is visible."""
        if not self.isVisible():
            self.left_for.emit(self.KEY)

    def show_notice(self, sentence: str, details: str = "") -> None:
        """Show a person something that is not an error."""
        self.notices.show_message(Message("note", sentence, details))

    def submit(
        self, lane: Lane, job: Job, on_success: Callable[..., object], about: str = ""
    ) -> Job:
        """Run `job` in `lane`; a failure becomes a notice on this page.

        The notice stays until another job with the same `about` has succeeded.
        """
        job.succeeded.connect(on_success)
        job.failed.connect(lambda error: self.show_error(error, about))
        if about:
            job.succeeded.connect(lambda _result: self.notices.settle(about))
        return lane.submit(job)
