"""The model card: Markdown with metadata, and JSON of the same."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from support.records import INSPECTION, REPAIR

from core.cli.entry import main
from core.records import (
    AnswerCount,
    ClassAccuracy,
    Crowd,
    Finding,
    FrrPromise,
    Learned,
    LearnSettings,
    Picture,
    as_json,
)
from core.report.card import as_markdown, card_json, card_markdown
from core.screen.goodnet_file import save
from core.text.promise import promise_words
from core.text.wording import percent

TARGET = replace(REPAIR.suspected_targets[0], class_accuracy=ClassAccuracy(0.9, 0.85, 40))
DATA = replace(REPAIR.data, paths=("/home/me/clean.h5",), sha256=("ab" * 32,))
CARD: Any = card_json(
    INSPECTION,
    replace(
        REPAIR,
        suspected_targets=(TARGET,),
        data=DATA,
        votes=("strip", "disagreement"),
        promise=FrrPromise(135, 0.044, 0.019, 0.076, 0.9),
    ),
    ("thirty", "fifty", "eighty"),
)


def plain(markdown: str) -> str:
    """Without what escapes, and with plain spaces."""
    return markdown.replace("\\", "").replace("\u202f", " ").replace("\u00a0", " ")


HOSTILE = "a](http://x) <img src=x> `b` *c* | d\n# e\u202e"


def test_the_card_says_what_was_found_and_measured():
    text = card_markdown(CARD)
    for said in (
        INSPECTION.sha256,
        "98.0",
        "97.3",
        "ab" * 32,
        "ASR, sticker",
        "135 clean images",
        "strip, disagreement",
        "All\\-to\\-all attacks",
    ):
        assert said in text, said
    assert re.search(r"clean accuracy, 2 \w+ \| 90\.0.*85\.0", text)
    assert "/home/me" not in text


def test_the_card_tells_what_was_learned_since_the_figures():
    crowd = Crowd(2, 44, 41, 2.1, 1e-12)
    since = Learned(2, (), 11, 1.0, 0.0, 0.97, 0.96, 150, None, crowd, LearnSettings(), 31.0)
    since = replace(since, left_out=(Picture("cam.png", 0),))
    repair = replace(REPAIR, learned=(since,))
    card: Any = card_json(INSPECTION, repair, ("thirty", "fifty", "eighty"))
    assert card["repair"]["learned"][0]["left_out"] == 1
    text = plain(card_markdown(card))
    assert "older than what was learned" in text
    assert "| pictures kept apart that get 2 eighty | 100.0 % | 0.0 % | 11 |" in text
    assert "| clean accuracy | 97.0 % | 96.0 % | 150 |" in text
    assert "older than" not in card_markdown(CARD)


def test_each_class_has_its_line():
    before = replace(REPAIR.before, confusion=(AnswerCount(1, 1, 8), AnswerCount(1, 2, 2)))
    after = replace(REPAIR.after, confusion=(AnswerCount(1, 1, 7), AnswerCount(1, 2, 3)))
    repair = replace(REPAIR, before=before, after=after)
    card: Any = card_json(INSPECTION, repair, ("thirty", "fifty", "eighty"))
    assert card["repair"]["per_class"] == [{"class": 1, "before": 0.8, "after": 0.7, "images": 10}]
    assert re.search(r"\| 1 fifty \| 80\.0.* \| 70\.0.* \| 10 \|", card_markdown(card))


def test_the_metadata_are_those_that_model_hubs_read():
    _, metadata, _ = card_markdown(CARD).split("---\n", 2)
    values = dict(line.split(": ", 1) for line in metadata.strip().splitlines())
    assert json.loads(values["pipeline_tag"]) == "image-classification"
    assert json.loads(values["model_sha256"]) == INSPECTION.sha256


def test_the_command_that_reproduces_it_parses():
    import shlex

    from core.cli.arguments import parser

    arguments = parser().parse_args(shlex.split(CARD["reproduce"])[1:])
    assert (arguments.recipe, arguments.seed) == (REPAIR.recipe, REPAIR.seed)
    assert "\n    goodnet repair net.h5 --clean clean.h5 " in card_markdown(CARD)


def test_the_frr_has_the_range_that_the_screen_promises():
    assert CARD["screen"]["frr"] == 0.05
    assert CARD["screen"]["promise"]["images"] == 135
    assert "between 1.9 % and 7.6 % with 90 % confidence" in plain(card_markdown(CARD))
    bound = replace(REPAIR, promise=FrrPromise(135, 0.03, 0.01, 0.05, 0.9, bound=0.05))
    assert "set to keep below 5.0 %" in plain(card_markdown(card_json(INSPECTION, bound)))
    assert "confidence" not in card_markdown(card_json(INSPECTION, REPAIR))


def test_card_screen_and_report_state_one_range(tiny_goodnet):
    promise = tiny_goodnet.promise
    card: Any = card_json(tiny_goodnet.inspection, tiny_goodnet.record)
    assert card["screen"]["promise"] == as_json(promise)
    shown = promise_words(promise)
    for share in (promise.low, promise.high):
        assert percent(share) in shown
        assert plain(percent(share)) in plain(card_markdown(card))


def test_untrusted_names_stay_text():
    inspection = replace(
        INSPECTION,
        path=f"/x/{HOSTILE}.h5",
        findings=(Finding("warning", HOSTILE, HOSTILE, HOSTILE),),
    )
    data = replace(DATA, paths=(HOSTILE,))
    card: Any = card_json(inspection, replace(REPAIR, data=data), (HOSTILE,) * 3)
    text = card_markdown(card)
    body = "\n".join(line for line in text.splitlines() if not line.startswith("    "))
    assert "<img" not in body.replace("\\<img", "")
    assert "](http" not in body.replace("\\]\\(http", "")
    assert "\n# e" not in text and "\u202e" not in text
    json.dumps(card)


def test_what_is_escaped_reads_the_same():
    assert as_markdown("fine-pruning (x_1)") == r"fine\-pruning \(x\_1\)"
    assert as_markdown(3) == 3


def test_a_file_that_was_only_inspected_has_a_card():
    card: Any = card_json(INSPECTION, None)
    assert (card["repair"], card["reproduce"]) == (None, None)
    assert "did not repair" in card_markdown(card)


def test_the_command_writes_both_forms(tmp_path, tiny_goodnet, capsys):
    file, card = tmp_path / "tiny.goodnet", tmp_path / "card.md"
    save(tiny_goodnet, file)
    assert main(["report", str(file), "--card", str(card)]) == 0
    document = json.loads((tmp_path / "card.json").read_text())
    assert document["screen"]["votes"] == list(tiny_goodnet.votes)
    assert all(len(each["sha256"]) == 64 for each in document["repair"]["data"]["files"])
    assert document["model"]["sha256"] in card.read_text()
    assert main(["report", str(file)]) == 2


@pytest.mark.parametrize(("flagged", "said"), [(160, "More than"), (50, "No more than")])
def test_a_service_is_watched_by_a_command(capsys, flagged, said):
    arguments = ["watch", "--flagged", str(flagged), "--images", "1000", "--calibration", "1000"]
    assert main(arguments) == 0
    assert said in capsys.readouterr().out
    assert main(["watch", "--flagged", "3", "--images", "2", "--calibration", "9"]) == 2
