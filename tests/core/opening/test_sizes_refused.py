"""What is no size of an image, or none that is known, is refused in a sentence."""

from __future__ import annotations

import pytest
from support.computed_sizes import SIDES, part, ref, several, shape_of
from support.hostile import Config, layer
from support.wider import answer, called, function, functional

from core.errors import NotSupported, Unreadable
from core.opening import migration
from core.opening.choices import Choices
from core.opening.shapes import infer
from core.opening.size_arithmetic import bounded


@pytest.mark.parametrize(
    ("entries", "told"),
    [
        ([*SIDES, function("end", "reshape", "image", 0, 0, shape=[192, ref("b")])], "images for"),
        ([*SIDES, function("n", "math.multiply", "b", 0, 0, y=2),
          function("end", "reshape", "image", 0, 0, shape=[ref("n"), 96])], "leaves open"),
        ([*SIDES, function("end", "tile", "image", 0, 0, multiples=[ref("b"), 1, 1, 1])],
         "a batch apart"),
        ([*SIDES, function("end", "math.add", "image", 0, 0, y=ref("b"))], "images for"),
        ([*SIDES, several("end", "concat", [["image", 0, 0, {}], ["h", 0, 0, {}]])],
         "more than a size"),
        ([*SIDES, function("end", "nn.tanh", "h", 0, 0)], "more than a size"),
        ([*SIDES, function("end", "reshape", "h", 0, 0, shape=[-1, 192])], "more than a size"),
        ([shape_of("missing"), part("h", "sides", 1),
          function("end", "reshape", "image", 0, 0, shape=[-1, ref("h"), 24])], "leaves open"),
        ([*SIDES, function("n", "math.floordiv", "h", 0, 0, y=0),
          function("end", "reshape", "image", 0, 0, shape=[-1, ref("n"), 24])], "more than a size"),
        ([*SIDES, function("n", "math.multiply", "h", 0, 0, y=1e300),
          function("m", "math.multiply", "n", 0, 0, y=1e300),
          function("end", "reshape", "image", 0, 0, shape=[-1, ref("m"), 24])],
         "leaves open|more than a size"),
        ([*SIDES, function("n", "math.multiply", "h", 0, 0, y="os.system"),
          function("end", "reshape", "image", 0, 0, shape=[-1, ref("n"), 24])], "more than a size"),
        ([*SIDES, function("n", "tile", "_CONSTANT_VALUE", -1, [[1.0] * 64] * 64,
                           multiples=[ref("h"), ref("w")]),
          function("end", "math.add", "image", 0, 0, y=ref("n"))], "its arguments"),
    ],
)  # fmt: skip
def test_what_is_no_size_of_an_image_is_not_supported_yet(entries: list[Config], told: str) -> None:
    with pytest.raises(NotSupported, match=f"not supported yet.*({told})"):
        migration.read(functional(*entries, *answer("end")))


def test_a_reshape_that_mixes_images_does_not_fit() -> None:
    entry = function("end", "reshape", "image", 0, 0, shape=[-1, ref("h")])
    with pytest.raises(NotSupported, match="a batch apart"):
        migration.read(functional(*SIDES, entry, *answer("end")))
    odd = function("end", "reshape", "image", 0, 0, shape=[ref("b"), ref("h"), 5])
    with pytest.raises(Unreadable, match="cannot take the shape 8 × 5"):
        infer(migration.read(functional(*SIDES, odd, *answer("end"))))


def test_sizes_that_grow_without_end_are_refused_at_once() -> None:
    entries, last = [*SIDES], "h"
    for k in range(200):
        entries.append(function(f"n{k}", "math.multiply", last, 0, 0, y=ref(last)))
        last = f"n{k}"
    end = function("end", "reshape", "image", 0, 0, shape=[-1, ref(last)])
    with pytest.raises(NotSupported, match="leaves open"):
        migration.read(functional(*entries, end, *answer("end")))
    lists, last = [shape_of()], "sides"
    for k in range(40):
        lists.append(several(f"l{k}", "concat", [[last, 0, 0, {"axis": 0}], [last, 0, 0, {}]]))
        last = f"l{k}"
    end = function("end", "reshape", "image", 0, 0, shape=ref(last))
    with pytest.raises((NotSupported, Unreadable)):
        migration.read(functional(*lists, end, *answer("end")))
    with pytest.raises(ValueError, match="whole number"):
        bounded([[1, 2], [3, 4]])


