"""A German window says in German what core found, refused or could not read."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QLabel
from support import hostile
from support.canned import repair_record
from support.fake_core import FakeCore

from core.data.dataset import open_dataset
from core.errors import GoodNetError
from core.files.decoding import decode
from core.opening import badnet
from core.records import Inspection, Notice, Stage, as_json
from core.screen import goodnet_manifest
from core.text.sentence import Sentence, say
from core.text.wording import byte_size
from gui.badnet.page import ModelPage
from gui.badnet.refused_view import RefusedView
from gui.badnet.safety_card import SafetyCard
from gui.look import sentences
from gui.look.notices import message_for, message_of
from gui.look.sentences import in_window_language, standing_alone
from gui.repair.run import Run, StageLine
from gui.repair.words import stage_detail, stage_title
from gui.shell.actions import MENUS, translated
from gui.shell.application import translate
from gui.shell.pages import PAGES, title


@pytest.fixture(autouse=True)
def german(qapp):
    before = QLocale()
    QLocale.setDefault(QLocale("de_DE"))
    found = translate(qapp, QLocale("de_DE"))
    yield
    for translator in found:
        qapp.removeTranslator(translator)
    QLocale.setDefault(before)


def test_the_pages_speak_german(desk, qtbot):
    page = ModelPage(desk)
    qtbot.addWidget(page)
    assert page.head.title.text() == "Ein BadNet öffnen"
    assert page.start.demo_button.text() == "Demo öffnen"
    assert [title(entry) for entry in PAGES] == [
        "BadNet", "Reparatur", "Prüfung", "Bericht", "Audit",
    ]  # fmt: skip


def test_letters_of_the_menus_are_given_once():
    for texts in ([menu.text for menu in MENUS], *([i.text for i in m.items if i] for m in MENUS)):
        said = [translated(text) for text in texts]
        letters = [text[text.index("&") + 1].lower() for text in said]
        assert len(set(letters)) == len(letters), said


def test_the_findings_of_a_refused_file(tmp_path, qtbot):
    view = RefusedView()
    qtbot.addWidget(view)
    view.show_findings(badnet.inspect(hostile.nested_lambda(tmp_path, tmp_path / "marker")))
    said = _texts(view)
    assert "Lambda-Schicht trägt Python-Code" in said
    assert any(text.startswith("Keras führt diesen Code beim Laden der Datei aus") for text in said)
    assert "Dateiverweise: keine" in said
    assert not any("Schichtklassen" in text for text in said)


def test_the_checks_of_a_safe_file(tmp_path, qtbot):
    card = SafetyCard()
    qtbot.addWidget(card)
    card.show_checks(badnet.inspect(hostile.plain(tmp_path)))
    said = _texts(card)
    assert "Gewichte" in said
    assert "endlich, passen zur Konfiguration" in said


def test_the_checks_in_a_goodnet_file(tmp_path, qtbot):
    made, record = badnet.inspect(hostile.plain(tmp_path)), repair_record({})
    manifest = {
        "inspection": as_json(made),
        "record": as_json(record),
        "sentences": goodnet_manifest.sentences(made, record),
    }
    stored = json.loads(json.dumps(manifest))
    english = decode(Inspection, stored["inspection"])
    card = SafetyCard()
    qtbot.addWidget(card)
    card.show_checks(goodnet_manifest.records_of(stored)[0])
    assert "endlich, passen zur Konfiguration" in _texts(card)
    card.show_checks(english)
    assert "finite, fit the config" in _texts(card)


def test_the_notice_of_an_unreadable_file(tmp_path):
    (tmp_path / "clean.h5").write_text("no images")
    message = message_for(_error(tmp_path / "clean.h5"))
    assert message.sentence == "clean.h5 ist keine HDF5-Datei, was auch immer ihr Name sagt."


def test_a_file_that_is_not_there(tmp_path):
    assert message_for(_error(tmp_path / "no.h5")).sentence.startswith("Es gibt weder Datei noch")


def test_a_stage_that_the_page_does_not_know_by_itself():
    stage = Stage("images", say("Prune channels"), say("{images} images", images=900), 1)
    line = StageLine(stage, "waiting", None)
    assert stage_title(stage, "conv_3") == "Kanäle stutzen"
    assert stage_detail(line, Run("conv_3", 4.0, "accuracy", FakeCore().choose)) == "900 Bilder"


def test_sentences_inside_a_sentence_and_numbers_are_german_too():
    notice = Notice("warning", say("equal, {size}", size=byte_size(2_400_000)))
    assert in_window_language(notice.what) == "gleich, 2,4\u00a0MB"
    high = say("The network has more than {limit:,} layers, which no computer runs.", limit=10_000)
    assert "10.000 Schichten" in in_window_language(high)


def test_a_phrase_that_stands_alone_begins_with_a_capital():
    phrase = say("no labels found; not read: {others}", others="a, b")
    assert message_of(Notice("note", phrase)).sentence.startswith("Keine Labels gefunden")
    named = say("{name}: {note}", name="set.h5", note=phrase)
    assert standing_alone(named) == "set.h5: keine Labels gefunden; nicht gelesen: a, b"
    assert standing_alone("a.h5 is text") == "a.h5 is text"


def test_a_text_that_is_no_sentence_stays_as_it_is():
    assert in_window_language("none") == "none"


def test_a_translation_with_wrong_names_falls_back_to_english(monkeypatch):
    monkeypatch.setattr(
        sentences.QCoreApplication, "translate", lambda context, template: "{other} ist kaputt"
    )
    assert in_window_language(say("{name} is broken", name="a.h5")) == "a.h5 is broken"


def _error(path) -> GoodNetError:
    with pytest.raises(GoodNetError) as caught:
        open_dataset([path], (2, 2, 3))
    assert isinstance(str(caught.value), Sentence)
    return caught.value


def _texts(widget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel)]
