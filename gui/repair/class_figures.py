"""What a scan has measured of single classes so far, and its words; without widgets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from core.records import ClassesMeasured, Figure
from gui.look.i18n import N
from gui.look.wording import count, decimal

CONTEXT = "ClassFigures"


class Words(NamedTuple):
    """How a figure is named: above a plot, at its axis, for one class; and its decimals."""

    title: str
    axis: str
    of_one: str
    digits: int


WORDS: dict[Figure, Words] = {
    "margin": Words(
        N("ClassFigures", "Margin of each class"),
        N("ClassFigures", "margin"),
        N("ClassFigures", "largest: {value} of {name}"),
        1,
    ),
    "size for each flip": Words(
        N("ClassFigures", "Shortlist: a first trigger of each class"),
        N("ClassFigures", "px per flip"),
        N("ClassFigures", "smallest: {value} px per flip to {name}"),
        1,
    ),
    "patch": Words(
        N("ClassFigures", "Smallest patch of each class"),
        N("ClassFigures", "size (px)"),
        N("ClassFigures", "smallest: {value} px to {name}"),
        1,
    ),
    "additive": Words(
        N("ClassFigures", "Smallest additive trigger of each class"),
        N("ClassFigures", "grey levels"),
        N("ClassFigures", "smallest: {value} grey levels to {name}"),
        1,
    ),
    "perturbation": Words(
        N("ClassFigures", "Least channel perturbation of each class"),
        N("ClassFigures", "perturbation"),
        N("ClassFigures", "least: {value} to {name}"),
        2,
    ),
}
# What tells the parts of a measure apart; the first part of margins and sizes is the usual one.
PARTS: dict[Figure, str] = {
    "margin": N("ClassFigures", "in copy {number} that unlearned its classes"),
    "size for each flip": N("ClassFigures", "round {number}"),
    "patch": N("ClassFigures", "in images of full size"),
    "additive": N("ClassFigures", "in images of full size"),
}


@dataclass
class ClassFigures:
    """The comparable figures of one part of a scan.

    Attributes:
        values: by class, in the order in which they came.
    """

    figure: Figure
    count: int
    part: int
    values: dict[int, float] = field(default_factory=dict[int, float])

    def continued(self, record: ClassesMeasured) -> bool:
        """Take what `record` adds; returns whether its figures are comparable with these."""
        if (record.figure, record.part) != (self.figure, self.part):
            return False
        self.values |= record.values
        return True

    def most_telling(self) -> int | None:
        """The class with the largest margin, or with the least of another figure."""
        pick = max if self.figure == "margin" else min
        return pick(self.values, key=lambda target: self.values[target], default=None)


def figures_after(figures: ClassFigures | None, record: ClassesMeasured) -> ClassFigures:
    """`figures` with what `record` adds, or new ones if it begins another measure."""
    if figures is None or not figures.continued(record):
        return ClassFigures(record.figure, record.count, record.part, dict(record.values))
    return figures


def compared(figures: ClassFigures | None) -> ClassFigures | None:
    """`figures`, if they compare classes: in a repaired network only the suspected one has any."""
    return figures if figures and figures.values and figures.count > 1 else None


def title_of(figure: Figure) -> str:
    """The title of a plot of this figure."""
    return _tr(WORDS[figure].title)


def axis_of(figure: Figure) -> str:
    """The name of the axis."""
    return _tr(WORDS[figure].axis)


def value_of(figure: Figure, value: float) -> str:
    """One figure, in its usual number of decimals."""
    return decimal(value, WORDS[figure].digits)


def line_of(figures: ClassFigures, numbered: Callable[[int], str]) -> str:
    """How far the measure is, and its most telling class, which `numbered` names."""
    said = _tr("{done} of {count} classes").format(
        done=count(len(figures.values)), count=count(figures.count)
    )
    shown = figures.part + (figures.figure == "size for each flip")  # rounds count from 1
    if shown:
        said += ", " + _tr(PARTS[figures.figure]).format(number=shown)
    target = figures.most_telling()
    if target is None:
        return said
    value = value_of(figures.figure, figures.values[target])
    most = _tr(WORDS[figures.figure].of_one).format(value=value, name=numbered(target))
    return f"{said}; {most}".replace(" px", "\N{NO-BREAK SPACE}px")


def _tr(text: str) -> str:
    return QCoreApplication.translate(CONTEXT, text)
