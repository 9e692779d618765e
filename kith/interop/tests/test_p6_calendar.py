"""P6: a calendar tells its person when, and nobody else anything. Who is kept out comes first."""

from datetime import date, time, timedelta

import pytest
import vobject
from django.db import OperationalError, transaction
from django.test import Client
from django.utils import timezone

from kith.groups import leaving
from kith.groups.models import Membership
from kith.interop import calendars
from kith.interop.models import Feed, FeedSet
from kith.meetings import repeating
from kith.meetings.models import Cancellation, Meeting, Series, Skipped
from kith.people import passphrases, signing_out, suspending
from kith.people.models import Person
from tests.cast import Cast, group, meeting, member, person

pytestmark = pytest.mark.django_db


def series(of: Cast, **more: object) -> Series:
    told: dict[str, object] = {"rule": "FREQ=WEEKLY", "starts_on": date(2026, 11, 3), "clock": time(19, 0)}
    told |= {
        "zone": "Europe/London",
        "format": "council",
        "place": "Quaker House",
        "call_link": "https://call.example/x",
    }
    return Series.objects.create(group=of.group, **(told | more))


def gathering(of: Series, day: date, **more: object) -> Meeting:
    from datetime import datetime

    at = datetime.combine(day, of.clock, of.tz)
    told: dict[str, object] = {"starts_at": at, "occurrence": at, "minutes": of.minutes, "format": of.format}
    return Meeting.objects.create(group=of.group, series=of, **(told | more))


def read(token: str) -> vobject.base.Component:
    answer = Client().get(f"/calendar/{token}.ics")
    assert answer.status_code == 200
    return vobject.readOne(answer.content.decode())


def events(token: str) -> list[vobject.base.Component]:
    return list(read(token).contents.get("vevent", []))


def test_an_address_that_leads_nowhere_is_like_one_that_never_was(cast: Cast) -> None:
    token = calendars.make(by=cast.ben)
    never, client = Client().get("/calendar/never.ics"), Client()
    assert client.get(f"/calendar/{token}.ics").status_code == 200
    calendars.end(cast.ben)
    ended = client.get(f"/calendar/{token}.ics")
    assert (ended.status_code, ended.content) == (never.status_code, never.content) == (404, never.content)


def test_only_the_hash_of_an_address_is_kept_and_a_new_one_ends_the_old(cast: Cast) -> None:
    old = calendars.make(by=cast.ben)
    new = calendars.make(by=cast.ben)
    assert not Feed.objects.filter(hash__contains=new).exists()
    assert Client().get(f"/calendar/{old}.ics").status_code == 404
    assert Client().get(f"/calendar/{new}.ics").status_code == 200


def test_who_leaves_a_group_has_it_in_no_calendar_from_that_moment(cast: Cast) -> None:
    other = member(group("Another"), "Benny", cast.ben)
    mine = meeting(other.group, starts_in=60)
    token = calendars.make(by=cast.ben)
    assert len(events(token)) == 2
    leaving.leave(by=cast.as_ben)
    assert [event.dtstart.value for event in events(token)] == [
        mine.starts_at.replace(second=mine.starts_at.second, microsecond=0)
    ]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("what", ["last-group", "passphrase", "suspended", "everywhere"])
def test_s4_what_ends_everything_ends_the_calendar(cast: Cast, what: str) -> None:
    token, kept = calendars.make(by=cast.ben), calendars.make(by=cast.ana)
    if what == "last-group":
        leaving.leave(by=cast.as_ben)
    elif what == "passphrase":
        passphrases.change_passphrase(cast.ben, new="another long phrase", by=cast.ben)
    elif what == "suspended":
        suspending.suspend(cast.ben, by=person("host", is_host=True))
    else:
        signed_in(cast.ben).post("/me/devices/", {"everywhere": "1"})
    assert Client().get(f"/calendar/{token}.ics").status_code == 404
    assert Client().get(f"/calendar/{kept}.ics").status_code == 200


