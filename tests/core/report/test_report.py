from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any, cast

import pytest
from support.records import INSPECTION, REPAIR
from support.verdicts import votes

from core.records import (
    AnswerCount,
    Check,
    ClassAccuracy,
    ComputedWith,
    Crowd,
    DataSummary,
    Epoch,
    Finding,
    Inspection,
    InvertedClass,
    Layer,
    Learned,
    LearnSettings,
    Measurement,
    Notice,
    Picture,
    PreprocessingMeasured,
    PreprocessingTried,
    Pruned,
    RepairRecord,
    ScanRecord,
    StageKey,
    SuspectedTarget,
    TriggerMap,
    Verdict,
)
from core.report import charts
from core.report.charts import prune_chart
from core.report.html import report_html, report_json

HOSTILE = '"><script>alert(1)</script><img src=http://example.org/x onerror=alert(2)>\u202egpj'
NAMES = ("thirty", "fifty", "eighty")

ENTROPIES = [0.4 + i / 100 for i in range(150)]
POISONED = Verdict(
    "a/cam_1.png",
    0,
    2,
    3,
    1,
    0.99,
    0.96,
    0.08,
    0.9,
    0.95,
    0.005,
    "poisoned",
    votes(strip=0.005, disagreement=0.01),
    3,
)
CLEAN = Verdict(
    "a/cam_2.png",
    0,
    1,
    1,
    1,
    0.98,
    0.99,
    0.97,
    0.1,
    0.02,
    0.6,
    "clean",
    votes(strip=0.6, disagreement=0.8),
)


