"""The size of the images, where a file leaves it open and a person chooses it."""

from __future__ import annotations

from dataclasses import replace

from core.errors import Unreadable
from core.opening.blueprint import Blueprint, NetworkPart
from core.opening.choices import Choices
from core.text.remedies import LEAVE_SIZE_OUT


def sized(blueprint: Blueprint, chosen: Choices) -> Blueprint:
    """`blueprint` for images of the chosen size, if it leaves the size open."""
    if chosen.size is None:
        return blueprint
    image = blueprint.part(blueprint.input.layer)
    chosen_image = for_images(image, chosen)
    if chosen_image is image:
        fixed = [side for side in image.shape if side is not None]
        if set(chosen.size) <= set(fixed):
            return blueprint
        raise Unreadable(
            "The network does not take images of any size; {remedy}.", remedy=LEAVE_SIZE_OUT
        )
    parts = tuple(chosen_image if part is image else part for part in blueprint.parts)
    return replace(blueprint, parts=parts)


def for_images(part: NetworkPart, chosen: Choices) -> NetworkPart:
    """An input for images of the chosen size, if it leaves both sides open; else `part`."""
    open_sides = [place for place, side in enumerate(part.shape) if side is None]
    apart = len(open_sides) != 2 or open_sides[1] != open_sides[0] + 1
    if chosen.size is None or apart or part.type != "InputLayer":
        return part
    sides = list(part.shape)
    sides[open_sides[0] : open_sides[1] + 1] = chosen.size
    return replace(part, shape=tuple(sides))
