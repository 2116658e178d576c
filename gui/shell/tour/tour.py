"""The guided demo: leads through five steps, whoever does them, and never holds up the window."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent

from gui.look.notices import Message
from gui.page import Desk, Page
from gui.port import Demo
from gui.shell.navigation import SideBar
from gui.shell.page_stack import PageStack
from gui.shell.pages import PAGES
from gui.shell.tour.card import Face, TourCard
from gui.shell.tour.pointer import Pointer
from gui.shell.tour.steps import STEPS, Guided, Scene, last_possible, translated


class Tour(QObject):
    """Shows one step at a time in a card below the pages.

    A step is left when it becomes done, by the person or by "Do it for me". Every event that may
    matter leads to one look at the state of the window, after all others have seen the event.

    Attributes:
        card: the step.
        pointer: the ring around the place where the step is done.
        step: the number of the present step, counted from 0; None while there is no guided demo.
    """

    def __init__(self, window: Guided, desk: Desk, pages: PageStack, side: SideBar) -> None:
        super().__init__(pages)
        self._window, self._desk, self._pages, self._side = window, desk, pages, side
        self.step: int | None = None
        self._was_done = self._held = False
        self._opened: object = None
        self.card = TourCard()
        self.pointer = Pointer(side.window())
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._look)
        self._connect()

    def _connect(self) -> None:
        session, lane = self._desk.session, self._desk.keras
        for signal in (
            session.model_changed,
            session.clean_data_changed,
            session.goodnet_changed,
            session.verdicts_changed,
            lane.started,
            lane.ended,
            self._pages.went_to,
        ):
            signal.connect(self._on_change)
        self._pages.made.connect(self._on_page_made)
        self.card.do_wanted.connect(self._on_do)
        self.card.next_wanted.connect(self._on_next)
        self.card.back_wanted.connect(self._on_back)
        self.card.leave_wanted.connect(self.leave)

    @cached_property
    def _demo(self) -> Demo:
        return self._desk.core.demo()

    def start(self) -> None:
        """Begin with the first step that is not done, or return to the present one."""
        if self.step is None:
            self._pages.window().installEventFilter(self)
            self._opened = self._desk.session.inspection
            self.card.show()
            self._go_to(1 if STEPS[0].is_done(self._scene()) else 0)
        else:
            self._go_to(self.step)
        self.card.take_keyboard()

    def leave(self) -> None:
        """End the guided demo; whatever is open or runs stays."""
        held = self.card.has_keyboard()
        self.step = None
        self._soon.stop()
        self._pages.window().removeEventFilter(self)
        self.pointer.point_at(None, 0)
        self.card.hide()
        if held:
            self._pages.shown().take_focus()

    # -- what a person does --------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Only what no control has used itself comes here.
        escapes = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if escapes and event.type() is QEvent.Type.KeyPress and self.step is not None:
            self.leave()
            return True
        return False

    def _on_do(self) -> None:
        if self.step is None:
            return
        STEPS[self.step].do(self._window, self._demo)
        # A page takes the keyboard when a job starts on it.
        self.card.take_keyboard()

    def _on_next(self) -> None:
        if self.step == len(STEPS) - 1:
            self.leave()
        else:
            self._go_to((self.step or 0) + 1)

    def _on_back(self) -> None:
        self._go_to(max(0, (self.step or 0) - 1))

    def _go_to(self, number: int) -> None:
        self._window.go_to(STEPS[number].page)
        self._show(number)

    # -- what happens --------------------------------------------------------------------

    def _on_page_made(self, page: Page) -> None:
        page.state_changed.connect(self._on_change)

    def _on_change(self) -> None:
        if self.step is not None and not self._soon.isActive():
            # A page that shows something else takes the keyboard to it, after this.
            self._held = self.card.has_keyboard()
            self._soon.start()

    def _look(self) -> None:
        if self.step is None:
            return
        scene = self._scene()
        inspection = self._desk.session.inspection
        if inspection and inspection is not self._opened and not scene.is_demo:
            self._end_for_another()
            return
        self._opened = inspection
        number, step = self.step, STEPS[self.step]
        if not step.needs(scene):
            number = last_possible(scene)
        elif step.is_done(scene) and not self._was_done and number < len(STEPS) - 1:
            number += 1
        self._show(number)
        if self._held and not self.card.has_keyboard():
            self.card.take_keyboard()

    def _end_for_another(self) -> None:
        self.leave()
        said = self.tr("The guided demo has ended, because another file was opened.")
        self._window.show_message(Message("note", said))

    def _scene(self) -> Scene:
        job = self._desk.keras.staked()
        stake = job.stake if job else ""
        return Scene(self._desk.session, self._pages.shown().KEY, self._demo.model, stake)

    # -- shown ---------------------------------------------------------------------------

    def _show(self, number: int) -> None:
        scene, step, total = self._scene(), STEPS[number], len(STEPS)
        self.step, self._was_done = number, step.is_done(scene)
        runs = step.runs(scene)
        text = translated(step.watched if runs else step.text)
        may_go_on = number == total - 1 or STEPS[number + 1].needs(scene)
        title = translated(step.title)
        self.card.show_face(
            Face(number + 1, total, title, text, self._why_not(number, scene), may_go_on)
        )
        self._point(number, scene)

    def _why_not(self, number: int, scene: Scene) -> str:
        step = STEPS[number]
        if step.is_done(scene):
            return self.tr("This step is done.")
        return self.tr("It is under way.") if step.runs(scene) else ""

    def _point(self, number: int, scene: Scene) -> None:
        page = STEPS[number].page
        if scene.shown == page:
            target, part = STEPS[number].target(self._pages), None
        else:
            row = [entry.key for entry in PAGES].index(page)
            target, part = self._side.place_of(row)
        self.pointer.point_at(target, number + 1, part)
