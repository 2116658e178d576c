"""Lines of the terminal: short, and each says what it rests on."""

from __future__ import annotations

from dataclasses import replace

from core.records import Verdict
from core.terminal import verdict_line

LOUD = Verdict(
    "a/cam_1.png", 0, 2, 12, 6, 0.99, 0.96, 0.08, 0.97, 0.98, 0.005, 0.005, 0.01, "poisoned"
)
NAMES = ["sign"] * 12


def test_a_line_tells_both_votes_and_first_the_one_that_decides() -> None:
    assert verdict_line(LOUD, NAMES).plain == (
        "poisoned  cam_1.png[0]  12  p 0.005 by blends 0.080\xa0bits, persistence 97%; "
        "disagreement 98%"
    )
    quiet = replace(LOUD, entropy_bits=1.05, persistence=0.14, p_strip=0.672, p_value=0.01)
    assert verdict_line(quiet, NAMES).plain.endswith(
        "p 0.010 by disagreement 98%; blends 1.05\xa0bits, persistence 14%"
    )


def test_a_screen_that_stopped_early_says_so() -> None:
    clean = replace(LOUD, verdict="clean", goodnet_class=6, p_strip=0.4, entropy_is_bound=True)
    line = verdict_line(clean, NAMES).plain
    assert line.startswith("clean     cam_1.png[0]  6 sign  p 0.005 by disagreement 98%;")
    assert line.endswith("blends at least 0.080\xa0bits, persistence at most 97%")
