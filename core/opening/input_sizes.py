"""The size of the images, where a file leaves it open and a person chooses it."""

from __future__ import annotations

from dataclasses import replace

from core.errors import Unreadable
from core.opening.blueprint import Blueprint
from core.opening.choices import Choices
from core.text.remedies import LEAVE_SIZE_OUT


def sized(blueprint: Blueprint, chosen: Choices) -> Blueprint:
    """`blueprint` for images of the chosen size, if it leaves the size open."""
    if chosen.size is None:
        return blueprint
    image = blueprint.part(blueprint.input.layer)
    open_sides = [place for place, side in enumerate(image.shape) if side is None]
    if len(open_sides) != 2 or open_sides[1] != open_sides[0] + 1:
        fixed = [side for side in image.shape if side is not None]
        if set(chosen.size) <= set(fixed):
            return blueprint
        raise Unreadable(
            "The network does not take images of any size; {remedy}.", remedy=LEAVE_SIZE_OUT
        )
    sides = list(image.shape)
    sides[open_sides[0] : open_sides[1] + 1] = chosen.size
    chosen_image = replace(image, shape=tuple(sides))
    parts = tuple(chosen_image if part is image else part for part in blueprint.parts)
    return replace(blueprint, parts=parts)