class Page(HTMLParser):
    """The tags, attributes and text of a page, each run of spaces as one plain space."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(html)
        self.text = " ".join(self.text.split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def whole() -> str:
    thumbnails = {(POISONED.path, 0): b"\x89PNG bytes"}
    return report_html(INSPECTION, REPAIR, ENTROPIES, [POISONED, CLEAN], thumbnails, NAMES)


def test_the_page_tells_the_whole_story() -> None:
    page = Page(whole())

    for said in (
        "net.h5",
        "safe to load",
        INSPECTION.sha256,
        "all 11 are plain Keras layers",
        "165,304",
        "98.0 % → 97.3 %",
        "−0.7 points, 150 images",
        "99.2 % → 2.5 %",
        "Measured, not proved",
        "The clean data looks out of domain.",
        "98.0 % right at 0..1, 9.3 % right at 0..255",
        "chosen: 44 of 60",
        "kept: epoch 5",
        "0.52 bits",
        "2 eighty",
        "1 poisoned, 1 clean",
        "Source-specific triggers",
        "All-to-all attacks",
        "WaNet-like warp",
        "seed 7",
    ):
        assert said in page.text, said


def test_both_votes_on_an_image_are_shown_with_what_they_are_made_of() -> None:
    quiet = replace(
        CLEAN,
        verdict="poisoned",
        disagreement=0.97,
        votes=votes(strip=0.6, disagreement=0.01),
        p_value=0.01,
    )
    page = Page(report_html(INSPECTION, REPAIR, ENTROPIES, [POISONED, CLEAN, quiet]))
    wins, no = "A trigger wins in every blend class", "No trigger wins in every blend class"
    loud = f"{wins} kept to 90.0 %, weighted entropy 0.0080 bits, p 0.005"
    other = "The networks disagree 4.0 instead of 99.0 % for class 2"
    assert f"{loud} {other}, p 0.010 0.005 poisoned" in page.text
    kept = f"{no} kept to 10.0 %, weighted entropy 0.87 bits, p 0.600"
    same = "Both networks answer the same class 96.0 instead of 98.0 % for class 1"
    assert f"{kept} {same}, p 0.800 0.600 clean" in page.text
    less = "The repaired network is far less sure 1.0 instead of 98.0 % for class 1"
    assert f"{kept} {less}, p 0.010 0.010 poisoned" in page.text
    marks = [value for name, value in page.attributes if name == "class" and "mark" in str(value)]
    assert sorted(map(str, marks)) == ["mark clean", "mark poisoned", "mark poisoned hollow"]


def test_a_suspected_target_says_what_gave_it_away() -> None:
    inverted = tuple(InvertedClass(k, 80, 0.1, 0.9, margin=m) for k, m in enumerate((31, 52, 231)))
    small = replace(REPAIR.suspected_targets[0], margin=231.4)
    sure = replace(small, reason="margin", kind="additive")
    repair = replace(REPAIR, suspected_targets=(small,), inverted=inverted)
    text = Page(report_html(INSPECTION, repair, class_names=NAMES)).text
    assert "2 eighty, for its unusually small trigger" in text
    assert "Anomaly index5.7, unusual above 2 Maximum margin231, others at most 52" in text
    scan = ScanRecord((sure,), True, 3.0, 3, 80.0, inverted=inverted)
    text = Page(report_html(INSPECTION, None, scan=scan)).text
    assert "class 2, for its unusually large maximum margin" in text
    assert "Maximum margin231, others at most 52" in text
    measured = tuple(replace(each, perturbation=2.0 + each.target_class) for each in inverted)
    together = replace(sure, reason="channels", perturbation=1.5)
    ahead = replace(scan, suspected_targets=(together,), inverted=measured)
    text = Page(report_html(INSPECTION, None, scan=ahead)).text
    assert "class 2, for its small trigger and its small channel perturbation together" in text
    assert "Channel perturbation1.50, others at least 2.00" in text
    listed = replace(ahead, suspected_targets=(replace(together, reason="together"),))
    text = Page(report_html(INSPECTION, None, scan=listed)).text
    assert "class 2, for its trigger, margin and channel perturbation together" in text


def test_what_a_suspected_class_itself_has_paid_is_shown() -> None:
    assert "Accuracy of the class" not in Page(report_html(INSPECTION, REPAIR)).text
    own = ClassAccuracy(0.92, 0.8, 25)
    paid = replace(REPAIR.suspected_targets[0], class_accuracy=own)
    text = Page(report_html(INSPECTION, replace(REPAIR, suspected_targets=(paid,)))).text
    assert "Accuracy of the class92.0 % → 80.0 % of 25 clean images" in text


def test_the_order_and_the_share_of_the_budget_are_shown() -> None:
    page = Page(whole()).text
    assert "the suspected triggers excite them beyond clean data, most excited first" in page
    assert "fell by no more than 4 points. Attack" in page
    quarter = replace(REPAIR, suspected_targets=(), pruning_budget=1.0)
    page = Page(report_html(INSPECTION, quarter)).text
    assert "clean data excites them, least active first" in page
    assert "fell by no more than 1 point, of a budget of 4." in page
    lines = [float(chart.budget_y or 0) for chart in map(prune_chart, (REPAIR, quarter)) if chart]
    assert lines[0] > lines[1]  # y grows downwards: less may be lost


@pytest.mark.parametrize(("channels", "called"), [(0, False), (7, True)])
def test_a_layer_is_called_pruned_where_channels_were(channels: int, called: bool) -> None:
    page = report_html(INSPECTION, replace(REPAIR, channels_pruned=channels))
    assert ("(pruned)" in page) == called


@pytest.mark.parametrize("cell", ["name", "vote"])
def test_cells_of_names_and_votes_have_a_least_width_and_their_table_scrolls(cell: str) -> None:
    page = whole()
    assert re.search(rf"td\.{cell} \{{ min-width: \d+em; \}}", page)
    assert f'<td class="{cell}' in page and '<div class="scroll">\n<table class="images">' in page


def test_a_bound_is_shown_as_one() -> None:
    bound = replace(CLEAN, entropy_is_bound=True)
    text = Page(report_html(INSPECTION, REPAIR, ENTROPIES, [bound])).text
    assert "class kept to at most 10.0 %, weighted entropy at least 0.87 bits" in text


def test_the_page_needs_nothing_from_outside_and_runs_nothing() -> None:
    html = whole()
    page = Page(html)

    assert "script" not in page.tags
    assert "link" not in page.tags
    assert not re.search(r"url\(|@import", html)
    sources = [value or "" for name, value in page.attributes if name in ("src", "href")]
    assert len(sources) == 3
    assert all(source.startswith("data:image/png;base64,") for source in sources)


def hostile_inputs() -> tuple[Inspection, RepairRecord, Verdict]:
    finding = Finding("dangerous", HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    inspection = replace(
        INSPECTION,
        path=HOSTILE,
        safe=False,
        keras_version=HOSTILE,
        findings=(finding,),
        checks=(Check(HOSTILE, False, HOSTILE),),
        layers=(Layer(HOSTILE, HOSTILE, (None, 3), 1, HOSTILE),),
    )
    repair = replace(
        REPAIR,
        layer=HOSTILE,
        recipe=HOSTILE,
        data=DataSummary((HOSTILE,), 9, False, (1, 1, 3), (HOSTILE,)),
        prune_curve=tuple(Pruned(i, None, None, 1.0, {HOSTILE: 1.0}) for i in range(3)),
        epochs=tuple(
            Epoch(cast("StageKey", HOSTILE + str(i)), i, None, 1.0, {HOSTILE: 1.0})
            for i in range(3)
        ),
        after=Measurement(1.0, 1, {HOSTILE: 1.0}, {HOSTILE: 2}),
        suspected_targets=(SuspectedTarget(0, 1, 3, 1, HOSTILE, HOSTILE),),
        seconds={HOSTILE: 1.0},
        notices=(Notice("note", HOSTILE),),
    )
    return inspection, repair, replace(POISONED, path=HOSTILE + "\udcff")


def test_hostile_names_are_inert() -> None:
    inspection, repair, verdict = hostile_inputs()
    html = report_html(inspection, repair, ENTROPIES, [verdict], {}, (HOSTILE,))
    page = Page(html)

    html.encode()
    assert "script" not in page.tags
    assert "onerror" not in [name for name, _ in page.attributes]
    sources = [value or "" for name, value in page.attributes if name == "src"]
    assert all(source.startswith("data:image/png;base64,") for source in sources)
    assert "\u202e" not in html
    assert "<script>alert(1)</script>" in page.text, "the name is shown, as text"


def test_a_refused_file_shows_what_where_and_why() -> None:
    finding = Finding(
        "dangerous", "Lambda layer", "features/preprocess", "It runs code.", "line 1\n  line 2"
    )
    inspection = replace(INSPECTION, safe=False, findings=(finding,), input_shape=(), layers=())
    html = report_html(inspection, None)
    page = Page(html)

    for said in ("refused", "dangerous", "Lambda layer", "features/preprocess", "It runs code."):
        assert said in page.text
    assert "line 1\n  line 2" in html
    assert "Before and after" not in page.text


def test_agreement_is_never_called_accuracy() -> None:
    tried = (PreprocessingTried("0..1", None, None, 3.2, 8.0, 0.1),)
    measured = PreprocessingMeasured("0..1", "information", tried)
    repair = replace(REPAIR, measure="agreement", preprocessing_measured=measured)
    text = Page(report_html(INSPECTION, repair, ENTROPIES)).text.lower()

    assert "agreement with the badnet" in text
    assert "clean accuracy" not in text
    assert "3.20 bits of information at 0..1 (statistics 0.10 off)" in text


def test_each_poisoned_set_has_its_own_color_and_dash() -> None:
    curve = tuple(
        replace(point, attack_success={"sticker": 0.9, "glasses": 0.9})
        for point in REPAIR.prune_curve
    )
    chart = charts.prune_chart(replace(REPAIR, prune_curve=curve))
    assert chart
    assert [line.kind for line in chart.lines] == ["accuracy", "asr", "asr2"]
    assert len({line.dash for line in chart.lines}) == 3
    html = report_html(INSPECTION, replace(REPAIR, prune_curve=curve))
    for line in chart.lines:
        drawn = f'class="line {line.kind}" stroke-dasharray="{line.dash}"'
        assert html.count(drawn) >= 2, "in the legend and in the plot"
        assert f".{line.kind} {{ --ink: var(--{line.kind}); }}" in html


@pytest.mark.parametrize(
    "repair",
    [
        replace(REPAIR, prune_curve=(), epochs=(), suspected_targets=(), recipe="none"),
        replace(REPAIR, before=Measurement(0.9, 5), after=Measurement(0.9, 5)),
        replace(REPAIR, preprocessing_measured=PreprocessingMeasured("0..1", "given")),
    ],
    ids=["nothing repaired", "no poisoned set", "preprocessing given"],
)
def test_what_was_not_measured_is_left_out(repair: RepairRecord) -> None:
    text = Page(report_html(INSPECTION, repair)).text

    assert "None" not in text
    assert "nan" not in text.split()


COMPUTED_WITH = ComputedWith(
    "0.1.0", "a1" * 32, "b2" * 32, "c3" * 32, "d4" * 32, "e5" * 32, 1, (0.5, 0.5), 0.05, 0.6
)


def test_what_verdicts_were_computed_with_is_shown() -> None:
    text = Page(report_html(INSPECTION, REPAIR, ENTROPIES, computed_with=COMPUTED_WITH)).text
    for part in ("a1", "b2", "c3", "d4", "e5"):
        assert part * 32 in text
    assert "or disagreement abovealone it never flags" in text
    over = replace(COMPUTED_WITH, threshold_disagreement=0.42)
    text = Page(report_html(INSPECTION, REPAIR, ENTROPIES, computed_with=over)).text
    assert "or disagreement above42.0 %" in text
    document: Any = report_json(INSPECTION, REPAIR, ENTROPIES, computed_with=COMPUTED_WITH)
    assert document["computed_with"]["overlays"] == "d4" * 32
    assert report_json(INSPECTION, None)["computed_with"] is None


def test_maps_of_flagged_images_are_shown_with_their_leads():
    shown = TriggerMap("aGVsbG8=", POISONED.badnet_class, 14.2, -3.1)
    maps = {(POISONED.path, POISONED.index): shown}
    page = report_html(INSPECTION, REPAIR, ENTROPIES, [POISONED, CLEAN], {}, NAMES, maps=maps)
    assert page.count('<figure class="map">') == 1
    assert "data:image/png;base64,aGVsbG8=" in page
    assert "BadNet +14.2, repaired −3.1" in Page(page).text
    document: Any = report_json(INSPECTION, REPAIR, ENTROPIES, [POISONED, CLEAN], maps=maps)
    assert document["images"][0]["trigger_map"]["badnet_lead"] == 14.2
    assert "trigger_map" not in document["images"][1]


def test_each_class_is_listed_with_its_loss_and_confusions() -> None:
    counted = replace(
        REPAIR,
        before=replace(REPAIR.before, confusion=(AnswerCount(0, 0, 9), AnswerCount(1, 1, 8))),
        after=replace(
            REPAIR.after,
            confusion=(AnswerCount(0, 0, 9), AnswerCount(1, 1, 6), AnswerCount(1, 0, 2)),
        ),
    )
    html = report_html(INSPECTION, counted, class_names=NAMES)
    text = Page(html).text
    assert "Each class before and after" in text
    assert text.index(NAMES[1], text.index("Each class")) < text.index(
        NAMES[0], text.index("Each class")
    )
    assert '<td class="wrong" style="--share: 0.250">2</td>' in html
    assert "Each class before and after" not in Page(report_html(INSPECTION, REPAIR)).text


def test_json_carries_the_same_records() -> None:
    document: Any = report_json(
        INSPECTION, REPAIR, ENTROPIES, [POISONED], {(POISONED.path, 0): b"png"}, NAMES
    )

    assert json.loads(json.dumps(document)) == document
    assert document["inspection"]["sha256"] == INSPECTION.sha256
    assert document["repair"]["suspected_targets"][0]["class"] == 2
    assert document["images"][0]["verdict"] == "poisoned"
    assert document["images"][0]["thumbnail"] == "cG5n"
    parts = ("badnet_confidence", "persistence", "disagreement")
    assert [document["images"][0][part] for part in parts] == [0.99, 0.9, 0.95]
    votes_told = [(vote["name"], vote["p_value"]) for vote in document["images"][0]["votes"]]
    assert votes_told == [("strip", 0.005), ("disagreement", 0.01)]


def test_what_was_learned_from_which_pictures_is_shown() -> None:
    assert "Learned from caught images" not in Page(report_html(INSPECTION, REPAIR)).text
    crowd = Crowd(2, 44, 41, 2.1, 1e-12)
    pictures = (Picture("/in/cam.png", 0), *(Picture("/in/set.h5", k) for k in range(29)))
    own = ClassAccuracy(0.92, 0.9, 25)
    learned = Learned(
        2, pictures, 11, 1.0, 0.0, 0.97, 0.96, 150, own, crowd, LearnSettings(), 31.0
    )  # fmt: skip
    text = Page(report_html(INSPECTION, replace(REPAIR, learned=(learned,)))).text
    assert "41 of 44 images of this class were flagged, where 2.1 would be" in text
    assert "Learned from30 pictures" in text
    assert "/in/cam.png/in/set.h5[0]/in/set.h5[1]" in text and "/in/set.h5[28]" in text
    assert "Caught pictures kept apart that get the class100.0 % → 0.0 % of 11" in text
    assert "Clean accuracy97.0 % → 96.0 % of 150 images" in text
    assert "Accuracy of the class92.0 % → 90.0 % of 25 images" in text
    assert "Left out" not in text
    some = replace(learned, left_out=(Picture("/in/dog.png", 0),))
    text = Page(report_html(INSPECTION, replace(REPAIR, learned=(some,)))).text
    assert "Left out as probable false alarms1Caught pictures" in text
    assert "The pictures that were left out/in/dog.png" in text
    without = replace(learned, measure="agreement")
    unlabelled = Page(report_html(INSPECTION, replace(REPAIR, learned=(without,)))).text
    assert "Agreement with the BadNet97.0 % → 96.0 % of 150 images" in unlabelled
    older = "These figures are older than what was learned from flagged pictures"
    assert text.index("Before and after") < text.index(older) < text.index("Safety of the file")
    assert "Learned from flagged pictures. Recipe" in text
    assert older not in Page(report_html(INSPECTION, REPAIR)).text


def test_the_margin_that_experts_keep_is_shown() -> None:
    (target,) = REPAIR.suspected_targets
    kept = replace(target, reason="expert", expert_margin=61.0)
    others = (InvertedClass(7, 40.0, 0.1, 0.9, expert_margin=40.0),)
    made = replace(REPAIR, suspected_targets=(kept,), inverted=others)
    text = Page(report_html(INSPECTION, made)).text
    assert "for the margin that it keeps in copies of the network that unlearned" in text
    assert "Margin in copies that unlearned61, others at most 40" in text


def test_the_extent_that_gives_a_class_away_is_shown() -> None:
    (target,) = REPAIR.suspected_targets
    others = tuple(InvertedClass(k, 80, 0.1, 0.9, extent=e) for k, e in ((7, 130.4), (8, 118.0)))
    placed = replace(target, reason="extent", extent=41.3)
    for reason, shown in (("extent", True), ("size", False)):
        named = replace(placed, reason=reason)
        made = replace(REPAIR, suspected_targets=(named,), inverted=others)
        text = Page(report_html(INSPECTION, made)).text
        assert ("Size times spread41 px², others at least 118" in text) == shown
