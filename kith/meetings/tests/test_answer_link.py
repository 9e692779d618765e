"""A reminder's link: what it cannot do, and the one thing it can."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core import signing
from django.test import Client
from django.utils import timezone

from kith.groups.models import Membership
from kith.meetings import links
from kith.meetings.models import Cancellation, Coming, HardWeek, Meeting
from kith.notices.models import Notice
from tests.cast import group, meeting, member


@pytest.fixture
def later(cast):
    return meeting(cast.group, starts_in=120)


@pytest.fixture
def url(cast, later):
    return links.path(later.ref, cast.as_ben.ref)


def press(url, what="come", **more):
    return Client().post(url, {"what": what} | more)


def is_dead(url):
    """Reading and pressing both meet the same page, and nothing is kept."""
    got, posted = Client().get(url), press(url)
    return (got.status_code, posted.status_code) == (404, 404) and not Coming.objects.exists()


def test_opening_it_changes_nothing_and_makes_no_session(cast, url):
    client = Client()
    for _ in range(3):
        assert client.get(url).status_code == client.head(url).status_code == 200
    assert not Coming.objects.exists() and not Session.objects.exists()
    assert press(url).status_code == 302
    assert Coming.objects.get().membership == cast.as_ben
    assert not Session.objects.exists() and "kith_session" not in client.cookies


def test_it_shows_a_day_and_an_hour_and_no_group_alias_or_answer(cast, later, url):
    press(url, "hard", hello="hello")
    later.place = "Hall B"
    later.save()
    for client in (Client(), signed_in(cast.ben), signed_in(cast.charlie)):
        page = client.get(url).content.decode()
        for word in (cast.group.name, "Ana", "Ben", "Hall B", cast.group.ref, "checked", "My groups"):
            assert word not in page.replace('value="leave" id="id_hello_0" checked', ""), word
    assert f"{later.starts_at:%H:%M}" in page


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def test_it_answers_for_its_own_member_whoever_is_signed_in(cast, url):
    signed_in(cast.charlie).post(url, {"what": "cant"})
    assert Coming.objects.get().membership == cast.as_ben


def test_a_link_with_one_letter_changed_leads_nowhere(cast, later, url):
    token = links.token(later.ref, cast.as_ben.ref)
    for odd in (token[:-1] + ("A" if token[-1] != "A" else "B"), "x" + token, token.rpartition(":")[0], "a:b", "é"):
        assert is_dead(f"/answer/{odd}/"), odd
    assert press(url).status_code == 302


def test_what_is_sealed_for_something_else_is_no_link(cast, later):
    text = f"{later.ref}.{cast.as_ben.ref}"
    assert is_dead(f"/answer/{signing.Signer(salt='another').sign(text)}/")
    assert is_dead(f"/answer/{signing.Signer().sign(text)}/")
    assert is_dead(f"/answer/{signing.dumps(text, salt=links.SALT)}/")


def test_it_is_good_for_one_meeting_and_one_member_of_its_group(cast, later):
    other = meeting(group("Elsewhere"), starts_in=120)
    assert is_dead(links.path(other.ref, cast.as_ben.ref))
    second = meeting(cast.group, starts_in=240)
    assert press(links.path(second.ref, cast.as_ben.ref)).status_code == 302
    assert [one.meeting for one in Coming.objects.all()] == [second]


def test_it_dies_when_the_meeting_starts(later, url):
    Meeting.objects.filter(pk=later.pk).update(starts_at=timezone.now() - timedelta(seconds=1))
    assert is_dead(url)


@pytest.mark.parametrize("state", ["paused", "graduated", "left", "removed", "banned", "waiting"])
def test_it_dies_with_the_membership(cast, url, state):
    Membership.objects.filter(pk=cast.as_ben.pk).update(state=state)
    assert is_dead(url)


def test_it_dies_when_the_account_is_closed(cast, url):
    cast.ben.suspended_at = timezone.now()
    cast.ben.save()
    assert is_dead(url)


def test_pressed_again_it_keeps_the_last_answer_and_one_only(url):
    for what in ("come", "come", "cant", "listen"):
        assert press(url, what).status_code == 302
    assert Coming.objects.get().answer == "listen"


def test_of_a_meeting_that_is_off_it_says_so_and_keeps_nothing(cast, later, url):
    Cancellation.objects.create(meeting=later, by=cast.as_ana, why="The hall is flooded")
    page = Client().get(url).content.decode()
    assert "called off" in page and "flooded" not in page
    assert press(url).status_code == 200 and not Coming.objects.exists()


def test_a_moved_meeting_is_shown_at_its_new_hour(cast, later, url):
    later.starts_at += timedelta(hours=1)
    later.save()
    assert f"{later.starts_at:%H:%M}" in Client().get(url).content.decode()


def test_a_hello_by_link_goes_to_who_greets_and_is_not_asked_when_nothing_is_said(cast, url):
    press(url, "hard")
    assert HardWeek.objects.get().hello_from is None and not Notice.objects.exists()
    press(url, "hard", hello="hello")
    assert HardWeek.objects.get().hello_from == cast.as_ana
    assert Notice.objects.get().person == cast.ana


def test_another_question_gets_no_answer(cast, url):
    for odd in ({"what": "leave"}, {"what": ""}, {}, {"what": "hard", "hello": cast.as_ana.ref}):
        assert Client().post(url, odd).status_code == 200
    assert not Coming.objects.exists()


def test_a_form_from_elsewhere_is_refused(url):
    assert Client(enforce_csrf_checks=True).post(url, {"what": "come"}).status_code == 403
    assert not Coming.objects.exists()


def test_it_is_kept_nowhere_on_the_way(url):
    answer = Client().get(url)
    assert "no-store" in answer.headers["Cache-Control"] and answer.headers["Referrer-Policy"] == "same-origin"


def test_a_mail_gets_the_link_of_its_own_person_and_none_once_they_are_gone(cast, later, url):
    put = Notice.objects.create(person=cast.ben, kind="reminder_day", key=f"meeting:{later.ref}:day:0", path="/")
    assert links.ask(put) == url
    Membership.objects.filter(pk=cast.as_ben.pk).update(state="paused")
    assert links.ask(put) == ""


def test_who_holds_the_link_of_another_meeting_of_a_group_they_left_reads_what_a_stranger_reads(cast, later, url):
    member(cast.group, "Kit")
    Membership.objects.filter(pk=cast.as_ben.pk).update(state="left")
    assert Client().get(url).content == Client().get("/answer/nothing/").content.replace(
        b"/answer/nothing/", url.encode()
    )
