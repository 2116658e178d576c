"""A network as a file of plain layers, which stock Keras opens (compile=False)."""

from __future__ import annotations

import io
from pathlib import Path

from core.network.classifier import Classifier
from core.network.keras_internals import write_legacy_h5


def write_h5(classifier: Classifier, path: Path) -> None:
    """Write a network's layers and current weights as .h5, whatever the file name."""
    import h5py

    # Write to memory first: HDF5 crashes later if the disk is full.
    content = io.BytesIO()
    with h5py.File(content, "w") as file:
        write_legacy_h5(classifier.export(), file)
    path.write_bytes(content.getbuffer())
