"""What a person adds to a report, and leaves out of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

ReportSection = Literal[
    "figures", "safety", "model", "data", "classes", "curves", "targets", "screen", "images",
    "maps", "limits",
]  # fmt: skip
REPORT_SECTIONS: tuple[ReportSection, ...] = get_args(ReportSection)


@dataclass(frozen=True)
class Framing:
    """The frame of a report.

    Attributes:
        note: a person's words, shown above the first section; plain text of several lines.
        left_out: the sections that the report does not have.
        written: the day that it is dated.
    """

    note: str = ""
    left_out: frozenset[ReportSection] = frozenset()
    written: date = field(default_factory=date.today)

    def shows(self, section: ReportSection) -> bool:
        """Whether the report has a section, if there is anything for it."""
        return section not in self.left_out
