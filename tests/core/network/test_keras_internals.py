"""What GoodNet uses of Keras that Keras does not promise; each test names one thing."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

from core.network import keras_internals

REPOSITORY = Path(__file__).resolve().parents[3]
MOVED = "Keras {} has changed it: mend core/network/keras_internals.py"


def network() -> Any:
    from keras import Sequential, layers

    stack = [layers.Input((4,)), layers.Dense(3, name="dense"), layers.Dropout(0.5, name="drop")]
    return Sequential([*stack, layers.Dense(2, activation="softmax", name="answer")])


def test_keras_is_one_of_the_versions_that_the_project_allows():
    import keras

    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]
    (wanted,) = (each for each in project["dependencies"] if each.startswith("keras"))
    lowest, below = (
        tuple(map(int, bound.split("."))) for bound in wanted.removeprefix("keras>=").split(",<")
    )
    version = tuple(map(int, keras.__version__.split(".")[:3]))
    assert lowest <= version < below, MOVED.format(keras.__version__)


@pytest.mark.parametrize(
    ("home", "name"),
    [
        ("models.Functional", "_run_through_graph"),
        ("layers.Layer", "_call_has_training_arg"),
        ("optimizers.Optimizer", "_all_reduce_sum_gradients"),
    ],
)
def test_keras_still_has_what_it_keeps_to_itself(home, name):
    import keras

    made = network()
    owners = {
        "models.Functional": keras.Model(made.inputs, made.outputs),
        "layers.Layer": made.layers[0],
        "optimizers.Optimizer": keras.optimizers.Adam(),
    }
    assert hasattr(owners[home], name), MOVED.format(keras.__version__)


def test_each_layer_is_called_as_it_is_replaced():
    import keras

    made = network()
    model = keras.Model(made.inputs, made.outputs)
    images, called = np.ones((2, 4), np.float32), []

    def replaced(layer: Any) -> Any:
        called.append(layer.name)
        return layer

    outputs = keras_internals.run_through_graph(
        model, keras.ops.convert_to_tensor(images), replaced
    )
    answer = outputs[0] if isinstance(outputs, list) else outputs
    np.testing.assert_allclose(np.asarray(answer), np.asarray(made(images)), rtol=1e-6)
    assert {"dense", "drop", "answer"} <= set(called)


def test_operations_are_named_and_called_again():
    import keras

    image: Any = keras.Input((4,))
    named = keras_internals.name_operation(keras.ops.sqrt(image), "root")
    model = keras.Model(image, named)
    (operation,) = (each for each in model.operations if each.name == "root")
    other = keras_internals.operate_again(operation, "again", (named,), {})
    twice = keras.Model(image, other)
    assert [each.name for each in twice.operations][1:] == ["root", "again"]
    np.testing.assert_allclose(np.asarray(twice(np.full((1, 4), 16.0))), 2.0)


def test_the_scale_of_convnext_is_a_layer():
    layer = keras_internals.layer_scale()(0.5, 3)
    np.testing.assert_allclose(np.asarray(layer(np.ones((1, 3), np.float32))), 0.5)


def test_layers_say_whether_they_take_the_argument_training():
    from keras import layers

    images = np.ones((1, 4, 4, 1), np.float32)
    for layer, takes in ((layers.Dropout(0.5), True), (layers.Flatten(), False)):
        assert keras_internals.takes_training(layer) == takes
        layer(images, **({"training": True} if takes else {}))


def test_an_h5_file_is_one_that_keras_opens_again(tmp_path):
    import keras

    made, path = network(), tmp_path / "model.h5"
    with h5py.File(path, "w") as file:
        keras_internals.write_legacy_h5(made, file)
        assert "optimizer_weights" not in file
    opened: Any = keras.saving.load_model(path, compile=False)
    for one, other in zip(made.get_weights(), opened.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)


def test_nothing_else_of_core_touches_what_keras_keeps_to_itself():
    private = ("keras.src", *("._run_through_graph", "._call_has_training_arg", "_all_reduce_sum"))
    for path in (REPOSITORY / "core").rglob("*.py"):
        if path.name != "keras_internals.py":
            text = path.read_text(encoding="utf-8")
            assert not [word for word in private if word in text], path
