"""The steps of the guided demo are told alike in the guide, and follow from the session alone."""

from __future__ import annotations

import pytest
from support.stub_networks import goodnet

from core.records import RepairOptions
from gui.session import Session
from gui.shell.guide import headings, read_page
from gui.shell.tour.steps import CONTEXT, STEPS, Scene, last_possible
from resources.i18n.collect import FOLDER, translations


@pytest.fixture
def scene(desk) -> Scene:
    return Scene(desk.session, "badnet", desk.core.demo().model)


def open_demo(desk) -> Session:
    demo, session = desk.core.demo(), desk.session
    session.open_model(desk.core.inspect(demo.model))
    session.choose_data(demo.clean, demo.poisoned)
    return session


def examined_of(desk):
    """What the fake core measures on the demo's clean data."""
    work = desk.core.examine("", desk.session.clean_paths, (), RepairOptions())
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value


def told_in(page: str, anchor: str) -> str:
    """The text of a section of the guide, in one line."""
    (section,) = [part for part in headings(read_page(page)) if part.anchor == anchor]
    return " ".join(section.text.split())


def test_the_guide_has_the_sentences_of_the_cards():
    told = told_in("guide.md", "guided-demo")
    for number, step in enumerate(STEPS, 1):
        assert f"{number}. **{step.title}.** {step.text}" in told


def test_the_german_guide_has_the_german_sentences_of_the_cards():
    told = told_in("guide.de.md", "geführte-demo")
    german = translations(FOLDER / "goodnet_de.ts")
    for number, step in enumerate(STEPS, 1):
        title, text = german[CONTEXT, step.title], german[CONTEXT, step.text]
        assert f"{number}. **{title}.** {text}" in told


def test_each_page_of_a_repair_has_its_step():
    assert [step.page for step in STEPS] == ["badnet", "badnet", "repair", "screening", "report"]
    assert len({step.title for step in STEPS}) == len(STEPS) == 5


def test_only_the_demo_counts_as_opened(desk, scene):
    assert last_possible(scene) == 0
    desk.session.open_model(desk.core.inspect("another.h5"))
    assert last_possible(scene) == 0 and not STEPS[0].is_done(scene)
    open_demo(desk)
    assert STEPS[0].runs(scene) and not STEPS[0].is_done(scene)


def test_data_that_cannot_be_measured_lets_the_first_step_be_done_again(desk, scene):
    session = open_demo(desk)
    session.set_trouble("It does not fit.")
    assert not STEPS[0].runs(scene) and not STEPS[0].is_done(scene)


def test_what_is_there_decides_how_far_the_steps_go(desk, scene):
    session = open_demo(desk)
    session.set_examined(examined_of(desk))
    assert STEPS[0].is_done(scene) and last_possible(scene) == 2
    session.set_goodnet(goodnet(desk.core.inspect(scene.demo), {}))
    assert STEPS[2].is_done(scene) and last_possible(scene) == 4
    session.choose_data((), ())
    assert last_possible(scene) == 0
