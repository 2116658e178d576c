"""Read model configs of every Keras version from 1.2 to 3 into one form, executing nothing.

Versions differ in these points: Sequential as a bare list; "Model" for Functional; the input shape
on an InputLayer, on the first layer, or on the model; calls as nested lists or as serialized
arguments; renamed settings; layers that were added or dropped. Nothing here imports Keras.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from core.errors import Invalid, NotSupported, SeveralOutputs, Unreadable
from core.opening import choices
from core.opening.arithmetic_reading import has_outputs
from core.opening.biases import takes_biases
from core.opening.blueprint import Blueprint, NetworkPart, Tensor
from core.opening.by_shape import fitting
from core.opening.calls import Call, calls_of, references
from core.opening.choices import Choices
from core.opening.grouped import Grouped
from core.opening.input_sizes import for_images, sized
from core.opening.known_shapes import KnownShapes
from core.opening.layer_names import MODELS
from core.opening.layer_reading import LayerReader, Names
from core.opening.settings import MOST_NUMBERS
from core.opening.sizes import Sizes
from core.opening.terms import Config
from core.opening.turned import Turned
from core.opening.whole_numbers import require_no_place, require_reals_again
from core.opening.written_names import entry_name, find_shape, model_name, read_shape
from core.text.remedies import CHOOSE_OUTPUT
from core.text.sentence import say
from core.text.wording import printable

CALL_LIMIT = 20_000
# 256 MiB of float32: a computation holds the table of a layer once for each call.
TABLE_LIMIT = 1 << 26


def read(config: Config, keras_version: str = "", chosen: Choices = choices.NONE) -> Blueprint:
    """The network that a vetted model config describes.

    Args:
        config: a config in which `core.opening.architecture.read_config` found nothing to refuse.
        keras_version: of the Keras that wrote it; "" if unknown.
        chosen: settles what the file leaves open.

    Raises:
        NotSupported: a layer or one of its settings is not rebuilt.
        Unreadable: the config is malformed, or no image classifier that GoodNet can read.
    """
    try:
        before_3 = _is_before_3(config, keras_version)
        layers = LayerReader(before_3, takes_biases(keras_version) and not before_3)
        blueprint = sized(_read_model(config, layers, chosen), chosen)
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise Unreadable(
            "The model's config is malformed ({error}); save the model again.",
            error=printable(error),
        ) from None
    # Ten levels of nested networks, each called ten times, would make ten billion layers.
    if blueprint.size() > CALL_LIMIT:
        raise Unreadable(
            "The network has more than {limit:,} layers, which no computer runs.", limit=CALL_LIMIT
        )
    if blueprint.table_numbers() > TABLE_LIMIT:
        raise Unreadable(
            "The network computes with tables of more than {limit:,} numbers, which fit no memory.",
            limit=TABLE_LIMIT,
        )
    return blueprint


def _is_before_3(config: Config, keras_version: str) -> bool:
    """Whether a file is older than Keras 3, which writes every layer's module and a batch_shape."""
    if keras_version:
        return keras_version.partition(".")[0] in ("0", "1", "2")
    return "module" not in config


def _read_model(config: Config, layers: LayerReader, chosen: Choices = choices.NONE) -> Blueprint:
    type_name = config["class_name"]
    if type_name not in MODELS:
        raise Unreadable(
            "The config describes a {type_name}, not a network; give a whole model.",
            type_name=printable(type_name),
        )
    inner = config["config"]
    if type_name == "Sequential":
        return _read_sequential(inner, layers)
    return _read_functional(inner, layers, chosen)


def _read_sequential(config: Any, layers: LayerReader) -> Blueprint:
    # Before Keras 2.2.3 a Sequential's config was the bare list of its layers.
    entries = config if isinstance(config, list) else config["layers"]
    outer = {} if isinstance(config, list) else config
    name = model_name(outer, "sequential")
    if not entries:
        raise Unreadable("The network {name} has no layers.", name=name)
    names = Names([entry_name(entry) for entry in entries])
    parts: list[NetworkPart] = []
    if entries[0]["class_name"] != "InputLayer":
        shape = find_shape(entries[0]) or read_shape(outer.get("build_input_shape"))
        if not shape:
            raise Unreadable(
                "The network {name} does not say which images it takes; build it with an "
                "input shape and save it again.",
                name=name,
            )
        parts.append(
            NetworkPart(names.free(f"{name}_input"), "InputLayer", calls=((),), shape=shape)
        )
        parts[0] = replace(parts[0], written="")
    for entry in entries:
        calls = (Call((Tensor(parts[-1].name),)),) if parts else (Call(),)
        parts += _read_entry(entry, calls, layers, names)
    return Blueprint(
        name, "Sequential", tuple(parts), Tensor(parts[0].name), Tensor(parts[-1].name)
    )


def _read_functional(config: Config, layers: LayerReader, chosen: Choices) -> Blueprint:
    name, entries = model_name(config, "model"), config["layers"]
    given = _only(name, say("inputs"), references(config["input_layers"]), "")
    answer = _only(name, say("outputs"), references(config["output_layers"]), chosen.output)
    taken = [t for entry in entries for call in calls_of(entry) for t in call.tensors()]
    wanted: dict[str, set[int]] = {}
    for tensor in [given, answer, *taken]:
        wanted.setdefault(tensor.layer, set()).add(tensor.output)
    sizes = Sizes(entries, given)
    entries = [*map(Turned(entries, [given, answer]).put, entries)]
    parts, last = _read_entries(entries, answer, wanted, sizes, layers, chosen)
    parts, resolved = _resolve(parts, last, [given, answer])
    blueprint = Blueprint(
        name, "Functional", tuple(parts), resolved[0], resolved[1], sizes_used=sizes.used
    )
    made = {Tensor(part.name, index) for part in parts for index in range(len(part.calls))}
    used = {t for part in parts for call in part.calls for t in call} | set(resolved)
    if not used <= made:
        lost = min(tensor.layer for tensor in used - made)
        raise Unreadable(
            "The config takes the output of layer {lost}, which it does not call.", lost=lost
        )
    return blueprint


