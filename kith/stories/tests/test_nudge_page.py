"""The listening nudge where a reply is sent: it says so once, keeps nothing, and never stands in the way."""

import pytest
from django.test import Client

from kith.stories.models import Draft, Reply
from kith.stories.tests.test_telling import open_to_stories, signed_in, told
from tests.cast import Cast

__all__ = ["open_to_stories"]
pytestmark = pytest.mark.django_db
ADVICE = "That sounds so heavy. Have you tried putting it in a box? When my mum died I did that."
STORY = "I moved it last week, then moved it back. It has been fourteen months and I still reach past it for mine."


def answered(client: Client, path: str, **typed: str) -> str:
    return client.post(path, typed, follow=True).content.decode()


def test_advice_to_someone_who_asked_to_be_listened_to_is_shown_back_and_not_sent(open_to_stories: Cast) -> None:
    path = told(open_to_stories.as_ana, STORY).get_absolute_url()
    page = answered(signed_in(open_to_stories.ben), path, text=ADVICE)
    assert "Ana asked us" in page and "to just listen." in page
    assert "<mark>Have you tried putting it in a box</mark>" in page
    assert "<mark>When my mum died I did that</mark>" in page
    assert ADVICE in page.replace("&#x27;", "'")
    assert "you still reach past it for yours" in page
    assert not Reply.objects.exists() and not Draft.objects.exists()


def test_one_press_sends_it_as_it_is(open_to_stories: Cast) -> None:
    path = told(open_to_stories.as_ana, STORY).get_absolute_url()
    answered(signed_in(open_to_stories.ben), path, text=ADVICE, do="as-it-is")
    assert Reply.objects.get().text == ADVICE


def test_one_of_the_ways_stands_in_the_reply_and_is_not_sent_yet(open_to_stories: Cast) -> None:
    path = told(open_to_stories.as_ana, STORY).get_absolute_url()
    way = "It has been fourteen months and you still reach past it for yours."
    page = answered(signed_in(open_to_stories.ben), path, text=ADVICE, instead=way)
    assert way in page.split("<textarea")[1].split("</textarea>")[0]
    assert not Reply.objects.exists()
    answered(signed_in(open_to_stories.ben), path, text=way)
    assert Reply.objects.get().text == way


def test_nobody_puts_words_of_their_own_into_anothers_reply(open_to_stories: Cast) -> None:
    path = told(open_to_stories.as_ana, STORY).get_absolute_url()
    page = answered(signed_in(open_to_stories.ben), path, text=ADVICE, instead="Something quite else")
    assert "Something quite else" not in page


@pytest.mark.parametrize("need", ["questions", "ideas"])
def test_whoever_asked_for_questions_or_ideas_gets_them(open_to_stories: Cast, need: str) -> None:
    answered(signed_in(open_to_stories.ben), told(open_to_stories.as_ana, need=need).get_absolute_url(), text=ADVICE)
    assert Reply.objects.get().text == ADVICE


def test_ones_own_story_is_noticed_only_under_just_listen(open_to_stories: Cast) -> None:
    path = told(open_to_stories.as_ana, need="not_alone").get_absolute_url()
    answered(signed_in(open_to_stories.ben), path, text="When my mum died it was the same.")
    assert Reply.objects.count() == 1


def test_a_reply_that_listens_goes_at_once_and_so_does_the_writers_own(open_to_stories: Cast) -> None:
    cast = open_to_stories
    path = told(cast.as_ana, STORY).get_absolute_url()
    answered(signed_in(cast.ben), path, text="I hear how heavy the coat is.")
    answered(signed_in(cast.ana), path, text="You should all know how much this helps.")
    assert Reply.objects.count() == 2
