"""The recipes that repair a BadNet, by name; each is one file that reads like its paper."""

from __future__ import annotations

from core.recipes.fine_pruning import FINE_PRUNING
from core.recipes.none import NONE
from core.recipes.recommended import RECOMMENDED
from core.recipes.unlearn import UNLEARN
from core.recipes.work import Recipe

RECIPES: dict[str, Recipe] = {
    "recommended": RECOMMENDED,
    "fine-pruning": FINE_PRUNING,
    "unlearn": UNLEARN,
    "none": NONE,
}
