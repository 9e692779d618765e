"""What lies between series, formats, notices and evenings: where a notice leads, what is in use, an evening that closed early."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.meetings import attendance, days_ahead, debriefing, formats, planning, prompts, repeating, reshaping, writing
from kith.meetings.attendance import Came
from kith.meetings.models import Meeting
from kith.meetings.planning import Plan
from kith.meetings.recurring import WEEK, Rule
from kith.meetings.repeating import SeriesPlan
from kith.notices.models import Notice
from tests.cast import group, meeting, member

pytestmark = pytest.mark.django_db
COUNCIL = formats.shelf()["council"]


def plan(cast, **more):
    now = timezone.now()
    soon = (now + timedelta(days=2)).date()
    given = {"rule": Rule(WEEK, (soon.weekday(),)), "from_day": soon, "clock": now.time().replace(microsecond=0)}
    return SeriesPlan(**(given | {"zone": "UTC", "minutes": 75, "form": COUNCIL} | more))


def start(cast, **more):
    return repeating.start(cast.group, to=plan(cast, **more), by=cast.as_ana, now=timezone.now())


def told(who, kind):
    return list(Notice.objects.of(who).standing().filter(kind=kind).values_list("path", flat=True))


# where a notice leads


def page_of(series):
    return reverse("meetings:series", args=[series.group.ref, series.ref])


def test_a_stranger_finds_no_series_where_the_notice_leads_a_member(client, cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        series = start(cast)
    later = (timezone.now() + timedelta(hours=1)).time().replace(microsecond=0)
    with django_capture_on_commit_callbacks(execute=True):
        day = days_ahead.next_day(series, timezone.now())
        to = plan(cast, rule=series.course.rule, from_day=day, clock=later)
        series = reshaping.change(series, to=to, by=cast.as_ana, why="", now=timezone.now())
    assert told(cast.ben, Notice.Kind.MOVED)[:1] == [page_of(series)]
    client.force_login(cast.charlie)
    assert client.get(page_of(series)).status_code == 404
    client.force_login(cast.ben)
    assert client.get(page_of(series)).status_code == 200
    assert cast.group.name.encode() in client.get(reverse("notices:notices")).content


def test_one_evening_moved_or_called_off_by_hand_leads_to_that_evening(cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        series = start(cast)
    first, second = series.meetings.order_by("starts_at")[:2]
    with django_capture_on_commit_callbacks(execute=True):
        to = Plan(first.starts_at + timedelta(hours=3), 75, COUNCIL, prompts.library()[first.prompt_key])
        planning.change(first, to=replace(to, facilitator=None), by=cast.as_ana, now=timezone.now())
    assert told(cast.ben, Notice.Kind.MOVED) == [first.get_absolute_url()]
    Meeting.objects.filter(pk=second.pk).update(starts_at=second.starts_at - timedelta(days=3))
    second.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        planning.cancel(second, by=cast.as_ana, why="x", now=timezone.now())
    assert told(cast.ben, Notice.Kind.CALLED_OFF) == [second.get_absolute_url()]


def test_a_series_that_ends_leads_to_its_page_which_says_where_the_group_goes_on(
    client, cast, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        series = start(cast)
        other = start(cast, clock=(timezone.now() + timedelta(hours=2)).time().replace(microsecond=0, second=0))
    with django_capture_on_commit_callbacks(execute=True):
        repeating.end(series, last_on=None, by=cast.as_ana, why="x", now=timezone.now())
    assert told(cast.ben, Notice.Kind.CALLED_OFF) == [page_of(series)]
    client.force_login(cast.ben)
    page = client.get(page_of(series)).content.decode()
    assert "This series is over." in page
    assert "You meet now:" in page
    assert page_of(other) in page


# a format in use


def test_putting_away_a_format_says_which_series_follow_it_and_what_they_follow_then(client, cast):
    ours = writing.copy(COUNCIL, name="Our way", by=cast.as_ana)
    url = reverse("meetings:format_put_away", args=[cast.group.ref, ours.ref])
    fay = member(group("Elsewhere"), "Fay", role="facilitator")
    for who in (cast.ben, fay.person):
        client.force_login(who)
        assert client.get(url).status_code == 404
    client.force_login(cast.ana)
    assert "It is in use" not in client.get(url).content.decode()
    series = start(cast, form=formats.read(ours))
    page = client.get(url).content.decode()
    assert "It is in use" in page
    assert page_of(series) in page
    assert COUNCIL.name in page
    repeating.end(series, last_on=None, by=cast.as_ana, why="", now=timezone.now())
    assert "It is in use" not in client.get(url).content.decode()


# five minutes for oneself


def test_five_minutes_open_when_the_circle_closed_early_and_for_nobody_else(client, cast):
    tonight = cast.meeting
    Meeting.objects.filter(pk=tonight.pk).update(starts_at=timezone.now() - timedelta(minutes=30))
    tonight.refresh_from_db()
    url = reverse("meetings:debrief", args=[tonight.ref])
    client.force_login(cast.ana)
    assert client.get(url).status_code == 404  # it is under way
    attendance.record(tonight, came=[Came(cast.as_ana.ref, tonight.starts_at)])
    assert client.get(url).status_code == 200
    assert url.encode() in client.get(tonight.get_absolute_url()).content
    assert debriefing.waiting(cast.as_ana, now=timezone.now()) == tonight
    client.force_login(cast.ben)
    assert client.get(url).status_code == 404


def test_a_tick_at_the_door_of_a_hall_closes_nothing(client, cast):
    tonight = meeting(cast.group, starts_in=-30, facilitator=cast.as_ana, place="Hall")
    tonight.attendances.create(membership=cast.as_ben, came_at=tonight.starts_at, by_hand=True)
    client.force_login(cast.ana)
    assert client.get(reverse("meetings:debrief", args=[tonight.ref])).status_code == 404


def test_what_waits_for_who_facilitates_is_a_list_and_not_its_source(client, cast):
    Meeting.objects.update(facilitator=None)
    client.force_login(cast.ana)
    page = client.get(cast.group.get_absolute_url()).content.decode()
    assert "Nobody facilitates the next meeting yet." in page
    assert "&lt;li" not in page
