"""Weeks as pictures: never a name, said in words as well, right on the viewer's clock and where clocks change."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from kith.groups import places
from kith.groups.models import Acceptance, Group
from kith.meetings import answering, calendars, pictures, rhythms, who_comes
from kith.meetings.models import Attendance, Cancellation, Meeting
from tests.cast import meeting, member

DUBLIN = ZoneInfo("Europe/Dublin")
NOW = datetime(2027, 11, 3, 20, 0, tzinfo=UTC)  # a Wednesday, three days after the clocks went back


@pytest.fixture
def year(cast):
    """They met every Tuesday for ten weeks; three weeks ago nobody came, four weeks ago it was called off."""
    cast.meeting.delete()
    Group.objects.update(zone="Europe/Dublin", made_at=NOW - timedelta(days=400))
    for week in range(1, 11):
        one = meeting(cast.group, now=NOW - timedelta(days=1, weeks=week), starts_in=0)
        if week == 3:
            continue
        Attendance.objects.bulk_create([Attendance(meeting=one, came_at=one.starts_at) for _ in range(5)])
        if week == 4:
            Cancellation.objects.create(meeting=one)
    cast.group.refresh_from_db()
    return cast


def test_a_strip_says_in_words_what_it_draws(year):
    strip = pictures.strip(year.group, now=NOW)
    assert (len(strip.weeks), strip.many("met"), strip.many("off"), strip.many("nothing")) == (52, 8, 2, 42)
    assert strip.sentence == "Met in eight of the last 52 weeks. In two it was planned and did not happen."
    assert sum(month.met for month in strip.months) == 8
    assert strip.weeks[-1].starts_on == date(2027, 10, 25) and all(
        week.starts_on.weekday() == 0 for week in strip.weeks
    )


def test_weeks_are_the_groups_own_also_when_its_monday_is_not_ours(year):
    Group.objects.update(zone="Pacific/Auckland")
    group = Group.objects.get()
    Meeting.objects.all().delete()
    one = meeting(group, now=datetime(2027, 10, 31, 18, tzinfo=UTC), starts_in=0)  # Monday morning there
    Attendance.objects.bulk_create([Attendance(meeting=one, came_at=one.starts_at) for _ in range(2)])
    met = [week.starts_on for week in pictures.strip(group, now=NOW).weeks if week.state == "met"]
    assert met == [date(2027, 11, 1)]


def test_a_young_group_has_a_short_strip(year):
    Meeting.objects.all().delete()
    Group.objects.update(made_at=NOW - timedelta(days=10))
    strip = pictures.strip(Group.objects.get(), now=NOW)
    assert (len(strip.weeks), strip.sentence) == (1, "It did not meet last week.")


def test_a_week_that_may_still_meet_is_not_held_against_anyone(year):
    meeting(year.group, now=NOW, starts_in=60)
    assert pictures.strip(year.group, now=NOW).weeks[-1].starts_on == date(2027, 10, 25)


def test_the_public_card_has_no_name_and_tells_the_truth(year, cast):
    request = RequestFactory().get("/")
    rhythms.count([year.group], timezone.now())
    Meeting.objects.all().delete()
    rhythms.count([year.group], timezone.now())
    (card,) = places.proof.show(request, year.group)
    assert "has not met yet" in card
    for week in range(1, 5):
        one = meeting(year.group, starts_in=-60 * 24 * 7 * week)
        Attendance.objects.bulk_create([Attendance(meeting=one, membership=cast.as_ben, came_at=one.starts_at)])
        Attendance.objects.bulk_create([Attendance(meeting=one, came_at=one.starts_at) for _ in range(6)])
    rhythms.count([year.group], timezone.now())
    (card,) = places.proof.show(request, year.group)
    assert "Still meeting" in card and "Met in four of the last" in card and "Usually seven people" in card
    assert "Ben" not in card and year.group.ref not in card
    Meeting.objects.update(starts_at=timezone.now() - timedelta(days=70))
    rhythms.count([year.group], timezone.now())
    (card,) = places.proof.show(request, year.group)
    assert "Nobody has met here for two months" in card


def test_a_calendar_is_on_the_viewers_clock_over_the_night_the_clocks_change(year):
    Meeting.objects.all().delete()
    night = datetime(2027, 10, 31, 0, 30, tzinfo=DUBLIN)
    meeting(year.group, now=night, starts_in=0)
    now = datetime(2027, 10, 27, 12, tzinfo=UTC)
    for zone, day, clock in [
        ("Europe/Dublin", 31, "00:30"),
        ("America/New_York", 30, "19:30"),
        ("Asia/Tokyo", 31, "08:30"),
    ]:
        found = calendars.coming(year.group, zone=ZoneInfo(zone), now=now)
        (there,) = [d for week in found.weeks for d in week if d.evenings]
        assert (there.on.day, there.evenings[0].clock) == (day, clock)
    assert len(found.weeks) == calendars.WEEKS and all(len(week) == 7 for week in found.weeks)


def test_the_calendar_page_is_a_real_table_and_draws_without_styles(client, year):
    coming = meeting(year.group, starts_in=60 * 24 * 3)
    off = meeting(year.group, starts_in=60 * 24 * 4)
    Cancellation.objects.create(meeting=off)
    client.force_login(year.ben)
    page = client.get(reverse("meetings:calendar", args=[year.group.ref])).content.decode()
    assert page.count('<th scope="col"><abbr') == 7 and coming.ref in page and "called off" in page
    assert "style=" not in page and re.search(r'<svg class="strip"[^>]+role="img" aria-label="Met in', page)
    home = client.get(year.group.get_absolute_url()).content.decode()
    assert "The coming weeks" in home and reverse("meetings:calendar", args=[year.group.ref]) in home


@pytest.mark.deep
@pytest.mark.parametrize(("many", "words"), [(10, ""), (11, "pairs"), (12, "pairs"), (13, "Two circles")])
def test_a_circle_suits_eight_and_who_facilitates_hears_of_it_in_time(client, cast, many, words):
    cast.meeting.delete()
    later = meeting(cast.group, starts_in=120)
    for n in range(many):
        answering.answer(later, what="come", by=member(cast.group, f"M{n}"), now=timezone.now())
    said = who_comes.of(later, cast.ana, cast.as_ana)
    assert (words in said.heads_up) if words else said.heads_up == ""
    client.force_login(cast.ben)
    assert "A circle suits" not in client.get(later.get_absolute_url()).content.decode()


def test_who_has_not_read_the_agreement_yet_has_one_strong_press_and_it_is_not_the_seat(client, cast):
    page = cast.group.get_absolute_url()
    client.force_login(cast.ben)
    assert 'class="button piece"' in client.get(page).text
    Acceptance.objects.filter(membership=cast.as_ben).delete()
    shown = client.get(page).text
    assert "Take a seat" in shown and 'class="button piece"' not in shown
    assert shown.count('class="button main"') == 1
