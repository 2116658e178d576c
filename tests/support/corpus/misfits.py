"""Files whose parts do not fit each other, and strange names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import h5py
import numpy as np
from support.corpus.case import Build, Case, changed, network, only, reweighted
from support.hostile import Config, layer, plain_layers, write_h5


def misfits() -> Iterator[Case]:
    for name, value in (("NaN", np.nan), ("infinite", np.inf), ("minus infinite", -np.inf)):
        spoil = reweighted(lambda weights, value=value: weights["conv"][1].fill(value))
        yield Case("misfits", f"{name} weights", spoil, words="Weights are not numbers")
    fit = "do not fit"
    missing = reweighted(lambda weights: weights.pop("answer"))
    yield Case("misfits", "weights of a layer missing", missing, "unreadable", fit)
    shape = reweighted(lambda weights: weights["answer"].__setitem__(0, np.zeros((100, 3))))
    yield Case("misfits", "weights of another shape", shape, "unreadable", "needs kernel")
    yield Case("misfits", "weights that are words", changed(_words_for_kernel), "unreadable")
    yield Case("misfits", "weights that are a group", changed(_group_for_kernel), "unreadable")
    yield Case("misfits", "weights that are references", changed(_references), "unreadable")
    twice = [*plain_layers(), layer("Dense", "answer", units=3)]
    yield Case("misfits", "two layers of one name", only(*twice), "unreadable", "same name")
    yield Case("misfits", "layers in a circle", _circle, "unreadable")
    yield Case("misfits", "a layer that feeds itself", _own_input, "unreadable")
    yield Case("misfits", "a group that holds itself", changed(_circular_group), "opened")
    yield Case("misfits", "no layers", only(), "unreadable")
    nan_rate = layer("Dropout", "drop", rate=float("nan"))
    yield Case("misfits", "a setting that is NaN", network(nan_rate), "unreadable")


def _put_kernel(file: h5py.File) -> Any:
    holder: Any = file["model_weights/answer/answer"]
    del holder["0:0"]
    return holder


def _words_for_kernel(file: h5py.File) -> None:
    _put_kernel(file)["0:0"] = np.full((144, 3), b"word")


def _group_for_kernel(file: h5py.File) -> None:
    _put_kernel(file).create_group("0:0")


def _references(file: h5py.File) -> None:
    _put_kernel(file).create_dataset("0:0", (144, 3), h5py.ref_dtype)


def _circular_group(file: h5py.File) -> None:
    group: Any = file["model_weights"]
    group["again"] = group


def _graph(calls: dict[str, str]) -> Config:
    """A model whose layers take each other's output: names by the name of their input."""
    image = layer("InputLayer", "image", batch_input_shape=[None, 8, 8, 3])
    entries = [{**image, "name": "image", "inbound_nodes": []}]
    for name, source in calls.items():
        nodes = [[[source, 0, 0, {}]]]
        entries.append({**layer("ReLU", name), "name": name, "inbound_nodes": nodes})
    ends = {"input_layers": [["image", 0, 0]], "output_layers": [[[*calls][-1], 0, 0]]}
    return {"class_name": "Model", "config": {"name": "m", "layers": entries, **ends}}


def _circle(folder: Path, _: Path) -> Path:
    return write_h5(folder / "model.h5", _graph({"a": "b", "b": "a"}))


def _own_input(folder: Path, _: Path) -> Path:
    return write_h5(folder / "model.h5", _graph({"a": "a"}))


def names() -> Iterator[Case]:
    yield Case("names", "in five scripts", _named("знак_标志_שלט_لافتة_🛑"), "opened")
    yield Case("names", "that are paths", _named("../../../etc/passwd"), "opened")
    improper = "no proper name"
    for name, given in (
        ("written backwards, with terminal escapes", "a\u202e\x1b[31mb"),
        ("of 60,000 letters", "n" * 60_000),
        ("empty", ""),
        ("with a zero byte", "a\0b"),
        ("that are numbers", 7),
    ):
        yield Case("names", name, _named(given), "unreadable", improper)


def _named(name: Any) -> Build:
    """The plain network with a layer of this name before the last."""
    first, flatten, answer = plain_layers()
    relu = {"class_name": "ReLU", "config": {"name": name}}
    return only(first, flatten, relu, answer)
