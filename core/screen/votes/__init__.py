"""The votes of a screen, by name, each in its own file; see `core.screen.votes.vote.Vote`.

If there are few clean images, only the first votes are used. All votes except STRIP are cheap.
"""

from __future__ import annotations

from core.screen.votes.disagreement import Disagreement
from core.screen.votes.expert import Expert
from core.screen.votes.jitter import Jitter
from core.screen.votes.shift import Shift
from core.screen.votes.smooth import Smooth
from core.screen.votes.strip import Strip
from core.screen.votes.vote import Vote

VOTES: dict[str, type[Vote]] = {
    Strip.name: Strip,
    Disagreement.name: Disagreement,
    Expert.name: Expert,
    Shift.name: Shift,
    Smooth.name: Smooth,
    Jitter.name: Jitter,
}
