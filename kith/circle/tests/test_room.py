"""The one door: what is acknowledged is carried out once, in order, without gaps, and nothing else leaves a trace (I2, I3, I4)."""

import json
from datetime import timedelta
from time import monotonic
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from kith.circle import clearing, core, decoded, endings, leaving, opening, presence, room, tending
from kith.circle.models import Connection, Entry, Process, Room
from kith.circle.tests.rooming import Evening, evening
from kith.groups.models import Membership
from kith.meetings.models import Attendance
from kith.people import erasing

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(db: None) -> Evening:
    return evening()


def test_a_refused_command_leaves_no_trace_and_the_same_press_at_the_right_time_does(here: Evening) -> None:
    here.sit("Dee", "Ash")
    with pytest.raises(room.Declined) as no:
        here.press("Ash", "accept", op="same")
    assert no.value.reason == core.Reason.NOT_OFFERED
    assert (no.value.seq, here.row.seq) == (2, 2)
    here.press("Ash", "just_listen", op="same")  # it was never stored, so its op is still free
    assert here.row.seq == 3


def test_i2_i3_an_acknowledged_command_is_carried_out_once_however_often_it_is_sent(here: Evening) -> None:
    first = here.sit().press("Ash", "just_listen", op="once")
    later = here.press("Ben", "just_listen")
    again = here.press("Ash", "just_listen", op="once")
    assert again.entry == first.entry
    assert again.seq == later.seq == here.row.seq
    assert again.circle.sat(here["Ben"].ref).mode == "listening"  # the same outcome with the current circle


def test_the_same_op_with_another_payload_is_a_mistake_and_changes_nothing(here: Evening) -> None:
    here.sit()
    here.press("Ash", "say", text="Hello", op="one")
    with pytest.raises(room.Mismatch) as no:
        here.press("Ash", "say", text="Goodbye", op="one")
    assert no.value.seq == here.row.seq
    here.press("Ben", "say", text="Goodbye", op="one")  # an op belongs to one actor
    assert [line.text for line in here.circle.lines] == ["Hello", "Goodbye"]


def test_i4_numbers_have_no_gaps_and_the_log_replays_to_the_circle(here: Evening) -> None:
    here.sit()
    opened = opening.circle_for(here.meeting)
    here.press("Dee", "begin")
    here.press("Dee", "next_part")
    for _ in range(3):
        with pytest.raises(room.Declined):
            here.press("Ben", "next_part")
    here.press("Ash", "slip", text="Is it only me?")
    entries = list(here.entries())
    assert [entry.seq for entry in entries] == list(range(1, here.row.seq + 1))
    for entry in entries:
        opened = core.replay(opened, core.load_events(entry.events))
    assert core.load(here.row.state) == opened


def test_what_time_made_due_stays_done_even_when_the_command_is_refused_and_happens_once(here: Evening) -> None:
    here.sit("Ben")
    later = here.meeting.ends_at.timestamp() + 3600
    for _ in range(2):
        with pytest.raises(room.Declined) as no:
            here.press("Ben", "say", text="Is anyone there?", now=later)
        assert no.value.reason == core.Reason.IT_IS_OVER
    assert [entry.actor for entry in here.entries()] == [here["Ben"].ref, core.CLOCK]
    assert here.row.closed_at
    assert here.row.due_at is None


def test_settling_early_does_nothing_and_settling_late_does_it_once(here: Evening) -> None:
    here.sit("Ben")
    before = here.row.seq
    assert room.settle(here.meeting).seq == before
    due = here.row.due_at
    assert due
    room.settle(here.meeting, now=due)
    room.settle(here.meeting, now=due)
    assert here.row.seq == before + 1


def test_a_clock_that_jumps_a_day_ends_an_empty_circle_and_nothing_else(here: Evening) -> None:
    here.sit()
    for alias in here.members:
        presence.found(here.meeting, {here[alias].ref: 1})
    tomorrow = timezone.now().timestamp() + 86_400
    outcome = room.settle(here.meeting, now=tomorrow)
    assert outcome.circle.phase == "kettle"  # people are in it
    again = room.settle(here.meeting, now=timezone.now().timestamp())  # and it jumps back
    assert again.circle.phase == "kettle"


