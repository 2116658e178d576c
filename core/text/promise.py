"""What a screen promises about its FRR, in one sentence for window, terminal and reports."""

from __future__ import annotations

from core.records import FrrPromise
from core.text.sentence import Sentence, say


def promise_words(promise: FrrPromise) -> Sentence:
    """The share of clean images that screens flag on average, and that this one flags."""
    share = say(
        "{expected:.1f}\N{NO-BREAK SPACE}% of clean images on average, this one between "
        "{low:.1f}\N{NO-BREAK SPACE}% and {high:.1f}\N{NO-BREAK SPACE}% with "
        "{sure:.0f}\N{NO-BREAK SPACE}% confidence",
        expected=100 * promise.expected,
        low=100 * promise.low,
        high=100 * promise.high,
        sure=100 * promise.confidence,
    )
    if promise.bound is None:
        return share
    return say(
        "{share}, set to keep below {bound:.1f}\N{NO-BREAK SPACE}%",
        share=share,
        bound=100 * promise.bound,
    )
