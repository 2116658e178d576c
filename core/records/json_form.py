"""Records as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, cast

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


def as_json(record: DataclassInstance) -> dict[str, Json]:
    """A record for json.dumps: an object of its fields, each as `json_value` converts it."""
    return {
        JSON_NAMES.get(field.name, field.name): json_value(getattr(record, field.name))
        for field in fields(record)
    }


def json_value(value: object) -> Json:
    """A value for json.dumps: records and mappings become objects, tuples lists, paths text."""
    if is_dataclass(value) and not isinstance(value, type):
        return as_json(value)
    if isinstance(value, Mapping):
        mapping = cast("Mapping[object, object]", value)
        return {str(key): json_value(each) for key, each in mapping.items()}
    if isinstance(value, (tuple, list)):
        return [json_value(each) for each in cast("Sequence[object]", value)]
    return str(value) if isinstance(value, Path) else cast("Json", value)


def as_object(value: object) -> JsonObject:
    """The object that `value`, from json.loads, is; an empty one if it is something else."""
    return cast("JsonObject", value) if isinstance(value, dict) else {}
