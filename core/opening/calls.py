"""The tensors on which a config calls its layers, in the forms of all Keras versions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from core.errors import Invalid
from core.opening.blueprint import Tensor
from core.opening.terms import Config
from core.text.wording import printable

NAME_LIMIT = 1000
CONSTANT = "_CONSTANT_VALUE"
_NOT_IN_SCOPES = re.compile(r"[^A-Za-z0-9_.>-]")


@dataclass(frozen=True)
class Call:
    """One call from the file: tensors are `Tensor`s, everything else is as in JSON."""

    args: tuple[Any, ...] = ()
    kwargs: Config = field(default_factory=dict)

    def tensors(self) -> tuple[Tensor, ...]:
        """All tensors, in order."""
        return tuple(_tensors_in([*self.args, *self.kwargs.values()]))


def calls_of(entry: Config, flat: bool = False) -> tuple[Call, ...]:
    """The calls of a layer's entry in a functional config.

    Args:
        entry: the layer's JSON object.
        flat: whether the layer takes its tensors as separate arguments, like TensorFlow's
            functions.
    """
    return tuple(_call(node, flat) for node in entry.get("inbound_nodes", ()) if node)


def references(value: object) -> tuple[Tensor, ...]:
    """All tensors that one end of the graph names."""
    return tuple(_tensors_in([decoded(value)]))


def reference(value: object) -> Tensor | None:
    """The tensor that a list in a config names, or None if it names none."""
    if not isinstance(value, list) or not _is_reference(value) or value[0] == CONSTANT:
        return None
    return _tensor(value[:3])


def layer_name(value: object) -> str:
    """A layer's name; raises ValueError if it is none."""
    if not isinstance(value, str) or not value or value != printable(value, NAME_LIMIT):
        raise Invalid("a layer has no proper name")
    return value


def built_name(name: str) -> str:
    """`name` as a TensorFlow scope: everything but Latin letters, digits and `_.>-` becomes `_`.

    Other characters fail when a graph is made from the layer. A backslash fails only when that
    graph is read again, for example from an exported file.
    """
    return _NOT_IN_SCOPES.sub("_", name)


def decoded(value: object) -> Any:
    """`value`, in which `Tensor`s replace the references to tensors."""
    if isinstance(value, Mapping):
        if value.get("class_name") == "__keras_tensor__":
            return _tensor(value["config"]["keras_history"])
        if value.get("class_name") in ("__numpy__", "__tensor__"):
            inner = value.get("config")
            return inner.get("value") if isinstance(inner, Mapping) else value.get("value")
        return {key: decoded(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        if _is_reference(value):
            return _first(value)
        return [decoded(each) for each in value]
    return value


def _call(node: Any, flat: bool) -> Call:
    if isinstance(node, Mapping):
        arguments = node.get("args", ())
        return Call(tuple(decoded(each) for each in arguments), decoded(node.get("kwargs", {})))
    if _is_reference(node):
        return Call((_first(node),), _keywords(node))
    # A list with one tensor, or with several tensors of which each repeats the keywords.
    found = [_first(each) if _is_reference(each) else decoded(each) for each in node]
    keywords = next((_keywords(each) for each in node if _is_reference(each)), {})
    return Call((found,) if flat else tuple(found), keywords)


def _is_reference(value: object) -> bool:
    return (
        isinstance(value, Sequence)
        and not isinstance(value, str)
        and len(value) in (3, 4)
        and isinstance(value[0], str)
        and isinstance(value[1], int)
    )


def _first(node: Sequence[Any]) -> Any:
    return node[2] if node[0] == CONSTANT else _tensor(node[:3])


def _keywords(node: Sequence[Any]) -> Config:
    keywords = node[3] if len(node) == 4 else {}
    return decoded(keywords) if isinstance(keywords, Mapping) else {}


def _tensor(history: Any) -> Tensor:
    layer, call, output = history
    if any(isinstance(place, bool) or not isinstance(place, int) for place in (call, output)):
        raise Invalid("a tensor has no proper name")
    return Tensor(layer_name(layer), call, output)


def _tensors_in(values: Any) -> Iterator[Tensor]:
    if isinstance(values, Tensor):
        yield values
    elif isinstance(values, Mapping):
        yield from _tensors_in(list(values.values()))
    elif isinstance(values, (list, tuple)):
        for each in values:
            yield from _tensors_in(each)
