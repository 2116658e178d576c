"""The votes of a screen, by name, each in a file of its own; see `core.screen.votes.vote.Vote`."""

from __future__ import annotations

from collections.abc import Callable

from core.screen.votes.disagreement import Disagreement
from core.screen.votes.strip import Strip
from core.screen.votes.vote import Material, Vote

VOTES: dict[str, Callable[[Material], Vote]] = {
    Strip.name: lambda made_of: Strip(made_of.badnet, made_of.overlays, made_of.settings),
    Disagreement.name: Disagreement,
}
