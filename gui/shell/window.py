"""The main window: navigation, pages and menus; it passes on files and jobs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDesktopServices,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPaintEvent,
)
from PySide6.QtWidgets import QMainWindow, QWidget

from gui import dialogs, drops
from gui.job import Job
from gui.look.focus import FocusRing
from gui.look.notices import Message, message_for
from gui.look.widgets import column, row, rule
from gui.page import Command, Desk, Page, State
from gui.shell.actions import LOCAL_KEYS
from gui.shell.desktop import Desktop
from gui.shell.drag_frame import DragFrame
from gui.shell.geometry import Geometry
from gui.shell.help import Help
from gui.shell.intake import Intake
from gui.shell.leaving import Leaving
from gui.shell.menus import Menus
from gui.shell.navigation import SideBar
from gui.shell.page_stack import PageStack
from gui.shell.pages import PAGES, title
from gui.shell.plot_keeping import PlotKeeping
from gui.shell.preferences import Preferences
from gui.shell.resuming import Resuming
from gui.shell.shortcuts import ShortcutSheet, about
from gui.shell.status import StatusBar
from gui.shell.tour.tour import Tour
from gui.shell.waiting import Waiting


class MainWindow(QMainWindow):
    """Everything that a person sees of GoodNet.

    Attributes:
        desk: what the pages share.
        pages: the pages, one of which is visible.
        leaving: asks before work is lost, and holds the waiting files.
        actions_by_key: every action of gui.shell.actions.MENUS.
        drag_frame: shows what a drop would do while something is dragged.

    Signals:
        appeared: the window was painted for the first time.
        closed: all jobs have ended and the window is closed.
    """

    appeared = Signal()
    closed = Signal()

    def __init__(self, desk: Desk, log_folder: str) -> None:
        super().__init__()
        self.desk = desk
        self._log_folder = log_folder
        self._appeared = False
        self._may_close = False
        self._geometry = Geometry(self, desk.settings)
        self.setWindowTitle("GoodNet")
        self.setMinimumSize(960, 640)
        self.setAcceptDrops(True)
        self._lay_out()
        self.help = Help(self, self.pages)
        self._desktop = Desktop(self, desk.keras, self.pages)
        self.tour = Tour(self, desk, self.pages, self._side)
        self._area.addWidget(self.tour.card)
        self.preferences = Preferences(self, desk.settings)
        self.leaving = Leaving(desk, self.pages)
        self.status.follow(self.leaving.queue)
        self.status.wanted.connect(self.leaving.open_waiting)
        self.resuming = Resuming(desk, self.pages, self.leaving)
        self.resuming.changed.connect(self._refresh)
        self._own = self.own_commands()
        self._make_menus()
        self.intake = Intake(desk, self.pages, self.leaving)
        self.drag_frame = DragFrame(self)
        self._ring = FocusRing(self)
        self._plots = PlotKeeping(self, desk, self.pages)
        self._restore()
        desk.session.model_changed.connect(self._on_model_changed)
        self.go_to("badnet")

    # -- made once -----------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._side = SideBar([(title(page), page.icon) for page in PAGES])
        self._side.chosen.connect(lambda number: self.go_to(PAGES[number].key))
        self._side.guide_wanted.connect(lambda: self.run("guide"))
        self._side.shortcuts_wanted.connect(lambda: self.run("shortcuts"))
        for number in range(1, len(PAGES)):
            self._side.set_state(number, State("", ready=False))
        self.pages = PageStack(self.desk)
        self.pages.made.connect(self._on_page_made)
        self.pages.went_to.connect(self._on_went_to)
        middle = QWidget()
        layout = row(middle, spacing=0)
        layout.addWidget(self._side)
        layout.addWidget(rule(vertical=True))
        self._area = column(spacing=0)
        self._area.addWidget(self.pages, 1)
        layout.addLayout(self._area, 1)
        self.setCentralWidget(middle)
        self.status = StatusBar(self.desk)
        self.setStatusBar(self.status)

    def own_commands(self) -> dict[str, Command]:
        """The commands of the window itself, for every page."""
        commands = {
            "open": Command(self._on_open),
            "demo": Command(self._on_demo),
            "paste": Command(lambda: self.intake.paste(self.pages.shown())),
            "close": Command(self._on_close_file, lambda: bool(self.desk.session.inspection)),
            "quit": Command(self.close),
            "guide": Command(self.help.open),
            "tour": Command(self.tour.start),
            "full_screen": Command(self._on_full_screen),
            "shortcuts": Command(lambda: ShortcutSheet(self).exec()),
            "about": Command(lambda: about(self)),
            "logs": Command(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(self._log_folder))),
        }
        for page in PAGES:
            commands[f"show_{page.key}"] = Command(lambda key=page.key: self.go_to(key))
        return {**commands, **self.preferences.commands(), **self.resuming.commands()}

    def _make_menus(self) -> None:
        menus = Menus(self, self.desk.settings)
        menus.chosen.connect(self.run)
        menus.recent_chosen.connect(lambda path: self.take([path]))
        self.actions_by_key = menus.actions

    # -- pages and commands --------------------------------------------------------------

    def page(self, key: str) -> Page:
        """The page `key`, created at its first use."""
        return self.pages.page(key)

    def go_to(self, key: str) -> None:
        """Show the page `key`."""
        self.pages.go_to(key)

    def run(self, key: str) -> None:
        """Run the action `key` if it is possible now."""
        command = self._commands().get(key)
        if command and command.is_enabled():
            command.run()

    def take(self, paths: Sequence[str]) -> None:
        """Open, add or screen files, depending on them and on the visible page."""
        self.intake.take(paths, self.pages.shown().KEY)

    def show_message(self, message: Message) -> None:
        """Show a notice on the visible page."""
        self.pages.shown().notices.show_message(message)

    def made_pages(self) -> frozenset[str]:
        """The keys of the pages created so far."""
        return frozenset(self.pages.made_pages())

    def shown_key(self) -> str:
        """The key of the visible page."""
        return self.pages.shown().KEY

    def close_without_asking(self) -> None:
        """Close, even if a job runs or something is not saved."""
        self._may_close = True
        self.close()

    def finish_pages(self) -> None:
        """Create the pages that have not been used yet."""
        for page in PAGES:
            self.page(page.key)
        self._refresh()

    def warm_up(self) -> None:
        """Import TensorFlow in the background."""
        job = Job(self.tr("TensorFlow is loading"), self.desk.core.warm_up)
        job.succeeded.connect(lambda _result: self.status.rest(self.tr("TensorFlow ready")))
        job.failed.connect(lambda error: self.show_message(message_for(error)))
        self.status.show_progress(job.title, None)
        self.desk.keras.submit(job)

    def _on_page_made(self, page: Page) -> None:
        page.state_changed.connect(self._refresh)
        page.said.connect(self.status.say)
        page.progressed.connect(self.status.show_progress)
        page.left_for.connect(self.go_to)
        page.asked_for.connect(self.run)
        page.audited_wanted.connect(self.intake.open_audited)

    def _on_went_to(self, key: str) -> None:
        self._side.show_row([page.key for page in PAGES].index(key))
        self._refresh()

    def _commands(self) -> Mapping[str, Command]:
        """What can be run now: the visible page's come first, then the window's, then others'."""
        found: dict[str, Command] = {}
        for page in self.pages.made_pages().values():
            for key, command in page.commands().items():
                if key not in LOCAL_KEYS:
                    found.setdefault(key, command)
        return {**found, **self._own, **self.pages.shown().commands()}

    def _refresh(self) -> None:
        made = self.pages.made_pages()
        for number, entry in enumerate(PAGES):
            if entry.key in made:
                self._side.set_state(number, made[entry.key].state())
        commands = self._commands()
        for key, action in self.actions_by_key.items():
            command = commands.get(key)
            action.setEnabled(command is not None and command.is_enabled())

    # -- what a person does --------------------------------------------------------------

    def _on_open(self) -> None:
        filters = self.tr("Networks (*.h5 *.hdf5 *.keras *.zip *.goodnet);;All files (*)")
        paths = dialogs.open_files(self, self.desk.settings, self.tr("Open"), filters)
        if paths:
            self.take(paths)

    def _on_demo(self) -> None:
        self.leaving.to_open(Waiting(self.tr("the demo"), self.pages.model_page().open_demo))

    def _on_close_file(self) -> None:
        self.leaving.to_close_file(lambda: self.desk.session.open_model(None))

    def _on_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _on_model_changed(self) -> None:
        about_now = self.desk.session.inspection
        for lane in self.desk.lanes:
            lane.drop_all_but(about_now)
        name = self.desk.session.model_name
        self.setWindowTitle(f"{name} – GoodNet" if name else "GoodNet")
        self.go_to("badnet")

    # -- overrides of Qt -----------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._appeared:
            self._appeared = True
            QTimer.singleShot(0, self.appeared.emit)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.dragMoveEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        # Something dragged out of the table must not come back in.
        if event.source() is not None or not drops.is_wanted(event.mimeData()):
            return
        course = self.intake.foretell(event.mimeData(), self.pages.shown())
        self.drag_frame.announce(course)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.drag_frame.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self.drag_frame.hide()
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.intake.take_mime(event.mimeData(), self.pages.shown())

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._may_close and not self.leaving.may_close():
            event.ignore()
            return
        self.leaving.queue.clear()  # the end of a job would open a file that waits for it
        lanes = [lane for lane in self.desk.lanes if lane.is_busy()]
        if lanes:
            event.ignore()
            self._may_close = True
            self.hide()
            for lane in lanes:
                lane.emptied.connect(self.close)
                lane.cancel_all()
            return
        self.help.close()
        self.intake.close()
        self._geometry.save()
        event.accept()
        self.closed.emit()

    def _restore(self) -> None:
        self._geometry.restore()
        self.preferences.restore(self.actions_by_key)
