"""`goodnet learn`: it lists pictures first, learns once a class is confirmed, and else refuses."""

from __future__ import annotations

import json

import pytest
from support import tiny

from core.cli.entry import main


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
