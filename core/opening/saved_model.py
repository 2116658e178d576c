"""Read a SavedModel written by tf.keras as data: Keras's config and the variables.

TensorFlow does not read the folder, and the graph is never run. Beside the graph, tf.keras 2 wrote
its own JSON (in keras_metadata.pb; up to TensorFlow 2.4 inside saved_model.pb). It contains the
config of the network and the names of its layers. The object graph of the checkpoint states which
variables belong to which layer, in the order of `layer.weights`. An .h5 file has the same order, so
the variables are presented in its layout.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from core.errors import Invalid, NotSupported, Unreadable
from core.files.protobuf import inner, integer, text
from core.files.tensor_bundle import Bundle, read_bundle
from core.opening.folders import SAVED_MODEL
from core.opening.model_file import ModelFile, read
from core.opening.terms import Config
from core.opening.weights import StoredWeights
from core.quarantine.contents import Contents, StoredArray
from core.records import Finding
from core.text.sentence import say
from core.text.wording import printable

_METADATA = "keras_metadata.pb"
_INDEX, _SHARDS = "variables/variables.index", "variables.data-*-of-*"
_GRAPH_KEY = "_CHECKPOINTABLE_OBJECT_GRAPH"
_LAYER = "layer_with_weights-"
# [chosen] Far above how deep Keras nests a config; the config itself is checked again later.
_DEEPEST = 64
# The marks of tf.keras for types that JSON lacks.
_SEQUENCES = {"__tuple__", "TensorShape"}


@dataclass(frozen=True)
class BundleArrays:
    """The variables of a bundle in the layout of an .h5; `keys` maps its paths to the bundle's."""

    contents: Contents
    bundle: Bundle
    keys: Mapping[str, str]

    def array(self, path: str) -> np.ndarray:
        """The whole array at `path`.

        Raises:
            Unreadable: it holds no numbers, or is damaged.
        """
        try:
            return self.bundle.array(self.keys[path])
        except Invalid as error:
            raise Unreadable("The variables cannot be read: {error}.", error=str(error)) from None


def read_saved_model(folder: Path) -> ModelFile:
    """The pieces of the SavedModel in `folder`.

    Raises:
        NotSupported: there is no Keras config beside the graph.
        Unreadable: it is damaged or too large.
    """
    name = printable(folder.name)
    files = _files(folder)
    content = {file.relative_to(folder).as_posix(): read(file) for file in files}
    model = ModelFile(name, _digest(content), sum(map(len, content.values())))
    try:
        metadata = _metadata(content)
        model.config, model.keras_version = _config(metadata, name)
        if _INDEX not in content:
            raise Invalid("it holds no variables")
        shards = [content[each] for each in sorted(content) if "variables.data-" in each]
        model.weights = _weights(read_bundle(content[_INDEX], shards), metadata)
    except (Invalid, RecursionError) as error:
        raise Unreadable(
            "{name} is a damaged SavedModel: {error}.", name=name, error=str(error)
        ) from None
    arrays = model.weights.file.contents
    model.declared = model.stored = arrays.declared
    model.findings.append(_graph_not_read())
    return model


def _graph_not_read() -> Finding:
    return Finding(
        "warning",
        say("The graph was not read"),
        SAVED_MODEL,
        say(
            "GoodNet rebuilds the network from Keras's config and the variables. Whoever serves "
            "this folder runs its graph, which can be another network. Serve what GoodNet exports."
        ),
    )


def _files(folder: Path) -> list[Path]:
    names = (SAVED_MODEL, _METADATA, _INDEX)
    files = [folder / name for name in names if (folder / name).is_file()]
    return files + sorted((folder / _INDEX).parent.glob(_SHARDS))


def _digest(content: Mapping[str, bytes]) -> str:
    """One hash for all files, from their names and their own hashes, in the order of the names."""
    whole = hashlib.sha256()
    for name in sorted(content):
        whole.update(f"{name} {hashlib.sha256(content[name]).hexdigest()}\n".encode())
    return whole.hexdigest()


# -- Keras's metadata -------------------------------------------------------------------------


def _metadata(content: Mapping[str, bytes]) -> Mapping[int, Config]:
    """Keras's JSON for each object, by the object's number in the graph."""
    if _METADATA in content:
        nodes = inner(memoryview(content[_METADATA]), 1)
        texts = {integer(node, 2): text(node, 5) for node in nodes}
    else:  # TensorFlow 2.4 and before: user objects of saved_model.pb
        texts = dict(enumerate(_user_objects(memoryview(content[SAVED_MODEL]))))
    return {number: json for number, each in texts.items() if (json := _parsed(each)) is not None}


