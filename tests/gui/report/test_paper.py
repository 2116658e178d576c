"""The HTML report as Qt shows and prints it: the same words, curves as drawings, whole rows."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QTextDocument
from support.canned import inspection
from support.signs import NAMES, picture
from support.stub_networks import goodnet, verdict_of

from core.files.images import encode_png
from core.records import Framing, TriggerMap, VoteOnImage
from core.report.html import report_html
from gui.look.theme import LIGHT
from gui.look.wording import BREAK
from gui.report.page import LEAST_VIEW
from gui.report.paper import INKS, document_of, drawn
from gui.report.sheets import sheets_of

FLAGGED = "/d/poisoned.png"


@pytest.fixture
def made():
    return goodnet(inspection("net.h5"), {"sticker": 0.025})


def page(made, verdicts=(), **more) -> str:
    verdicts = verdicts or [verdict_of(made, path) for path in (FLAGGED, "/d/1.png")]
    thumbnails = {(v.path, 0): encode_png(picture(k)) for k, v in enumerate(verdicts)}
    bits = made.calibration_bits.tolist()
    return report_html(made.inspection, made.record, bits, verdicts, thumbnails, NAMES, **more)


def words(document: QTextDocument) -> str:
    return " ".join(document.toPlainText().replace("\ufffc", " ").split())


def inked(image: QImage) -> int:
    """How many pixels of `image` are not empty."""
    image = image.convertToFormat(QImage.Format.Format_RGBA8888)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1, 4)
    return int((pixels[..., 3] > 0).sum())


def test_it_says_what_the_page_says_each_class_all_votes_and_maps_too(qapp, made):
    maps = {(FLAGGED, 0): TriggerMap("", 2, 14.2, -3.1)}
    said = words(document_of(page(made, maps=maps)))
    for part in (
        "Each class before and after",
        "Confusion matrix: Repaired",
        "Suspected targets",
        "Mask size 9.4 px",
        "Training after pruning",
        "Where the BadNet looks",
        "BadNet +14.2, repaired −3.1",
        "A trigger wins in every blend",
        "The networks disagree",
        "What these methods do not see",
    ):
        assert part in said, part
    for name in set(made.record.votes) - {"strip", "disagreement"}:
        assert name in said


def broken_words(document: QTextDocument, text: str) -> list[str]:
    """Lines of the cells that hold `text` which begin within a word."""
    found, cursor = [], document.find(text)
    while not cursor.isNull():
        block = cursor.block()
        for number in range(1, block.layout().lineCount()):
            start = block.layout().lineAt(number).textStart()
            if not (block.text()[start - 1].isspace() or block.text()[start - 1] == BREAK):
                found.append(block.text()[max(0, start - 9) : start + 9])
        cursor = document.find(text, cursor)
    return found


def test_the_table_of_images_breaks_no_word_on_a_narrow_page(qapp, made):
    votes = tuple(VoteOnImage(name, -0.5, 0.497) for name in ("expert", "shift", "jitter"))
    verdict = verdict_of(made, FLAGGED)
    verdict = replace(verdict, votes=(*verdict.votes, *votes))
    thumbnails = {(FLAGGED, 0): encode_png(picture(0))}
    bits = made.calibration_bits.tolist()
    html = report_html(made.inspection, made.record, bits, [verdict], thumbnails, NAMES)
    document = document_of(html)
    document.setTextWidth(LEAST_VIEW.width() - 24)  # its margins and the scroll bar
    document.documentLayout().documentSize()
    said = document.toPlainText()
    assert "jitter" in said and "2 speed limit 80" in said
    for text in ("2 speed limit 80", "p-value", "Verdict", "jitter"):
        assert broken_words(document, text) == [], text


@pytest.mark.parametrize("name", ["pedestrians", "construction"])
def test_the_name_of_a_class_is_not_broken_within_a_word(qapp, made, name):
    votes = tuple(VoteOnImage(name, -0.5, 0.497) for name in ("expert", "shift", "jitter"))
    verdicts = [
        replace(each, votes=(*each.votes, *votes))
        for each in (verdict_of(made, FLAGGED), verdict_of(made, "/d/cam_00413_left.png"))
    ]
    bits, names = made.calibration_bits.tolist(), [name] * len(NAMES)
    thumbnails = {(v.path, 0): encode_png(picture(k)) for k, v in enumerate(verdicts)}
    html = report_html(made.inspection, made.record, bits, verdicts, thumbnails, names)
    document = document_of(html)
    document.setTextWidth(LEAST_VIEW.width() - 24)
    document.documentLayout().documentSize()
    for text in (name, "p-value", "Verdict", "jitter", "weighted", "poisoned"):
        assert not document.find(text).isNull()
        assert broken_words(document, text) == [], text


def test_the_name_of_a_file_is_broken_where_a_word_in_it_ends(qapp, made):
    document = document_of(page(made, [verdict_of(made, "/d/cam_00413_left_side.png")]))
    document.setTextWidth(LEAST_VIEW.width() - 24)
    document.documentLayout().documentSize()
    block = document.find("00413").block()
    assert block.layout().lineCount() > 1
    assert broken_words(document, "00413") == []


@pytest.mark.parametrize("bound", ["mindestens", "h\u00f6chstens"])
def test_the_german_words_of_a_bound_have_room(qapp, made, bound):
    verdict = replace(verdict_of(made, FLAGGED), p_value_is="at least")
    html = page(made, verdicts=[verdict]).replace("at least", bound)
    document = document_of(html)
    document.setTextWidth(LEAST_VIEW.width() - 8)
    document.documentLayout().documentSize()
    assert bound in document.toPlainText()
    assert broken_words(document, f"{bound} 0") == []


def test_a_note_is_shown_and_what_is_left_out_is_not(qapp, made):
    frame = Framing("Seen <b>twice</b>.", frozenset({"classes", "images"}))
    said = words(document_of(page(made, framing=frame)))
    assert "Seen <b>twice</b>." in said
    assert frame.written.isoformat() in said
    assert "Each class before" not in said and "Screened images" not in said


@pytest.mark.parametrize("kind", INKS)
def test_a_curve_is_drawn_in_the_color_of_its_kind(qapp, kind):
    svg = f'<svg viewBox="0 0 28 10"><path class="line {kind}" d="M0 5H28"/></svg>'
    middle = drawn(svg, QSize(28, 10)).pixelColor(42, 15)
    assert middle == LIGHT.color(INKS[kind])


def test_curves_and_signs_are_drawn(qapp, made):
    html = page(made)
    kind, document = QTextDocument.ResourceType.ImageResource, document_of(html)
    signs = [document.resource(kind, f"picture{k}") for k in range(3)]
    assert all(isinstance(sign, QImage) and inked(sign) for sign in signs)
    begin = html.index('<svg class="chart"')
    chart = html[begin : html.index("</svg>", begin) + len("</svg>")]
    assert inked(drawn(chart, QSize(620, 250))) > 5000


def test_a_picture_that_is_none_leaves_its_words(qapp, made):
    (target,) = made.record.suspected_targets
    broken = replace(target, picture="<b>", stamped="aGVsbG8=")
    odd = replace(made, record=replace(made.record, suspected_targets=(broken,)))
    assert "Suspected targets" in words(document_of(page(odd)))


def lines_of(document: QTextDocument) -> list[QRectF]:
    blocks = map(document.findBlockByNumber, range(document.blockCount()))
    return [document.documentLayout().blockBoundingRect(block) for block in blocks]


def test_sheets_cut_no_row_and_repeat_the_head_of_a_table(qapp):
    rows = "".join(f"<tr><td>row {k}<br>and more</td></tr>" for k in range(60))
    table = f"<table><thead><tr><th>Head</th></tr></thead><tbody>{rows}</tbody></table>"
    document = document_of(f"<body><h2>Long</h2>{table}</body>")
    document.setTextWidth(400)
    sheets = sheets_of(document, 300)
    assert len(sheets) > 5
    assert sheets[-1].bottom == pytest.approx(document.size().height())
    for before, after in pairwise(sheets):
        repeated = after.head[1] - after.head[0]
        assert before.bottom == after.top and repeated > 0
        assert after.bottom - after.top + repeated <= 300
        for line in lines_of(document):
            assert not line.top() + 1 < after.top < line.bottom() - 1


@pytest.mark.parametrize("height", range(150, 260, 9))
def test_the_last_row_of_a_table_stays_whole_and_under_its_head(qapp, height):
    rows = "".join(f"<tr><td>row {k}</td></tr>" for k in range(12))
    table = f"<table><thead><tr><th>Head</th></tr></thead><tbody>{rows}</tbody></table>"
    document = document_of(f"<body><section><h2>A</h2>{table}</section><h2>B</h2></body>")
    document.setTextWidth(400)
    lines = [line for line in lines_of(document) if line.height() > 1]
    last = document.findBlock(document.find("row 11").position()).layout().position().y()
    for sheet in sheets_of(document, height)[1:]:
        if sheet.top <= last:
            assert sheet.head[1] > sheet.head[0], "a row stands without the head of its table"
    rows_only = [line for line in lines if line.height() < 20]
    for sheet in sheets_of(document, height)[1:]:
        assert not [line for line in rows_only if line.top() + 1 < sheet.top < line.bottom() - 1]


def test_no_heading_stands_alone_at_the_foot_of_a_sheet(qapp):
    body = "".join(f"<h2>Part {k}</h2><p>words<br>words<br>words</p>" for k in range(30))
    document = document_of(f"<body>{body}</body>")
    document.setTextWidth(400)
    tops = {round(line.top()): k for k, line in enumerate(lines_of(document))}
    for sheet in sheets_of(document, 210)[1:]:
        assert document.findBlockByNumber(tops[round(sheet.top)]).text().startswith("Part")


@pytest.mark.parametrize("height", range(150, 320, 11))
def test_a_heading_and_the_words_below_it_stay_with_their_table(qapp, height):
    rows = "".join(f"<tr><td>row {k}</td></tr>" for k in range(4))
    table = f"<table><thead><tr><th>Head</th></tr></thead><tbody>{rows}</tbody></table>"
    body = f"<section><h2>Part</h2><p>words</p>{table}</section>" * 12
    document = document_of(f"<body>{body}</body>")
    document.setTextWidth(400)
    sheets, found = sheets_of(document, height), document.find("row 0")
    assert len(sheets) > 3
    while not found.isNull():
        row = found.block().layout().position().y()
        heading = document.find("Part", found, QTextDocument.FindFlag.FindBackward)
        top = document.documentLayout().blockBoundingRect(heading.block()).top()
        assert not [sheet for sheet in sheets if top + 1 < sheet.top <= row]
        found = document.find("row 0", found)


@pytest.mark.parametrize("height", range(100, 190, 7))
def test_the_last_row_before_a_heading_stays_whole(qapp, height):
    facts = "".join(f"<div><dt>fact {k}</dt><dd>value</dd></div>" for k in range(4))
    body = f"<section><h2>A</h2><dl>{facts}</dl></section>" * 6
    document = document_of(f"<body>{body}</body>")
    document.setTextWidth(400)
    lines = [line for line in lines_of(document) if line.height() > 1]
    for sheet in sheets_of(document, height)[1:]:
        assert not [line for line in lines if line.top() + 1 < sheet.top < line.bottom() - 1]


def test_a_curve_is_never_parted_from_its_heading_and_legend(qapp, made):
    document = document_of(page(made))
    document.setTextWidth(620)
    block = document.begin()
    while block.text() != "Training after pruning":
        block = block.next()
    following = block.next()
    while following.length() <= 1:
        following = following.next()
    assert "clean accuracy" in following.text()
    # Words and curve are one block.
    assert document.documentLayout().blockBoundingRect(following).height() > 200
