"""The short table that `make harden` prints."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Row:
    """One kind of trial; whatever was neither refused in a sentence nor opened is a fault."""

    kind: str
    tried: int
    refused: int | None
    opened: int | None
    faults: int
    note: str = ""

    def with_one(self, *, opened: bool, faulty: bool) -> Row:
        """The row with one more trial counted."""
        counted = 1 - faulty
        return replace(
            self,
            tried=self.tried + 1,
            refused=(self.refused or 0) + counted * (1 - opened),
            opened=(self.opened or 0) + counted * opened,
            faults=self.faults + faulty,
        )


def printed(rows: Iterable[Row]) -> str:
    """`rows` under a head, aligned."""
    lines = [f"{'kind':26} {'tried':>9} {'refused':>9} {'opened':>9} {'faults':>7}"]
    for row in rows:
        refused, opened = ("" if n is None else f"{n:,}" for n in (row.refused, row.opened))
        line = f"{row.kind:26} {row.tried:>9,} {refused:>9} {opened:>9} {row.faults:>7,}"
        lines.append(f"{line}  {row.note}".rstrip())
    return "\n".join(lines)
