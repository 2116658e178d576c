"""What a person adds to a report and what they leave out."""

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
        note: a person's words, shown above the first section; plain text, may have several lines.
        left_out: the sections that the report does not have.
        written: the date that the report shows.
    """

    note: str = ""
    left_out: frozenset[ReportSection] = frozenset()
    written: date = field(default_factory=date.today)

    def shows(self, section: ReportSection) -> bool:
        """Whether the report shows a section that has contents."""
        return section not in self.left_out
