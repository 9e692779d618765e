"""The listening exercise: it keeps nothing, and what it says of a reply is what the nudge says."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from kith.stories import nudge, practising
from kith.stories.models import Draft, Reply

pytestmark = pytest.mark.django_db
KINDS = {"advice": "advice", "hint": "advice", "own_story": "own_story"}
SHOWS = {"advice": {"advice"}, "own_story": {"own_story"}, "both": {"advice", "own_story"}, "listens": set()}
EACH = [(n, place) for n, one in enumerate(practising.exercises(), 1) for place in range(len(one.replies))]


def answered(number: int, **typed: object) -> str:
    return Client().post(f"/listening/{number}/", typed).content.decode().replace("&#x27;", "'")


def test_there_are_eight_each_with_two_ways_to_say_what_was_heard() -> None:
    assert len(practising.exercises()) == 8
    for one in practising.exercises():
        assert len(one.ways) == 2 and all(len(way.split()) <= 20 for way in one.ways)
        assert len(one.replies) >= 3 and "listens" in one.shows and set(one.shows) - {"listens"}


@pytest.mark.parametrize(("number", "place"), EACH)
def test_each_reply_shows_what_is_said_of_it(number: int, place: int) -> None:
    one = practising.exercises()[number - 1]
    assert {KINDS[sign.kind] for sign in nudge.look(one.replies[place])} == SHOWS[one.shows[place]]


def test_a_chosen_reply_is_shown_back_with_the_words_that_made_it_so(client: Client) -> None:
    page = answered(1, reply=0)
    assert "<mark>Have you looked at the bus</mark>" in page and "may sound like advice." in page
    assert "You miss having the keys in your hand." in page
    assert "<mark>When I stopped driving it was just the same</mark>" in answered(1, reply=1)
    assert "<mark>" not in answered(1, reply=2)


def test_so_are_ones_own_words_and_they_stay_to_be_changed() -> None:
    page = answered(4, text="You should frame it. When my gran died I did.")
    assert "<mark>You should frame it</mark>" in page and "turns to your own story." in page
    assert "You should frame it. When my gran died I did.</textarea>" in page
    assert (
        "Choose one, or write a few words." in answered(4)
        and "<script" not in answered(4, text="<script>x")[600:].split("<main")[1]
    )


def test_it_looks_only_where_the_nudge_would() -> None:
    assert "<mark>" not in answered(5, text="You should ring them. When my mum died I did.")  # questions were asked for
    page = answered(3, text="You should sleep. When my mum died I did not.")
    assert (
        "<mark>You should sleep</mark>" in page and "turns to your own story." not in page
    )  # a word of one's own is welcome


def test_nothing_of_it_is_kept() -> None:
    client = Client()
    client.post("/listening/8/", {"text": "You should go home."})
    assert not Reply.objects.exists() and not Draft.objects.exists() and not Session.objects.exists()
    assert "You should go home." not in client.get("/listening/8/").content.decode()
    assert client.get("/listening/9/").status_code == client.get("/listening/0/").status_code == 404
