"""Facts of layers: inputs of every call, settings as harmless texts, the range of all weights."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from core.opening.layer_facts import LONGEST, layers_of
from core.opening.nodes import Node


def node(name: str, *inputs: int, first: bool = True, **settings: object) -> Node:
    return Node(name, "Conv2D", settings, inputs, (8, 8, 3), 12, first)


def test_inputs_are_named_for_every_call_of_a_layer():
    nodes = [
        node("input"),
        node("shared", 0),
        node("other", 1),
        node("shared", 2, first=False),
        node("add", 1, 3),
    ]
    layers = {layer.name: layer.inputs for layer in layers_of(nodes, {})}
    assert layers == {
        "input": (), "shared": ("input", "other"), "other": ("shared",), "add": ("shared",),
    }  # fmt: skip


def test_weights_have_their_range_unless_one_is_no_number():
    arrays = {
        ("net", "a"): [np.array([[-1.5, 2.0]]), np.array([0.25])],
        ("b",): [np.array([np.nan, 1.0])],
        ("c",): [np.empty(0)],
    }
    layers = layers_of([node("net.a"), node("b", 0), node("c", 1)], arrays)
    assert [layer.weights for layer in layers] == [(-1.5, 2.0), None, None]


def test_settings_from_the_file_become_short_texts():
    hostile = "\u202eevil" + "x" * 500
    (layer,) = layers_of([node("a", padding="same", kernel_size=[3, 3], note=hostile)], {})
    assert layer.settings["padding"] == '"same"' and layer.settings["kernel_size"] == "[3, 3]"
    assert "\u202e" not in layer.settings["note"] and len(layer.settings["note"]) <= LONGEST + 3
    assert layer.detail == "3 × 3"


def test_a_table_is_written_out_only_as_far_as_it_is_shown():
    class Row(list[float]):
        def __iter__(self) -> Iterator[float]:
            read.append(self)
            return super().__iter__()

    read: list[Row] = []
    (layer,) = layers_of([node("a", offset=[Row([0.5] * 20) for _ in range(1000)])], {})
    assert (
        layer.settings["offset"].startswith("[[0.5, 0.5,") and layer.settings["offset"][-1] == "…"
    )
    assert 0 < len(read) <= LONGEST
