"""What an .h5 file of Keras 3 names without a module is still known as Keras's own."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest
from support.in_process import InProcess

from core.errors import NotSupported
from core.opening import badnet
from core.opening.operation_names import KERAS_OPERATIONS


def test_all_operations_of_the_installed_keras_are_named() -> None:
    from keras.src.ops import core, image, linalg, math, nn, numpy, operation

    held = {
        name
        for module in (core, image, linalg, math, nn, numpy)
        for name, each in vars(module).items()
        if inspect.isclass(each)
        and issubclass(each, operation.Operation)
        and each.__module__.startswith("keras.src.ops.")
    }
    assert held - {"Operation"} == KERAS_OPERATIONS


@pytest.mark.parametrize("mode", ["int8", "int4", "float8"])
@pytest.mark.filterwarnings("ignore:Layer .* does not have a `quantize` method:UserWarning")
def test_a_quantized_network_is_not_supported_yet(
    mode: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import keras

    monkeypatch.setattr(badnet.model_file, "Reader", InProcess)
    layers = [keras.Input((8, 8, 3)), keras.layers.Flatten(), keras.layers.Dense(4)]
    model = keras.Sequential(layers)
    model.quantize(mode)
    model.save(tmp_path / "few_bits.keras")
    with pytest.raises(NotSupported, match=r"not supported yet.*before model\.quantize"):
        badnet.inspect(tmp_path / "few_bits.keras")


def test_an_operation_that_is_not_rebuilt_is_not_called_custom_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import keras

    monkeypatch.setattr(badnet.model_file, "Reader", InProcess)
    image = keras.Input((8, 8, 3))
    answer = keras.layers.Dense(4)(keras.layers.Flatten()(keras.ops.cumprod(image, axis=1)))
    for suffix in ("keras", "h5"):
        path = tmp_path / f"model.{suffix}"
        keras.Model(image, answer).save(path)
        with pytest.raises(NotSupported, match="Cumprod is plain arithmetic"):
            badnet.inspect(path)