def test_tables_of_sizes_that_fit_no_memory_are_refused() -> None:
    tiles = [
        function(f"t{k}", "tile", "_CONSTANT_VALUE", -1, [[1.0] * 32] * 8,
                 multiples=[ref("h"), ref("w")])
        for k in range(40)
    ]  # fmt: skip
    ends = [function("e0", "math.add", "image", 0, 0, y=ref("t0"))]
    ends += [function(f"e{k}", "math.add", f"e{k - 1}", 0, 0, y=ref(f"t{k}")) for k in range(1, 40)]
    with pytest.raises(Unreadable):
        migration.read(functional(*SIDES, *tiles, *ends, *answer("e39")))


def of_any_size(*entries: Config) -> Config:
    config = functional(*entries)
    config["config"]["layers"][0]["config"]["batch_input_shape"] = [None, None, None, 3]
    return config


def test_an_open_size_is_asked_for_and_then_used() -> None:
    rows = function("rows", "math.multiply", "h", 0, 0, y=ref("w"))
    end = function("end", "reshape", "image", 0, 0, shape=[-1, ref("rows"), 3])
    config = of_any_size(*SIDES, rows, end, *answer("end"))
    with pytest.raises(NotSupported, match=r"size of the images, which the file leaves open.*size"):
        migration.read(config)
    blueprint = migration.read(config, chosen=Choices(size=(5, 4)))
    assert infer(blueprint).tensors[migration.Tensor("end")] == (20, 3)


def test_a_nested_network_keeps_to_the_size_that_it_computes_with() -> None:
    rows = function("rows", "math.multiply", "h", 0, 0, y=ref("w"))
    inner = functional(*SIDES, rows, function("end", "reshape", "image", 0, 0,
                       shape=[-1, ref("rows"), 3]), output="end")  # fmt: skip
    inner["config"]["name"] = "inner"
    same = functional(called(inner, [["image", 0, 0, {}]]), *answer("inner"))
    assert infer(migration.read(same)).tensors[migration.Tensor("inner")] == (64, 3)
    smaller = called(layer("MaxPooling2D", "pool", pool_size=[2, 2]), [["image", 0, 0, {}]])
    other = functional(smaller, called(inner, [["pool", 0, 0, {}]]), *answer("inner"))
    with pytest.raises(Unreadable, match="computes with the shape 8 × 8 × 3"):
        infer(migration.read(other))


def test_the_shape_of_a_nested_network_is_known() -> None:
    conv = layer("Conv2D", "c", filters=5, kernel_size=[3, 3])
    inner = functional(called(conv, [["image", 0, 0, {}]]), output="c")
    inner["config"]["name"] = "inner"
    flat = function("end", "reshape", "inner", 1, 0, shape=[-1, ref("h"), 30])
    config = functional(
        called(inner, [["image", 0, 0, {}]]),
        function("sides", "compat.v1.shape", "inner", 1, 0), part("h", "sides", 2), flat,
        *answer("end"),
    )  # fmt: skip
    assert infer(migration.read(config)).tensors[migration.Tensor("end")] == (6, 30)


def test_a_loop_behind_a_shape_is_refused() -> None:
    config = functional(
        called(layer("ReLU", "one"), [["two", 0, 0, {}]]),
        called(layer("ReLU", "two"), [["one", 0, 0, {}]]),
        shape_of("two"), part("h", "sides", 1),
        function("end", "reshape", "two", 0, 0, shape=[-1, ref("h")]), *answer("end"),
    )  # fmt: skip
    with pytest.raises(NotSupported, match="leaves open"):
        migration.read(config)
