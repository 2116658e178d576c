"""A repair that is cut off goes on where a stage ended, and comes to the same GoodNet."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from support.tiny import records_of

from core.records import (
    Epoch,
    Notice,
    Progress,
    Pruned,
    RepairOptions,
    ScanRecord,
    Wish,
)
from core.repair import checkpoint as checkpoints
from core.repair.checkpoint import (
    NAMES,
    PRUNING,
    REQUEST,
    SCAN,
    UNLEARNING,
    Checkpoint,
    Request,
    begin,
    unfinished,
)
from core.repair.job import repair
from core.scan.job import Found
from core.text.remedies import LEAVE_LABELS_OUT
from core.text.sentence import Sentence, remedies, say
from core.text.wording import percent

OPTIONS = RepairOptions(recipe="unlearn", epochs=1, overlay_count=10, frr=0.1)


def asked(badnet) -> tuple[Path, list[Path], list[Path], RepairOptions]:
    return badnet.badnet, [badnet.clean], [badnet.poisoned], OPTIONS


def weights(goodnet) -> list[np.ndarray]:
    return [np.array(each) for each in goodnet.repaired.network.get_weights()]


def cut_off(badnet, root: Path, after: type | str) -> Checkpoint:
    """A repair that is ended, as by a crash, at the first record of a kind or of a stage."""
    kept = begin(root, Request.of(*asked(badnet)), resume=False)
    job = repair(*asked(badnet), kept)
    for record in job:
        if getattr(record, "stage", "") == after or (
            isinstance(after, type) and isinstance(record, after)
        ):
            break
    job.close()
    return kept


@pytest.fixture(scope="module")
def undisturbed(tiles_badnet):
    return repair_whole(tiles_badnet, Checkpoint())[1]


def repair_whole(badnet, checkpoint: Checkpoint):
    return records_of(repair(*asked(badnet), checkpoint))


@pytest.mark.parametrize(
    ("after", "kept", "left_out"),
    [
        (Pruned, [SCAN], {"invert"}),
        (Epoch, [SCAN, PRUNING], {"invert", "prune"}),
        ("fine-tune", [SCAN, PRUNING, UNLEARNING], {"invert", "prune", "unlearn"}),
    ],
)
def test_going_on_gives_the_same_goodnet(
    tiles_badnet, undisturbed, tmp_path, after, kept, left_out
):
    checkpoint = cut_off(tiles_badnet, tmp_path, after)
    (folder,) = tmp_path.iterdir()
    assert sorted(each.name for each in folder.iterdir()) == sorted([REQUEST, *kept])
    again = begin(tmp_path, Request.of(*asked(tiles_badnet)), resume=True)
    assert again.has_work()
    records, goodnet = repair_whole(tiles_badnet, again)
    for stage in left_out:
        told = [r for r in records if isinstance(r, Progress) and r.stage == stage]
        assert told == [Progress(stage, 1, 1, kept=True)]
    for ours, theirs in zip(weights(goodnet), weights(undisturbed), strict=True):
        np.testing.assert_array_equal(ours, theirs)
    timeless = {"seconds": {}, "expected_seconds": None}
    assert replace(goodnet.record, **timeless) == replace(undisturbed.record, **timeless)
    np.testing.assert_array_equal(goodnet.calibration.votes, undisturbed.calibration.votes)
    checkpoint.discard()
    assert not list(tmp_path.iterdir())


def test_what_was_cut_off_is_found_unless_it_runs_still(tiles_badnet, tmp_path, monkeypatch):
    kept = begin(tmp_path, Request.of(*asked(tiles_badnet)), resume=False)
    assert unfinished(tmp_path) == []  # no stage is done
    kept._write(PRUNING, {}, {})
    (found,) = unfinished(tmp_path)
    assert (found.model, found.options) == (str(tiles_badnet.badnet), OPTIONS)
    monkeypatch.setattr(checkpoints, "_is_alive", lambda _process: True)
    assert unfinished(tmp_path) == []


@pytest.mark.parametrize("options", [RepairOptions(), OPTIONS, RepairOptions(size=(64, 48))])
def test_who_continues_what_was_found_gets_its_checkpoint(tiles_badnet, tmp_path, options):
    given = (tiles_badnet.badnet, [tiles_badnet.clean], [tiles_badnet.poisoned])
    begin(tmp_path, Request.of(*given, options), resume=False)._write(PRUNING, {}, {})
    (found,) = unfinished(tmp_path)
    paths = (Path(found.model), [*map(Path, found.clean)], [*map(Path, found.poisoned)])
    assert begin(tmp_path, Request.of(*paths, found.options), resume=True).has_work()


def test_another_seed_or_a_changed_file_is_another_repair(tiles_badnet, tmp_path):
    data = tmp_path / "clean.h5"
    data.write_bytes(tiles_badnet.clean.read_bytes())

    def key(**changes) -> str:
        return Request.of(tiles_badnet.badnet, [data], [], replace(OPTIONS, **changes)).key

    first = key()
    assert first == key() != key(seed=1)
    data.write_bytes(b"another")
    assert key() != first


@pytest.mark.parametrize("broken", [b"", b"no zip", b"PK\x03\x04 cut off"])
def test_broken_checkpoints_count_as_none(tmp_path, broken):
    for name in (SCAN, PRUNING, UNLEARNING):
        (tmp_path / name).write_bytes(broken)
    kept = Checkpoint(tmp_path)
    assert kept.scan() is None and kept.pruning() is None and kept.unlearning() is None


def test_the_sentences_of_a_kept_scan_can_still_be_translated(tmp_path):
    share = say("{share} of the images", share=percent(0.029))
    doubt = say("{share} have no label; {remedy}.", share=share, remedy=LEAVE_LABELS_OUT)
    record = ScanRecord((), False, 1.0, 3, 5.0, notices=(Notice("warning", doubt),))
    Checkpoint(tmp_path).keep_scan(Found(record, (), (), {}))
    kept = Checkpoint(tmp_path).scan()
    assert kept is not None and kept.record == record
    (notice,) = kept.record.notices
    assert isinstance(notice.what, Sentence)
    assert notice.what.template == "{share} have no label; {remedy}."
    assert isinstance(notice.what.values["share"], Sentence)
    assert remedies(notice.what) == ("ignore_labels",)


def test_a_kept_scan_with_forged_sentences_counts_as_none(tmp_path):
    record = ScanRecord((), False, 1.0, 3, 5.0, notices=(Notice("note", say("One.")),))
    kept = Checkpoint(tmp_path)
    kept.keep_scan(Found(record, (), (), {}))
    held = kept._read(SCAN)
    assert held is not None
    document, arrays = held
    forged = json.loads(json.dumps(document).replace("One.", "{n.real}"))
    kept._write(SCAN, forged, arrays)
    assert kept.scan() is None


def test_names_of_classes_are_kept_for_who_continues(tmp_path):
    kept = Checkpoint(tmp_path)
    assert kept.class_names() == ()
    kept.keep_class_names(["stop", "Vorfahrt gewähren"])
    assert Checkpoint(tmp_path).class_names() == ("stop", "Vorfahrt gewähren")
    (tmp_path / NAMES).write_text('{"no": "list"')
    assert kept.class_names() == ()


def test_unlearning_that_was_stopped_early_is_not_kept(tiles_badnet, tmp_path):
    kept = begin(tmp_path, Request.of(*asked(tiles_badnet)), resume=False)
    job, wish = repair(*asked(tiles_badnet), kept), None
    while True:
        record = job.send(wish)
        wish = Wish.STOP_EARLY if isinstance(record, Epoch) else None
        if getattr(record, "stage", "") == "fine-tune":
            break
    job.close()
    assert kept.pruning() is not None and kept.unlearning() is None


def test_a_state_of_another_network_is_not_taken(tiles_badnet, undisturbed, tmp_path):
    cut_off(tiles_badnet, tmp_path, "fine-tune")
    again = begin(tmp_path, Request.of(*asked(tiles_badnet)), resume=True)
    kept = again.unlearning()
    assert kept is not None
    document, arrays = kept
    again.keep_unlearning(document, {**arrays, "weight_0": np.zeros(3)})
    _, goodnet = repair_whole(tiles_badnet, again)
    for ours, theirs in zip(weights(goodnet), weights(undisturbed), strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_where_nothing_can_be_written_the_repair_runs_without(tiles_badnet, tmp_path):
    (tmp_path / "file").touch()
    kept = begin(tmp_path / "file", Request.of(*asked(tiles_badnet)), resume=True)
    assert not kept.has_work() and kept.scan() is None
