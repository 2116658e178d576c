"""Figures in words agree with one another."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from core.text.wording import percent, points, signed

shares = st.floats(0, 1)


def _number(text: str) -> Decimal:
    """The figure before its unit."""
    return Decimal(text.split("\N{NO-BREAK SPACE}")[0].replace("\N{MINUS SIGN}", "-"))


@given(shares, shares)
def test_a_change_in_points_is_the_difference_of_the_two_shares_as_displayed(before, after):
    displayed = _number(str(percent(after))) - _number(str(percent(before)))

    assert _number(str(points(before, after))) == displayed


def test_shares_that_are_displayed_alike_differ_by_nothing():
    # With no sign, as in the window.
    assert str(points(0.80444, 0.8041)) == "0.0\N{NO-BREAK SPACE}points"


def test_what_is_shown_as_zero_has_no_sign():
    shown = [str(signed(value, 1)) for value in (0.0, -0.0, 0.04, -0.04)]
    assert shown == ["0.0"] * 4
    shares = [str(percent(share)) for share in (-0.0, -0.0004, 0.0004)]
    assert shares == ["0.0\N{NO-BREAK SPACE}%"] * 3
    assert [str(signed(value, 1)) for value in (0.06, -0.06)] == ["+0.1", "\N{MINUS SIGN}0.1"]
