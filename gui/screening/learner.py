"""Learning from flagged pictures that crowd a class: its window, and the work behind it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from core.jobs.progress import TimeLeft
from core.records import Crowd, LearnOptions
from gui import dialogs
from gui.job import Job, Records
from gui.look.sentences import in_window_language
from gui.look.wording import duration
from gui.page import Desk
from gui.port import Core, Origin
from gui.screening.caught_pictures import CaughtPictures
from gui.screening.learn_window import LearnWindow
from gui.screening.notice_words import crowd_message
from gui.screening.rows import Row, paths_of
from gui.screening.thumbnails import Thumbnails

if TYPE_CHECKING:
    from gui.port import GoodNet, Learning


class Learner(QObject):
    """Follows the crowd among the verdicts, and learns from it after a person confirmed it.

    Attributes:
        crowd: the class that flagged images crowd beyond chance; None for none.
        window: the window for learning, once it has been opened.

    Signals:
        progressed: text and fraction for the status bar.
        taken: a new GoodNet replaced the old one.
        data_wanted: a person wants to choose clean data.
        failed: an error that ended learning.
    """

    progressed = Signal(str, object)
    taken = Signal()
    data_wanted = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, thumbnails: Thumbnails, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._parent = desk, parent
        self._pictures = CaughtPictures(thumbnails)
        self._rows: Sequence[Row] = ()
        self._job: Job | None = None
        self._learning: Learning | None = None
        self._time = TimeLeft()
        self.crowd: Crowd | None = None
        self.window: LearnWindow | None = None

    def follow(self, crowd: Crowd | None, rows: Sequence[Row]) -> bool:
        """Note the crowd among the verdicts in the table; returns whether it is another one."""
        known, self.crowd, self._rows = self.crowd, crowd, tuple(rows)
        return crowd != known

    def clear(self) -> None:
        """Stop and close, as when another GoodNet is opened."""
        self.follow(None, ())
        if self._job:
            self._job.drop()
            self._job = None
        self._discard()

    def is_possible(self) -> bool:
        """Whether there is a crowd to learn from, or something learned that is not taken yet."""
        return self._job is None and (self.crowd is not None or self._has_result())

    def open(self) -> None:
        """Show the pictures of the crowd, or what was learned before the window was closed."""
        if not self.is_possible():
            return
        window = self.window or self._made_window()
        if self.crowd is not None and not self._has_result():
            target = self.crowd.target_class
            self._pictures.show_rows(
                [row for row in self._rows if row.is_poisoned and _answer(row) == target]
            )
            window.show_crowd(self._known_of(self.crowd))
        window.show()
        window.raise_()
        window.activateWindow()

    def _made_window(self) -> LearnWindow:
        window = self.window = LearnWindow(self._desk.session, self._pictures, self._parent)
        window.learn_wanted.connect(self._learn)
        window.stop_wanted.connect(self._stop)
        window.data_wanted.connect(self.data_wanted)
        window.take_wanted.connect(self._take)
        window.discard_wanted.connect(self._on_discard)
        return window

    # -- the work ------------------------------------------------------------------------

    def _learn(self) -> None:
        session, core, window = self._desk.session, self._desk.core, self.window
        if session.goodnet is None or self.crowd is None or window is None or self._job:
            return
        options = LearnOptions(
            confirm=self.crowd.target_class,
            without=tuple(self._pictures.taken_out),
            ignore_labels=session.ignore_labels,
        )
        asked = (session.goodnet, paths_of(self._rows), session.clean_paths, options)
        shown = frozenset(row.origin for row in self._rows)
        title, self._time = self.tr("Learning"), TimeLeft()
        job = Job(
            title, lambda: _learning(core, asked, shown), about=session.inspection, stake="learning"
        )
        job.progressed.connect(self._on_record)
        job.succeeded.connect(self._on_learned)
        job.failed.connect(self._on_failed)
        job.cancelled.connect(self._on_cancelled)
        self._job = job
        busy = self._desk.keras.current
        waits = self.tr("Waits for: {what}").format(what=busy.title) if busy else title
        window.show_progress(waits, 0.0)
        self._desk.keras.submit(job)

    def _stop(self) -> None:
        # Learning may end while the question is open.
        if self._may_discard() and self._job:
            self._job.cancel()

    def _may_discard(self) -> bool:
        seconds = self._time.seconds_so_far
        if self.window is None or seconds < dialogs.WORTH_ASKING:
            return True
        told = self.tr("{time} of work would be lost. Learning continues while you decide.")
        return dialogs.may_lose(
            self.window,
            self.tr("Cancel learning and discard it?"),
            told.format(time=duration(seconds)),
            self.tr("Continue learning"),
            self.tr("Cancel and discard"),
        )

    def _on_record(self, record: object) -> None:
        time = self._time
        time.take(record)
        if self.window and self._job:
            titles = {stage.key: in_window_language(stage.title) for stage in time.stages}
            self.window.show_progress(titles.get(time.current, self.tr("Learning")), time.fraction)
            self.progressed.emit(self._job.title, time.fraction)

    def _on_learned(self, learning: Learning) -> None:
        self._job, self._learning = None, learning
        window, record = self.window, learning.record
        if window is None:
            return
        if record.learned is None:
            window.show_refused(in_window_language(record.refused))
        else:
            window.show_learned(record.learned)
        if learning.goodnet is not None:
            # Listed among the runs, it is asked about before it would be lost.
            self._desk.session.keep_run(learning.goodnet)

    def _on_failed(self, error: object) -> None:
        self._job = None
        if self.window:
            self.window.hide()
        self.failed.emit(error)

    def _on_cancelled(self) -> None:
        self._job = None
        if self.window and self.crowd:
            self.window.show_crowd(self._known_of(self.crowd))

    def _known_of(self, crowd: Crowd) -> str:
        verdicts = [row.verdict for row in self._rows if row.verdict]
        return crowd_message(crowd, verdicts, self._desk.session).sentence

    # -- the result ----------------------------------------------------------------------

    def _has_result(self) -> bool:
        return self._learning is not None and self._learning.goodnet is not None

    def _discard(self) -> None:
        self._learning = None
        if self.window:
            self.window.hide()

    def _on_discard(self) -> None:
        learning = self._learning
        self._discard()
        if learning is not None and learning.goodnet is not None:
            self._desk.session.forget_run(learning.goodnet)

    def _take(self) -> None:
        """Make the new GoodNet answer; the old one stays among the runs."""
        learning, session = self._learning, self._desk.session
        if learning is None or learning.goodnet is None:
            return
        self._discard()
        session.set_goodnet(learning.goodnet)
        self.taken.emit()


def _learning(
    core: Core,
    asked: tuple[GoodNet, Sequence[str], Sequence[str], LearnOptions],
    shown: Collection[Origin],
) -> Records:
    """Learn only from the pictures that were shown, not from rows removed from the table."""
    goodnet, paths, clean, options = asked
    hidden = tuple(origin for origin in core.contents(goodnet, paths) if origin not in shown)
    options = replace(options, without=(*options.without, *hidden))
    return (yield from core.learn(goodnet, paths, clean, options))


def _answer(row: Row) -> int | None:
    return row.verdict.badnet_class if row.verdict else None
