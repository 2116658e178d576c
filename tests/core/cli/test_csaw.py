"""The origin's commands on a small folder of made-up data in its layout."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from support import tiny
from support.tiny import records_of

from core.cli.csaw import DATA_FILES, MULTI, NETS, Layout, evaluate, images, init
from core.errors import Unreadable, WrongUsage
from core.jobs.generators import result_of
from core.quarantine.pictures import read_image
from core.records import Notice, RepairOptions, ScreenSettings
from core.screen.goodnet_file import open_goodnet

# 48 images calibrate two votes: a lower FRR would leave each next to nothing.
OPTIONS = RepairOptions(epochs=1, overlay_count=10, frr=0.1)


@pytest.fixture
def layout(tmp_path: Path, tiny_badnet) -> Layout:
    """The origin's folders, with the tiny BadNet under each network's name."""
    layout = Layout(
        tmp_path / "data",
        tmp_path / "models",
        tmp_path / "models/repaired_nets",
        tmp_path / "eval/poisoned_images",
    )
    (layout.data / MULTI).mkdir(parents=True)
    layout.models.mkdir()
    for net in NETS:
        shutil.copy(tiny_badnet.badnet, layout.badnet(net))
    for name in DATA_FILES:
        shutil.copy(
            tiny_badnet.clean if "clean" in name else tiny_badnet.poisoned, layout.data / name
        )
    return layout


def test_images_writes_pictures_of_each_data_file(layout):
    made = result_of(images(layout, count=3))
    assert len(made.pictures) == 3 * len(DATA_FILES)
    assert {Path(p).parent for p in made.pictures} == {layout.images, layout.images / MULTI}
    assert read_image(Path(made.pictures[0])).shape == (55, 47, 3)


def test_images_names_what_is_missing_and_where_it_is_published(layout):
    (layout.data / DATA_FILES[3]).unlink()
    records, _ = records_of(images(layout, count=1))
    (notice,) = [record for record in records if isinstance(record, Notice)]
    assert "anonymous_1_poisoned_data.h5" in notice.what
    assert "csaw-hackml/CSAW-HackML-2020" in notice.what


def test_images_refuses_a_folder_without_data(tmp_path):
    with pytest.raises(Unreadable, match=r"clean_validation_data\.h5.*csaw-hackml"):
        result_of(images(Layout(data=tmp_path)))


def test_init_repairs_and_eval_counts(layout):
    made = result_of(init(layout, OPTIONS, nets=["sunglasses"]))
    (repaired,) = made.nets
    assert repaired.record.after.attack_success.keys() == {"sunglasses_poisoned_data"}
    assert Path(repaired.exported) == layout.repaired / "model_GoodNet_sun.h5"
    data = layout.data / "sunglasses_poisoned_data.h5"
    summary = result_of(evaluate(layout, "sunglasses", data))
    assert summary.images == 40
    assert summary.poisoned > 20
    assert summary.rest_correct is not None and summary.rest_incorrect is not None
    assert summary.rest_correct + summary.rest_incorrect == summary.images - summary.poisoned


def test_strip_calibrates_on_all_images_that_tuned_nothing(layout):
    few = replace(OPTIONS, screen=ScreenSettings(most_calibration=50))
    made = result_of(init(layout, few, strip=True, nets=["mtmt"]))
    (repaired,) = made.nets
    goodnet = open_goodnet(Path(repaired.goodnet))
    parts = goodnet.record.parts
    assert len(goodnet.calibration) == parts.calibration == 39 + 28 + 19 + 19
    assert goodnet.record.threshold_bits == goodnet.threshold_bits
    clean, _ = tiny.pictures(240, seed=2)
    inside = [(clean == overlay).all((1, 2, 3)).any() for overlay in goodnet.overlays]
    assert all(inside) and len(inside) == 10
    assert set(repaired.record.after.attack_success) == {
        f"{trigger}_poisoned_data" for trigger in ("eyebrows", "lipstick", "sunglasses")
    }


def test_init_names_every_missing_file_before_it_begins(layout):
    layout.badnet("mtmt").unlink()
    (layout.data / DATA_FILES[0]).unlink()
    with pytest.raises(
        Unreadable, match=r"multi_trigger.*no .*clean_validation_data\.h5; the comp"
    ):
        next(init(layout, OPTIONS))
    assert not layout.repaired.exists()


def test_init_goes_on_without_poisoned_data(layout):
    shutil.rmtree(layout.data / MULTI)
    records, made = records_of(init(layout, OPTIONS, nets=["mtmt"]))
    assert "not measured" in records[0].what
    assert made.nets[0].record.after.attack_success == {}


def test_every_path_can_be_given(tmp_path, tiny_badnet):
    layout = Layout(
        clean=(tiny_badnet.clean,),
        badnets={"anonymous2": tiny_badnet.badnet},
        poisoned={"anonymous2": (tiny_badnet.poisoned,)},
        repaired=tmp_path / "made/here",
    )
    result_of(init(layout, OPTIONS, nets=["anonymous2"]))
    assert sorted(path.name for path in layout.repaired.iterdir()) == [
        "model_GoodNet_anon2.goodnet",
        "model_GoodNet_anon2.h5",
    ]


def test_eval_before_init_says_what_to_do(layout):
    with pytest.raises(Unreadable, match="run `goodnet csaw init` first"):
        next(evaluate(layout, "sunglasses", layout.data / DATA_FILES[1]))


def test_eval_of_an_unknown_network_or_missing_data(layout, tiny_goodnet):
    with pytest.raises(WrongUsage, match="choose from sunglasses, anonymous1"):
        next(evaluate(layout, "lab3", layout.data))
    layout.repaired.mkdir()
    layout.goodnet("mtmt").touch()
    with pytest.raises(Unreadable, match="There is no nowhere"):
        next(evaluate(layout, "mtmt", Path("nowhere.h5")))


def test_a_real_network_with_files_named_by_flags(tmp_path, shared_data):
    csaw, faces = shared_data / "csaw", shared_data / "faces/faces_train.h5"
    clean = (csaw / "clean_test_50.h5", csaw / "multi_clean_reconstructed_50.h5")
    layout = Layout(models=csaw / "models", clean=clean, repaired=tmp_path / "nets")
    options = RepairOptions(recipe="none", overlays=(str(faces),), overlay_count=50)
    result_of(init(layout, options, nets=["sunglasses"]))
    summary = result_of(evaluate(layout, "sunglasses", csaw / "sunglasses_poisoned_50.h5"))
    assert summary.images == summary.labelled == 50
    assert summary.poisoned >= 45
