"""What a network does to an image itself, before its first layer that was trained."""

from __future__ import annotations

from core.opening.layer_names import TRAINING_ONLY
from core.records import InspectedPreprocessing, Inspection, Layer

_CHANGING = {"Rescaling", "Normalization", "Resizing", "CenterCrop", "UnitNormalization"}
_PASSING = TRAINING_ONLY | {"InputLayer", "Identity", "Reshape", "Permute", "Dropout"}


def inner_preprocessing(inspection: Inspection) -> InspectedPreprocessing:
    """The layers and operations of `inspection` that prepare the image, in order.

    How images must be prepared outside of the network is in no file; it is measured from clean
    data.
    """
    steps = list[Layer]()
    for layer in inspection.layers:
        if layer.type in _CHANGING or layer.type.startswith("ops."):
            steps.append(layer)
        elif layer.type not in _PASSING:
            break
    return InspectedPreprocessing(tuple(steps))
