"""Tonight changes: the list of who has not heard, for those who facilitate and nobody else."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.groups.models import Membership, Reach
from kith.meetings import answering, by_hand, formats, planning, tonight
from kith.meetings.models import Attendance, Meeting, ToldOf
from kith.meetings.planning import Plan
from kith.notices.models import Notice
from tests.cast import meeting, member

COUNCIL = formats.shelf()["council"]
LONG_AGO = timezone.now() - timedelta(days=300)


@pytest.fixture
def here(cast):
    """Kit has been here long and comes to nothing any more; Noor came last week; Ana facilitates."""
    cast.meeting.delete()
    kit, noor = member(cast.group, "Kit"), member(cast.group, "Noor")
    Membership.objects.update(joined_at=LONG_AGO)
    was = meeting(cast.group, starts_in=-60 * 24 * 7)
    Attendance.objects.create(meeting=was, membership=noor, came_at=was.starts_at)
    return cast, kit, noor, meeting(cast.group, starts_in=180)


def call_off(one, cast, capture):
    with capture(execute=True):
        planning.cancel(one, by=cast.as_ana, why="", now=timezone.now())
    return Meeting.objects.select_related("cancellation").get(pk=one.pk)


def names(one, cast):
    change = tonight.change_of(one, now=timezone.now())
    return [(row.member.alias, row.told) for row in tonight.expected(change, by=cast.as_ana)] if change else None


def test_a_member_neither_reads_the_list_nor_ticks(client, here, django_capture_on_commit_callbacks):
    cast, _kit, noor, soon = here
    Reach.objects.create(membership=noor, number="+353 1 555 0100")
    answering.answer(soon, what="come", by=cast.as_ben, now=timezone.now())
    call_off(soon, cast, django_capture_on_commit_callbacks)
    tick = reverse("meetings:told", args=[soon.ref, noor.ref])
    client.force_login(cast.ben)
    for url in (soon.get_absolute_url(), cast.group.get_absolute_url()):
        page = client.get(url).content.decode()
        assert "Not yet told" not in page and "555 0100" not in page
    assert client.post(tick).status_code == 404 and not ToldOf.objects.exists()
    client.force_login(cast.ana)
    page = client.get(soon.get_absolute_url()).content.decode()
    assert "Not yet told: 2" in page and "555 0100" in page and "no number given" in page
    home = client.get(cast.group.get_absolute_url()).content.decode()
    needs = home[home.index('<ul class="needs">') :]
    assert needs.index("Not yet told: 2") < needs.index("No meeting is planned")
    assert "555 0100" not in home
    assert client.post(tick).status_code == 302
    assert "Not yet told: 1" in client.get(soon.get_absolute_url()).content.decode()


def test_expected_are_who_said_so_who_came_lately_and_who_is_new(here, django_capture_on_commit_callbacks):
    cast, _kit, _noor, soon = here
    answering.answer(soon, what="come", by=cast.as_ben, now=timezone.now())
    member(cast.group, "New", joined_at=timezone.now() - timedelta(days=2))
    off = call_off(soon, cast, django_capture_on_commit_callbacks)
    assert names(off, cast) == [("Ben", False), ("New", False), ("Noor", False)]


def test_who_said_they_cant_who_has_read_it_and_who_is_gone_is_not_rung(here, django_capture_on_commit_callbacks):
    cast, kit, noor, soon = here
    for who in (cast.as_ben, kit):
        answering.answer(soon, what="come", by=who, now=timezone.now())
    answering.answer(soon, what="cant", by=noor, now=timezone.now())
    off = call_off(soon, cast, django_capture_on_commit_callbacks)
    assert names(off, cast) == [("Ben", False), ("Kit", False)]
    Notice.objects.filter(person=cast.ben).update(seen_at=timezone.now())
    assert names(off, cast) == [("Kit", False)]
    Membership.objects.filter(pk=kit.pk).update(state="left")
    assert names(off, cast) == []


def test_who_answered_to_the_new_time_has_heard_of_it(here, django_capture_on_commit_callbacks):
    cast, kit, _noor, soon = here
    for who in (cast.as_ben, kit):
        answering.answer(soon, what="come", by=who, now=timezone.now())
    to = Plan(starts_at=soon.starts_at + timedelta(hours=1), minutes=75, form=COUNCIL)
    with django_capture_on_commit_callbacks(execute=True):
        planning.change(soon, to=to, by=cast.as_ana, now=timezone.now())
    moved = Meeting.objects.get(pk=soon.pk)
    assert {alias for alias, _ in names(moved, cast)} == {"Ben", "Kit", "Noor"}
    answering.answer(moved, what="cant", by=kit, now=timezone.now())
    assert {alias for alias, _ in names(moved, cast)} == {"Ben", "Noor"}


def test_a_tick_counts_for_this_change_only_and_can_be_taken_back(here, django_capture_on_commit_callbacks):
    cast, _kit, noor, soon = here
    now = timezone.now()
    for hours in (1, 2):
        to = Plan(starts_at=soon.starts_at + timedelta(hours=hours), minutes=75, form=COUNCIL)
        with django_capture_on_commit_callbacks(execute=True):
            planning.change(soon, to=to, by=cast.as_ana, now=timezone.now())
        moved = Meeting.objects.get(pk=soon.pk)
        assert ("Noor", False) in names(moved, cast)
        for _ in range(2):
            tonight.tick(tonight.change_of(moved, now=now), of=noor, by=cast.as_ana, now=now)
        assert ("Noor", True) in names(moved, cast)
    assert ToldOf.objects.count() == 2
    tonight.tick(tonight.change_of(moved, now=now), of=noor, by=cast.as_ana, now=now, told=False)
    assert ("Noor", False) in names(moved, cast)


def test_a_change_with_days_to_go_makes_no_list_and_one_that_is_past_neither(here, django_capture_on_commit_callbacks):
    cast, _kit, _noor, soon = here
    far = meeting(cast.group, starts_in=60 * 26)
    off = call_off(far, cast, django_capture_on_commit_callbacks)
    assert tonight.change_of(off, now=timezone.now()) is None
    near = call_off(soon, cast, django_capture_on_commit_callbacks)
    assert tonight.change_of(near, now=timezone.now())
    assert tonight.change_of(near, now=near.starts_at) is None


def test_moved_from_next_week_to_tonight_makes_a_list(here, django_capture_on_commit_callbacks):
    cast, _kit, _noor, _soon = here
    far = meeting(cast.group, starts_in=60 * 24 * 5)
    to = Plan(starts_at=timezone.now() + timedelta(hours=6), minutes=75, form=COUNCIL)
    with django_capture_on_commit_callbacks(execute=True):
        planning.change(far, to=to, by=cast.as_ana, now=timezone.now())
    assert ("Noor", False) in names(Meeting.objects.get(pk=far.pk), cast)
    assert by_hand.UNTIL
