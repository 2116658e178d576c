"""Records as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, cast

# Fields whose documented name is a reserved word of Python.
JSON_NAMES = {"target_class": "class"}


def as_json(record: Any) -> Any:
    """Convert `record` for json.dumps: dataclasses to objects, tuples to lists."""
    if is_dataclass(record) and not isinstance(record, type):
        return {
            JSON_NAMES.get(field.name, field.name): as_json(getattr(record, field.name))
            for field in fields(record)
        }
    if isinstance(record, Mapping):
        mapping = cast("Mapping[Any, Any]", record)
        return {str(key): as_json(value) for key, value in mapping.items()}
    if isinstance(record, (tuple, list)):
        return [as_json(value) for value in cast("tuple[Any, ...] | list[Any]", record)]
    if isinstance(record, Path):
        return str(record)
    return record
