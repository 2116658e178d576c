"""Records as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, cast, overload

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

# What json.loads makes and json.dumps takes.
Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"
JsonObject: TypeAlias = Mapping[str, Json]

# Fields whose documented name is a reserved word of Python.
JSON_NAMES = {"target_class": "class"}
# Fields that earlier versions wrote under another name; files with that name can still be read.
EARLIER_NAMES = {
    "coarse_factor": "haste",
    "coarse_steps": "hasty",
    "expert_accuracy": "expert_forgets",
    "reason": "by",
    "refining_steps": "steady",
}


@overload
def as_json(record: DataclassInstance) -> dict[str, Json]: ...
@overload
def as_json(record: object) -> Json: ...
def as_json(record: object) -> Json:
    """Convert `record` for json.dumps: dataclasses to objects, tuples to lists."""
    if is_dataclass(record) and not isinstance(record, type):
        return {
            JSON_NAMES.get(field.name, field.name): as_json(getattr(record, field.name))
            for field in fields(record)
        }
    if isinstance(record, Mapping):
        mapping = cast("Mapping[object, object]", record)
        return {str(key): as_json(value) for key, value in mapping.items()}
    if isinstance(record, (tuple, list)):
        return [as_json(value) for value in cast("Sequence[object]", record)]
    return str(record) if isinstance(record, Path) else cast("Json", record)


def as_object(value: object) -> JsonObject:
    """The object that `value`, from json.loads, is; an empty one if it is something else."""
    return cast("JsonObject", value) if isinstance(value, dict) else {}
