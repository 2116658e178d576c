"""Reshapes to a shape that begins with the number of images: `tf.reshape(x, [tf.shape(x)[0], 8])`.

tf.keras 2 writes `tf.shape(x)`, its first number and the reshape as three entries of a config. All
tensors of a network have one number of images, so the reshape alone says the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from core.opening.arithmetic_reading import FUNCTION_LAYERS, kind_of
from core.opening.calls import calls_of
from core.opening.terms import Config


def without_batch_sizes(entries: Sequence[Config]) -> Sequence[Config]:
    """`entries` of a functional network without the numbers of images that reshapes take.

    What uses a tensor's shape in another way stays, and is refused when it is read.
    """
    shapes = {_name(entry) for entry in _functions(entries, "shape")}
    if not shapes:
        return entries
    sizes = {_name(entry) for entry in _functions(entries, "get_item") if _is_first(entry, shapes)}
    reshapes = {_name(entry) for entry in _functions(entries, "reshape")}
    made = [_reshaped(each, sizes) if _name(each) in reshapes else each for each in entries]
    for names in (sizes, shapes):
        used = {
            tensor.layer for each in made for call in calls_of(each) for tensor in call.tensors()
        }
        made = [each for each in made if _name(each) not in names - used]
    return made


def _name(entry: Config) -> Any:
    return entry.get("name") or entry["config"].get("name")


def _functions(entries: Iterable[Config], kind: str) -> Iterable[Config]:
    return (e for e in entries if e.get("class_name") in FUNCTION_LAYERS and kind_of(e) == kind)


def _is_first(entry: Config, shapes: set[Any]) -> bool:
    """Whether an entry takes the first number of a shape, wherever it is called."""
    calls = calls_of(entry)
    keys = [call.kwargs.get("slice_spec") for call in calls]
    given = [[tensor.layer for tensor in call.tensors()] for call in calls]
    return all(type(key) is int and key == 0 for key in keys) and all(
        len(names) == 1 and names[0] in shapes for names in given
    )


def _reshaped(entry: Config, sizes: set[Any]) -> Config:
    nodes = [_node(node, sizes) for node in entry["inbound_nodes"]]
    return {**entry, "inbound_nodes": nodes}


def _node(node: Any, sizes: set[Any]) -> Any:
    if not isinstance(node, list) or len(node) != 4 or not isinstance(node[3], Mapping):
        return node
    shape = node[3].get("shape")
    if not isinstance(shape, list) or not shape or not isinstance(shape[0], list):
        return node
    named = shape[0][:1]
    kept = [None, *shape[1:]] if named and named[0] in sizes else shape
    return [*node[:3], {**node[3], "shape": kept}]
