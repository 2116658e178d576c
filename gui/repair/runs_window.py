"""All repairs of one BadNet: their figures, two side by side; each can become the GoodNet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtWidgets import QGridLayout, QTableWidget, QTableWidgetItem, QWidget

from core.records import Learned, RepairRecord
from core.text.names import tells, tells_after
from gui import dialogs
from gui.look.side_window import SideWindow
from gui.look.tables import SideDelegate, align
from gui.look.theme import GAP, MARGIN
from gui.look.widgets import Label, button, clear, column, row
from gui.look.wording import count, decimal, duration, percent
from gui.repair.run import rates
from gui.repair.words import accuracy_title, recipe_name, seconds_of_repair, series_title
from gui.session import KeptRun, Session

NOT_MEASURED = "–"
COMPARED = 2
SIZE = QSize(900, 560)
FIGURES = range(2, 7)


class RunsWindow(SideWindow):
    """All runs for the open BadNet, newest last.

    Attributes:
        table: a row for each run.
        use: makes the selected run the GoodNet.
        remove: deletes the selected run.
        facts: the comparison, a row of texts for each fact; empty unless two runs are selected.
    """

    def __init__(self, session: Session, parent: QWidget) -> None:
        title = self.tr("Repairs of {name}").format(name=session.model_name)
        super().__init__(parent, title, SIZE)
        self._session = session
        self.facts: list[tuple[str, ...]] = []
        self.table = self._make_table()
        self.use = button(self.tr("Use as the GoodNet"), "check", "primary")
        self.remove = button(self.tr("Remove from the list"), "trash")
        self._hint = Label("", "small", "muted", wrap=True)
        self._grid = QGridLayout()
        self._lay_out()
        self.table.itemSelectionChanged.connect(self._on_chosen)
        self.use.clicked.connect(lambda: session.use_run(self._chosen()[0]))
        self.remove.clicked.connect(self._on_remove)
        session.goodnet_changed.connect(self._show)
        self._show()

    def choose(self, *numbers: int) -> None:
        """Select runs, counted from 0."""
        self.table.clearSelection()
        for number in numbers:
            for place in range(self.table.columnCount()):
                item = self.table.item(number, place)
                if item:
                    item.setSelected(True)

    # -- made once -----------------------------------------------------------------------

    def _make_table(self) -> QTableWidget:
        titles = (
            self.tr("Run"),
            self.tr("Recipe"),
            self.tr("Clean accuracy"),
            self.tr("ASR"),
            self.tr("ASR, estimate"),
            self.tr("Pruned"),
            self.tr("Time"),
            self.tr("Saved as"),
        )
        table = QTableWidget(0, len(titles))
        table.setHorizontalHeaderLabels(titles)
        table.setAccessibleName(self.tr("Repairs"))
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableWidget.SelectionMode.ExtendedSelection)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setItemDelegate(SideDelegate(table))
        align(table, FIGURES)
        table.verticalHeader().hide()
        table.horizontalHeader().setStretchLastSection(True)
        return table

    def _lay_out(self) -> None:
        layout = column(self, margin=MARGIN, spacing=GAP)
        layout.addWidget(self.table, 1)
        line = row(spacing=8)
        line.addWidget(self._hint, 1)
        line.addWidget(self.remove)
        line.addWidget(self.use)
        layout.addLayout(line)
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(4)
        layout.addLayout(self._grid)

    def _on_remove(self) -> None:
        number = self._chosen()[0]
        run = self._session.runs[number]
        if run.path or dialogs.may_lose(
            self,
            self.tr("Remove run {number} without saving it?").format(number=number + 1),
            self.tr(
                "It exists only in this window; {time} of work would be lost. To keep it, use it "
                "as the GoodNet and save it."
            ).format(time=duration(seconds_of_repair(run.goodnet.record))),
            self.tr("Keep the run"),
            self.tr("Remove it"),
        ):
            self._session.remove_run(number)

    # -- shown ---------------------------------------------------------------------------

    def _show(self) -> None:
        runs = self._session.runs
        self.table.setRowCount(len(runs))
        for number, run in enumerate(runs):
            for place, text in enumerate(self._cells(number, run)):
                self.table.setItem(number, place, QTableWidgetItem(text))
        self.table.resizeColumnsToContents()
        self._on_chosen()

    def _cells(self, number: int, run: KeptRun) -> tuple[str, ...]:
        record = run.goodnet.record
        # What was learned later is not in the repair's own figures.
        after = None if record.learned else record.after
        worst = max(after.attack_success.values(), default=None) if after else None
        name = self.tr("{number}, in use") if self._session.is_used(run) else "{number}"
        return (
            name.format(number=number + 1),
            _recipe(record),
            self._accuracy(record),
            _share(worst),
            _share(after.suspected_attack_success) if after else NOT_MEASURED,
            f"{count(record.channels_pruned)}/{count(record.channels)}",
            duration(seconds_of_repair(record)),
            Path(run.path).name if run.path else self.tr("not saved"),
        )

    def _accuracy(self, record: RepairRecord) -> str:
        if record.learned:
            return percent(record.learned[-1].clean_accuracy_after)
        if not tells_after(record):
            return NOT_MEASURED
        share = percent(record.after.clean_accuracy)
        if record.measure == "accuracy":
            return share
        return self.tr("{share} agreement").format(share=share)

    def _chosen(self) -> list[int]:
        return sorted({index.row() for index in self.table.selectedIndexes()})

    def _on_chosen(self) -> None:
        runs, chosen = self._session.runs, self._chosen()
        used = len(chosen) == 1 and self._session.is_used(runs[chosen[0]])
        for made in (self.use, self.remove):
            made.setEnabled(len(chosen) == 1 and not used)
        self._hint.setText(
            self.tr("Choose one run to use it, two to compare them.") if len(chosen) != 2 else ""
        )
        self._compare([(number, runs[number]) for number in chosen])

    def _compare(self, chosen: Sequence[tuple[int, KeptRun]]) -> None:
        clear(self._grid)
        self.facts = []
        if len(chosen) != COMPARED:
            return
        (first, one), (second, other) = chosen
        run = self.tr("Run {number}")
        self.facts = [("", run.format(number=first + 1), run.format(number=second + 1))]
        left, right = (self._facts(each.goodnet.record) for each in (one, other))
        titles = list(dict.fromkeys((*left, *right)))
        self.facts += [
            (title, left.get(title, NOT_MEASURED), right.get(title, NOT_MEASURED))
            for title in titles
        ]
        for line, texts in enumerate(self.facts):
            differs = line == 0 or texts[1] != texts[2]
            for place, text in enumerate(texts):
                strong = differs and place > 0
                made = Label(text, "strong" if strong else "body", "text" if strong else "muted")
                self._grid.addWidget(made, line, place)

    def _facts(self, record: RepairRecord) -> dict[str, str]:
        before, after = rates(record.before), rates(record.after)
        found = {
            self.tr("Recipe"): _recipe(record),
            self.tr("Layer"): record.layer,
            self.tr("Budget"): self.tr("{points} points").format(points=decimal(record.budget, 1)),
            self.tr("Seed"): str(record.seed),
            self.tr("Suspected targets"): ", ".join(
                self._session.numbered(each.target_class) for each in record.suspected_targets
            )
            or NOT_MEASURED,
        }
        if record.learned:
            found |= self._learned(record.learned[-1])
            after = {}
        for series, share in after.items():
            if series.kind == "clean" and not tells_after(record):
                continue
            known = series in before
            if known and series.kind == "clean":
                known = tells(record.measure, before[series])
            was = percent(before[series]) if known else NOT_MEASURED
            found[series_title(series, record.measure)] = f"{was} → {percent(share)}"
        found[self.tr("FRR")] = percent(record.frr)
        found[self.tr("Time")] = duration(seconds_of_repair(record))
        return found

    def _learned(self, learned: Learned) -> dict[str, str]:
        """What learning from flagged pictures changed; the repair's figures are older."""
        was, now = percent(learned.clean_accuracy_before), percent(learned.clean_accuracy_after)
        found = {accuracy_title(learned.measure): f"{was} → {now}"}
        if learned.obeyed_before is not None and learned.obeyed_after is not None:
            title = self.tr("Flagged pictures that get class {name}")
            title = title.format(name=self._session.numbered(learned.target_class))
            found[title] = f"{percent(learned.obeyed_before)} → {percent(learned.obeyed_after)}"
        return found


def _recipe(record: RepairRecord) -> str:
    """The recipe, and whether flagged pictures were learned from afterwards."""
    name = recipe_name(record.recipe)
    if not record.learned:
        return name
    return QCoreApplication.translate("RunsWindow", "{recipe}, then learned").format(recipe=name)


def _share(share: float | None) -> str:
    return NOT_MEASURED if share is None else percent(share)
