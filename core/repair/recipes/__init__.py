"""The recipes for repairs, by name; each file holds the steps of one recipe in order."""

from __future__ import annotations

from core.errors import WrongUsage
from core.repair.recipes.fine_pruning import FINE_PRUNING
from core.repair.recipes.ft_sam import FT_SAM
from core.repair.recipes.none import NONE
from core.repair.recipes.recommended import RECOMMENDED
from core.repair.recipes.unlearn import UNLEARN
from core.repair.recipes.work import Recipe

RECIPES: dict[str, Recipe] = {
    "recommended": RECOMMENDED,
    "fine-pruning": FINE_PRUNING,
    "unlearn": UNLEARN,
    "ft-sam": FT_SAM,
    "none": NONE,
}


def recipe_named(name: str) -> Recipe:
    """The recipe with this name.

    Raises:
        WrongUsage: there is no such recipe.
    """
    if name not in RECIPES:
        raise WrongUsage(
            "There is no recipe {recipe!r}; choose from {recipes}.",
            recipe=name,
            recipes=", ".join(RECIPES),
        )
    return RECIPES[name]
