"""The arguments of a node of TensorFlow's graph: a TensorFlowOpLayer of tf.keras 2.0 to 2.3."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from core.errors import Invalid
from core.opening.blueprint import Tensor
from core.opening.calls import Call
from core.opening.settings import NotRebuilt
from core.opening.terms import Config


def call_of_node(call: Call, config: Config) -> Call:
    """The arguments of a TensorFlow operation: tensors, and constants at their positions."""
    node = config["node_def"]
    constants = {int(place): value for place, value in config.get("constants", {}).items()}
    tensors = list(call.tensors())
    count = len(tensors) + len(constants)
    if count > 64 or not all(0 <= place < count for place in constants):
        raise Invalid("its arguments do not fit")
    args = [constants[i] if i in constants else tensors.pop(0) for i in range(count)]
    attributes = node.get("attr", {})
    name = str(node["op"])
    if name == "StridedSlice":
        return Call((args[0], _key(args[1:], attributes)))
    if name == "ConcatV2":
        return Call((args[:-1], args[-1]))
    if name in _REORDERED:
        return _REORDERED[name](args, attributes)
    if name == "Squeeze":
        sizes = attributes.get("squeeze_dims", {}).get("list", {}).get("i", [])
        return Call((args[0], [int(size) for size in sizes]))
    switched = {key: flag for key in attributes if (flag := attributes[key].get("b"))}
    held = {
        key: attributes[key][kind]
        for key in attributes
        for kind in ("f", "s", "type")
        if attributes[key].get(kind) is not None
    }
    return Call(tuple(args), {**switched, **held})


def _number(attributes: Config, name: str) -> int:
    return int(attributes.get(name, {}).get("i", 0))


def _word(attributes: Config, name: str) -> str:
    """A text among the attributes, which is in base64."""
    return base64.b64decode(attributes.get(name, {}).get("s", "")).decode()


def _windows(args: Sequence[Any], attributes: Config) -> Call:
    """Windows of an image, whose lengths and padding are attributes."""
    lengths = {
        name: [int(each) for each in attributes[name].get("list", {}).get("i", ())]
        for name in ("strides", "dilations", "ksize", "ksizes", "rates")
        if name in attributes
    }
    words = {
        name: _word(attributes, name) for name in ("padding", "data_format") if name in attributes
    }
    if words.get("padding") not in ("SAME", "VALID"):
        raise NotRebuilt("it pads in a way that is not supported yet")
    sizes = {"sizes": lengths.pop("ksizes")} if "ksizes" in lengths else {}
    return Call(tuple(args), {**lengths, **sizes, **words})


# The arguments of these have another order or other names than the function has.
_REORDERED: Mapping[str, Callable[[Sequence[Any], Config], Call]] = {
    "Split": lambda args, attributes: Call(
        (args[1],), {"num_or_size_splits": _number(attributes, "num_split"), "axis": args[0]}
    ),
    "SplitV": lambda args, _: Call((args[0],), {"num_or_size_splits": args[1], "axis": args[2]}),
    "Pack": lambda args, attributes: Call((list(args),), {"axis": _number(attributes, "axis")}),
    "Unpack": lambda args, attributes: Call((args[0],), {"axis": _number(attributes, "axis")}),
    **dict.fromkeys(
        ("Conv2D", "DepthwiseConv2dNative", "ExtractImagePatches", "MaxPool", "AvgPool"), _windows
    ),
    "LRN": lambda args, attributes: Call(
        tuple(args),
        {"depth_radius": _number(attributes, "depth_radius")}
        | {
            name: attributes[name].get("f")
            for name in ("bias", "alpha", "beta")
            if name in attributes
        },
    ),
    "Einsum": lambda args, attributes: Call(
        tuple(args), {"subscripts": _word(attributes, "equation")}
    ),
}


def _key(ends: Sequence[Any], attributes: Config) -> list[Any]:
    """The key of x[...] from the beginnings, ends, steps and bit masks of a StridedSlice."""
    if len(ends) != 3 or any(isinstance(each, Tensor) for each in ends):
        raise NotRebuilt("its arguments are not supported yet")
    masks = {
        name: int(attributes.get(f"{name}_mask", {}).get("i", 0))
        for name in ("begin", "end", "ellipsis", "new_axis", "shrink_axis")
    }
    key: list[Any] = []
    for place, (start, stop, step) in enumerate(zip(*ends, strict=True)):
        bit = 1 << place
        if masks["ellipsis"] & bit:
            key.append({"class_name": "__ellipsis__"})
        elif masks["new_axis"] & bit:
            key.append(None)
        elif masks["shrink_axis"] & bit:
            key.append(start)
        else:
            start = None if masks["begin"] & bit else start
            stop = None if masks["end"] & bit else stop
            key.append({"start": start, "stop": stop, "step": step})
    return key
