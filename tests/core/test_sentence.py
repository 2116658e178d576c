"""A sentence is its English text everywhere, and keeps what it was filled from."""

from __future__ import annotations

import copy
import json
import pickle

import numpy as np
import pytest

from core.errors import Unreadable
from core.sentence import Sentence, say


def test_it_reads_as_english():
    said = say("{share:.1%} of {count:,} in {name!r}", share=0.1234, count=12345, name="a.h5")
    assert said == "12.3% of 12,345 in 'a.h5'"
    assert json.loads(json.dumps([said])) == [said]


def test_it_keeps_template_and_values():
    said = say("{name} is damaged.", name="a.h5")
    assert said.template == "{name} is damaged."
    assert said.values == {"name": "a.h5"}


def test_braces_without_values_have_to_be_doubled_and_stay():
    assert say("{{}}") == "{}"


def test_a_sentence_inside_a_sentence_stays_one():
    said = say("{name}: {why}", name="a.h5", why=say("nothing is left"))
    assert said == "a.h5: nothing is left"
    assert isinstance(said.values["why"], Sentence)


def test_the_text_of_an_error_stays_a_sentence():
    error = Unreadable(say("{name} is damaged.", name="a.h5"))
    assert isinstance(str(error), Sentence)
    outer = say("It cannot be read: {why}", why=error)
    assert outer == "It cannot be read: a.h5 is damaged."
    assert outer.values["why"].template == "{name} is damaged."


@pytest.mark.parametrize(
    "again", [copy.copy, copy.deepcopy, lambda s: pickle.loads(pickle.dumps(s))]
)
def test_it_survives_copying(again):
    said = say("{name}: {why}", name="a.h5", why=say("{n:,} rows", n=np.int64(5000)))
    made: Sentence = again(said)
    assert made == "a.h5: 5,000 rows"
    assert (made.template, made.values) == (said.template, said.values)
    assert made.values["why"].template == "{n:,} rows"


def test_values_that_are_no_text_are_kept_as_text():
    assert say("of shape {shape}", shape=(3, None)).values == {"shape": "(3, None)"}
