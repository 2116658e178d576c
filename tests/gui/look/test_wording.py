"""The window writes a figure as all other outputs do."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale

from core.text import wording as written
from gui.look import wording


@pytest.fixture(autouse=True)
def english():
    before = QLocale()
    QLocale.setDefault(QLocale("en_US"))
    yield
    QLocale.setDefault(before)


def test_every_share_of_400_images_has_the_same_digits():
    for right in range(401):
        assert wording.percent(right / 400) == written.percent(right / 400)


def test_a_change_is_the_difference_of_the_two_shares_as_displayed():
    assert wording.percent(-0.0004) == wording.percent(-0.0) == "0.0\u00a0%"
    assert (wording.percent(0.80445), wording.percent(0.0516)) == ("80.4\u00a0%", "5.2\u00a0%")
    assert wording.change(0.80445, 0.0516) == "\N{MINUS SIGN}75.2"
    assert wording.change(0.0516, 0.80445) == "+75.2"
    assert wording.change(0.80444, 0.8041) == "0.0"


@pytest.mark.parametrize(("before", "after"), [(0.5, 0.5), (0.4, 0.5), (0.97, 0.012)])
def test_a_change_is_written_as_in_reports(before, after):
    said = written.points(before, after).split(wording.SPACE)[0]
    assert wording.change(before, after) == said


def test_a_lead_has_the_decimal_point_of_the_window():
    QLocale.setDefault(QLocale("de_DE"))
    assert (wording.lead(-2.54), wording.lead(0.04)) == ("\N{MINUS SIGN}2,5", "0,0")


def test_a_number_with_few_digits_has_the_decimal_point_of_the_window():
    assert [wording.short(value, 4) for value in (-0.5, 0.75, 12)] == [
        "\N{MINUS SIGN}0.5",
        "0.75",
        "12",
    ]
    QLocale.setDefault(QLocale("de_DE"))
    assert wording.short(-1.5e-07, 4) == "\N{MINUS SIGN}1,5e-07"


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/home/pat", "~"),
        ("/home/pat/models/a.h5", "~/models/a.h5"),
        ("/home/patricia/a.h5", "/home/patricia/a.h5"),
        ("/data/home/pat/a.h5", "/data/home/pat/a.h5"),
    ],
)
def test_the_home_folder_is_a_tilde_at_the_beginning_of_a_path_alone(monkeypatch, path, shown):
    monkeypatch.setenv("HOME", "/home/pat")
    assert wording.from_home(path) == shown


HASH = "0123456789abcdef" * 4


@pytest.mark.parametrize(
    ("text", "in_a_sentence", "alone"),
    [
        ("speed_limit-80", "speed_limit-80", "speed_|limit-|80"),
        ("cam.png v1.5.h5", "cam.png v1.5.h5", "cam.|png v1.5.|h5"),
        ("a_long_folder/with_a_name.png", *["a_|long_|folder/|with_|a_|name.|png"] * 2),
        (HASH, *["|".join([HASH[:16]] * 4)] * 2),
        ("Kraftfahrzeugstrassen", *["Kraftfahrzeugstrassen"] * 2),
        ("ends_", "ends_", "ends_"),
    ],
)
def test_names_may_be_broken_where_their_words_end(text, in_a_sentence, alone):
    assert wording.breakable(text).replace(wording.BREAK, "|") == in_a_sentence
    assert wording.breakable(text, beyond=0).replace(wording.BREAK, "|") == alone
