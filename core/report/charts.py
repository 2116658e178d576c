"""The geometry of the report's charts, which the template draws as SVG, in SVG units.

Points are in SVG user units, x right and y down, on a canvas WIDTH wide and HEIGHT high.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.records import Epoch, Pruned, RepairRecord, Verdict
from core.text.curves import ESTIMATE, color_number, dashes
from core.text.epochs import epoch_numbers
from core.text.names import SUSPECTED_ASR, asr_name, measure_name, training_name
from core.text.sentence import say
from core.text.wording import in_bits, percent

WIDTH, HEIGHT = 720, 290
LEFT, RIGHT, TOP, BOTTOM = 48, 664, 22, 250

_LABEL_GAP = 14
_BINS = 24
_WIDTH, _ESTIMATE_WIDTH = 2, 1.75  # of the lines, as in report.css


@dataclass(frozen=True)
class Tick:
    """A position on an axis with its label."""

    at: float
    text: str


@dataclass(frozen=True)
class Line:
    """One series: `kind` names its color, `points` are those of an SVG polyline.

    Attributes:
        dash: an SVG dash pattern; each poisoned set has its own, and its own kind.
        end: where the line ends.
        label_y: where its last value is written, clear of the other lines' labels.
    """

    name: str
    kind: str
    dash: str
    points: str
    end: tuple[float, float]
    last: str
    label_y: float


@dataclass(frozen=True)
class LineChart:
    """Shares of images over steps of a job.

    Attributes:
        budget_y: the line that clean accuracy may not cross, or None.
        chosen: the step that was kept, or None.
        chosen_dots: the series at that step.
        stages: where each training stage begins, if there are several.
    """

    x_label: str
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    lines: tuple[Line, ...]
    budget_y: float | None = None
    chosen: Tick | None = None
    chosen_dots: tuple[tuple[float, float, str], ...] = ()
    stages: tuple[Tick, ...] = ()


@dataclass(frozen=True)
class Histogram:
    """Weighted entropies of clean images, the threshold, and screened images below the axis.

    Attributes:
        disagreement_marks: of images that only the networks' disagreement flags.
    """

    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    bars: tuple[tuple[float, float, float, float], ...]
    threshold: Tick
    clean_marks: tuple[float, ...]
    poisoned_marks: tuple[float, ...]
    disagreement_marks: tuple[float, ...]


def prune_chart(repair: RepairRecord) -> LineChart | None:
    """The prune curve with its budget and the chosen point; None if there was no sweep."""
    curve = repair.prune_curve
    if len(curve) < 2:
        return None
    steps = [point.channels_pruned for point in curve]
    chosen = next((i for i, s in enumerate(steps) if s == repair.channels_pruned), None)
    words = say(
        "chosen: {pruned} of {channels}", pruned=repair.channels_pruned, channels=repair.channels
    )
    line = curve[0].clean_accuracy - repair.pruning_budget / 100
    return _chart(repair, curve, steps, say("channels pruned"), chosen, words, _y(line))


def training_chart(repair: RepairRecord) -> LineChart | None:
    """The epochs of all training stages, one after another; None if there are none."""
    epochs = repair.epochs
    if len(epochs) < 2:
        return None
    kept = [place for place, epoch in enumerate(epochs) if epoch.kept]
    numbers = epoch_numbers(epochs)
    words = say("kept: epoch {number}", number=numbers[kept[-1]]) if kept else ""
    places = list(range(len(epochs)))
    texts = [str(number) for number in numbers]
    chosen = kept[-1] if kept else None
    return _chart(repair, epochs, places, say("epoch"), chosen, words, None, texts)


def entropy_chart(
    calibration: Sequence[float], threshold: float, frr: float, verdicts: Sequence[Verdict]
) -> Histogram | None:
    """The calibration images' weighted entropies, in bits; None if there are none."""
    if not calibration:
        return None
    shown = [verdict.weighted_bits for verdict in verdicts]
    span = max(*calibration, *shown, threshold, 0.1) * 1.04
    clean, poisoned = (
        [verdict for verdict in verdicts if verdict.verdict == word]
        for word in ("clean", "poisoned")
    )
    counts, edges = np.histogram(calibration, bins=_BINS, range=(0, span))
    high = _round_up(int(counts.max()))
    x = [_scaled(edge, span) for edge in edges]
    bars = tuple(
        (x[i], _y(count / high), x[i + 1] - x[i] - 1, BOTTOM - _y(count / high))
        for i, count in enumerate(counts)
        if count
    )
    return Histogram(
        x_ticks=tuple(Tick(_scaled(v, span), say("{value:.2g}", value=v)) for v in _steps(span)),
        y_ticks=tuple(Tick(_y(share), f"{high * share:g}") for share in (0, 0.5, 1)),
        bars=bars,
        threshold=Tick(_scaled(threshold, span), in_bits(threshold)),
        clean_marks=_marks(clean, span),
        poisoned_marks=_marks([v for v in poisoned if "strip" in v.flagged_by(frr)], span),
        disagreement_marks=_marks([v for v in poisoned if "strip" not in v.flagged_by(frr)], span),
    )


