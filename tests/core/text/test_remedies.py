"""No sentence that the window shows names an option of the command line; a remedy does."""

from __future__ import annotations

import re

from core.text import remedies
from core.text.sentence import Remedy
from resources.i18n.collect import ROOT, texts

OPTION = re.compile(r"(^|[\s(])--[a-z]")


def test_only_texts_of_the_command_line_itself_name_an_option():
    shown = texts([ROOT / "gui", *(p for p in (ROOT / "core").iterdir() if p.name != "cli")])
    assert not [text for _, text in shown if OPTION.search(text)]


def test_the_window_says_a_remedy_without_the_option():
    found = [each for each in vars(remedies).values() if isinstance(each, Remedy)]
    assert found
    assert all("--" in each and "--" not in each.in_window for each in found)
