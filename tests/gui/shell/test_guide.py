"""The guide in the window: every link resolves, topics have headings, search, one place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QWidget

from gui.look.help import PAGE_TOPICS, TOPICS, help_desk, help_link
from gui.shell.application import translate
from gui.shell.guide import (
    DOCS,
    GuideWindow,
    anchor_of,
    beside,
    headings,
    in_language,
    links_of,
    read_page,
)
from gui.shell.pages import PAGES


@pytest.fixture
def guide(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    made = GuideWindow(parent)
    yield made
    made.close()


@pytest.fixture
def german(qapp):
    found = translate(qapp, QLocale("de_DE"))
    yield
    for translator in found:
        qapp.removeTranslator(translator)


@pytest.fixture
def german_guide(german, guide):
    return guide


def titles(guide) -> list[str]:
    """The headings that are listed."""
    return [guide.contents.item(n).text().strip() for n in range(guide.contents.count())]


def title_at(guide) -> str:
    """The heading at the present position of the text."""
    return guide.text.textCursor().block().text()


def titles_of(name: str) -> dict[str, str]:
    """The title of each topic of the window in an edition of the guide."""
    originals, edition = headings(read_page("guide.md")), headings(read_page(name))
    pairs = zip(originals, edition, strict=True)
    return {original.anchor: heading.title for original, heading in pairs}


def test_every_topic_is_a_heading_of_the_guide():
    anchors = {heading.anchor for heading in headings(read_page("guide.md"))}
    assert set(TOPICS) <= anchors
    assert {page.key for page in PAGES} == set(PAGE_TOPICS)


def test_every_link_of_the_documents_leads_to_a_heading(qtbot):
    pages = {path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md")}
    assert {"guide.md", "results.md"} < pages
    document, seen = QTextDocument(), 0
    for page in sorted(pages):
        document.setMarkdown(read_page(page))
        for link in links_of(document):
            url = QUrl(link)
            target = beside(page, url.path())
            # What stands outside of the folder, such as CONTEXT.md, is not in the window.
            if url.scheme() or target not in pages:
                continue
            seen += 1
            if url.fragment():
                anchors = {heading.anchor for heading in headings(read_page(target))}
                assert url.fragment() in anchors, f"{page}: {link}"
    assert seen > 50


def test_it_opens_with_the_heading_at_the_top(guide, qtbot):
    guide.open_at("votes")
    assert guide.place == "votes"
    cursor = guide.text.textCursor()
    assert anchor_of(cursor.block().text()) == "votes"
    top = guide.text.cursorRect(cursor).top()
    assert 0 <= top < guide.text.viewport().height() / 3


def test_searching_lists_the_sections_that_hold_all_words(guide):
    guide.search.setText("stickers sunglasses")
    assert guide.contents.count() == 0
    guide.search.setText("Calibrated TOGETHER")
    assert "Votes" in titles(guide)
    assert len(titles(guide)) < 8
    guide.search.clear()
    assert guide.contents.count() > 30


def test_a_link_to_another_page_shows_that_page(guide):
    guide.text.anchorClicked.emit(QUrl("results.md#scans"))
    assert guide.place == "scans"
    guide.open_at("frr")
    assert guide.place == "frr"


def test_each_topic_opens_the_english_guide_in_an_english_window(guide):
    for topic in TOPICS:
        guide.open_at(topic)
        assert (guide.place, title_at(guide)) == (topic, titles_of("guide.md")[topic])


def test_each_topic_opens_the_german_guide_in_a_german_window(german_guide):
    assert titles(german_guide)[0] == "Handbuch"
    for topic in TOPICS:
        german_guide.open_at(topic)
        assert (german_guide.place, title_at(german_guide)) == (
            topic,
            titles_of("guide.de.md")[topic],
        )
    german_guide.open_at("votes")
    assert title_at(german_guide) == "Stimmen"


def test_the_german_guide_can_be_searched(german_guide):
    german_guide.search.setText("GEMEINSAM kalibriert")
    assert "Stimmen" in titles(german_guide)
    assert len(titles(german_guide)) < 8
    german_guide.search.setText("calibrated together")
    assert titles(german_guide) == []


def test_the_german_guide_leads_to_english_pages_and_back(german_guide):
    german_guide.text.anchorClicked.emit(QUrl("results.md#recipes"))
    assert (german_guide.place, title_at(german_guide)) == ("recipes", "Recipes")
    german_guide.text.anchorClicked.emit(QUrl("guide.md#limits"))
    assert (german_guide.place, title_at(german_guide)) == ("limits", "Grenzen")


def test_a_page_without_a_translation_is_english():
    assert in_language("guide.md", "de") == "guide.de.md"
    assert in_language("guide.md", "fr") == "guide.md"
    assert in_language("results.md", "de") == "results.md"


def test_a_link_asks_the_help_desk(qtbot):
    link = help_link("p-value")
    qtbot.addWidget(link)
    with qtbot.waitSignal(help_desk().wanted) as asked:
        link.click()
    assert asked.args == ["p-value"]
