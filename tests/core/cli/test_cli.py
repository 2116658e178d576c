"""The command line: documents, exit codes, and what happens when things go wrong."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from support import hostile

from core.cli.arguments import parser
from core.cli.entry import main
from resources.demo import files

DEMO = files()
REPAIR_KEYS = {
    "input_scale", "layer", "channels", "channels_pruned", "prune_curve", "before", "after",
    "threshold_bits", "frr", "seconds", "recipe", "seed", "suspected_targets",
}  # fmt: skip


def answer(capsys: pytest.CaptureFixture[str], *arguments: object) -> Any:
    """The document that `goodnet ... --json` prints, which is all that it prints."""
    capsys.readouterr()
    assert main([*map(str, arguments), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def complaint(capsys: pytest.CaptureFixture[str], code: int, *arguments: object) -> str:
    """What is said on stderr where a command ends with `code`: one line, no traceback."""
    capsys.readouterr()
    assert main([*map(str, arguments)]) == code
    said = capsys.readouterr().err.strip().splitlines()
    assert said[-1].startswith("goodnet: ")
    assert not any("Traceback" in line for line in said)
    return said[-1]


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A GoodNet of the demo with nothing repaired, which takes seconds to make."""
    path = tmp_path_factory.mktemp("guarded") / "demo.goodnet"
    arguments = ["repair", DEMO.badnet, "--clean", DEMO.clean, "--recipe", "none", "--out", path]
    assert main([*map(str, arguments), "--overlay-count", "20"]) == 0
    return path


def test_help_loads_nothing_heavy() -> None:
    """So it answers at once: neither numpy nor anything larger is imported."""
    code = (
        "import sys; from core.cli.entry import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'numpy', 'h5py', 'rich', 'tensorflow', 'cv2'} & set(sys.modules)\n"
        "sys.exit(f'imported {heavy}' if heavy else 0)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr


def test_inspecting_loads_no_tensorflow() -> None:
    code = (
        "import sys; from core.cli.entry import main\n"
        f"code = main(['inspect', {str(DEMO.badnet)!r}, '--json'])\n"
        "sys.exit(code or 'tensorflow' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True).returncode == 0


def test_wrong_usage_is_exit_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["repair"])
    assert end.value.code == 2


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        (["--scale", "255"], "0..255"),
        (["--preprocessing", "-1..1"], "-1..1"),
        (["--preprocessing", '{"range": "0..255", "order": "BGR"}'], '"order": "BGR"'),
        ([], None),
    ],
)
def test_the_preprocessing_is_a_scale_a_name_or_json(given: list[str], taken: str | None) -> None:
    for command in (["scan", "a.h5"], ["audit", "a.h5", "--out", "b"]):
        found = parser().parse_args([*command, "--clean", "c.h5", *given]).preprocessing
        assert found is None if taken is None else taken in found


def test_inspect_names_what_the_model_is(capsys: pytest.CaptureFixture[str]) -> None:
    document = answer(capsys, "inspect", DEMO.badnet)
    assert document["safe"] is True
    assert (document["classes"], document["output"]) == (12, "softmax")
    assert document["input_shape"] == [48, 48, 3]
    assert document["prunable_layers"] == ["conv_1", "conv_2", "conv_3"]
    assert {"name", "type", "output_shape"} <= set(document["layers"][0])
    assert document["preprocessing"] == {"inside": [], "outside": "not measured yet"}