def _chart(
    repair: RepairRecord,
    rows: Sequence[Pruned] | Sequence[Epoch],
    steps: Sequence[int],
    x_label: str,
    chosen: int | None,
    words: str,
    budget_y: float | None,
    texts: Sequence[str] | None = None,
) -> LineChart:
    span = max(steps[-1], 1)
    x = [_scaled(step, span) for step in steps]
    texts = texts or [str(step) for step in steps]
    every = max(1, round(len(steps) / 12))
    lines = _lines(repair, rows, x)
    heights = [[float(pair.split(",")[1]) for pair in line.points.split()] for line in lines]
    return LineChart(
        x_label=x_label,
        x_ticks=tuple(Tick(at, text) for at, text in list(zip(x, texts, strict=True))[::every]),
        y_ticks=tuple(Tick(_y(share / 100), str(share)) for share in range(0, 101, 20)),
        lines=lines,
        budget_y=budget_y,
        chosen=None if chosen is None else Tick(x[chosen], words),
        chosen_dots=()
        if chosen is None
        else tuple(
            (x[chosen], height[chosen], line.kind)
            for line, height in zip(lines, heights, strict=True)
            if len(height) == len(x)
        ),
        stages=_stages(rows, x),
    )


def _lines(
    repair: RepairRecord, rows: Sequence[Pruned] | Sequence[Epoch], x: Sequence[float]
) -> tuple[Line, ...]:
    """Clean accuracy, the ASR of each poisoned set, and the suspected triggers' if known."""
    series: list[tuple[str, str, str, Sequence[float | None]]] = [
        (measure_name(repair.measure), "accuracy", "", [row.clean_accuracy for row in rows])
    ]
    for number, name in enumerate(rows[0].attack_success):
        values = [row.attack_success.get(name) for row in rows]
        dash = _dash(dashes(number), _WIDTH)
        series.append((asr_name(name), f"asr{color_number(number)}", dash, values))
    estimates = [row.suspected_attack_success for row in rows if isinstance(row, Epoch)]
    if estimates:
        series.append((SUSPECTED_ASR, "suspected", _dash(ESTIMATE, _ESTIMATE_WIDTH), estimates))
    return _drawn(series, x)


def _dash(lengths: Sequence[float], width: float) -> str:
    """Dashes in widths of the line as an SVG pattern."""
    return " ".join(f"{width * length:g}" for length in lengths)


def _drawn(
    series: Sequence[tuple[str, str, str, Sequence[float | None]]], x: Sequence[float]
) -> tuple[Line, ...]:
    """The series (name, kind, dash, values) that have values, with their labels kept apart."""
    known = [
        (name, kind, dash, [(a, v) for a, v in zip(x, values, strict=True) if v is not None])
        for name, kind, dash, values in series
    ]
    known = [entry for entry in known if entry[3]]
    labels = _apart([_y(points[-1][1]) for *_, points in known])
    return tuple(
        Line(
            name=name,
            kind=kind,
            dash=dash,
            points=" ".join(f"{a:.1f},{_y(v):.1f}" for a, v in points),
            end=(points[-1][0], _y(points[-1][1])),
            last=percent(points[-1][1]),
            label_y=label,
        )
        for (name, kind, dash, points), label in zip(known, labels, strict=True)
    )


def _stages(rows: Sequence[Pruned] | Sequence[Epoch], x: Sequence[float]) -> tuple[Tick, ...]:
    """Where each stage of training begins, if there are several."""
    names = [row.stage for row in rows if isinstance(row, Epoch)]
    begins = [i for i in range(len(names)) if i == 0 or names[i] != names[i - 1]]
    return tuple(Tick(x[i], training_name(names[i])) for i in begins) if len(begins) > 1 else ()


def _apart(heights: Sequence[float]) -> list[float]:
    """Heights of labels, moved down only as far as needed for none to overlap."""
    moved = list(heights)
    last = float("-inf")
    for place in sorted(range(len(heights)), key=lambda place: heights[place]):
        last = moved[place] = max(heights[place], last + _LABEL_GAP)
    return moved


def _marks(verdicts: Sequence[Verdict], span: float) -> tuple[float, ...]:
    return tuple(_scaled(verdict.weighted_bits, span) for verdict in verdicts)


def _scaled(value: float, span: float) -> float:
    return round(LEFT + (RIGHT - LEFT) * float(value) / span, 1)


def _y(share: float) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * float(share), 1)


def _steps(span: float) -> list[float]:
    """About six round values from 0 up to `span`."""
    rough = span / 6
    power = 10 ** np.floor(np.log10(rough))
    step = next(s * power for s in (1, 2, 5, 10) if s * power >= rough)
    return [float(v) for v in np.arange(0, span, step)]


def _round_up(count: int) -> int:
    step = 10 if count > 20 else 2
    return -(-count // step) * step
