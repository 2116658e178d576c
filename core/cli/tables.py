"""Tables and curves as text: a network's layers, the effect of a repair, the prune curve."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group
from rich.table import Table
from rich.text import Text

from core.opening.inner_preprocessing import inner_preprocessing
from core.records import Inspection, Pruned, RepairRecord, SuspectedTarget
from core.text.names import SUSPECTED_ASR, asr_name, measure_name, tells, tells_after
from core.text.wording import percent, printable

# With the numbers beside it, the widest curve fits into 80 columns.
CURVE_ROWS, CURVE_COLUMNS, BESIDE = 10, 71, 9


def layers(inspection: Inspection) -> Group:
    """A network's input, its answer, and its layers."""
    shape = " x ".join("any" if size is None else str(size) for size in inspection.input_shape)
    facts = (
        f"input {shape}, {inspection.classes} classes, {inspection.output}, "
        f"{inspection.parameters:,} parameters, Keras {printable(inspection.keras_version)}"
    )
    known = inner_preprocessing(inspection)
    inside = ", ".join(f"{printable(each.name)} ({each.type})" for each in known.inside)
    prepared = f"preprocessing inside: {inside or 'none'}; outside: {known.outside}"
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("Layer")
    table.add_column("Type")
    table.add_column("Output shape", justify="right")
    table.add_column("Parameters", justify="right")
    for layer in inspection.layers:
        sizes = " x ".join("any" if size is None else str(size) for size in layer.output_shape)
        note = "  (pruned by default)" if layer.name == inspection.default_layer else ""
        name = Text(printable(layer.name) + note)
        table.add_row(name, Text(f"{layer.type} {layer.detail}"), sizes, f"{layer.parameters:,}")
    return Group(Text(facts), Text(prepared), table)


def before_after(record: RepairRecord) -> Table:
    """Accuracies and attack success of the BadNet and of the repaired network."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("")
    table.add_column("BadNet", justify="right")
    table.add_column("Repaired", justify="right")
    before, after = record.before, record.after

    def right_before(share: float) -> str:
        return percent(share) if tells(record.measure, share) else ""

    rows: list[tuple[str, str, float, int]] = []
    if tells_after(record):
        rows.append((measure_name(record.measure), right_before(before.clean_accuracy),
                     after.clean_accuracy, before.clean_images))  # fmt: skip
    for name, share in before.attack_success.items():
        rows.append((asr_name(name), percent(share),
                     after.attack_success[name], before.attack_images[name]))  # fmt: skip
    if before.suspected_attack_success is not None and after.suspected_attack_success is not None:
        rows.append((SUSPECTED_ASR, percent(before.suspected_attack_success),
                     after.suspected_attack_success, before.clean_images))  # fmt: skip
    for target in record.suspected_targets:
        if target.success_after is not None:
            table.add_row(*_estimate(target, target.success_after))
        if (own := target.class_accuracy) is not None:
            name = f"{measure_name(record.measure)}, class {target.target_class}"
            rows.append((name, right_before(own.before), own.after, own.images))
    for name, first, last, images in rows:
        table.add_row(Text(f"{printable(name)} ({images} images)"), first, percent(last))
    return table


def _estimate(target: SuspectedTarget, success: tuple[float, float]) -> tuple[str, str, str]:
    """How well attacks on a suspected target work: what was tried, before and after the repair."""
    after = " to ".join(map(percent, success))
    if target.reason == "expert":
        return f"class {target.target_class} if experts perturb images", "", after
    tried = f"triggers of class {target.target_class} searched anew"
    return tried, percent(target.flip_rate), after


def curve(points: Sequence[Pruned], width: int) -> Text:
    """The prune curve as text: clean accuracy `o`, ASR of each poisoned set `x`.

    Args:
        points: of the curve.
        width: of the terminal, in characters; the curve is never wider than 80 columns take.
    """
    last = len(points) - 1
    columns = max(2, min(CURVE_COLUMNS, width - BESIDE))
    shown = sorted({k * last // (columns - 1) for k in range(columns)})
    rows = [[" "] * len(shown) for _ in range(CURVE_ROWS + 1)]
    for column, point in enumerate(points[k] for k in shown):
        for success in point.attack_success.values():
            rows[CURVE_ROWS - round(success * CURVE_ROWS)][column] = "x"
        rows[CURVE_ROWS - round(point.clean_accuracy * CURVE_ROWS)][column] = "o"
    lines = [
        f"{100 * (CURVE_ROWS - k) // CURVE_ROWS:4d} % |{''.join(row)}" for k, row in enumerate(rows)
    ]
    attack = ", x ASR" if points and points[0].attack_success else ""
    lines.append(f"        0 to {points[-1].channels_pruned} channels pruned; o clean{attack}")
    return Text("\n".join(lines))
