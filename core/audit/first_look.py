"""A first look at models, which finds those that cannot be audited."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import replace
from pathlib import Path

from core.audit.models import find_models
from core.errors import Unreadable
from core.opening import badnet
from core.opening.choices import Choices
from core.opening.refusals import refusal
from core.records import AuditRow, Inspection, Progress, RepairOptions


def first_look(
    models: Sequence[Path], options: RepairOptions
) -> Generator[Progress | AuditRow, object, None]:
    """Inspect models without clean data, and write nothing.

    Args:
        models: model files, and folders of them.
        options: `architecture`, and a person's choices for the files.

    Yields:
        `Progress` of the stage "read", and an `AuditRow` for each model that is unsafe or
        unreadable. The others need an audit.

    Raises:
        Unreadable: there is no model at all.
    """
    paths = yield from find_models(models)
    for done, path in enumerate(paths, 1):
        try:
            found = badnet.inspect(path, options.architecture, Choices.of(options))
        except Unreadable as error:
            yield AuditRow(str(path), "unreadable", str(error))
        else:
            if not found.safe:
                yield refused_row(found)
        yield Progress("read", done, len(paths))


def described(inspection: Inspection) -> AuditRow:
    """The row of a model in which nothing was found so far."""
    return AuditRow(
        path=inspection.path,
        outcome="no backdoor found",
        sha256=inspection.sha256,
        size=inspection.size,
        keras_version=inspection.keras_version,
        input_shape=inspection.input_shape,
        classes=inspection.classes,
        parameters=inspection.parameters,
    )


def refused_row(inspection: Inspection) -> AuditRow:
    """The row of a model that is not safe to load."""
    return replace(described(inspection), outcome="unsafe", reason=refusal(inspection))
