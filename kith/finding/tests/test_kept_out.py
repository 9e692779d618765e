"""Who is kept out of the directory, and what is."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kith.finding.models import Words
from kith.finding.tests.finding import Door, listed
from kith.groups import doors
from kith.groups.models import Group, Membership, Theme
from kith.people.erasing import erase
from tests.cast import Cast, group, member, person

pytestmark = pytest.mark.django_db


def page(client: Client | None = None, **asked: object) -> str:
    answer = (client or Client()).get("/find/", asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_group_that_is_not_listed_is_never_found_and_leaves_no_trace() -> None:
    """A3: with it and without it, a stranger reads the same bytes, whatever she asks."""
    listed("Open door", theme=Theme.objects.first())
    questions = [{}, {"words": "whisper"}, {"language": "is"}, {"words": "whisper", "seats": 1}, {"tonight": 1}]
    before = [page(**asked) for asked in questions]
    hidden = listed("Whisper", theme=Theme.objects.first(), language="is", listed_at=None)
    assert [page(**asked) for asked in questions] == before
    assert not Words.objects.filter(group=hidden).exists()
    Group.objects.filter(pk=hidden.pk).update(listed_at=timezone.now())
    assert "Whisper" in page()


def test_a_group_that_is_no_longer_listed_is_gone_even_before_the_index_knows() -> None:
    one = listed("Whisper")
    assert "Whisper" in page(words="whisper")
    Group.objects.filter(pk=one.pk).update(listed_at=None)
    assert Words.objects.filter(group=one).exists()
    assert "Whisper</a>" not in page(words="whisper")


def test_who_was_asked_to_go_no_longer_finds_it_and_others_do() -> None:
    one, banned, stranger = listed("Whisper"), Client(), Client()
    member(one, "Ben", ben := person("ben"), state=Membership.State.BANNED)
    banned.force_login(ben)
    stranger.force_login(person("charlie"))
    assert "Whisper</a>" not in page(banned, words="whisper")
    assert "Whisper</a>" in page(stranger, words="whisper")


def test_no_name_of_anyone_is_on_the_page(cast: Cast) -> None:
    one = listed("Whisper")
    member(one, "Xylophone")
    one.greeter = member(one, "Yggdrasil")
    one.save()
    shown = page()
    assert "Whisper" in shown
    assert "Xylophone" not in shown
    assert "Yggdrasil" not in shown


def test_a_group_that_has_not_begun_cannot_be_joined_tonight_but_says_what_it_waits_for() -> None:
    soon = timezone.now() + timedelta(minutes=5)
    listed("Forming", meets=(soon,), begun_at=None, starts_with=3)
    listed("By request", meets=(soon,), door=Door.REQUEST)
    listed("Full", meets=(soon,), full_since=soon)
    listed("Tonight", meets=(soon,))
    shown = page(tonight=1)
    assert "Tonight</a>" in shown
    for other in ("Forming", "By request", "Full"):
        assert f"{other}</a>" not in shown
    assert "Three more and this group starts." in page()


def test_a_meeting_that_is_called_off_brings_nobody() -> None:
    from kith.meetings.models import Cancellation

    soon = timezone.now() + timedelta(minutes=5)
    one = listed("Tonight", meets=(soon,))
    assert "Tonight</a>" in page(tonight=1)
    Cancellation.objects.create(meeting=one.meetings.get())
    assert "Tonight</a>" not in page(tonight=1)
    assert "No meeting is planned just now." in page()


def test_a_group_by_invitation_has_no_seat_to_ask_for() -> None:
    listed("By invitation", door=Door.INVITATION)
    listed("Open")
    shown = page(seats=1)
    assert "Open</a>" in shown
    assert "By invitation</a>" not in shown


def test_a_group_that_is_gone_leaves_the_index(cast: Cast) -> None:
    one = listed("Whisper")
    one.delete()
    assert not Words.objects.filter(text__contains="whisper").exists()
    assert "Whisper</a>" not in page(words="whisper")


def test_when_the_last_of_a_group_is_erased_it_leaves_the_index_too() -> None:
    one = listed("Whisper")
    ana = member(one, "Ana", role=Membership.Role.FACILITATOR).person
    erase(ana, by=ana)
    assert not Words.objects.exists()


def test_the_index_follows_what_the_group_says_of_itself(cast: Cast, django_capture_on_commit_callbacks) -> None:
    """By the verb, and by the round that puts right what an announcement missed."""
    with django_capture_on_commit_callbacks(execute=True):
        doors.change(cast.group, listed=True, themes=[], by=cast.as_ana, now=timezone.now(), name="Lighthouse")
    assert "Lighthouse</a>" in page(words="lighth")
    with django_capture_on_commit_callbacks(execute=True):
        doors.change(cast.group, listed=False, themes=[], by=cast.as_ana, now=timezone.now(), name="Lighthouse")
    assert not Words.objects.exists()


def test_the_round_puts_right_what_was_missed() -> None:
    from kith.finding import indexing

    gone, new = listed("Gone"), group("New", listed_at=timezone.now())
    Group.objects.filter(pk=gone.pk).update(listed_at=None)
    indexing.index_all(timezone.now())
    indexing.index_all(timezone.now())
    assert [words.group for words in Words.objects.all()] == [new]
