"""A guard as a .keras file of plain layers, which stock Keras opens in safe mode."""

from __future__ import annotations

import json
import tempfile
import zipfile
from pathlib import Path

from core.guard.guard import Guard
from core.network.keras_types import Network


def write(guard: Guard, path: Path) -> None:
    """Write the model to `path`; the offset of its layer "frr" is minus the FRR."""
    with tempfile.TemporaryDirectory(prefix="goodnet-") as folder:
        whole = Path(folder, "guard.keras")
        model_of(guard).save(whole)
        with zipfile.ZipFile(whole, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("guard.json", json.dumps(guard.about("keras"), indent=1))
        path.write_bytes(whole.read_bytes())


def model_of(guard: Guard) -> Network:
    """A Keras model from images, uint8 (n, h, w, c), to `Guard.outputs`."""
    import keras
    from keras import ops

    images = keras.Input(guard.goodnet.badnet.image_shape, dtype="uint8", name="images")
    # A settable number of the model, because Keras has no inputs with defaults.
    over = keras.layers.Rescaling(1.0, offset=-guard.goodnet.frr, name="frr", dtype="float64")
    outputs = guard.outputs(images, lambda p_value: ops.less_equal(over(p_value), 0.0))
    return keras.Model(images, outputs, name="guard")