def test_s4_signing_out_everywhere_ends_it_in_the_same_moment_or_nothing_ends(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is committed here, so what would only be told afterwards is never told."""
    calendars.make(by=cast.ben)
    with monkeypatch.context() as broken, pytest.raises(OperationalError), transaction.atomic():
        broken.setattr(FeedSet, "delete", locked)
        signing_out.end_all(cast.ben, by=cast.ben)
    assert Feed.objects.filter(person=cast.ben).exists()
    signing_out.end_all(cast.ben, by=cast.ben)
    assert not Feed.objects.filter(person=cast.ben).exists()


def locked(rows: FeedSet) -> None:
    raise OperationalError("database is locked")


@pytest.mark.django_db(transaction=True)
def test_signing_out_on_one_device_leaves_it(cast: Cast) -> None:
    token = calendars.make(by=cast.ben)
    signed_in(cast.ben).post("/sign-out/")
    assert Client().get(f"/calendar/{token}.ics").status_code == 200


def test_who_only_asked_or_waits_or_rests_has_nothing_in_it(cast: Cast) -> None:
    token = calendars.make(by=cast.ben)
    for state in set(Membership.State.values) - {"member"}:
        Membership.objects.filter(pk=cast.as_ben.pk).update(state=state)
        assert events(token) == [], state
    Membership.objects.filter(pk=cast.as_ben.pk).update(state="member")
    assert len(events(token)) == 1


def test_it_tells_nothing_but_when(cast: Cast) -> None:
    cast.meeting.place, cast.meeting.call_link = "Quaker House", "https://call.example/x"
    cast.meeting.save()
    one = series(cast)
    gone = gathering(one, date(2026, 12, 1), revision=1)
    Cancellation.objects.create(meeting=gone, why="The heating broke")
    token = calendars.make(by=cast.ben)
    answer = Client().get(f"/calendar/{token}.ics")
    written = answer.content.decode()
    for word in ("grief", "Quaker", "call.example", "heating", "Ana", "Ben", cast.group.ref, one.ref, cast.meeting.ref):
        assert word.lower() not in written.lower()
    for name in ("DESCRIPTION", "LOCATION", "ATTENDEE", "ORGANIZER", "URL", "VALARM", "COMMENT", "X-APPLE"):
        assert name not in written
    found = events(token)
    assert {event.summary.value for event in found} == {"Appointment"}
    assert {event.contents["class"][0].value for event in found} == {"PRIVATE"}
    assert answer["Cache-Control"] == "private, no-store"


def test_whoever_chooses_otherwise_reads_their_own_word_or_the_groups_name(cast: Cast) -> None:
    token = calendars.make(by=cast.ben)
    calendars.call_it(shows="own", word="Choir", by=cast.ben)
    assert [event.summary.value for event in events(token)] == ["Choir"]
    calendars.call_it(shows="group", word="Choir", by=cast.ben)
    assert [event.summary.value for event in events(token)] == ["Walking with grief"]
    assert read(token).contents["x-wr-calname"][0].value == "Appointment"


def test_a8_two_calendars_laid_side_by_side_share_no_name(cast: Cast) -> None:
    series(cast)
    ana, ben = ({event.uid.value for event in events(calendars.make(by=one))} for one in (cast.ana, cast.ben))
    assert len(ana) == len(ben) == 2
    assert not ana & ben


def test_a_gathering_that_was_moved_or_called_off_is_told_as_such(cast: Cast) -> None:
    cast.meeting.delete()
    one = series(cast)
    as_planned, moved, gone = (gathering(one, date(2026, 12, day)) for day in (1, 8, 15))
    moved.starts_at += timedelta(hours=24)
    moved.revision = 2
    moved.save()
    Cancellation.objects.create(meeting=gone)
    Skipped.objects.create(series=one, day=date(2026, 12, 22))
    rule, *others = events(calendars.make(by=cast.ben))
    assert rule.rrule.value == "FREQ=WEEKLY"
    assert [day.replace(tzinfo=None).isoformat() for day in rule.exdate.value] == ["2026-12-22T19:00:00"]
    told = {event.recurrence_id.value: event for event in others}
    assert set(told) == {moved.occurrence, gone.occurrence}
    assert told[moved.occurrence].dtstart.value == moved.starts_at
    assert (told[moved.occurrence].status.value, told[moved.occurrence].sequence.value) == ("CONFIRMED", "2")
    assert (told[gone.occurrence].status.value, told[gone.occurrence].sequence.value) == ("CANCELLED", "1")
    assert as_planned.occurrence not in told


def test_one_meetings_file_is_for_its_group_alone(cast: Cast) -> None:
    path = f"/meetings/{cast.meeting.ref}/calendar.ics"
    assert Client().get(path).status_code == 302
    assert signed_in(cast.charlie).get(path).status_code == 404
    answer = signed_in(cast.ben).get(path)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    one = vobject.readOne(answer.content.decode()).vevent
    assert (one.summary.value, one.dtstart.value) == ("Appointment", cast.meeting.starts_at.replace(microsecond=0))


def test_however_much_there_is_the_questions_stay_the_same(cast: Cast, django_assert_max_num_queries: object) -> None:
    for week in range(12):
        one = series(cast, starts_on=date(2026, 11, 3) + timedelta(days=week))
        gathering(one, date(2026, 12, 1), revision=1)
        meeting(cast.group, starts_in=60 * week)
    token = calendars.make(by=cast.ben)
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        assert calendars.read(token, now=timezone.now())


def test_the_page_shows_the_address_once_and_keeps_what_was_chosen(cast: Cast) -> None:
    client = signed_in(cast.ben)
    assert "Make my calendar" in client.get("/me/calendar/").content.decode()
    shown = client.post("/me/calendar/new/", follow=True).content.decode()
    address = shown.split('readonly value="')[1].split('"')[0]
    assert Client().get(address.removeprefix("http://testserver")).status_code == 200
    assert address not in client.get("/me/calendar/").content.decode()
    assert client.post("/me/calendar/", {"shows": "own", "word": ""}).status_code == 400
    assert client.post("/me/calendar/", {"shows": "own", "word": "Choir"}).status_code == 302
    assert Feed.objects.get(person=cast.ben).word == "Choir"
    client.post("/me/calendar/end/")
    assert not Feed.objects.exists()


def signed_in(who: Person) -> Client:
    client = Client()
    client.force_login(who)
    return client


def test_a_day_that_is_met_on_after_all_is_told_with_when_it_was_said(cast: Cast) -> None:
    """SEQUENCE and DTSTAMP grow together: some readers look at the one, some at the other."""
    long_ago, now = timezone.now() - timedelta(days=90), timezone.now()
    cast.meeting.delete()
    one = series(cast, rule="FREQ=WEEKLY;BYDAY=TU", starts_on=date(2026, 11, 3), planned_at=long_ago)
    day = (now + timedelta(days=70)).date()
    day = next(
        day + timedelta(days=n) for n in range(7) if one.course.days(day + timedelta(days=n), day + timedelta(days=n))
    )
    token = calendars.make(by=cast.ben)
    repeating.skip(one, day=day, by=cast.as_ana, why="", now=now - timedelta(days=2))
    (skipped,) = events(token)
    repeating.meet_after_all(one, day=day, by=cast.as_ana, now=now)
    back = next(event for event in events(token) if "rrule" in event.contents)
    assert int(back.sequence.value) > int(skipped.sequence.value)
    assert back.dtstamp.value == now.replace(microsecond=0) > skipped.dtstamp.value


def test_when_one_evening_was_changed_is_what_a_reader_is_told_not_when_it_was_planned(cast: Cast) -> None:
    planned, moved = timezone.now() - timedelta(days=9), timezone.now() - timedelta(days=1)
    cast.meeting.delete()
    facts = {"starts_at": timezone.now() + timedelta(days=3), "format": "council", "planned_at": planned}
    Meeting.objects.create(group=cast.group, revision=1, changed_at=moved, **facts)
    token = calendars.make(by=cast.ben)
    (one,) = events(token)
    assert one.dtstamp.value == one.last_modified.value == moved.replace(microsecond=0)
