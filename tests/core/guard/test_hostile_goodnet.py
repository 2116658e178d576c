"""Whatever a stranger's .goodnet is made of, an export writes to PATH alone."""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path

import pytest
from support import guards, hostile_goodnet, tiny

from core.cli.entry import main
from core.guard.exporting import FORMATS
from core.screen.goodnet_file import save

# Names that open; in a folder where each would lead somewhere else.
EVIL = {"first": "../../evil", "last": "..\\..\\evil", "answer": ".."}
OUT = {"savedmodel": "guard", "onnx": "guard.onnx", "keras": "guard.keras"}


@pytest.fixture
def members(tmp_path, tiny_goodnet) -> hostile_goodnet.Members:
    save(tiny_goodnet, tmp_path / "tiny.goodnet")
    return hostile_goodnet.members_of(tmp_path / "tiny.goodnet")


@pytest.fixture
def here(tmp_path, monkeypatch) -> Path:
    """The current folder, three levels down, and a folder for temporary files of its own."""
    folder = tmp_path / "a/b/c"
    folder.mkdir(parents=True)
    (tmp_path / "temporary").mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    return folder


def exported(file: Path, format: str) -> int:
    """The exit code of an export into the current folder, of the votes that are cheap."""
    arguments = ["--format", format, "--votes", "cheap", "--out", OUT[format]]
    return main(["export", str(file), *arguments])


def everything_below(folder: Path) -> set[Path]:
    return set(folder.rglob("*"))


@pytest.mark.parametrize("format", FORMATS)
def test_layers_named_as_paths_lead_nowhere(tmp_path, here, members, format):
    forged = hostile_goodnet.with_layers_named(members, EVIL)
    file = hostile_goodnet.write(tmp_path / "forged.goodnet", forged)
    before = everything_below(tmp_path)

    assert exported(file, format) == 0

    out = here / OUT[format]
    written = everything_below(tmp_path) - before
    elsewhere = {each.name for each in written if each != out and out not in each.parents}
    # TensorFlow keeps what it has compiled until the process ends.
    assert {name for name in elsewhere if not name.startswith("__autograph_generated_")} == set()
    names = {str(each.relative_to(out)) for each in written if out in each.parents}
    if format == "keras":
        names = set(zipfile.ZipFile(out).namelist())
    assert not any(".." in name or name.startswith("/") or "evil" in name for name in names)
    assert set(guards.answers(out, format, tiny.pictures(4, seed=9)[0])) >= {"class", "p_value"}


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("name", ["/evil", "/{root}/evil", "ev\0il", "e" * 5000])
def test_other_names_of_layers_are_refused(tmp_path, here, members, format, name):
    evil = name.format(root=str(tmp_path).lstrip("/"))
    forged = hostile_goodnet.with_layers_named(members, {"first": evil})
    file = hostile_goodnet.write(tmp_path / "forged.goodnet", forged)
    before = everything_below(tmp_path)

    assert exported(file, format) == 4
    assert everything_below(tmp_path) == before


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    "name", ["../../evil", "/{root}/evil", "a/../../evil", "..\\evil", "ev\0il", "e" * 5000]
)
def test_members_named_as_paths_are_refused(tmp_path, here, members, format, name):
    evil = {name.format(root=str(tmp_path).lstrip("/")): b"evil"}
    file = hostile_goodnet.write(tmp_path / "forged.goodnet", members | evil)
    before = everything_below(tmp_path)

    assert exported(file, format) == 4
    assert everything_below(tmp_path) == before
