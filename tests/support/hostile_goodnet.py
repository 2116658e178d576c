"""A forged .goodnet file, with hostile names of layers and members."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import h5py
import numpy as np

Members = dict[str, bytes]


def members_of(path: Path) -> Members:
    """The members of a .goodnet file."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def write(path: Path, members: Mapping[str, bytes]) -> Path:
    """A zip with these members, whatever their names."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def with_layers_named(members: Members, names: Mapping[str, str]) -> Members:
    """The same GoodNet with other layer names in all networks, and hashes that match."""
    changed = {
        name: _renamed(content, names) if name.endswith(".h5") else content
        for name, content in members.items()
    }
    manifest = json.loads(members["manifest.json"])
    manifest["sha256"] = {
        name: hashlib.sha256(content).hexdigest()
        for name, content in changed.items()
        if name != "manifest.json"
    }
    return changed | {"manifest.json": json.dumps(manifest).encode()}


def _renamed(content: bytes, names: Mapping[str, str]) -> bytes:
    written = io.BytesIO()
    with h5py.File(io.BytesIO(content)) as old, h5py.File(written, "w") as new:
        config = str(old.attrs["model_config"])
        for name, other in names.items():
            config = config.replace(json.dumps(name), json.dumps(other))
        new.attrs.update({**old.attrs, "model_config": config})
        _copy_weights(old["model_weights"], new.create_group("model_weights"), names)
    return written.getvalue()


def _copy_weights(old: Any, new: Any, names: Mapping[str, str]) -> None:
    # HDF5 has no NUL in names, so only the config has it.
    stored = {name: names.get(name, name).replace("\0", "") for name in old}
    new.attrs.update(old.attrs)
    new.attrs["layer_names"] = [stored[name] for name in old.attrs["layer_names"]]
    for name, weights in old.items():
        group = new.require_group(stored[name])
        paths = [str(path) for path in weights.attrs["weight_names"]]
        for path in paths:
            group[path] = weights[path][()]
        group.attrs["weight_names"] = paths or np.array([])
