"""The results of `goodnet learn`, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from core.files.image_names import image_name
from core.records import Crowd, Learned, LearnRecord
from core.text.names import capitalized, measure_name
from core.text.wording import percent, printable

LISTED = 20


def lines(record: LearnRecord, path: Path) -> Iterator[str]:
    """The sentences, one after another.

    Args:
        record: the result.
        path: the file of the new GoodNet, if there is one.
    """
    yield f"{record.flagged} of {record.images} images were flagged."
    crowd = record.crowd
    if crowd is None:
        return
    yield _counts(crowd)
    if record.learned is not None:
        yield from _learned(record.learned)
        yield f"The new GoodNet is in {path}."
    elif record.crowded and not record.refused:
        yield "This is how a backdoor looks. Look at these pictures:"
        for picture in record.pictures[:LISTED]:
            yield f"  {printable(image_name(picture.path, picture.index), 300)}"
        if len(record.pictures) > LISTED:
            yield f"  and {len(record.pictures) - LISTED} more; --json lists all of them"
        yield (
            "If they carry a trigger, leave out those that you know to be clean and add "
            f"--confirm {crowd.target_class}. Nothing was learned."
        )
    elif not record.crowded:
        yield "The flagged images crowd no class beyond chance; there is nothing to learn."


def crowded(crowd: Crowd) -> str:
    """A sentence on a crowd beyond chance that screening found."""
    return f"{_counts(crowd)} This is how a backdoor looks: see goodnet learn."


def _counts(crowd: Crowd) -> str:
    return (
        f"{crowd.flagged} of the {crowd.shown} images of class {crowd.target_class} are flagged; "
        f"{crowd.expected:.1f} would be if all were clean (p {crowd.p_value:.2g}, corrected for "
        "the number of classes)."
    )


def _learned(learned: Learned) -> Iterator[str]:
    if learned.left_out:
        yield (
            f"Left out as probably clean: {len(learned.left_out)} of the caught images. A network "
            f"that learned from the others still answers class {learned.target_class} to them."
        )
    if learned.obeyed_before is not None and learned.obeyed_after is not None:
        yield (
            f"Of {learned.kept_apart} caught images that were not learned from, "
            f"{percent(learned.obeyed_before)} went to class {learned.target_class} before and "
            f"{percent(learned.obeyed_after)} do now."
        )
    measure = capitalized(measure_name(learned.measure))
    yield (
        f"{measure} {percent(learned.clean_accuracy_before)} before and "
        f"{percent(learned.clean_accuracy_after)} now ({learned.clean_images} images)."
    )
    own = learned.class_accuracy
    if own is not None:
        yield (
            f"Of class {learned.target_class} itself {percent(own.before)} before and "
            f"{percent(own.after)} now ({own.images} images)."
        )
