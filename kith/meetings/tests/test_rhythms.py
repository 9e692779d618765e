"""A group's rhythm as the database counts it, against a slow plain model of the same words."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kith.groups.models import Group, Membership
from kith.meetings import by_hand, planning, rhythms
from kith.meetings.models import Attendance, Cancellation, Meeting, NotHeld, Rhythm
from kith.people.models import Person
from tests.cast import group, meeting, member, person
from tests.depth import rounds

NOW = datetime(2027, 3, 30, 20, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)

# A meeting: hours from now, how many came (0: nobody is written), whether it was called off, did not happen; call, hall, text.
meetings = st.tuples(
    st.integers(-24 * 80, 24 * 20),
    st.integers(0, 9),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
groups = st.tuples(
    st.integers(0, 24 * 100), st.integers(0, 6), st.lists(meetings, max_size=14, unique_by=lambda one: one[0])
)


def plain(age, members, these):
    """Every field in words one can check by hand; no query, no cleverness."""
    began = NOW - age * HOUR
    met = sorted(
        ((NOW + at * HOUR, came) for at, came, off, _, *_ in these if came >= 2 and at <= 0 and not off), reverse=True
    )
    times = [at for at, _ in met]
    first = min([began, *times[: max(6, sum(NOW - at < timedelta(days=42) for at in times))]])
    weeks, in_which = 0, 0
    for week in range(6):
        late, early = NOW - week * timedelta(days=7), NOW - (week + 1) * timedelta(days=7)
        was_met = any(early < at <= late for at in times)
        in_which += was_met
        if was_met or first <= early:
            weeks = week + 1
    sizes = sorted(came for _, came in met[:6])
    ahead = sorted((at, one) for at, one in ((one[0], one) for one in these) if is_ahead(one))
    lately = [one for one in these if -24 * 42 < one[0] <= 0 and not one[2]]
    ways = [one for _, one in ahead] or lately
    return {
        "met": in_which,
        "weeks": weeks,
        "usually": sizes[(len(sizes) - 1) // 2] if sizes else 0,
        "last_met_at": times[0] if times else None,
        "next_at": NOW + ahead[0][0] * HOUR if ahead else None,
        "members": members,
        "by_call": any(one[4] for one in ways),
        "in_hall": any(one[5] for one in ways),
        "by_text": any(one[6] for one in ways),
    }


def is_ahead(one):
    """Not called off, nobody has come yet, it was not said that it did not happen, and its hour is not over for long."""
    at, came, off, unheld, *_ = one
    return not off and not came and not unheld and NOW + at * HOUR + timedelta(minutes=60 + 30) > NOW


def build(age, members, these):
    one = group("A group", made_at=NOW - age * HOUR)
    for n in range(members):
        member(one, f"M{n}", Person.objects.create(sign_in=f"{one.ref}{n}"))
    for at, came, off, unheld, call, hall, text in these:
        held = Meeting.objects.create(
            group=one,
            starts_at=NOW + at * HOUR,
            minutes=60,
            call_link="https://meet.example/a" if call else "",
            place="Hall" if hall else "",
            by_text=text,
        )
        Attendance.objects.bulk_create(Attendance(meeting=held, came_at=held.starts_at) for _ in range(came))
        if off:
            Cancellation.objects.create(meeting=held)
        if unheld and not came:
            NotHeld.objects.create(meeting=held)
    return one


@pytest.mark.deep
@pytest.mark.django_db
@settings(max_examples=rounds(12, 60, 300), deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.lists(groups, min_size=1, max_size=4))
def test_the_database_counts_what_one_counts_by_hand(these):
    Rhythm.objects.all().delete()
    made = [build(*one) for one in these]
    rhythms.count(made, NOW)
    for one, said in zip(made, these, strict=True):
        counted = Rhythm.objects.get(group=one)
        assert {name: getattr(counted, name) for name in plain(*said)} == plain(*said)
    Group.objects.filter(pk__in=[one.pk for one in made]).delete()


@pytest.mark.django_db
def test_who_is_kept_out_of_the_count():
    """Paused, gone and waiting are no members, and a rhythm holds no one's name."""
    one = group("A group")
    for n, state in enumerate(Membership.State.values):
        member(one, f"M{n}", state=state)
    member(one, "With", alongside_of=one.memberships.get(state="member"))
    rhythms.count([one], timezone.now())
    assert Rhythm.objects.get().members == 1
    assert "M" not in "".join(str(value) for value in Rhythm.objects.values().get().values() if isinstance(value, str))


@pytest.mark.deep
@pytest.mark.django_db
def test_many_groups_are_as_few_queries_as_one():
    def cost(of):
        with CaptureQueriesContext(connection) as asked:
            rhythms.count(of, NOW)
        return len(asked)

    one = [build(24 * 50, 2, [(-24 * 7 * n, 4, False, False, True, False, True) for n in range(1, 8)])]
    met, planned = (-24 * 7, 3, False, False, False, True, True), (24, 0, False, False, False, True, True)
    many = [build(24 * 50, 1, [met, planned]) for _ in range(40)]
    assert cost(one) <= 9
    assert cost(one + many) <= cost(one) + 1  # the group without a next meeting asks once more, however many there are


@pytest.mark.django_db
def test_a_young_group_is_not_held_to_weeks_it_did_not_have():
    assert rhythms.weeks_met([], since=NOW - timedelta(days=3), now=NOW) == (0, 0)
    assert rhythms.weeks_met([NOW - timedelta(days=2)], since=NOW - timedelta(days=3), now=NOW) == (1, 1)
    assert rhythms.weeks_met([NOW - timedelta(days=2)], since=NOW - timedelta(days=15), now=NOW) == (1, 2)
    assert rhythms.weeks_met([NOW - timedelta(days=2)], since=NOW - timedelta(days=900), now=NOW) == (1, 6)


def test_it_is_counted_when_something_changes(cast, django_capture_on_commit_callbacks):
    cast.meeting.delete()
    past, soon = meeting(cast.group, starts_in=-60 * 24), meeting(cast.group, starts_in=60)
    with django_capture_on_commit_callbacks(execute=True):
        by_hand.note(past, came=[cast.as_ana, cast.as_ben], guests=1, by=cast.as_ana, now=timezone.now())
    now = Rhythm.objects.get(group=cast.group)
    assert (now.met, now.usually, now.last_met_at, now.next_at) == (1, 3, past.starts_at, soon.starts_at)
    with django_capture_on_commit_callbacks(execute=True):
        planning.cancel(soon, by=cast.as_ana, why="", now=timezone.now())
    assert Rhythm.objects.get(group=cast.group).next_at is None


def test_the_round_finds_who_was_never_counted_or_whose_meeting_went_by(cast):
    assert rhythms.look(timezone.now()) == 1
    assert rhythms.look(timezone.now()) == 0
    assert rhythms.look(timezone.now() + timedelta(minutes=30)) == 1
    assert rhythms.look(timezone.now() + timedelta(days=2)) == 1
    assert person("zed") and Rhythm.objects.count() == 1