def test_the_room_is_made_once_in_its_time_and_not_before(db: None) -> None:
    here = evening(starts_in=30)
    assert not Room.objects.filter(meeting=here.meeting).exists()
    soon = here.meeting.starts_at - timedelta(minutes=14)
    first, second = opening.open_room(here.meeting, soon), opening.open_room(here.meeting, soon)
    assert first == second
    with pytest.raises(room.NoRoom):
        room.look(evening(starts_in=30).meeting)


def test_closing_keeps_who_came_and_how_long_they_were_heard(here: Evening) -> None:
    here.sit("Dee", "Ash", "Ben")
    here.press("Dee", "seat_guest", alias="Someone on the phone", where="phone")
    here.press("Dee", "close", now=timezone.now().timestamp() + 600)
    came = Attendance.objects.filter(meeting=here.meeting)
    assert {row.membership.alias if row.membership else None for row in came} == {"Dee", "Ash", "Ben", None}
    assert {row.minutes for row in came} == {10}
    assert not any(row.first for row in came)
    with pytest.raises(room.Declined):
        here.press("Dee", "close")


def test_seven_days_after_closing_only_attendance_is_left(here: Evening) -> None:
    here.sit("Dee", "Ash")
    here.press("Ash", "say", text="a word nobody keeps")
    here.press("Dee", "close")
    assert clearing.clear_due(timezone.now() + timedelta(days=6)) == 0
    assert Entry.objects.exists()
    assert clearing.clear_due(timezone.now() + timedelta(days=8)) == 1
    assert clearing.clear_due(timezone.now() + timedelta(days=8)) == 0
    assert not Entry.objects.exists()
    assert (here.row.state, here.row.due_at) == ("", None)
    assert Attendance.objects.filter(meeting=here.meeting).count() == 2
    with pytest.raises(room.NoRoom):
        here.press("Ash", "say", text="late")


def test_all_who_come_at_once_are_found_with_one_look_and_each_has_an_entry(
    here: Evening, django_capture_on_commit_callbacks: Any
) -> None:
    here.sit("Dee", "Ash", "Ben")
    lines = {here[alias].ref: line for line, alias in enumerate(("Dee", "Ash", "Ben"))}
    before = here.row.seq
    with django_capture_on_commit_callbacks(execute=False) as looks:
        presence.found(here.meeting, lines | {"a-seat-that-is-not-there": 9})
    assert all(here.circle.sat(ref).here for ref in lines)
    assert [entry.seq for entry in here.entries()][-3:] == [before + 1, before + 2, before + 3]
    assert len(looks) == 1
    presence.found(here.meeting, lines)
    assert here.row.seq == before + 3


def test_only_a_line_that_was_seen_to_drop_is_lost_and_a_dead_process_makes_it_unknown(here: Evening) -> None:
    here.sit("Dee", "Ash")
    now, ash = timezone.now(), here["Ash"].ref
    presence.lost(here.meeting, ash, 1)
    assert here.circle.sat(ash).here is None  # never had a line: nothing to lose
    presence.renew("one", now)
    presence.renew("two", now)
    line, other = (presence.write(each, came=[(here.meeting.pk, ash)], went=[])[0] for each in ("one", "two"))
    presence.found(here.meeting, {ash: line})
    presence.found(here.meeting, {ash: other})
    presence.write("one", came=[], went=[line])
    presence.lost(here.meeting, ash, line)
    assert here.circle.sat(ash).here is True  # the other screen is still there
    presence.renew("one", now + timedelta(seconds=70))
    [(meeting, actor)] = presence.bury(now + timedelta(seconds=70))
    presence.unknown(meeting, actor, "one")
    assert here.circle.sat(ash).here is None
    assert not Connection.objects.exists()
    presence.lose_unclaimed(now, [(meeting, actor)])
    assert here.circle.sat(ash).here is False
    presence.found(here.meeting, {ash: 9})
    assert here.circle.sat(ash).here is True
    assert [entry.op for entry in here.entries()][2:] == [
        f"clock:found:{ash}:{line}",
        f"clock:unknown:{ash}:one",
        f"clock:lost:{ash}:after:{now:%d%H%M%S}",
        f"clock:found:{ash}:9",
    ]


