"""The terminal's output: progress, curves and tables; no decision is made here."""

from __future__ import annotations

import sys
import time
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import TypeVar

from rich.console import Console, Group
from rich.live import Live
from rich.markup import escape
from rich.progress_bar import ProgressBar
from rich.text import Text

from core.cli.learned import crowded, lines
from core.cli.tables import before_after, curve, layers
from core.files.image_names import image_name
from core.jobs import interruption
from core.jobs.memory import guarded
from core.jobs.progress import TimeLeft
from core.records import (
    AuditRecord,
    AuditRow,
    Epoch,
    Inspection,
    JobEvent,
    LearnRecord,
    Notice,
    Plan,
    PointChosen,
    RepairRecord,
    ScanRecord,
    ScreenSummary,
    Unscreened,
    Verdict,
    VoteOnImage,
)
from core.text.epochs import epoch_numbers
from core.text.names import measure_name, recipe_name, training_name
from core.text.outcome import outcome
from core.text.promise import promise_words
from core.text.wording import in_bits, p_value, percent, printable

Result = TypeVar("Result")
REDRAW_SECONDS = 0.1
WITHOUT_PLAN = {"read": "Look at the files", "screen": "Screen images"}  # jobs of one stage


class Terminal:
    """Shows jobs and documents; progress goes to stderr, everything else to stdout.

    Args:
        quiet: whether stdout is reserved for a JSON document.
    """

    def __init__(self, quiet: bool = False) -> None:
        self._out = Console(quiet=quiet, highlight=False)
        self._err = Console(stderr=True, highlight=False)
        self._one_screen = not quiet and sys.stdout.isatty() and sys.stderr.isatty()
        self._epochs: list[Epoch] = []

    def say(self, sentence: str) -> None:
        """Print one sentence on stdout; a path in it that was broken could not be copied."""
        self._out.print(escape(sentence), soft_wrap=True)

    def hint(self, sentence: str) -> None:
        """Print one sentence on stderr."""
        self._err.print(escape(sentence), soft_wrap=True)

    def watch(
        self, job: Generator[JobEvent, object, Result], names: Sequence[str] | None = None
    ) -> Result:
        """Run a job to its end, showing progress and time left, and return its result.

        Verdicts are shown if `names` of classes are given, even if there are no names.
        """
        job = guarded(job)
        time_left, drawn = TimeLeft(), 0.0
        self._epochs.clear()
        with Live(console=self._err, transient=True, auto_refresh=False) as live:
            try:
                while True:
                    interruption.check()
                    record = next(job)
                    time_left.take(record)
                    self._line(record, names)
                    if self._err.is_terminal and time.monotonic() - drawn > REDRAW_SECONDS:
                        live.update(_progress(time_left), refresh=True)
                        drawn = time.monotonic()
            except StopIteration as end:
                return end.value
            finally:
                job.close()

    def _line(self, record: JobEvent, names: Sequence[str] | None) -> None:
        if isinstance(record, Notice):
            self._err.print(Text(f"{record.severity}: {record.what}", "yellow"))
        elif isinstance(record, Plan) and record.seconds is not None:
            self._err.print(f"This takes about {_duration(record.seconds)}.")
        elif isinstance(record, Unscreened):
            self._err.print(Text(f"not screened: {printable(record.path)}: {record.why}", "yellow"))
        elif isinstance(record, PointChosen):
            line = f"{percent(record.clean_accuracy)} left"
            line += f", budget line {percent(record.budget_line)}"
            self._err.print(f"pruned {record.channels_pruned} channels: {line}")
        elif isinstance(record, Epoch):
            self._epoch(record)
        elif isinstance(record, AuditRow):
            self._row(_audit_line(record))
        elif isinstance(record, Verdict) and names is not None:
            self._row(verdict_line(record, names))

    def _epoch(self, record: Epoch) -> None:
        """An epoch by the number that the curves of window and report give it, too."""
        self._epochs.append(record)
        if record.epoch:
            number, best = epoch_numbers(self._epochs)[-1], ", best so far" if record.best else ""
            stage, share = training_name(record.stage), percent(record.clean_accuracy)
            self._err.print(f"{stage}, epoch {number}: {share}{best}")

    def _row(self, text: Text) -> None:
        """Print one line on stdout without wrapping: readers of a pipe expect one row per line.

        Where stdout and stderr are one terminal, the console of the progress prints it: it alone
        puts lines above the progress, which would otherwise be drawn over them.
        """
        (self._err if self._one_screen else self._out).print(text, soft_wrap=True)

    def inspection(self, inspection: Inspection) -> None:
        """Show the result of `goodnet inspect`."""
        out = self._out
        out.print(Text(printable(inspection.path), "bold"))
        out.print(f"SHA-256 {inspection.sha256}")
        for check in inspection.checks:
            mark = Text("ok     ", "green") if check.passed else Text("refused", "red")
            out.print(Text.assemble(mark, f"  {check.name}: {check.detail}"))
        for finding in inspection.findings:
            out.print(Text(f"\n{finding.severity}: {finding.title}", "bold red"))
            out.print(Text(f"  {printable(finding.where)}\n  {finding.what}"))
        if inspection.layers:
            out.print(layers(inspection))

    def repaired(self, record: RepairRecord, path: Path, exported: Path | None = None) -> None:
        """Show the measurements of `goodnet repair`, and where it wrote what."""
        if record.prune_curve:
            self._out.print(f"\n{measure_name(record.measure)} against channels pruned")
            self._out.print(curve(record.prune_curve, self._out.width))
        self._out.print(f"\n{outcome(record).title}.")
        self._out.print(before_after(record))
        layer, bits = escape(record.layer), in_bits(record.threshold_bits)
        self._out.print(
            f"Recipe {recipe_name(record.recipe)}, seed {record.seed}: {record.channels_pruned} of "
            f"{record.channels} channels of {layer} pruned; the screen flags images below {bits} "
            f"of weighted entropy, and by the votes {', '.join(record.votes[1:])} "
            f"(FRR {percent(record.frr)}). Measured, not proved."
        )
        if record.promise is not None:
            self._out.print(f"The screen flags {promise_words(record.promise)}.")
        self.say(f"The GoodNet is in {path}.")
        if exported is not None:
            self.say(f"The repaired network alone is in {exported}.")
        self.hint(
            "Next: `goodnet screen` gives images their verdicts, `goodnet report` writes the "
            "report, and `goodnet export` writes the guard for programs without GoodNet."
        )

    def learned(self, record: LearnRecord, path: Path) -> None:
        """Show the result of `goodnet learn`."""
        self._out.print(escape("\n".join(lines(record, path))), soft_wrap=True)

    def scanned(self, record: ScanRecord) -> None:
        """Show the result of `goodnet scan`."""
        if not record.backdoored:
            self._out.print("No backdoor of the kinds that this scan can find.")
        for target in record.suspected_targets:
            what = f"a patch of {target.mask_size:.1f} pixels"
            if target.kind == "additive":
                what = f"a change of all pixels by {target.mask_size:.1f} grey levels"
            why = f"anomaly index {target.anomaly_index:.1f}"
            if target.reason == "margin":
                why = f"its margin, {target.margin:.0f}, is far above the others'"
            elif target.reason == "extent":
                why = "its trigger is small and lies in one place"
                if target.extent is not None:
                    why += f": size times spread {target.extent:.0f}"
            elif target.reason == "channels":
                why = "its size and its channel perturbation together are unusually small"
            elif target.reason == "together":
                why = "its size, margin and channel perturbation together are unusual"
            elif target.reason == "expert" and target.expert_margin is not None:
                kept = f"{target.expert_margin:.0f}"
                why = f"copies that unlearned their classes keep its margin, {kept}"
            self._out.print(
                f"Suspected target class {target.target_class}: {what} sends "
                f"{percent(target.flip_rate)} of held-out clean images there ({why})."
            )
        for spot in record.blind_spots:
            self._out.print(Text(f"this scan may miss: {spot}", "dim"))

    def audited(self, record: AuditRecord) -> None:
        """Show the result of `goodnet audit`."""
        counts = ", ".join(f"{n} {what}" for what, n in record.summary.items() if what != "models")
        self._out.print(f"{record.summary['models']} models: {counts}.")
        self.say(f"The table is in {record.index}.")

    def screened(self, summary: ScreenSummary) -> None:
        """Show the counts of `goodnet screen`."""
        self._out.print(
            f"{summary.images} screened: {_counted(summary.poisoned, summary.images)} poisoned, "
            f"{_counted(summary.clean, summary.images)} clean."
        )
        if summary.rest_correct is not None and summary.rest_incorrect is not None:
            rest = summary.rest_correct + summary.rest_incorrect
            self._out.print(
                f"Of the {rest} labelled images that were not flagged, "
                f"{_counted(summary.rest_correct, rest)} are answered with their label and "
                f"{_counted(summary.rest_incorrect, rest)} are not."
            )
        if summary.crowd is not None:
            self._out.print(crowded(summary.crowd))


