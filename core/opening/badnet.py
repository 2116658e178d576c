"""Open untrusted models safely: inspect first, load afterwards.

`inspect` has a quarantined process read a model file as text and numbers. `load` inspects again and
builds the network from what was read. It calls only constructors of known Keras layers, with parsed
settings, and the checked arrays become the weights. Keras never sees the file, its config or its
training config.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from core.errors import NotSupported, Unreadable, Unsafe
from core.files import hdf5
from core.jobs import memory
from core.network.keras_types import Network
from core.network.warm_up import load_tensorflow
from core.opening import architecture, choices, folders, migration, model_file, weights
from core.opening.blueprint import Blueprint
from core.opening.building import build
from core.opening.choices import Choices
from core.opening.demands import (
    answer,
    examine_weights,
    explain_ends,
    read_class_names,
    require_image_input,
    require_pieces,
)
from core.opening.layer_facts import layers_of
from core.opening.nodes import default_layer, flatten, image_shape, prunable_layers
from core.opening.refusals import crashed, refusal, unsupported
from core.opening.safety_checks import safety_checks
from core.opening.saved_model import read_saved_model
from core.opening.shapes import infer
from core.quarantine.reader import Crashed
from core.records import Inspection
from core.text.wording import printable

# A hostile file may contain a hundred thousand of these; nobody reads more than this.
SHOWN_FINDINGS = 200
SHOWN_ROWS = 5000


@dataclass(frozen=True)
class _Opened:
    inspection: Inspection
    blueprint: Blueprint | None = None
    arrays: weights.Arrays | None = None


def inspect(
    path: str | Path, architecture: str | Path | None = None, chosen: Choices = choices.NONE
) -> Inspection:
    """What the model file at `path` is, and whether it is safe to load.

    Args:
        path: an .h5 or .keras file, recognized by its content, or a zip or folder with one.
        architecture: a Keras JSON config or another model file, for a file with weights alone.
        chosen: settles what the file leaves open.

    Returns:
        The inspection; for an unsafe file, only the findings, checks and outline are filled.

    Raises:
        NotSupported: it needs a part of Keras that is not rebuilt yet.
        Unreadable: it is no model, is damaged, is no image classifier, or its weights do not fit.
    """
    return _open(path, architecture, chosen).inspection


def inspect_content(content: bytes, name: str) -> Inspection:
    """Like `inspect`, from the bytes of a file that messages call `name`."""
    return _open_content(content, name, None, choices.NONE).inspection


def load(
    path: str | Path, architecture: str | Path | None = None, chosen: Choices = choices.NONE
) -> Network:
    """The Keras model in the file at `path`, built from the result of an inspection.

    Raises:
        Unsafe: the inspection refuses the file; the exception carries it.
        Unreadable: as for `inspect`.
    """
    return load_inspected(path, architecture, chosen)[1]


def load_inspected(
    path: str | Path,
    architecture: str | Path | None = None,
    chosen: Choices = choices.NONE,
    size_for: Callable[[Inspection], tuple[int, int]] | None = None,
) -> tuple[Inspection, Network]:
    """The inspection of a file and its Keras model, both from a single reading; raises like `load`.

    Args:
        path: as for `inspect`.
        architecture: as for `inspect`.
        chosen: as for `inspect`.
        size_for: returns the height and width of the images, if the network takes any size and
            `chosen` sets none.
    """
    found = _open(path, architecture, chosen)
    if size_for and found.inspection.safe and None in found.inspection.image_shape:
        found = _open(path, architecture, replace(chosen, size=size_for(found.inspection)))
    return found.inspection, _load(found)


def load_content(content: bytes, name: str) -> Network:
    """Like `load`, from the bytes of a file that messages call `name`."""
    return _load(_open_content(content, name, None, choices.NONE))


def _load(found: _Opened) -> Network:
    if found.blueprint is None or found.arrays is None or not found.inspection.safe:
        raise Unsafe(refusal(found.inspection), inspection=found.inspection)
    load_tensorflow()
    memory.require(4 * found.inspection.parameters)
    try:
        model = build(found.blueprint)
        weights.assign(model, found.arrays)
    except (
        ValueError,
        TypeError,
        RuntimeError,
        LookupError,
        ArithmeticError,
        AttributeError,
        AssertionError,
    ) as error:
        reason = printable(str(error).strip().partition("\n")[0], 200)
        raise Unreadable(
            "Keras cannot build the network in {name}: {reason}",
            name=_name(found.inspection.path),
            reason=reason,
        ) from None
    return model


def _name(path: str | Path) -> str:
    return printable(Path(path).name)


def _open(path: str | Path, architecture_path: str | Path | None, chosen: Choices) -> _Opened:
    folder = folders.network_folder(Path(path))
    if folders.is_saved_model(folder):
        file = read_saved_model(folder)
        names = folders.names_beside(Path(path), folder)
        file.class_names = folders.Found(folder, None, names).read_class_names()
        return _examine(str(path), file, file, chosen)
    found = folders.find(Path(path))
    return _open_content(
        model_file.read(found.model),
        str(path),
        architecture_path or found.architecture,
        chosen,
        found.read_class_names(),
    )


def _open_content(
    content: bytes,
    path: str,
    architecture_path: str | Path | None,
    chosen: Choices,
    class_names: bytes = b"",
) -> _Opened:
    try:
        with ExitStack() as stack:
            file = stack.enter_context(model_file.opened(content, _name(path)))
            file.class_names = file.class_names or class_names
            described = file
            if architecture_path is not None:
                other = model_file.opened(
                    model_file.read(architecture_path), _name(architecture_path)
                )
                described = stack.enter_context(other)
            return _examine(path, file, described, chosen)
    except Crashed as crash:
        return _Opened(crashed(path, content, crash))


def _examine(
    path: str, file: model_file.ModelFile, described: model_file.ModelFile, chosen: Choices
) -> _Opened:
    findings = [*file.findings]
    if described is not file:
        findings += described.findings
    examined = architecture.Examination()
    if described.config is not None:
        examined = architecture.read_config(described.config)
        findings += examined.findings
    findings.sort(key=lambda finding: finding.severity != "dangerous")
    inspection = Inspection(
        path=path,
        sha256=file.sha256,
        size=file.size,
        keras_version=file.keras_version or described.keras_version,
        safe=not any(finding.refuses for finding in findings),
        findings=tuple(findings[:SHOWN_FINDINGS]),
        checks=safety_checks(file, examined, findings, weights_read=False),
        outline=tuple(examined.outline[:SHOWN_ROWS]),
    )
    if not inspection.safe:
        return _Opened(inspection)
    require_pieces(file, described)
    if examined.unsupported:
        raise NotSupported(unsupported(file.name, examined.unsupported))
    return _describe(inspection, file, examined, chosen)


def _describe(
    inspection: Inspection,
    file: model_file.ModelFile,
    examined: architecture.Examination,
    chosen: Choices,
) -> _Opened:
    """Complete `inspection` with a description of the network."""
    blueprint = migration.read(examined.config, inspection.keras_version, chosen)
    shapes = infer(blueprint)
    nodes = flatten(blueprint, shapes)
    require_image_input(nodes)
    classes, output = answer(nodes)
    assert file.weights is not None
    with hdf5.damage_reported(file.name):
        arrays = weights.read_weights(file.weights, blueprint, shapes)
    names, misfit = read_class_names(file.class_names, classes)
    findings = (*inspection.findings, *explain_ends(nodes), *examine_weights(arrays), *misfit)
    safe = not any(finding.refuses for finding in findings)
    described = replace(
        inspection,
        safe=safe,
        findings=findings,
        checks=safety_checks(file, examined, findings, weights_read=True),
        input_shape=nodes[0].shape,
        image_shape=image_shape(nodes),
        classes=classes,
        parameters=shapes.total(),
        output=output,
        layers=layers_of(nodes, arrays),
        prunable_layers=prunable_layers(nodes),
        default_layer=default_layer(nodes),
        class_names=names,
    )
    return _Opened(described, blueprint, arrays)
