from __future__ import annotations

from pathlib import Path

import pytest

from core.errors import Unreadable
from core.files.class_names import load_class_names

NAMES = ("stop", "yield", "no entry")


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("names.txt", "stop\nyield\nno entry\n"),
        ("names", "\ufeffstop\r\nyield\r\nno entry"),
        ("names.csv", "stop\nyield\nno entry\n"),
        ("names.csv", "0,stop\n1,yield\n2,no entry\n"),
        ("names.csv", "ClassId,SignName\n2,no entry\n0,stop\n1,yield\n"),
        ("names.json", '["stop", "yield", "no entry"]'),
        ("names.json", '{"1": "yield", "0": "stop", "2": "no entry"}'),
    ],
)
def test_names_are_read_in_order(tmp_path: Path, file: str, text: str) -> None:
    path = tmp_path / file
    path.write_text(text, encoding="utf-8", newline="")
    assert load_class_names(path, classes=3) == NAMES


@pytest.mark.parametrize(
    ("file", "text", "reason"),
    [
        ("names.txt", "", "it is empty"),
        ("names.txt", "stop\n\nyield", "a name is empty"),
        ("names.csv", "", "it is empty"),
        ("names.csv", "0,stop\n2,yield", "do not count 0, 1, 2"),
        ("names.csv", "0,stop\n0,yield", "do not count 0, 1, 2"),
        ("names.csv", "0,stop\nyield", "no name"),
        ("names.csv", "0,stop\nx,yield", "not a whole number"),
        ("names.json", "{", "not what its name says"),
        ("names.json", "[" * 100_000, "not what its name says"),
        ("names.json", "3", "neither a list"),
        ("names.json", '["stop", 3]', "not text"),
        ("names.json", '{"first": "stop"}', "not a whole number"),
    ],
)
def test_other_content_is_refused_in_one_sentence(
    tmp_path: Path, file: str, text: str, reason: str
) -> None:
    path = tmp_path / file
    path.write_text(text)
    with pytest.raises(Unreadable, match=reason) as refusal:
        load_class_names(path)
    assert file in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "names.txt"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Unreadable, match="not what its name says"):
        load_class_names(path)


def test_the_count_must_be_the_networks(tmp_path: Path) -> None:
    path = tmp_path / "names.txt"
    path.write_text("stop\nyield")
    with pytest.raises(Unreadable, match="names 2 classes, but the network has 43"):
        load_class_names(path, classes=43)


def test_control_characters_do_not_reach_the_screen(tmp_path: Path) -> None:
    path = tmp_path / "names.json"
    path.write_text('["\\u001b[31mstop"]')
    assert "\x1b" not in load_class_names(path)[0]
