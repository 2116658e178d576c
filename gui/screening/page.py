"""The Screening page: dropped images, their verdicts, the threshold, and the selected image."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QHideEvent

from core.records import Verdict
from gui import dialogs
from gui.drops import DATA, PICTURES
from gui.look.notices import Message
from gui.look.wording import count, in_bits
from gui.page import Command, Desk, Page, State
from gui.screening import notice_words
from gui.screening.chosen_image import ChosenImage
from gui.screening.entropy_card import EntropyCard
from gui.screening.head import ScreeningHead
from gui.screening.image_panel import ImagePanel
from gui.screening.learner import Learner
from gui.screening.pending import Pending
from gui.screening.row_actions import RowActions
from gui.screening.rows import Row, paths_of
from gui.screening.screener import Run, Screener
from gui.screening.thumbnails import Thumbnails
from gui.screening.verdict_card import FILTERS, VerdictCard
from gui.screening.verdict_rows import VerdictTable
from gui.screening.view import ScreeningView

if TYPE_CHECKING:
    from gui.port import GoodNet


class ScreeningPage(Page):
    """Screens dropped images while a GoodNet is open."""

    KEY = "screening"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._goodnet: GoodNet | None = None  # with its calibrated threshold; jobs run on this one
        self._saved: tuple[float, str] | None = None  # FRR and path of the file, if there is one
        self._released_frr = 0.0
        self._pending = Pending()
        self._buttons = ScreeningHead(self.head, self)
        self.table = VerdictTable(self.session)
        self.thumbnails = Thumbnails(desk, self)
        self.screener = Screener(desk, self)
        self.learner = Learner(desk, self.thumbnails, self)
        self.card = VerdictCard(self.table, self.thumbnails, self.session)
        self.entropy = EntropyCard(self.table.words_of)
        self.panel = ImagePanel(self.session, self.table)
        self.chosen = ChosenImage(self.panel, self.thumbnails, self.screener, desk)
        self.actions_on_rows = RowActions(self, self.table, self.card)
        self.view = ScreeningView(self.card, self.entropy, self.panel, desk.settings)
        self.body.addWidget(self.view)
        self._connect()
        self._on_goodnet_changed()

    # -- made once -----------------------------------------------------------------------

    def _connect(self) -> None:
        self._buttons.csv_wanted.connect(self.actions_on_rows.save_csv)
        self._buttons.report_wanted.connect(lambda: self.asked_for.emit("report"))
        self._buttons.add_wanted.connect(self._on_add_images)
        self.session.model_changed.connect(self._on_goodnet_changed)
        self.session.goodnet_changed.connect(self._on_goodnet_changed)
        self.session.class_names_changed.connect(self._on_names_changed)
        self.screener.found.connect(self._on_found)
        self.screener.came.connect(self._on_came)
        self.screener.ticked.connect(self._on_ticked)
        self.screener.ended.connect(self._on_ended)
        self.screener.failed.connect(self.show_error)
        self.learner.failed.connect(self.show_error)
        self.learner.progressed.connect(self.progressed)
        self.learner.data_wanted.connect(lambda: self.asked_for.emit("add_clean"))
        self.learner.taken.connect(self._on_taken)
        self.view.add_wanted.connect(self._on_add_images)
        self.view.repair_wanted.connect(lambda: self.left_for.emit("repair"))
        self.actions_on_rows.rows_changed.connect(self._on_rows_changed)
        self.card.stop_wanted.connect(self.screener.stop)
        self.card.view.current_row_changed.connect(self._on_chosen)
        self.card.view.selectionModel().selectionChanged.connect(
            lambda *_: self.state_changed.emit()
        )
        self.card.view.action_wanted.connect(self.asked_for)
        self.chosen.closeups.step_wanted.connect(self.card.choose_next)
        self.entropy.moved.connect(self._on_moved)
        self.entropy.released.connect(self._on_released)
        self.entropy.plot.mark_chosen.connect(self.card.choose)

    # -- the page ------------------------------------------------------------------------

    def state(self) -> State:
        if self._goodnet is None:
            return State(self.tr("Needs a GoodNet"), ready=False)
        done = self.table.verdicts()
        if not done:
            return State(self.tr("Ready for images"))
        poisoned = sum(verdict.verdict == "poisoned" for verdict in done)
        line = self.tr("{poisoned} of {screened} poisoned")
        return State(line.format(poisoned=count(poisoned), screened=count(len(done))))

    def commands(self) -> Mapping[str, Command]:
        is_open = lambda: self._goodnet is not None  # noqa: E731
        has_rows = lambda: bool(self.table.rows)  # noqa: E731
        commands = {
            **self.actions_on_rows.commands(),
            "add_images": Command(self._on_add_images, is_open),
            "add_folder": Command(self._on_add_folder, is_open),
            "closeup": Command(self.chosen.closeups.open, self.chosen.closeups.is_possible),
            "learn": Command(self.learner.open, self.learner.is_possible),
            "stop_screening": Command(self.screener.stop, self.screener.is_busy),
            "reset_threshold": Command(self.entropy.reset, lambda: self.entropy.is_moved),
            "sort_next": Command(self.card.view.sort_by_next, has_rows),
            "sort_turn": Command(self.card.view.turn_order, has_rows),
        }
        for key in FILTERS:
            choose = lambda key=key: self.card.choose_filter(key)  # noqa: E731
            commands[f"filter_{key}"] = Command(choose, has_rows)
        return commands

    def screen(self, paths: Sequence[str]) -> None:
        """Screen images, folders or data files that a person dropped."""
        if paths and self._goodnet is not None:
            self.notices.clear_passing()
            self.come_forward()
            self.screener.screen(self._goodnet, paths)

    # -- the screener's results ----------------------------------------------------------

    def _on_found(self, run: Run) -> None:
        rows = self.table.add(run.origins)
        self._pending.add(rows)
        if run.again:  # files may be gone by now
            gone = [row for row in self.table.rows if row.origin not in run.wanted]
            self.table.leave_out(gone, keep=True)
        self._refresh()
        if rows and not run.again:
            if self.card.view.current_row() is None:
                self.card.view.setFocus()
            self.card.choose(rows[0])  # nobody would find it below hundreds of others

    def _on_came(self, verdicts: Sequence[Verdict]) -> None:
        found, passed_over = self._pending.settle(verdicts)
        self.table.set_verdicts(found)
        self.table.leave_out(passed_over, keep=self.screener.is_again())
        self._refresh()
        if self.card.view.current_row() in [row for row, _ in found]:
            self._on_chosen(self.card.view.current_row())

    def _on_ticked(self) -> None:
        run = self.screener.run
        if run is None:
            return
        delegate = self.card.view.delegate
        delegate.busy_place = (delegate.busy_place + 0.05) % 1
        now = self._pending.first()
        if run.began and now:
            now.is_computing = True
            self.table.show_changed([now])
        self.progressed.emit(notice_words.pace_words(run), run.fraction)
        self.said.emit(notice_words.progress_words(run))

    def _on_ended(self, run: Run) -> None:
        self.table.leave_out(self._pending.give_up(run.origins), keep=run.again)
        self._tell_crowd(again=True)
        if run.unscreened:
            self.notices.show_message(notice_words.what_was_left_out(run))
        self._refresh()
        self._pass_on_verdicts()
        self.said.emit(notice_words.progress_words(run))

    def _tell_crowd(self, *, again: bool = False) -> None:
        """Show a notice of a new crowd, or `again` of one whose notice a person may have closed."""
        if self._goodnet is None:
            return
        verdicts = self.table.verdicts()
        crowd = self.desk.core.crowd(self._goodnet, verdicts, self.entropy.frr)
        if not self.learner.follow(crowd, self.table.rows) and not again:
            return
        self.notices.settle(notice_words.CROWD)
        if crowd is not None:
            message = notice_words.crowd_message(crowd, verdicts, self.session)
            self.notices.show_message(message)

    def _on_taken(self) -> None:
        said = self.tr("The new GoodNet answers now; it is not saved yet.")
        self.notices.show_message(Message("note", said, actions=("save",)))

    # -- one image -----------------------------------------------------------------------

    def _on_chosen(self, row: Row | None) -> None:
        self.chosen.show(row, self._goodnet)
        self.entropy.plot.show_chosen(row)
        self.state_changed.emit()

    # -- the threshold -------------------------------------------------------------------

    def _on_moved(self) -> None:
        self.table.set_frr(self.entropy.frr)
        self._refresh()

    def _on_released(self) -> None:
        frr, goodnet = self.entropy.frr, self.session.goodnet
        if goodnet is None or self._goodnet is None or frr == self._released_frr:
            return
        low, high = sorted((frr, self._released_frr))
        changed = sum(low < verdict.p_value <= high for verdict in self.table.verdicts())
        self._released_frr = frr
        sentence = self.tr(
            "Threshold moved to {bits}. Changed verdicts: {count}. Nothing was computed again."
        )
        bits = in_bits(self.entropy.bits)
        self.said.emit(sentence.format(bits=bits, count=count(changed)))
        saved = self._saved[1] if self._saved and self._saved[0] == frr else ""
        bound = None if self.entropy.is_moved else self._goodnet.bound
        self.session.set_goodnet(goodnet.with_frr(frr, bound), saved)
        self._pass_on_verdicts()
        self._tell_crowd()

    # -- what a person does --------------------------------------------------------------

    def _on_add_images(self) -> None:
        patterns = " ".join(f"*{suffix}" for suffix in (*PICTURES, *DATA))
        filters = self.tr("Images ({patterns});;All files (*)").format(patterns=patterns)
        self.screen(dialogs.open_files(self, self.desk.settings, self.tr("Add images"), filters))

    def _on_add_folder(self) -> None:
        title = self.tr("Add a folder of images")
        self.screen(dialogs.open_folder(self, self.desk.settings, title))

    def _on_rows_changed(self) -> None:
        self._tell_crowd()
        self._refresh()
        self._pass_on_verdicts()

    # -- what changed --------------------------------------------------------------------

    def _on_goodnet_changed(self) -> None:
        goodnet = self.session.goodnet
        known = self._goodnet
        # The same networks with another threshold or other names share their calibration.
        if goodnet and known and goodnet.overlays is known.overlays:
            if goodnet.frr != self.entropy.frr:
                self.entropy.show_frr(goodnet.frr)
                self._released_frr = self.entropy.frr
                self.table.set_frr(self.entropy.frr)
        else:
            self._start_over(goodnet)
        if goodnet and self.session.goodnet_path:
            self._saved = (goodnet.frr, self.session.goodnet_path)
        self._buttons.show_source(self.session, has_goodnet=goodnet is not None)
        self._refresh()

    def _start_over(self, goodnet: GoodNet | None) -> None:
        """Drop all verdicts, because they were another GoodNet's; `goodnet` gives new ones."""
        self.screener.drop()
        self.learner.clear()
        self.actions_on_rows.undo_stack.clear()
        self._pending.clear()
        self._saved, self._goodnet = None, goodnet
        if goodnet is None:
            self.thumbnails.clear()
            self.table.clear()
        else:
            self.table.forget_verdicts()
            self.notices.settle(notice_words.CROWD)
            self.entropy.show_screen(goodnet)
            self._released_frr = self.entropy.frr
            self.table.set_frr(self.entropy.frr)
        self.chosen.show(self.card.view.current_row() if goodnet else None, goodnet)
        self._pass_on_verdicts()
        rows = self.table.rows
        if goodnet and rows:
            self.screener.screen(goodnet, paths_of(rows), {row.origin for row in rows})

    def _on_names_changed(self) -> None:
        self.table.show_changed(self.table.rows)
        self.card.search_again()
        self.chosen.refresh()

    def _refresh(self) -> None:
        rows = self.table.rows
        had_rows = self.actions_on_rows.undo_stack.canUndo()
        self.view.show_state(has_goodnet=self._goodnet is not None, has_rows=bool(rows) or had_rows)
        self.card.show_rows(rows, self.screener.is_busy())
        self.entropy.plot.show_marks(rows)
        self.entropy.plot.show_chosen(self.card.view.current_row())
        self.chosen.refresh()
        self._buttons.show_verdicts(any_yet=bool(self.table.verdicts()))
        self.state_changed.emit()

    def _pass_on_verdicts(self) -> None:
        self.session.set_verdicts(self.table.verdicts())

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.chosen.closeups.close()