def _user_objects(saved_model: memoryview) -> Iterator[str]:
    for graph in inner(saved_model, 2):
        for objects in inner(graph, 7):
            for node in inner(objects, 1):
                yield next((text(user, 3) for user in inner(node, 4)), "")


def _parsed(written: str) -> Any:
    try:
        return _plain(json.loads(written))
    except (ValueError, RecursionError):
        return None


def _plain(value: object, depth: int = 0) -> Any:
    """JSON with tuples and shapes as lists, as Keras writes them into an .h5."""
    if depth > _DEEPEST:
        raise ValueError("nested too deeply")
    if isinstance(value, list):
        return [_plain(each, depth + 1) for each in value]
    if not isinstance(value, dict):
        return value
    if value.get("class_name") in _SEQUENCES and isinstance(value.get("items"), list):
        return _plain(value["items"], depth + 1)
    return {key: _plain(each, depth + 1) for key, each in value.items()}


def _config(metadata: Mapping[int, Config], name: str) -> tuple[str, str]:
    """The config of the network as JSON text, and the version of Keras."""
    root = metadata.get(0)
    if not isinstance(root, dict) or "config" not in root or not root.get("is_graph_network", True):
        raise NotSupported(
            "{name} is a SavedModel without a config of Keras, and that is not supported yet; "
            "where the network was made, save it again with model.save('model.keras'), and open "
            "that file.",
            name=name,
        )
    config = {"class_name": root.get("class_name"), "config": root["config"]}
    return json.dumps(config), printable(str(root.get("keras_version", "")), 40)


# -- the variables ----------------------------------------------------------------------------


def _weights(bundle: Bundle, metadata: Mapping[int, Config]) -> StoredWeights:
    nodes = list(inner(memoryview(bundle.text(_GRAPH_KEY)), 1))
    keys: dict[str, str] = {}
    names: dict[str, dict[str, tuple[str, ...]]] = {}
    for number, layer in _layers(nodes):
        described = metadata.get(number)
        name = described.get("name") if isinstance(described, dict) else None
        if not isinstance(name, str) or name in names:
            raise Invalid("a layer has no name of its own")
        stored = _variables(nodes, layer)
        names[name] = {"weight_names": tuple(str(index) for index in range(len(stored)))}
        keys |= {f"{name}/{index}": key for index, key in enumerate(stored)}
    arrays = {
        path: StoredArray(tensor.shape, tensor.numpy_dtype)
        for path, key in keys.items()
        if (tensor := bundle.tensors.get(key)) is not None
    }
    size = sum(bundle.tensors[key].size for key in keys.values() if key in bundle.tensors)
    held = Contents(
        declared=size,
        stored=size,
        arrays=arrays,
        groups=("", *names),
        names={"": {"layer_names": tuple(names)}, **names},
    )
    return StoredWeights(BundleArrays(held, bundle, keys), "", by_layer=True)


def _layers(nodes: Sequence[memoryview]) -> Iterator[tuple[int, memoryview]]:
    """All layers of the root that have weights, in order, with their numbers in the graph."""
    children = _children(nodes[0]) if nodes else {}
    for index in range(len(children)):
        number = children.get(f"{_LAYER}{index}")
        if number is None:
            return
        yield number, _node(nodes, number)


def _variables(nodes: Sequence[memoryview], layer: memoryview) -> list[str]:
    """The keys of a layer's variables, in the order of `layer.weights`."""
    children = _children(layer)
    if "variables" not in children:
        raise Invalid("a layer does not list its variables")
    listed = _children(_node(nodes, children["variables"]))
    found: list[str] = []
    for index in range(len(listed)):
        if str(index) not in listed:
            raise Invalid("a list of variables has a gap")
        attributes = inner(_node(nodes, listed[str(index)]), 2)
        found += [text(each, 3) for each in attributes if text(each, 1) == "VARIABLE_VALUE"]
    return found


def _children(node: memoryview) -> dict[str, int]:
    return {text(child, 2): integer(child, 1) for child in inner(node, 1)}


def _node(nodes: Sequence[memoryview], number: int) -> memoryview:
    if number >= len(nodes):
        raise Invalid("an object is missing")
    return nodes[number]
