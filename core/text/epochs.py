"""The numbers of epochs for people, which continue through all stages of training."""

from __future__ import annotations

from collections.abc import Sequence

from core.records import Epoch


def epoch_numbers(epochs: Sequence[Epoch]) -> tuple[int, ...]:
    """The number of each epoch; a later stage begins where the previous one ended."""
    numbers: list[int] = []
    offset, last = 0, -1
    for epoch in epochs:
        if epoch.epoch <= last:
            offset += last - epoch.epoch
        last = epoch.epoch
        numbers.append(offset + epoch.epoch)
    return tuple(numbers)