def _read_entries(
    entries: Sequence[Config],
    answer: Tensor,
    wanted: Mapping[str, set[int]],
    sizes: Sizes,
    layers: LayerReader,
    chosen: Choices,
) -> tuple[list[NetworkPart], dict[tuple[str, int], str]]:
    """The parts of all entries, and the last part of each of their outputs."""
    names, known = Names([entry_name(entry) for entry in entries]), KnownShapes()
    grouped = Grouped(known)
    parts: list[NetworkPart] = []
    last: dict[tuple[str, int], str] = {}
    others: list[Config] = []
    for entry in entries:
        if sizes.made(entry, grouped.shape_of):
            continue
        others.append(entry)
        settled = sizes.put(entry)
        for number in _outputs(entry, wanted):
            made = _read_entry(settled, calls_of(settled), layers, names, number)
            made = [fitting(part, grouped.shape_of) for part in made]
            made = grouped.put(entry_name(entry), number, made)
            last[entry_name(entry), number] = made[-1].name
            parts += made
            known.add(entry_name(entry), number, [*made[:-1], for_images(made[-1], chosen)])
    require_reals_again(others)
    require_no_place(others, answer)
    grouped.require_whole(answer)
    return parts, last


def _only(network: str, what: str, ends: tuple[Tensor, ...], wanted: str) -> Tensor:
    """The only end of a network, or the end at the layer `wanted`."""
    found = [end for end in ends if end.layer == wanted] if wanted else list(ends)
    if len(found) == 1:
        return found[0]
    listed = ", ".join(printable(end.layer, 60) for end in ends[:8])
    if wanted:
        shown = printable(wanted)
        raise Unreadable(
            "The network has no output {wanted!r}; it has {listed}.", wanted=shown, listed=listed
        )
    if not ends:
        raise Unreadable("The network {name} has no {what}.", name=network, what=what)
    if what == say("outputs"):
        raise SeveralOutputs(
            "The network {name} has {count} outputs ({listed}), and several are not supported "
            "yet; {remedy}.",
            outputs=[printable(end.layer, 60) for end in ends],
            name=network,
            count=len(ends),
            listed=listed,
            remedy=CHOOSE_OUTPUT,
        )
    raise NotSupported(
        "The network {name} has {count} inputs ({listed}), and several are not supported "
        "yet: GoodNet takes image classifiers with one.",
        name=network,
        count=len(ends),
        listed=listed,
    )


def _outputs(entry: Config, wanted: Mapping[str, set[int]]) -> list[int]:
    """The numbers of the outputs of an entry that are `wanted`, and of its first one."""
    name = entry_name(entry)
    numbers = sorted({0} | wanted.get(name, set()))
    if numbers != [0] and not has_outputs(entry):
        raise NotSupported(
            "Layer {layer} has several outputs, and that is not supported yet.", layer=name
        )
    if len(numbers) > MOST_NUMBERS or numbers[0] < 0:
        raise Invalid("a tensor has no proper name")
    return numbers


def _read_entry(
    entry: Config, calls: tuple[Call, ...], layers: LayerReader, names: Names, output: int = 0
) -> list[NetworkPart]:
    """The parts that replace one entry; the last part has the entry's output number `output`."""
    config = entry["config"]
    type_name = entry["class_name"]
    name = names.of(entry_name(entry))
    name = names.free(f"{name}_{output}") if output else name
    tensors = tuple(call.tensors() for call in calls)
    if type_name in MODELS:
        inner = _read_model(entry, layers)
        trainable = isinstance(config, list) or config.get("trainable") is not False
        return [NetworkPart(name, type_name, calls=tensors, trainable=trainable, inner=inner)]
    if type_name == "InputLayer":
        return [NetworkPart(name, type_name, calls=((),), shape=find_shape(entry))]
    return layers.read(entry, name, calls, names, output)


def _resolve(
    parts: list[NetworkPart], last: Mapping[tuple[str, int], str], ends: list[Tensor]
) -> tuple[list[NetworkPart], list[Tensor]]:
    """Make tensors refer to parts instead of entries, and count calls from zero.

    In files of most versions the calls of nested networks count from 1, in others from 0.
    """
    nested = {part.name for part in parts if part.inner is not None}
    lowest: dict[str, int] = {}
    for tensor in [*ends, *(t for part in parts for call in part.calls for t in call)]:
        lowest[tensor.layer] = min(tensor.call, lowest.get(tensor.layer, tensor.call))

    def shifted(tensor: Tensor) -> Tensor:
        name = last.get((tensor.layer, tensor.output), tensor.layer)
        offset = lowest[tensor.layer] if name in nested else 0
        return Tensor(name, tensor.call - offset)

    def within(part: NetworkPart, tensor: Tensor) -> Tensor:
        # A part that follows another part of the same entry refers to it by its own name.
        return tensor if part.follows else shifted(tensor)

    moved = [
        replace(part, calls=tuple(tuple(within(part, t) for t in call) for call in part.calls))
        for part in parts
    ]
    return moved, [shifted(end) for end in ends]
