"""The first visit: a plan nobody else reads, a greeter who knows that someone comes, a hello only where it was wished."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.groups import first_visit, inviting, joining, questions, resting, roles
from kith.groups.models import FirstVisit, Greeting
from kith.meetings import attendance
from kith.meetings.attendance import Came
from kith.notices.models import Notice
from tests.cast import member

NOW = timezone.now()
PLAN = {"say": "I am here because of my mother.", "leave_with": "I have to go now", "listens": "on"}


@pytest.fixture
def ash(cast):
    token = inviting.invite(cast.group, seats=5, days=7, by=cast.as_ana, now=NOW)[1]
    return joining.join(token=token, alias="Ash", comes="unsure", by=cast.charlie, now=NOW)


def told(who, kind):
    return Notice.objects.of(who).standing().filter(kind=kind)


def test_nobody_else_is_shown_her_plan_and_she_has_it_before_she_goes_in(client, cast, ash):
    client.force_login(cast.charlie)
    client.post(reverse("groups:plan", args=[cast.group.ref]), PLAN)
    page = reverse("meetings:meeting", args=[cast.meeting.ref])
    assert PLAN["say"] in client.get(page).content.decode() and PLAN["leave_with"] in client.get(page).content.decode()
    ash.refresh_from_db()
    assert ash.comes == "listen"
    for who in (cast.ana, cast.ben):
        client.force_login(who)
        for url in (page, cast.group.get_absolute_url(), reverse("groups:plan", args=[cast.group.ref])):
            assert PLAN["say"] not in client.get(url).content.decode()


def test_the_plan_is_not_shown_once_she_has_been_there_and_goes_in_time(client, cast, ash):
    first_visit.keep(say="x", leave_with="", listens=False, by=ash, now=NOW - timedelta(days=61))
    attendance.record(cast.meeting, came=[Came(ash.ref, NOW)])
    client.force_login(cast.charlie)
    assert 'id="plan"' not in client.get(reverse("meetings:meeting", args=[cast.meeting.ref])).content.decode()
    questions.clear(NOW)
    assert not FirstVisit.objects.exists()


def test_only_the_greeter_is_told_that_someone_new_comes_and_who_is_on_the_page(client, cast, ash):
    assert not told(cast.ben, "newcomer")
    notice = told(cast.ana, "newcomer").get()
    assert "Ash" not in str(notice.__dict__)
    client.force_login(cast.ben)
    assert client.get(notice.path).status_code == 404
    client.force_login(cast.ana)
    assert "Ash" in client.get(notice.path).content.decode()


def test_a_greeter_who_does_not_facilitate_reads_it_too(client, cast, ash):
    roles.choose_greeter(cast.group, greeter=cast.as_ben, by=cast.as_ana)
    client.force_login(cast.ben)
    page = client.get(reverse("groups:greeting", args=[cast.group.ref])).content.decode()
    assert "Ash" in page and client.get(reverse("groups:door", args=[cast.group.ref])).status_code == 404


def test_no_hello_without_a_yes_and_none_after_the_second_evening(cast, ash):
    attendance.record(cast.meeting, came=[Came(ash.ref, NOW), Came(cast.as_ben.ref, NOW)])
    attendance.answer_hello(cast.meeting, by=ash, yes=False)
    assert not Greeting.objects.exists() and not told(cast.ana, "say_hello")
    attendance.answer_hello(cast.meeting, by=ash, yes=True)
    notice = told(cast.ana, "say_hello").get()
    assert notice.due_at == cast.meeting.starts_at + timedelta(days=3)
    attendance.answer_hello(cast.meeting, by=ash, yes=False)
    assert not told(cast.ana, "say_hello")
    attendance.answer_hello(cast.meeting, by=ash, yes=True)
    assert told(cast.ana, "say_hello").count() == 1


def test_a_hello_reaches_her_page_once(client, cast, ash):
    first_visit.hello_due(ash, NOW)
    client.force_login(cast.ben)
    url = reverse("groups:hello", args=[cast.group.ref, ash.ref])
    assert client.post(url).status_code == 404
    client.force_login(cast.ana)
    for _ in range(2):
        client.post(url)
    assert told(cast.charlie, "hello").count() == 1 and not told(cast.ana, "say_hello")
    client.force_login(cast.charlie)
    assert "Ana says hello" in client.get(cast.group.get_absolute_url()).content.decode()


def test_the_new_greeter_is_reminded_and_the_old_one_is_not(django_capture_on_commit_callbacks, cast, ash):
    first_visit.hello_due(ash, NOW)
    with django_capture_on_commit_callbacks(execute=True):
        roles.choose_greeter(cast.group, greeter=cast.as_ben, by=cast.as_ana)
    assert told(cast.ben, "say_hello").exists() and not told(cast.ana, "say_hello").exists()


def test_nobody_is_reminded_of_someone_who_rests(django_capture_on_commit_callbacks, cast, ash):
    first_visit.hello_due(ash, NOW)
    with django_capture_on_commit_callbacks(execute=True):
        resting.pause(by=ash, now=NOW)
    assert not told(cast.ana, "say_hello") and not told(cast.ana, "newcomer")


def test_a_facilitator_does_not_count_as_new(cast):
    member(cast.group, "Dee", role="co_facilitator")
    names = [one.alias for one in first_visit.newcomers(cast.group, now=NOW)]
    assert names == ["Ben"]
