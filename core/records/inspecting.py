"""A model file as an inspection finds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["dangerous", "not allowed", "not supported", "warning", "note"]


@dataclass(frozen=True)
class Finding:
    """Something in a file that a person should know; the first two severities refuse the file.

    Attributes:
        severity: "dangerous" and "not allowed" refuse the file as unsafe. "not supported" marks
            parts of Keras that are not rebuilt yet; the file does not open, but nothing in it is
            unsafe. The other severities describe a file that opens.
        title: a few words, such as "Lambda layer carries Python code".
        where: a layer path ("features/preprocess") or an HDF5 path.
        what: what it is and why it matters, in a sentence or two.
        evidence: the piece of the file as text, never run; may be empty.
        check: the name of the `Check` that it fails; empty if the file is no model.
    """

    severity: Severity
    title: str
    where: str
    what: str
    evidence: str = ""
    check: str = ""

    @property
    def refuses(self) -> bool:
        """Whether this finding alone refuses the file."""
        return self.severity in ("dangerous", "not allowed")


@dataclass(frozen=True)
class Check:
    """One of the safety checks for every model, with what it found."""

    name: str
    passed: bool
    detail: str


@dataclass(frozen=True)
class Layer:
    """One layer as the file describes it; `output_shape` omits the batch axis.

    Attributes:
        inputs: names of the layers whose outputs it takes; layers such as Add take several.
        settings: from the file, as texts.
        weights: its smallest and its largest weight; None if it has none.
    """

    name: str
    type: str
    output_shape: tuple[int | None, ...]
    parameters: int
    detail: str = ""
    inputs: tuple[str, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict[str, str])
    weights: tuple[float, float] | None = None


@dataclass(frozen=True)
class InspectedPreprocessing:
    """What a model file says about how images are prepared.

    Attributes:
        inside: the layers and operations at the network's beginning that prepare an image.
        outside: how images must be prepared before; no file says it.
    """

    inside: tuple[Layer, ...]
    outside: Literal["not measured yet"] = "not measured yet"


@dataclass(frozen=True)
class OutlineRow:
    """One row of the config's tree, in order; `where` matches `Finding.where`."""

    depth: int
    where: str
    name: str
    type: str


@dataclass(frozen=True)
class Inspection:
    """The description of a model file, found without running anything in it.

    Attributes:
        input_shape: as in the file, in the file's order of axes, without the batch axis.
        image_shape: (height, width, channels) of the images that the network takes, whatever the
            file's order of axes.
        class_names: one name for each class if names came with the file, otherwise empty.
    """

    path: str
    sha256: str
    size: int
    keras_version: str
    safe: bool
    findings: tuple[Finding, ...]
    checks: tuple[Check, ...]
    outline: tuple[OutlineRow, ...]
    input_shape: tuple[int | None, ...] = ()
    image_shape: tuple[int | None, ...] = ()
    classes: int = 0
    parameters: int = 0
    output: Literal["softmax", "logits", "sigmoid", ""] = ""
    layers: tuple[Layer, ...] = ()
    prunable_layers: tuple[str, ...] = ()
    default_layer: str = ""
    class_names: tuple[str, ...] = ()
