"""`goodnet learn`: it lists pictures first, learns once a class is confirmed, and else refuses."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from support import tiny

from core.cli.entry import main
from core.cli.learned import lines
from core.records import Crowd, Learned, LearnRecord, LearnSettings, Picture


@pytest.fixture(scope="module")
def guarded(tiny_badnet):
    path = tiny_badnet.folder / "guarded.goodnet"
    arguments = ["repair", tiny_badnet.badnet, "--clean", tiny_badnet.clean, "--recipe", "none"]
    assert main([*map(str, arguments), "--overlay-count", "20", "--out", str(path)]) == 0
    return path


@pytest.fixture(scope="module")
def stream(tmp_path_factory):
    images, labels = tiny.pictures(300, seed=21)
    others = labels != tiny.TARGET
    images[:150][others[:150]] = tiny.stamped(images[:150][others[:150]])
    return tiny.write_data(tmp_path_factory.mktemp("stream") / "stream.h5", images)


def learn(guarded, stream, tiny_badnet, out, *more):
    given = ["learn", guarded, stream, "--clean", tiny_badnet.clean, "--out", out, *more]
    return main([*map(str, given)])


def test_a_picture_is_listed_by_its_path_and_an_image_of_a_data_file_by_its_place():
    pictures = (*(Picture(f"a/{k}.png", 0) for k in range(20)), Picture("b.h5", 3))
    crowd = Crowd(2, 30, 21, 1.0, 1e-9)
    listed = LearnRecord(images=99, flagged=21, crowd=crowd, crowded=True, pictures=pictures)
    said = list(lines(listed, Path("new.goodnet")))
    assert "  a/0.png" in said and "  and 1 more; --json lists all of them" in said
    assert "  b.h5[3]" in lines(replace(listed, pictures=pictures[-1:]), Path("new.goodnet"))


def test_images_that_are_left_out_are_told():
    pictures = (Picture("a.png", 0), Picture("b.png", 0))
    crowd = Crowd(2, 30, 21, 1.0, 1e-9)
    learned = Learned(2, pictures, 7, 1.0, 0.0, 0.97, 0.96, 150, None, crowd, LearnSettings(), 31.0)
    record = LearnRecord(99, 21, crowd, True, pictures, learned)
    assert not any("Left out" in line for line in lines(record, Path("new.goodnet")))
    record = replace(record, learned=replace(learned, left_out=pictures))
    said = [line for line in lines(record, Path("new.goodnet")) if "Left out" in line]
    (line,) = said
    assert "2 of the caught images" in line and "still answers class 2" in line


def test_without_a_confirmation_the_pictures_are_listed(
    guarded, stream, tiny_badnet, tmp_path, capsys
):
    out = tmp_path / "new.goodnet"
    assert learn(guarded, stream, tiny_badnet, out) == 0
    said = capsys.readouterr().out
    assert "stream.h5[" in said and f"--confirm {tiny.TARGET}" in said
    assert not out.exists()


def test_a_confirmed_class_is_learned_and_written(guarded, stream, tiny_badnet, tmp_path, capsys):
    out = tmp_path / "new.goodnet"
    assert learn(guarded, stream, tiny_badnet, out, "--confirm", tiny.TARGET, "--json") == 0
    document = json.loads(capsys.readouterr().out)
    assert document["crowded"] and document["learned"]["class"] == tiny.TARGET
    assert document["learned"]["learned_from"][0]["path"] == str(stream)
    assert out.exists()


def test_a_class_that_is_not_crowded_is_exit_4(guarded, stream, tiny_badnet, tmp_path, capsys):
    out = tmp_path / "new.goodnet"
    assert learn(guarded, stream, tiny_badnet, out, "--confirm", 2) == 4
    assert "do not crowd class 2" in capsys.readouterr().err
    assert not out.exists()
