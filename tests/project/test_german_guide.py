"""The German guide says what the English one says, section by section, in the window's words."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from gui.shell.guide import Heading, headings
from resources.i18n.collect import FOLDER, translations

DOCS = Path(__file__).resolve().parents[2] / "docs"
ENGLISH = headings((DOCS / "guide.md").read_text(encoding="utf-8"))
GERMAN = headings((DOCS / "guide.de.md").read_text(encoding="utf-8"))
PAIRS = list(zip(ENGLISH, GERMAN, strict=False))
KEYS = {"Strg": "Ctrl", "Umschalt": "Shift", "Bild ab": "Page Down"}
LINK = r"\]\(([^)\s]+)\)"


@pytest.fixture(params=PAIRS, ids=lambda pair: pair[0].anchor)
def pair(request) -> tuple[str, str]:
    """The text below a heading, in English and in German."""
    english, german = request.param
    return english.text, german.text


def outline(page: list[Heading]) -> list[int]:
    return [heading.level for heading in page]


def blocks(text: str) -> list[str]:
    return re.findall(r"^```.*?^```$", text, re.M | re.S)


def spans(text: str) -> list[str]:
    """What is in `code`, with English names of keys."""
    found = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S))
    return sorted(re.sub("|".join(KEYS), lambda key: KEYS[key[0]], span) for span in found)


def shape(text: str) -> list[str]:
    """How each line begins that is more than prose: a row with its cells, or an item of a list."""
    rows = re.findall(r"^ *(\||\d+\.|-)(?= )(.*)$", text, re.M)
    return [sign + "|" * rest.count("|") if sign == "|" else sign for sign, rest in rows]


def figures(text: str) -> list[str]:
    return sorted(re.findall(r"\d+", text))


def emphasized(text: str) -> list[str]:
    """What is in *italics*, as are the names of the window's parts."""
    without_code = re.sub(r"`[^`]*`", "", text)
    found = re.findall(r"(?<!\*)\*([^*]+)\*(?!\*)", without_code)
    return [plain(" ".join(name.split())) for name in found]


def plain(name: str) -> str:
    """A text of the window as the guide writes it: no key to press, no name for a value."""
    return re.sub(r"\{\w+\}", "…", name).replace("&", "").removesuffix("…")


def test_the_headings_pair_up() -> None:
    assert len(ENGLISH) > 40
    assert outline(GERMAN) == outline(ENGLISH)
    assert len({heading.anchor for heading in GERMAN}) == len(GERMAN)


def test_pictures_links_and_code_are_the_same(pair: tuple[str, str]) -> None:
    english, german = pair
    assert re.findall(LINK, german) == re.findall(LINK, english)
    assert blocks(german) == blocks(english)
    assert spans(german) == spans(english)


def test_tables_lists_paragraphs_and_figures_are_the_same(pair: tuple[str, str]) -> None:
    english, german = pair
    assert shape(german) == shape(english)
    assert german.count("\n\n") == english.count("\n\n")
    assert figures(german) == figures(english)


@cache
def window_texts() -> dict[str, set[str]]:
    """The German texts of the window for each English one."""
    found = defaultdict[str, set[str]](set)
    for (_context, source), translated in translations(FOLDER / "goodnet_de.ts").items():
        found[plain(source)].add(plain(translated))
    return found


def test_names_of_the_window_are_those_of_the_german_window(pair: tuple[str, str]) -> None:
    window = window_texts()
    english, german = map(emphasized, pair)

    assert len(german) == len(english)
    assert [name for name in english if name in window and not window[name] & set(german)] == []


def test_links_to_english_pages_say_so() -> None:
    text = " ".join(heading.text for heading in GERMAN)
    links = re.findall(r"(?<!!)\[[^\]]+\]\([^)\s]+\)( \(englisch\))?", " ".join(text.split()))
    assert links
    assert "" not in links