def test_a_lease_that_was_buried_is_taken_up_again(db: None) -> None:
    now = timezone.now()
    assert not presence.renew("me", now)
    assert presence.renew("me", now)
    presence.bury(now + timedelta(seconds=61))
    assert not presence.renew("me", now)
    presence.leave("me")
    assert not Process.objects.exists()


def test_each_second_what_is_due_is_done_and_a_broken_room_stops_no_other(here: Evening) -> None:
    broken = evening()
    Room.objects.filter(meeting=broken.meeting).update(due_at=0, state="{}")
    here.sit("Ben")
    Room.objects.filter(meeting=here.meeting).update(due_at=0)
    tending.settle_due()
    due = here.row.due_at
    assert due and due > timezone.now().timestamp()  # looked at, found not due, and not asked for every second


def test_someone_who_leaves_steps_out_of_every_circle_and_the_piece_goes_on(here: Evening) -> None:
    here.sit()
    here.press("Dee", "begin")
    here.press("Dee", "next_part")
    holder = here.circle.piece.offered_to or here.circle.piece.holder
    member = Membership.objects.get(ref=holder)
    leaving.leave_rooms(member.person)
    leaving.leave_rooms(member.person)
    assert here.circle.sat(holder).away
    assert holder not in (here.circle.piece.holder, here.circle.piece.offered_to)


def test_who_erases_themselves_leaves_no_word_and_no_alias_in_any_circle(here: Evening) -> None:
    here.sit()
    here.press("Ben", "say", text="a word of Ben's own")
    here.press("Cal", "say", text="and one of Cal's")
    erasing.erase(here["Ben"].person, by=here["Ben"].person)
    kept = here.row.state + "".join(entry.events for entry in here.entries())
    assert "and one of Cal's" in kept
    assert '"alias":"Cal"' in kept.replace(" ", "")
    assert "a word of Ben's own" not in kept
    assert '"Ben"' not in kept
    json.loads(here.row.state)


def test_the_end_of_a_membership_takes_them_out_of_the_circle(here: Evening) -> None:
    here.sit()
    ben = here["Ben"]
    Membership.objects.filter(pk=ben.pk).update(state=Membership.State.REMOVED)
    endings.on_membership_ended(None, membership=ben)
    assert here.circle.sat(ben.ref).away
    assert not here.circle.sat(here["Cal"].ref).away


def test_what_was_never_committed_is_never_read_from_memory(here: Evening) -> None:
    here.sit()  # inside this test's transaction: nothing of it is certain yet
    assert decoded.get(here.meeting.ref, here.row.seq) is None
    assert connection.in_atomic_block


def test_a_changed_meeting_changes_a_circle_that_has_not_begun_and_no_other(here: Evening) -> None:
    begun = evening()
    for each in (here.sit(), begun.sit()):
        each.press("Ben", "say", text="Hello")
        each.meeting.call_link = "https://call.example/1"
        each.meeting.save()
    begun.press("Dee", "begin")
    for each in (here, begun):
        endings.on_meeting_changed(None, meeting=each.meeting)
    assert (here.circle.call_link, begun.circle.call_link) == ("https://call.example/1", "")
    assert len(here.circle.seated) == 4
    assert [entry.seq for entry in here.entries()] == list(range(1, here.row.seq + 1))
    here.meeting.starts_at += timedelta(days=1)
    here.meeting.save()
    endings.on_meeting_changed(None, meeting=here.meeting)
    assert not here.circle.seats
    assert [entry.seq for entry in here.entries()] == list(range(1, here.row.seq + 1))


def test_nothing_stays_in_memory_longer_than_an_hour(here: Evening) -> None:
    decoded.put("a-meeting", 3, here.circle)
    decoded.put("a-meeting", 2, here.circle)  # an older look that came late
    assert decoded.get("a-meeting", 3)
    assert decoded.get("a-meeting", 2) is None
    decoded.forget_old(monotonic() + 3601)
    assert decoded.get("a-meeting", 3) is None
