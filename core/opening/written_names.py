"""The names of layers and networks in a config, and the shapes of images that are written there."""

from __future__ import annotations

from collections.abc import Mapping

from core.errors import Invalid
from core.opening.calls import built_name, layer_name
from core.opening.geometry import Shape
from core.opening.layer_names import MODELS
from core.opening.settings import LARGEST_SIDE
from core.opening.terms import Config

_SHAPE_KEYS = ("batch_input_shape", "batch_shape", "input_shape")


def entry_name(entry: Config) -> str:
    """The name by which other entries refer to one."""
    config = entry["config"]
    inner = config.get("name") if isinstance(config, Mapping) else None
    if entry["class_name"] in MODELS:
        return layer_name(entry.get("name") or inner or "sequential")
    # Inside, TensorFlow's layers have a different name from the one others refer to.
    return layer_name(entry.get("name") or inner)


def find_shape(entry: Config) -> Shape:
    """The input shape written on a first layer, or inside a nested first network."""
    config = entry["config"]
    if entry["class_name"] in MODELS:
        entries = config if isinstance(config, list) else config["layers"]
        if shape := find_shape(entries[0]):
            return shape
        return read_shape(config.get("build_input_shape")) if isinstance(config, dict) else ()
    for key in _SHAPE_KEYS:
        if config.get(key):
            return read_shape(config[key], batched=key != "input_shape")
    return ()


def read_shape(value: object, batched: bool = True) -> Shape:
    """A shape without its batch axis, or () if there is none."""
    if not isinstance(value, (list, tuple)) or len(value) > 8:
        return ()
    sides = value[1:] if batched else value
    for side in sides:
        if side is not None and (type(side) is not int or not 0 < side <= LARGEST_SIDE):
            raise Invalid("a shape has a side that is not a whole number above zero")
    return tuple(sides)


def model_name(config: Config, default: str) -> str:
    """The name of a network."""
    return built_name(layer_name(config.get("name") or default))
