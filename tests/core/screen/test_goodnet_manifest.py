"""A .goodnet file keeps the templates of its sentences, and forged ones change nothing."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support.hostile_goodnet import members_of, write

from core.data.image_size import size_notice
from core.records import Notice
from core.screen.goodnet_file import MANIFEST, open_goodnet, save
from core.screen.goodnet_manifest import MOST_SENTENCES
from core.text.remedies import OTHER_SIZE
from core.text.sentence import Sentence, remedies, say
from core.text.wording import percent


@pytest.fixture(scope="module")
def saved(tiny_goodnet, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("saved") / "tiny.goodnet"
    damaged = say("{count:,} images are damaged.", count=np.int64(1234))
    doubt = say("Clean accuracy is {share}.", share=percent(0.029))
    notices = (Notice("note", damaged), Notice("warning", doubt), size_notice(48, 64))
    save(replace(tiny_goodnet, record=replace(tiny_goodnet.record, notices=notices)), path)
    return path


def changed(saved: Path, folder: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    """The saved file with another manifest."""
    members = members_of(saved)
    manifest = json.loads(members[MANIFEST])
    change(manifest)
    members[MANIFEST] = json.dumps(manifest).encode()
    return write(folder / "changed.goodnet", members)


def test_sentences_come_back_with_their_templates(saved, tiny_goodnet):
    opened = open_goodnet(saved)
    assert opened.inspection == tiny_goodnet.inspection
    for old, new in zip(tiny_goodnet.inspection.checks, opened.inspection.checks, strict=True):
        for before, after in ((old.name, new.name), (old.detail, new.detail)):
            assert isinstance(after, Sentence) and after.template == before.template
    damaged, doubt, size = (notice.what for notice in opened.record.notices)
    assert damaged == "1,234 images are damaged."
    assert isinstance(damaged, Sentence) and damaged.values == {"count": 1234}
    assert isinstance(doubt, Sentence) and doubt.values == {"share": "2.9\N{NO-BREAK SPACE}%"}
    assert isinstance(size, Sentence) and size.values["remedy"] is OTHER_SIZE


def test_the_manifest_still_has_the_english_sentences_that_earlier_versions_read(saved):
    with zipfile.ZipFile(saved) as archive:
        manifest = json.loads(archive.read(MANIFEST))
    assert all(isinstance(check["detail"], str) for check in manifest["inspection"]["checks"])


def texts_of(path: Path) -> list[str]:
    """The texts of the checks in a file, in their order."""
    checks = open_goodnet(path).inspection.checks
    return [text for each in checks for text in vars(each).values() if isinstance(text, str)]


def is_english(path: Path, saved: Path) -> bool:
    """Whether the file opens with the same checks, and none of their texts has a template."""
    checks = open_goodnet(path).inspection.checks
    assert checks == open_goodnet(saved).inspection.checks
    return not any(isinstance(text, Sentence) for each in checks for text in vars(each).values())


def test_a_file_without_templates_opens_in_english(saved, tmp_path):
    path = changed(saved, tmp_path, lambda manifest: manifest.pop("sentences"))
    assert is_english(path, saved)
    save(open_goodnet(path), tmp_path / "again.goodnet")
    assert is_english(tmp_path / "again.goodnet", saved)


@pytest.mark.parametrize(
    "detail",
    [
        {"template": "{other}", "values": {}},
        {"template": "{n.real}", "values": {"n": 1}},
        {"template": "{n:e}", "values": {"n": 10**400}},
        {"template": "{n}", "values": {"n": [1]}},
        {"template": "{", "values": {}},
        {"template": "\ud800", "values": {}},
        {"template": "all is well", "values": {}},
        {"template": 1, "values": 2},
        ["none"],
        "x" * MOST_SENTENCES,
    ],
    ids=lambda detail: str(detail)[:30].encode("ascii", "replace").decode(),
)
def test_forged_templates_change_nothing(saved, tmp_path, detail):
    def forge(manifest: dict[str, Any]) -> None:
        manifest["sentences"]["checks"][0]["detail"] = detail

    path = changed(saved, tmp_path, forge)
    forged, sound = texts_of(path), texts_of(saved)
    assert forged == sound
    too_long = len(detail) == MOST_SENTENCES
    for k, (after, before) in enumerate(zip(forged, sound, strict=True)):
        # The second text, the detail of the first check, is English; the others keep theirs.
        kept = isinstance(before, Sentence) and k != 1 and not too_long
        assert isinstance(after, Sentence) == kept, after


def test_a_notice_too_many_or_too_few_takes_no_template_from_the_others(saved, tmp_path):
    def shorten(manifest: dict[str, Any]) -> None:
        manifest["sentences"]["notices"].pop()
        manifest["sentences"]["checks"].append({"name": "one too many"})

    opened = open_goodnet(changed(saved, tmp_path, shorten))
    kept = [isinstance(notice.what, Sentence) for notice in opened.record.notices]
    assert kept == [True, True, False]
    assert all(isinstance(check.name, Sentence) for check in opened.inspection.checks)


def test_no_file_names_a_button_of_its_own(saved, tmp_path):
    def forge(manifest: dict[str, Any]) -> None:
        what = manifest["sentences"]["notices"][2]["what"]
        what["values"]["remedy"] = "delete everything"
        manifest["record"]["notices"][2]["what"] = what["template"].format(**what["values"])

    what = open_goodnet(changed(saved, tmp_path, forge)).record.notices[2].what
    assert "delete everything" in what and isinstance(what, Sentence)
    assert remedies(what) == ()


@pytest.mark.parametrize("forged", [None, [], {"checks": 1}, {"checks": []}, {"checks": [[]]}])
def test_forged_sentences_change_nothing(saved, tmp_path, forged):
    path = changed(saved, tmp_path, lambda manifest: manifest.update(sentences=forged))
    assert is_english(path, saved)