def _counted(count: int, total: int) -> str:
    return f"{count} ({percent(count / total)})" if total else f"{count}"


def _progress(time_left: TimeLeft) -> Group:
    seconds = time_left.seconds_left
    titles = {stage.key: stage.title for stage in time_left.stages}
    left = "" if seconds is None else f"about {_duration(seconds)} left"
    title = (WITHOUT_PLAN | titles).get(time_left.current, time_left.current)
    bar = ProgressBar(total=1.0, completed=time_left.fraction, width=40)
    return Group(Text(f"{title}  {left}"), bar)


def _duration(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"


def verdict_line(verdict: Verdict, names: Sequence[str]) -> Text:
    """An image in one line: its verdict, its class by `names`, and its votes."""
    poisoned = verdict.verdict == "poisoned"
    word = Text("poisoned" if poisoned else "clean   ", "bold red" if poisoned else "green")
    known = verdict.goodnet_class < len(names)
    name = f" {printable(names[verdict.goodnet_class])}" if known else ""
    where = printable(image_name(Path(verdict.path).name, verdict.index), 300)
    return Text.assemble(word, f"  {where}  {verdict.goodnet_class}{name}  {_evidence(verdict)}")


def _evidence(verdict: Verdict) -> str:
    """The votes on an image in words; the vote with the lowest p-value comes first."""
    asked = [vote for vote in verdict.votes if vote.p_value is not None]
    asked.sort(key=lambda vote: vote.p_value or 0)
    said = "; ".join(_vote(vote, verdict) for vote in asked)
    bound = "" if verdict.p_value_is == "exact" else f"{verdict.p_value_is} "
    return f"p {bound}{p_value(verdict.p_value)} by {said}"


def _vote(vote: VoteOnImage, verdict: Verdict) -> str:
    if vote.name == "disagreement":
        return f"disagreement {percent(verdict.disagreement)}"
    if vote.name != "strip":
        return f"{printable(vote.name)} (p {p_value(vote.p_value or 0.0)})"
    least, most = ("at least ", "at most ") if verdict.entropy_is_bound else ("", "")
    return (
        f"weighted entropy {least}{in_bits(verdict.weighted_bits)}, "
        f"persistence {most}{percent(verdict.persistence)}"
    )


def _audit_line(row: AuditRow) -> Text:
    style = {"no backdoor found": "green", "unreadable": "yellow", "lost": "yellow"}
    targets = ", ".join(map(str, row.suspected_targets))
    what = printable(row.reason, 300) or (f"suspected targets {targets}" if targets else "")
    word = Text(f"{row.outcome:17}", style.get(row.outcome, "bold red"))
    line = Text.assemble(word, f"  {printable(row.path, 300)}  {what}")
    if row.warning:
        line.append(f"\n{'':17}  {printable(row.warning, 300)}", "yellow")
    return line
