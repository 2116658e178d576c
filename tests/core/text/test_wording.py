"""Figures in words agree with one another."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from core.text.wording import percent, points

shares = st.floats(0, 1)


def _number(text: str) -> Decimal:
    """The figure before its unit."""
    return Decimal(text.split("\N{NO-BREAK SPACE}")[0].replace("\N{MINUS SIGN}", "-"))


@given(shares, shares)
def test_a_change_in_points_is_the_difference_of_the_two_shares_as_displayed(before, after):
    displayed = _number(str(percent(after))) - _number(str(percent(before)))

    assert _number(str(points(before, after))) == displayed


def test_shares_that_are_displayed_alike_differ_by_nothing():
    assert str(points(0.80444, 0.8041)) == "+0.0\N{NO-BREAK SPACE}points"
