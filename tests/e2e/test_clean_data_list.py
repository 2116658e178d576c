"""Clean data is a list: files are added, refused and taken away one by one."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QPushButton, QToolButton
from support import tiny
from support.asking import named, press, said
from support.fitting import settle
from support.signs import NAMES

from gui import dialogs
from gui.look.fields import Number
from gui.look.fit import PageScroll
from gui.port import Core

SECONDS = 1000  # ms
NEAR_END = 60  # pixels: less than what is hidden while other data is measured
OWN = tuple(f"sign {number}" for number in range(12))


def opened(window, qtbot):
    session = window.desk.session
    qtbot.waitUntil(lambda: session.is_safe, timeout=60 * SECONDS)
    return session, window.pages.model_page()


def offered(page) -> list[str]:
    shown = page.notices.findChildren(QPushButton)
    return [made.text() for made in shown if made.isVisibleTo(page.notices)]


def test_each_file_is_shown_and_can_be_taken_away(run_main, qtbot, model):
    def script(window):
        session, page = opened(window, qtbot)
        files = page.badnet.data.files
        page.data.add(["a_clean.h5"])
        page.data.add(["b_clean.h5"])
        qtbot.waitUntil(lambda: len(session.summaries) == 2)
        assert [entry.path for entry in files.entries] == ["a_clean.h5", "b_clean.h5"]
        qtbot.waitUntil(lambda: session.examined is not None)
        buttons = files.findChildren(QToolButton)
        take_away = [made for made in buttons if made.accessibleName() == "Remove a_clean.h5"]
        take_away[-1].click()
        assert session.clean_paths == ("b_clean.h5",)
        qtbot.waitUntil(lambda: session.examined is not None)

    run_main([str(model)], script)


def test_a_poisoned_set_can_be_taken_away_too(run_main, qtbot, model):
    def script(window):
        session, page = opened(window, qtbot)
        page.data.choose(["a_clean.h5"], ["yellow_sticker.h5", "other_sticker.h5"])
        qtbot.waitUntil(lambda: session.examined is not None)
        page.badnet.data.poisoned_files.removed.emit("yellow_sticker.h5")
        assert session.poisoned_paths == ("other_sticker.h5",)
        assert session.clean_paths == ("a_clean.h5",)
        qtbot.waitUntil(lambda: session.examined is not None)

    run_main([str(model)], script)


def test_overlays_are_a_list_too_and_reach_the_repair(run_main, qtbot, core, model, monkeypatch):
    chosen = iter([["a_clean.h5", "misfit.h5"], ["b_clean.h5"]])
    monkeypatch.setattr(dialogs, "open_files", lambda *_: next(chosen))

    def script(window):
        session, page = opened(window, qtbot)
        card = page.badnet.data
        page.data.add(["clean.h5"])
        window.run("add_overlays")
        qtbot.waitUntil(lambda: session.overlay_paths == ("a_clean.h5",))
        assert "misfit.h5 does not fit" in page.notices.shown().sentence
        window.run("add_overlays")
        both = ("a_clean.h5", "b_clean.h5")
        qtbot.waitUntil(lambda: core.examined_with.overlays == both and len(session.summaries) == 3)
        notes = [
            entry.note.replace("\N{NO-BREAK SPACE}", " ") for entry in card.overlay_files.entries
        ]
        assert notes == ["900 images, without labels, 48 × 48 × 3"] * 2
        card.overlay_files.removed.emit("a_clean.h5")
        assert session.overlay_paths == ("b_clean.h5",) and session.clean_paths == ("clean.h5",)
        qtbot.waitUntil(lambda: core.examined_with.overlays == ("b_clean.h5",))

    run_main([str(model)], script)


def test_a_file_that_does_not_fit_is_refused_alone(run_main, qtbot, model):
    def script(window):
        session, page = opened(window, qtbot)
        page.data.add(["a_clean.h5", "misfit.h5"])
        qtbot.waitUntil(lambda: session.clean_paths == ("a_clean.h5",))
        qtbot.waitUntil(lambda: session.examined is not None)
        assert "misfit.h5 does not fit" in page.notices.shown().sentence

    run_main([str(model)], script)


def test_weights_alone_lead_to_a_choice_of_the_architecture(run_main, qtbot, tmp_path, monkeypatch):
    weights, config = tmp_path / "weights.h5", tmp_path / "config.json"
    weights.touch()
    config.touch()
    monkeypatch.setattr(dialogs, "open_files", lambda *_given: [str(config)])

    def script(window):
        page = window.pages.model_page()
        qtbot.waitUntil(lambda: page.notices.shown() is not None)
        assert "--" not in page.notices.shown().sentence
        assert window.status.event_text() == "weights.h5 was not opened."
        press(page.notices, "Choose architecture…")
        session, _page = opened(window, qtbot)
        assert session.reading.architecture == str(config)
        # What went wrong before is no longer so.
        assert page.notices.shown() is None

    run_main([str(weights)], script)


def test_an_error_goes_with_its_cause_and_comes_again(run_main, qtbot, tmp_path):
    broken, sound = tmp_path / "unreadable.h5", tmp_path / "net.h5"
    broken.touch()
    sound.touch()

    def script(window):
        page = window.pages.model_page()
        for _ in range(2):
            window.take([str(broken)])
            qtbot.waitUntil(lambda: page.notices.shown() is not None)
            assert "was not opened" in window.status.event_text()
            window.take([str(sound)])
            qtbot.waitUntil(lambda: page.notices.shown() is None)
            opened(window, qtbot)

    run_main([], script)


class TestWithTheCore:
    @pytest.fixture
    def core(self) -> Core:
        return Core()

    @pytest.fixture
    def network(self, tmp_path: Path) -> Path:
        path = tmp_path / "tiny.keras"
        tiny.trained().save(path)
        return path

    def test_fifty_and_fifty_images_are_a_hundred(self, run_main, qtbot, network, tmp_path):
        halves = [
            tiny.write_data(tmp_path / f"half-{seed}.h5", *tiny.pictures(50, seed))
            for seed in (1, 2)
        ]

        def script(window):
            session, page = opened(window, qtbot)
            page.data.add([str(halves[0])])
            qtbot.waitUntil(lambda: bool(session.trouble), timeout=60 * SECONDS)
            assert "100 clean images" in page.notices.shown().sentence
            assert "--" not in page.notices.shown().sentence
            assert "Screen only" in offered(page)
            assert window.pages.repair_page().state().line == "Needs clean data"
            page.data.add([str(halves[1])])
            qtbot.waitUntil(lambda: session.examined is not None, timeout=60 * SECONDS)
            assert session.examined.data.images == 100
            shown = page.notices.shown()
            assert shown is None or "100 clean images" not in shown.sentence

        run_main([str(network)], script)

    def test_few_images_set_up_the_screen_alone(self, run_main, qtbot, network, tmp_path):
        few = tiny.write_data(tmp_path / "few.h5", *tiny.pictures(60, 1))

        def script(window):
            session, page = opened(window, qtbot)
            page.data.add([str(few)])
            qtbot.waitUntil(lambda: bool(session.trouble), timeout=60 * SECONDS)
            press(page.notices, "Screen only")
            qtbot.waitUntil(lambda: session.examined is not None, timeout=60 * SECONDS)
            form = window.pages.repair_page().view.form
            assert form.options().recipe == "none"
            named(form, "FRR", Number).setValue(20)
            window.run("run")
            qtbot.waitUntil(lambda: session.goodnet is not None, timeout=60 * SECONDS)
            repair = window.pages.repair_page()
            assert repair.head.title.text() == "Screen set up, not repaired"
            assert repair.state().line == "Screen only" and repair.state().mark == ""

        run_main([str(network)], script)

    def test_without_labels_nothing_is_shown_that_cannot_be_otherwise(
        self, run_main, qtbot, network, tmp_path
    ):
        bare = tiny.write_data(tmp_path / "bare.h5", tiny.pictures(120, 1)[0])

        def script(window):
            session, page = opened(window, qtbot)
            page.data.add([str(bare)])
            qtbot.waitUntil(lambda: session.examined is not None, timeout=60 * SECONDS)
            card = page.badnet.data
            assert "%" not in said(card)
            assert "%" not in card.preprocessing.evidence.text()
            assert "%" not in window.status.event_text()

        run_main([str(network)], script)


def test_the_list_stays_where_it_is_when_a_file_is_removed(run_main, qtbot, core, model):
    def script(window):
        window.resize(1024, 700)
        session, page = opened(window, qtbot)
        names = [f"{letter}_clean.h5" for letter in "abcdef"]
        page.data.add(names)
        qtbot.waitUntil(lambda: session.examined is not None and bool(session.samples))
        qtbot.wait(200)  # until nothing asks for another size any more
        files, scroll = page.badnet.data.files, page.findChildren(PageScroll)[0]
        scroll.verticalScrollBar().setValue(scroll.verticalScrollBar().maximum() - NEAR_END)
        settle()
        before = files.mapTo(scroll.viewport(), QPoint()).y()
        core.pace = 0.1
        press(files, "Remove b_clean.h5")
        places = set[int]()
        while session.examined is None:
            settle()
            places.add(files.mapTo(scroll.viewport(), QPoint()).y())
        qtbot.waitUntil(lambda: bool(session.samples))
        settle()
        places.add(files.mapTo(scroll.viewport(), QPoint()).y())
        assert places == {before}

    run_main([str(model)], script)


@pytest.mark.parametrize(
    ("language", "shapes"),
    [
        ("en", ["48 × 48 × 3", "100 × 300, fitted to 48 × 48"]),
        ("de", ["48 × 48 × 3", "100 × 300, angepasst an 48 × 48"]),
    ],
    indirect=["language"],
)
def test_a_file_is_listed_with_its_own_shape(run_main, qtbot, model, language, shapes):
    def script(window):
        session, page = opened(window, qtbot)
        page.data.add(["clean.h5", "wide_clean.h5"])
        qtbot.waitUntil(lambda: session.examined is not None and len(session.summaries) == 2)
        notes = [entry.note for entry in page.badnet.data.files.entries]
        plain = [note.replace("\N{NO-BREAK SPACE}", " ").split(", ", 2)[-1] for note in notes]
        assert plain == shapes

    run_main([str(model)], script)


def test_classes_are_named_as_the_clean_data_names_them(run_main, qtbot, model):
    def script(window):
        session, page = opened(window, qtbot)
        page.data.add(["named_clean.h5"])
        qtbot.waitUntil(lambda: session.class_names == NAMES)
        page.data.choose(["clean.h5"], ())
        qtbot.waitUntil(lambda: session.class_names == ())
        session.set_class_names(OWN)
        page.data.add(["named_clean.h5"])
        qtbot.waitUntil(lambda: session.examined is not None and len(session.summaries) == 2)
        assert session.class_names == OWN

    run_main([str(model)], script)
