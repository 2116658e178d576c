"""Examining and migrating configs that a stranger wrote."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import hostile, newer, wider
from support.hostile import layer, plain_layers, sequential
from support.legacy import CONFIGS

from core.errors import NotSupported, Unreadable
from core.opening import architecture, judging, migration
from core.opening.blueprint import Tensor
from core.opening.layer_settings import parse_settings
from core.opening.layers import LAYERS
from core.opening.shapes import infer


def examined(config: Any) -> architecture.Examination:
    return architecture.read_config(json.dumps(config))


def test_a_plain_network_has_no_findings_and_an_outline() -> None:
    first, *others = plain_layers()
    inner = sequential(layer("ReLU", "relu"), name="inner")
    found = examined(sequential(first, inner, *others))
    assert found.findings == []
    assert [(row.depth, row.where, row.type) for row in found.outline] == [
        (0, "model_config", "Sequential"),
        (1, "image", "InputLayer"),
        (1, "conv", "Conv2D"),
        (1, "inner", "Sequential"),
        (2, "inner/relu", "ReLU"),
        (1, "flatten", "Flatten"),
        (1, "answer", "Dense"),
    ]


def test_a_nested_lambda_is_found_at_its_place(tmp_path: Any) -> None:
    inner = sequential(hostile.lambda_layer(tmp_path / "marker"), name="features")
    found = examined(sequential(*plain_layers()[:1], inner))
    (finding,) = found.findings
    assert finding.severity == "dangerous"
    assert finding.where == "features/preprocess"
    assert finding.where in [row.where for row in found.outline]
    assert '"class_name": "Lambda"' in finding.evidence
    assert len(finding.evidence) <= judging.EVIDENCE_LIMIT


@pytest.mark.parametrize("activation", hostile.GADGETS.values(), ids=hostile.GADGETS)
def test_gadgets_are_refused_wherever_a_function_may_stand(activation: Any) -> None:
    for key in ("activation", "anything"):
        first, *others = plain_layers()
        first["config"][key] = activation
        found = examined(sequential(first, *others))
        if key == "anything" and isinstance(activation, str):
            continue  # a word under a key that Keras takes for no object
        assert any(finding.refuses for finding in found.findings), key
        assert found.findings[0].where == "conv"


@pytest.mark.parametrize("entry", hostile.BAD_LAYERS.values(), ids=hostile.BAD_LAYERS)
def test_layers_off_the_list_are_refused(entry: Any) -> None:
    found = examined(sequential(*plain_layers(), entry))
    assert any(finding.refuses for finding in found.findings)


@pytest.mark.parametrize(
    "entry",
    [
        layer("Hashing", "h", num_bins=4),
        layer("STFTSpectrogram", "s", fft_length=4),
        layer("ClassMethod", "c"),
        {**layer("NextYearsLayer", "n"), "module": "keras.layers"},
        layer("TFOpLambda", "f", function="math.bessel_i0"),
        layer("TFOpLambda", "f", function="keras.backend.batch_flatten"),
        layer("TensorFlowOpLayer", "f", node_def={"op": "Bincount", "name": "b"}, constants={}),
        {**layer("Bincount", "b"), "module": "keras.src.ops.numpy"},
    ],
)
def test_what_ships_with_keras_is_not_called_unsafe(entry: Any) -> None:
    found = examined(sequential(*plain_layers(), entry))
    assert found.findings == []
    (finding,) = found.unsupported
    assert finding.severity == "not supported"
    assert not finding.refuses
    assert "Nothing in it is unsafe" in finding.what


@pytest.mark.parametrize(
    "entry",
    [
        layer("TFOpLambda", "f", function="io.read_file"),
        layer("TFOpLambda", "f", function="numpy_function"),
        layer("TFOpLambda", "f", function="compat.v1.py_func"),
        layer("TFOpLambda", "f", function="raw_ops.ReadFile"),
        layer("TFOpLambda", "f", function="keras.utils.get_file"),
        layer("TFOpLambda", "f", function="keras.backend.print_tensor"),
        layer("TFOpLambda", "f", function=["math.add"]),
        layer("TensorFlowOpLayer", "f", node_def={"op": "ReadFile", "name": "r"}, constants={}),
        layer("TensorFlowOpLayer", "f", node_def="", constants={}),
        layer("JaxLayer", "j", call_fn="apply"),
        {**layer("FlaxLayer", "j", module="gASV"), "module": "keras.layers"},
        layer("Dense", "d", units=2, activation={"value": ["4wEAAA==", None, None]}),
        layer("Dense", "d", units=2, activation=["4wEAAA==", None, None]),
    ],
)
def test_functions_that_do_more_than_compute_are_dangerous(entry: Any) -> None:
    found = examined(sequential(*plain_layers(), entry))
    assert [finding.severity for finding in found.findings] == ["dangerous"]


def test_what_training_left_behind_is_not_examined() -> None:
    config = {**sequential(*plain_layers()), "compile_config": {"class_name": "MyLoss"}}
    assert examined(config).findings == []


@pytest.mark.parametrize("text", ["", "[]", "3", "{", "\x00"])
def test_what_is_no_json_object_is_unreadable(text: str) -> None:
    with pytest.raises(Unreadable):
        architecture.read_config(text)


def test_depth_and_size_are_capped() -> None:
    deep = "[" * 100 + "]" * 100
    for text in (f'{{"a": {deep}}}', "[" * 10**6 + "]" * 10**6, '"' + "x" * (9 << 20) + '"'):
        found = architecture.read_config(text)
        assert [finding.check for finding in found.findings] == [architecture.CONFIG]
        assert found.config == {}


WORDS = st.sampled_from(
    [*LAYERS, "Sequential", "Functional", "Model", "Lambda", "function", "keras.layers", "relu",
     "name", "config", "class_name", "layers", "module", "registered_name", "inbound_nodes",
     "input_layers", "output_layers", "batch_input_shape", "filters", "kernel_size", "units"]
)  # fmt: skip
LEAVES = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), WORDS, st.text(max_size=8))
JSON = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(WORDS | st.text(max_size=4), inner, max_size=5)
    ),
    max_leaves=30,
)
LAYER = st.fixed_dictionaries(
    {
        "class_name": st.sampled_from([*LAYERS, "Sequential"]),
        "config": st.fixed_dictionaries({"name": st.sampled_from("abcdef")}).flatmap(
            lambda base: st.dictionaries(
                st.sampled_from(sorted({key for table in LAYERS.values() for key in table})),
                st.integers(-2, 9) | st.lists(st.integers(-1, 5), max_size=3) | JSON,
                max_size=6,
            ).map(lambda more: {**more, **base})
        ),
    }
)
MODEL = st.fixed_dictionaries(
    {
        "class_name": st.sampled_from(["Sequential", "Functional", "Model"]),
        "config": st.fixed_dictionaries(
            {
                "name": st.just("net"),
                "layers": st.lists(LAYER | JSON, max_size=5).map(
                    lambda rest: [
                        layer("InputLayer", "image", batch_input_shape=[None, 8, 8, 3]), *rest
                    ]
                ),
                "input_layers": JSON,
                "output_layers": JSON,
            }
        ),
    }
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(JSON | MODEL)
def test_no_config_raises_anything_undocumented(config: Any) -> None:
    try:
        found = examined(config)
        if not any(finding.refuses for finding in found.findings):
            infer(migration.read(found.config))
    except Unreadable:
        pass


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(LAYERS)), st.dictionaries(WORDS | st.text(max_size=5), JSON))
def test_settings_are_parsed_or_refused(type_name: str, config: dict[str, Any]) -> None:
    try:
        parsed = parse_settings(type_name, config)
    except ValueError:
        return
    assert set(parsed) == set(LAYERS[type_name])


# -- migration ----------------------------------------------------------------------------


@pytest.mark.parametrize("version", CONFIGS)
def test_every_versions_config_is_the_same_network(version: str) -> None:
    blueprint = migration.read(CONFIGS[version])
    named = {part.name: part for part in blueprint.parts}
    assert blueprint.output == Tensor("answer")
    assert named["leaky"].settings["negative_slope"] == pytest.approx(0.1)
    assert named["bn"].settings["axis"] == 3
    assert infer(blueprint).tensors[Tensor("conv")] == (7, 7, 4)
    assert examined(CONFIGS[version]).findings == []


@pytest.mark.parametrize("name", [*wider.CONFIGS, *newer.CONFIGS])
def test_the_rarer_layers_and_arithmetic_are_read(name: str) -> None:
    config = {**wider.CONFIGS, **newer.CONFIGS}[name]
    found = examined(config)
    assert found.findings == []
    assert found.unsupported == []
    blueprint = migration.read(config, "1.2.2" if name == "Keras 1" else "")
    assert infer(blueprint).tensors[blueprint.output] == (3,)


def test_a_kernel_in_parts_is_not_supported_yet_and_its_sum_is() -> None:
    flat, dense = layer("Flatten", "flat"), layer("Dense", "answer", units=3, lora_rank=2)
    image = layer("InputLayer", "image", batch_input_shape=[None, 8, 8, 3])
    with pytest.raises(NotSupported, match="LoRA"):
        migration.read(sequential(image, flat, dense), "3.15.1")
    whole = {**dense, "module": "keras.layers"}
    assert migration.read(sequential(image, flat, whole), "3.15.1").parts[-1].type == "Dense"


def graph(calls: dict[str, list[Any]], output: str = "c") -> dict[str, Any]:
    image = layer("InputLayer", "image", batch_input_shape=[None, 8, 8, 3])
    entries = [{**image, "name": "image", "inbound_nodes": []}]
    for name, nodes in calls.items():
        entries.append({**layer("ReLU", name), "name": name, "inbound_nodes": nodes})
    ends = {"input_layers": [["image", 0, 0]], "output_layers": [[output, 0, 0]]}
    return {"class_name": "Model", "config": {"name": "m", "layers": entries, **ends}}


@pytest.mark.parametrize(
    "config",
    [
        graph({"a": [[["b", 0, 0, {}]]], "b": [[["a", 0, 0, {}]]]}, output="b"),
        graph({"a": [[["ghost", 0, 0, {}]]]}, output="a"),
        graph({"a": [[["image", 0, 0, {}]]]}, output="ghost"),
        graph({"a": [[["image", 5, 0, {}]]]}, output="a"),
        graph({"a": [[["image", 0, 1, {}]]]}, output="a"),
        sequential(),
        sequential(layer("Flatten", "flatten")),
        sequential(*plain_layers(), *plain_layers()),
        sequential(layer("Conv2D", "c", filters="many", kernel_size=3)),
        sequential(*plain_layers(), layer("Dense", "d")),
        sequential(*plain_layers(), layer("BatchNormalization", "b", virtual_batch_size=4)),
    ],
)
def test_configs_of_no_network_are_unreadable(config: dict[str, Any]) -> None:
    with pytest.raises(Unreadable):
        infer(migration.read(config))


def test_networks_that_multiply_in_each_other_are_unreadable() -> None:
    config = graph({"a": [[["image", 0, 0, {}]]]}, output="a")
    for _ in range(6):
        nodes = [[["image", 0, 0, {}]], *([["inner", call, 0, {}]] for call in range(9))]
        inner = {**config, "name": "inner", "inbound_nodes": nodes}
        config = graph({}, output="inner")
        config["config"]["layers"].append(inner)
        config["config"]["output_layers"] = [["inner", 9, 0]]
    with pytest.raises(Unreadable, match="layers"):
        migration.read(config)
