"""Every text of the window is translated, and the translation is what the window shows."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from string import Formatter

import pytest

from resources.i18n.collect import FOLDER, texts, translations

LANGUAGES = sorted(FOLDER.glob("*.ts"))
SOURCES = sorted({source for _, source in texts()})
REMEDY = "run `python -m resources.i18n.collect`, then translate what is unfinished"


def test_every_text_has_the_context_under_which_it_is_looked_up():
    assert [source for context, source in texts() if not context] == []


@pytest.mark.parametrize("path", LANGUAGES, ids=lambda path: path.name)
def test_every_text_is_translated(path):
    assert set(texts()) - set(translations(path)) == set(), REMEDY


@pytest.mark.parametrize("path", LANGUAGES, ids=lambda path: path.name)
def test_nothing_is_translated_that_is_not_shown(path):
    assert set(translations(path)) - set(texts()) == set(), REMEDY


@pytest.mark.parametrize("path", LANGUAGES, ids=lambda path: path.name)
def test_names_in_braces_survive(path):
    for (_, source), translated in translations(path).items():
        assert set(_fields(source)) == set(_fields(translated))


@pytest.mark.parametrize("path", LANGUAGES, ids=lambda path: path.name)
def test_what_qt_loads_is_compiled_from_it(path, tmp_path):
    made = tmp_path / "made.qm"
    command = ["pyside6-lrelease", "-silent", str(path), "-qm", str(made)]
    subprocess.run(command, check=True)
    assert made.read_bytes() == path.with_suffix(".qm").read_bytes(), REMEDY


def test_every_share_is_written_in_the_one_form_with_a_no_break_space():
    formats = [spec for source in SOURCES for _, spec, _ in _fields(source) if spec]
    assert [spec for spec in formats if "%" in spec] == []
    assert [source for source in SOURCES if re.search(r"[\w}] ?%(?!\w)", source)] == []


def _fields(text: str) -> Iterator[tuple[str, str | None, str | None]]:
    """The names in braces, with how each is written."""
    for _, name, spec, conversion in Formatter().parse(text):
        if name is not None:
            yield name, spec, conversion