def test_inspect_names_what_the_network_does_to_an_image_itself(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import keras
    from keras.applications.imagenet_utils import preprocess_input

    image = keras.Input((8, 8, 3))
    resized = keras.layers.Resizing(12, 12, name="resizing")(image)
    x = keras.layers.RandomFlip()(resized)
    x = keras.layers.Conv2D(4, 3)(preprocess_input(x, mode="tf"))
    x = keras.layers.Rescaling(2.0)(x)  # no preparation: it comes after a trained layer
    keras.Model(image, keras.layers.Dense(3)(keras.layers.Flatten()(x))).save(tmp_path / "a.keras")
    known = answer(capsys, "inspect", tmp_path / "a.keras")["preprocessing"]
    kinds = [each["type"] for each in known["inside"]]
    assert kinds == ["Resizing", "Rescaling", "Rescaling"]
    assert float(known["inside"][1]["settings"]["scale"]) == pytest.approx(1 / 127.5)
    assert known["outside"] == "not measured yet"
    assert main(["inspect", str(tmp_path / "a.keras")]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "preprocessing inside: resizing (Resizing)" in shown
    assert "outside: not measured yet" in shown


def test_a_hostile_model_is_exit_3_with_its_findings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = hostile.nested_lambda(tmp_path, marker=tmp_path / "executed")
    assert main(["inspect", str(path), "--json"]) == 3
    document = json.loads(capsys.readouterr().out)
    assert document["safe"] is False
    assert {"severity", "where", "what"} <= set(document["findings"][0])
    assert not (tmp_path / "executed").exists()


def test_what_is_no_model_is_exit_4(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "notes.h5"
    path.write_text("not a model")
    assert "notes.h5" in complaint(capsys, 4, "inspect", path)


def test_an_output_is_never_an_input(capsys: pytest.CaptureFixture[str]) -> None:
    before = DEMO.badnet.read_bytes()
    said = complaint(capsys, 2, "repair", DEMO.badnet, "--clean", DEMO.clean, "--out", DEMO.badnet)
    assert "input" in said
    assert DEMO.badnet.read_bytes() == before


def test_a_missing_folder_is_known_before_the_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "nowhere" / "x.goodnet"
    assert "folder" in complaint(
        capsys, 1, "repair", DEMO.badnet, "--clean", DEMO.clean, "--out", out
    )


def test_an_unknown_layer_or_recipe_is_exit_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ("repair", DEMO.badnet, "--clean", DEMO.clean, "--out", tmp_path / "x.goodnet")
    assert "conv_9" in complaint(capsys, 2, *given, "--layer", "conv_9")
    assert "magic" in complaint(capsys, 2, *given, "--recipe", "magic")
    assert not list(tmp_path.iterdir())


def test_an_frr_that_the_clean_data_cannot_hold_is_said(
    guarded: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = complaint(capsys, 4, "screen", guarded, DEMO.images, "--frr", "0.0001")
    assert "calibration images" in said


def test_repair_prints_the_documented_keys(
    guarded: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, exported = tmp_path / "x.goodnet", tmp_path / "x.h5"
    document = answer(
        capsys, "repair", DEMO.badnet, "--clean", DEMO.clean, "--poisoned", DEMO.poisoned,
        "--recipe", "fine-pruning", "--epochs", 1, "--overlay-count", 10, "--out", out,
        "--export", exported,
    )  # fmt: skip
    assert set(document) >= REPAIR_KEYS
    assert [point["channels_pruned"] for point in document["prune_curve"]] == list(range(61))
    assert document["before"]["attack_success"]["yellow_sticker"] > 0.9
    assert out.is_file() and exported.is_file()
    inspected = answer(capsys, "inspect", exported)
    assert inspected["safe"] and inspected["parameters"] == 165_304


def test_screen_prints_a_verdict_an_image_and_writes_csv(
    guarded: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "verdicts.csv"
    document = answer(capsys, "screen", guarded, DEMO.poisoned, DEMO.images, "--csv", table)
    images, summary = document["images"], document["summary"]
    assert len(images) == summary["images"] == summary["poisoned"] + summary["clean"]
    assert len(table.read_text().splitlines()) == len(images) + 1
    assert document["computed_with"]["received"] == answer(capsys, "inspect", DEMO.badnet)["sha256"]
    assert document["computed_with"]["frr"] == 0.05
    stickers = images[:120]
    flagged = sum(image["verdict"] == "poisoned" for image in stickers)
    assert flagged >= 108
    assert all((i["goodnet_class"] == 12) == (i["verdict"] == "poisoned") for i in images)
    assert all((i["p_value"] <= 0.05) == (i["verdict"] == "poisoned") for i in images)
    assert stickers[0]["label"] == 2 and images[-1]["label"] is None


def test_stopping_early_gives_the_same_verdicts(
    guarded: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = answer(capsys, "screen", guarded, DEMO.images)["images"]
    early = answer(capsys, "screen", guarded, DEMO.images, "--stop-early")["images"]
    assert [i["verdict"] for i in whole] == [i["verdict"] for i in early]


def test_screening_goes_on_past_a_broken_image(
    guarded: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"\x89PNG\r\n\x1a\n")
    good = sorted(DEMO.images.glob("*.png"))[0]
    document = answer(capsys, "screen", guarded, broken, good)
    assert document["summary"]["images"] == 1
    assert document["summary"]["unscreened"] == 1


def test_the_report_is_written_whole(
    guarded: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "report.html"
    assert answer(capsys, "report", guarded, "--out", page) == {"path": str(page)}
    assert "</html>" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_an_interrupted_repair_leaves_no_file(tmp_path: Path, sent: signal.Signals) -> None:
    arguments = ["repair", DEMO.badnet, "--clean", DEMO.clean, "--out", tmp_path / "x.goodnet"]
    run = subprocess.Popen(
        [sys.executable, "-m", "core", *map(str, arguments)],
        stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )  # fmt: skip
    assert run.stderr is not None
    assert run.stderr.readline().startswith("This takes about")
    run.send_signal(sent)
    _, said = run.communicate(timeout=60)
    assert run.returncode == (-9 if sent is signal.SIGKILL else 130)
    assert "Traceback" not in said
    assert not (tmp_path / "x.goodnet").exists()
