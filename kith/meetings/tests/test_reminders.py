"""Reminders and word of changes: who is never told, who is told once, and what it costs."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kith.groups import leaving, resting
from kith.groups.models import Group, Membership
from kith.meetings import answering, formats, moving, naming, planning, reminding
from kith.meetings.models import HardWeek, Meeting, Moved
from kith.meetings.planning import Plan
from kith.notices.models import Notice
from kith.people.models import Person
from tests.cast import group, meeting, member, person
from tests.depth import pick

Kind = Notice.Kind
COUNCIL = formats.shelf()["council"]


@pytest.fixture
def of(cast):
    """Their group without its meeting; everyone has been here for a month."""
    cast.meeting.delete()
    Membership.objects.update(joined_at=timezone.now() - timedelta(days=30))
    return cast


def told(**which):
    return {
        (one.person.sign_in, one.kind) for one in Notice.objects.standing().filter(**which).select_related("person")
    }


def move(one, by, **by_how_much):
    to = Plan(starts_at=one.starts_at + timedelta(**by_how_much), minutes=75, form=COUNCIL)
    return planning.change(one, to=to, by=by, now=timezone.now())


@pytest.mark.parametrize(
    "state", ["asked", "invited", "waiting", "paused", "graduated", "left", "removed", "banned", "died"]
)
def test_whoever_is_no_member_is_reminded_of_nothing_and_a_member_is(of, state):
    Membership.objects.filter(pk=of.as_ben.pk).update(state=state)
    meeting(of.group, starts_in=60 * 20)
    reminding.look(timezone.now())
    assert told() == {("ana", "reminder_day")}


def test_a_closed_account_is_reminded_of_nothing(of):
    Person.objects.filter(pk=of.ben.pk).update(suspended_at=timezone.now())
    meeting(of.group, starts_in=60 * 20)
    reminding.look(timezone.now())
    assert told() == {("ana", "reminder_day")}


def test_who_said_they_cant_is_not_reminded_and_who_can_after_all_is(of):
    soon = meeting(of.group, starts_in=60 * 20)
    answering.answer(soon, what="cant", by=of.as_ben, now=timezone.now())
    reminding.look(timezone.now())
    assert told() == {("ana", "reminder_day")}
    answering.answer(soon, what="hard", hello="leave", by=of.as_ana, now=timezone.now())
    assert told() == set()
    answering.answer(soon, what="come", by=of.as_ana, now=timezone.now())
    answering.answer(soon, what="listen", by=of.as_ben, now=timezone.now())
    reminding.look(timezone.now())
    assert told() == {("ana", "reminder_day"), ("ben", "reminder_day")}


def test_who_rests_hears_no_more_of_it_and_who_comes_back_does(of, django_capture_on_commit_callbacks):
    meeting(of.group, starts_in=60 * 20)
    reminding.look(timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        resting.pause(by=of.as_ben, now=timezone.now())
    reminding.look(timezone.now())
    assert told(kind=Kind.REMINDER_DAY) == {("ana", "reminder_day")}
    with django_capture_on_commit_callbacks(execute=True):
        resting.come_back(by=of.as_ben, now=timezone.now())
    assert told(kind=Kind.REMINDER_DAY) == {("ana", "reminder_day"), ("ben", "reminder_day")}


def test_nobody_is_asked_to_say_hello_to_someone_who_has_gone(of, django_capture_on_commit_callbacks):
    soon = meeting(of.group, starts_in=60 * 20)
    answering.answer(soon, what="hard", hello=of.as_ana.ref, by=of.as_ben, now=timezone.now())
    assert told(kind=Kind.SAY_HELLO) == {("ana", "say_hello")}
    with django_capture_on_commit_callbacks(execute=True):
        leaving.leave(by=of.as_ben)
    assert told(kind=Kind.SAY_HELLO) == set() and not HardWeek.objects.exists()


def test_a_reminder_carries_no_name_and_leads_behind_sign_in(of, client):
    soon = meeting(of.group, starts_in=60 * 20, place="Hall B")
    reminding.look(timezone.now())
    one = Notice.objects.get(person=of.ben)
    for word in (of.group.name, of.group.ref, "Ben", "Hall B"):
        assert word not in f"{one.key} {one.path} {one.kind}"
    assert (one.when, one.until, one.zone) == (soon.starts_at, soon.starts_at, of.group.zone)
    assert client.get(one.path).url.startswith("/sign-in/")
    assert naming.names(of.ben, [one.path]) == {one.path: of.group.name}
    assert naming.names(of.charlie, [one.path, "/meetings/", "/"]) == {}


def test_the_round_puts_each_reminder_once_however_often_it_walks(of):
    soon = meeting(of.group, starts_in=60 * 20)
    for _ in range(3):
        reminding.look(timezone.now())
    assert Notice.objects.count() == 2
    for _ in range(2):
        reminding.look(soon.starts_at - timedelta(hours=2))
    assert told(person=of.ben) == {("ben", "reminder_day"), ("ben", "reminder_hour")}
    assert Notice.objects.get(person=of.ben, kind=Kind.REMINDER_HOUR).due_at == soon.starts_at - timedelta(hours=1)


def test_nothing_is_put_for_what_is_far_off_has_begun_or_is_off(of):
    meeting(of.group, starts_in=60 * 28)
    meeting(of.group, starts_in=-5)
    off = meeting(of.group, starts_in=60)
    planning.cancel(off, by=of.as_ana, why="", now=timezone.now())
    reminding.look(timezone.now())
    assert not Notice.objects.filter(kind__in=[Kind.REMINDER_DAY, Kind.REMINDER_HOUR])


def test_who_joined_within_the_day_has_just_read_it_and_is_reminded_an_hour_before(of):
    Membership.objects.filter(pk=of.as_ben.pk).update(joined_at=timezone.now() - timedelta(hours=1))
    soon = meeting(of.group, starts_in=60 * 20)
    reminding.look(timezone.now())
    assert told() == {("ana", "reminder_day")}
    reminding.look(soon.starts_at - timedelta(hours=2))
    assert ("ben", "reminder_hour") in told()


NIGHTS = [  # zone, the meeting's wall time, hours between the same hour on the wall and the meeting
    ("Europe/Dublin", "2027-03-28T19:00", 23),
    ("Europe/Dublin", "2027-10-31T19:00", 25),
    ("Australia/Lord_Howe", "2027-04-04T19:00", 24.5),
    ("America/New_York", "2027-03-14T02:30", 23),  # 02:30 is not there that night: it is 03:30
    ("UTC", "2027-03-28T19:00", 24),
]


@pytest.mark.parametrize(("zone", "wall", "hours"), NIGHTS)
def test_a_day_before_is_the_same_hour_on_the_wall_when_clocks_change(of, zone, wall, hours):
    Group.objects.update(zone=zone)
    on_the_wall = datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(zone))
    one = Meeting(group=Group.objects.get(), starts_at=on_the_wall.astimezone(UTC))
    due = reminding.a_day_before(one)
    assert one.starts_at - due == timedelta(hours=hours)


def test_a_day_before_the_long_day_the_reminder_is_put_in_time(of):
    Group.objects.update(zone="Europe/Dublin")
    starts = datetime(2027, 10, 31, 19, tzinfo=ZoneInfo("Europe/Dublin")).astimezone(UTC)
    meeting(of.group, now=starts, starts_in=0)
    reminding.look(starts - timedelta(hours=26))
    assert Notice.objects.get(person=of.ben).due_at == starts - timedelta(hours=25)


def test_a_moved_meeting_takes_its_old_reminders_back_and_reminds_anew(of, django_capture_on_commit_callbacks):
    soon = meeting(of.group, starts_in=60 * 20)
    reminding.look(timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        move(soon, of.as_ana, hours=2)
    assert told() == {("ben", "moved")}  # Ana did it, and knows
    reminding.look(timezone.now())
    assert told() == {("ben", "moved"), ("ben", "reminder_day"), ("ana", "reminder_day")}
    assert {one.when for one in Notice.objects.standing()} == {soon.starts_at + timedelta(hours=2)}


def test_moved_there_and_back_is_told_twice_and_reminds_again(of, django_capture_on_commit_callbacks):
    soon = meeting(of.group, starts_in=60 * 20)
    for hours in (2, -2):
        reminding.look(timezone.now())
        with django_capture_on_commit_callbacks(execute=True):
            move(Meeting.objects.get(), of.as_ana, hours=hours)
    reminding.look(timezone.now())
    assert Notice.objects.filter(kind=Kind.MOVED).count() == 2
    assert told(person=of.ben) == {("ben", "moved"), ("ben", "reminder_day")}
    assert Moved.objects.count() == 2 and {one.when for one in Notice.objects.standing()} == {soon.starts_at}


def test_a_change_of_anything_but_the_time_is_no_move(of, django_capture_on_commit_callbacks):
    soon = meeting(of.group, starts_in=60 * 20)
    with django_capture_on_commit_callbacks(execute=True):
        move(soon, of.as_ana, hours=0)
    assert not Moved.objects.exists() and not Notice.objects.exists()


def test_called_off_takes_everything_else_back(of, django_capture_on_commit_callbacks):
    soon = meeting(of.group, starts_in=60 * 20)
    kit = member(of.group, "Kit", joined_at=timezone.now() - timedelta(days=30))
    answering.answer(soon, what="cant", by=kit, now=timezone.now())
    reminding.look(timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        planning.cancel(soon, by=of.as_ana, why="Snow", now=timezone.now())
    reminding.look(timezone.now())
    assert told() == {("ben", "called_off")}
    assert "Snow" not in str(Notice.objects.values())


def test_who_could_not_come_then_hears_that_it_was_moved(of, django_capture_on_commit_callbacks):
    soon = meeting(of.group, starts_in=60 * 20)
    answering.answer(soon, what="cant", by=of.as_ben, now=timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        move(soon, of.as_ana, hours=2)
    assert told() == {("ben", "moved")}
    reminding.look(timezone.now())
    assert ("ben", "reminder_day") in told()  # their answer was to the old time


def test_what_changes_far_off_is_told_when_it_is_eight_days_away(of, django_capture_on_commit_callbacks):
    far = meeting(of.group, starts_in=60 * 24 * 20)
    with django_capture_on_commit_callbacks(execute=True):
        planning.cancel(far, by=of.as_ana, why="", now=timezone.now())
    reminding.look(timezone.now())
    assert not Notice.objects.exists()
    reminding.look(far.starts_at - timedelta(days=7))
    assert told() == {("ben", "called_off")}


def test_a_crash_between_the_change_and_the_word_loses_nothing(of):
    """Nothing that listens after the commit has run: the round finds it."""
    soon = meeting(of.group, starts_in=60 * 20)
    planning.cancel(soon, by=of.as_ana, why="", now=timezone.now())
    assert not Notice.objects.exists()
    reminding.look(timezone.now())
    assert told() == {("ben", "called_off")}


def crowd(of, many):
    people = Person.objects.bulk_create([Person(sign_in=f"p{n}") for n in range(many)])
    since = timezone.now() - timedelta(days=30)
    Membership.objects.bulk_create(
        [Membership(group=of.group, person=one, alias=f"a{n}", joined_at=since) for n, one in enumerate(people)]
    )


def queries_of_a_round():
    with CaptureQueriesContext(connection) as asked:
        reminding.look(timezone.now())
    return len(asked)


@pytest.mark.deep
@pytest.mark.parametrize("many", [pick(1_000, 10_000, 10_000)])
def test_ten_thousand_members_are_a_few_queries(of, many):
    meeting(of.group, starts_in=60 * 20)
    few = queries_of_a_round()
    Notice.objects.all().delete()
    crowd(of, many)
    full = queries_of_a_round()
    assert Notice.objects.count() == many + 2
    assert full - few <= many / 60  # nothing but the rows going in, as many at once as SQLite takes
    assert queries_of_a_round() <= few  # and a round with nothing to do asks no more than before


def test_many_meetings_ask_no_more_than_one(of):
    meeting(of.group, starts_in=60 * 20)
    one = queries_of_a_round()
    for n in range(20):
        other = group(f"Group {n}")
        member(other, f"x{n}", joined_at=timezone.now() - timedelta(days=9))
        meeting(other, starts_in=60 * 20 + n)
    assert queries_of_a_round() <= one
    assert Notice.objects.count() == 22


def test_a_large_group_is_told_by_the_round_and_not_while_someone_waits(of, django_capture_on_commit_callbacks):
    crowd(of, moving.AT_ONCE)
    soon = meeting(of.group, starts_in=60 * 20)
    with django_capture_on_commit_callbacks(execute=True):
        planning.cancel(soon, by=of.as_ana, why="", now=timezone.now())
    assert not Notice.objects.exists()
    reminding.look(timezone.now())
    assert Notice.objects.filter(kind=Kind.CALLED_OFF).count() == moving.AT_ONCE + 1


def test_two_in_two_groups_share_no_key(of):
    other = group("Another")
    member(other, "Other", of.ben, joined_at=timezone.now() - timedelta(days=9))
    meeting(of.group, starts_in=60 * 20)
    meeting(other, starts_in=60 * 20)
    reminding.look(timezone.now())
    assert Notice.objects.filter(person=of.ben).count() == 2
    assert person("zed").notices.count() == 0
