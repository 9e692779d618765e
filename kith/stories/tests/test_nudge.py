"""The listening nudge: what it must never say comes first; then how well it reads replies it has not seen."""

import tomllib
from importlib import resources
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.stories.nudge import look, reflections
from kith.stories.nudge.reading import sentences

DATA = resources.files("kith.stories.tests").joinpath("data")
CORPUS: list[dict[str, Any]] = tomllib.loads(DATA.joinpath("nudge_corpus.toml").read_text("utf-8"))["reply"]
STORIES: list[dict[str, Any]] = tomllib.loads(DATA.joinpath("nudge_stories.toml").read_text("utf-8"))["story"]

LISTENING = (
    "I hear how heavy the coat is.",
    "You don't have to say more than you want to.",
    "You must be so tired.",
    "You should be proud of that.",
    "Thank you for telling us. Take care.",
    "You can always write to me.",
    "How are you sleeping?",
    "Sleep is hard when the house is that quiet.",
    "What helped me was walking.",
    "Everyone tells you to move on. That must sting.",
    "“You should get out more” is the last thing anyone needs.",
    "Take your time. Tell us more, if you like.",
)
ADVICE = (
    "You should see someone.",
    "Have you tried putting it in a box?",
    "Why don't you ask your sister?",
    "If I were you I'd move it.",
    "The best thing is to keep busy.",
    "Try not to think about it.",
    "Don't blame yourself.",
    "What you need is rest.",
    "I'm so sorry. Go and see your doctor.",
)
HINTS = (
    "Maybe a walk would help?",
    "You might want to write it down.",
    "Some people find music good.",
    "I wonder if you could ask her.",
)
OWN = (
    "When my mum died I did that.",
    "I know exactly how you feel.",
    "The same happened to me.",
    "I lost my brother in March and never slept.",
)


def kinds(reply: str) -> set[str]:
    return {sign.kind for sign in look(reply)}


@pytest.mark.parametrize("reply", LISTENING)
def test_listening_is_not_advice(reply: str) -> None:
    assert not kinds(reply) & {"advice", "hint"}


@pytest.mark.parametrize("reply", ADVICE)
def test_advice_is(reply: str) -> None:
    assert "advice" in kinds(reply)


@pytest.mark.parametrize("reply", HINTS)
def test_a_softened_one_is_counted_apart(reply: str) -> None:
    assert kinds(reply) & {"advice", "hint"}


@pytest.mark.parametrize("reply", OWN)
def test_turning_to_ones_own_story_is_noticed(reply: str) -> None:
    assert "own_story" in kinds(reply)


@given(st.text(max_size=300))
def test_any_text_is_read_and_what_is_shown_stands_in_it(reply: str) -> None:
    for sign in look(reply):
        assert reply[sign.start : sign.end] == sign.words
        assert 0 < len(sign.words.split()) <= 9


def test_a_language_without_rules_says_nothing() -> None:
    assert look("You should see someone.", language="de") == ()
    assert look("You should see someone.", language="../english") == ()
    assert look("You should see someone.", language="reading") == ()


def test_curly_and_straight_apostrophes_are_one() -> None:
    assert kinds("Don’t blame yourself.") == kinds("Don't blame yourself.")


def figures(of: list[dict[str, Any]]) -> tuple[float, float]:
    """Precision and recall of "this may sound like advice", soft hints counted in."""
    said = [(bool(kinds(one["text"]) & {"advice", "hint"}), one["grade"] != "none") for one in of]
    both = sum(got and meant for got, meant in said)
    return both / sum(got for got, _ in said), both / sum(meant for _, meant in said)


def test_on_replies_it_has_not_seen_it_is_right_as_often_as_we_promise() -> None:
    """The third that was kept apart while the rules were written, by someone who had not seen them: at least .78 and .65."""
    unseen = [one for one in CORPUS if one["part"] == "unseen"]
    precision, recall = figures(unseen)
    assert len(unseen) >= 400 // 3
    assert precision >= 0.78
    assert recall >= 0.65


def test_the_corpus_is_as_large_as_it_says_and_graded_in_three() -> None:
    assert len(CORPUS) >= 400
    assert {one["grade"] for one in CORPUS} == {"advice", "hint", "none"}
    assert len({one["text"] for one in CORPUS}) == len(CORPUS)


def test_two_ways_to_say_what_was_heard_are_made_of_the_writers_words() -> None:
    story = "I moved it last week, then moved it back. It has been fourteen months and I still reach past it for mine."
    assert reflections(story) == (
        "I hear that you moved it last week, then moved it back.",
        "It has been fourteen months and you still reach past it for yours.",
    )


@pytest.mark.parametrize("story", STORIES, ids=lambda one: str(one["text"])[:30])
def test_they_add_nothing_and_give_no_advice(story: dict[str, Any]) -> None:
    turned = {
        "i",
        "hear",
        "that",
        "you",
        "your",
        "yours",
        "yourself",
        "yourselves",
        "you're",
        "you've",
        "you'd",
        "you'll",
        "are",
        "were",
    }
    own = {word.strip(".,!?;:“”\"'()").lower() for word in story["text"].replace("’", "'").split()}
    for way in reflections(story["text"]):
        words = {word.strip(".,!?;:“”\"'()").lower() for word in way.split()}
        assert words <= own | turned | {"weren't"}, way
        assert not way.endswith("?")
        assert len(way.split()) <= 21


def test_most_stories_have_words_short_enough_to_give_back() -> None:
    found = [len(reflections(one["text"])) for one in STORIES]
    assert sum(found) >= 1.5 * len(STORIES)
    assert reflections("") == ()
    assert reflections("Why? Why me? Why now?") == ()


@given(st.text(max_size=500))
def test_any_story_is_taken(story: str) -> None:
    assert len(reflections(story)) <= 2
    assert all(0 <= start <= len(story) for start, _ in sentences(story))
