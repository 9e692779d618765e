"""Who came: kept without blame, written once when a circle closes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import models, transaction

from kith.groups import first_visit
from kith.groups.models import Membership
from kith.meetings.models import Attendance, Meeting
from kith.meetings.signals import came_known


@dataclass(frozen=True, slots=True)
class Came:
    """Someone who sat in the circle. `ref` is their membership's; empty for a guest, who is only counted."""

    ref: str
    came_at: datetime
    minutes: int = 0
    heard_minutes: int = 0


@transaction.atomic
def record(meeting: Meeting, *, came: Iterable[Came]) -> None:
    """Write who came; from now on the meeting is over. Recording it again changes nothing; what was ticked by hand stays."""
    meeting = Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
    if meeting.attendances.filter(by_hand=False).exists():
        return
    came = list(came)
    members = {one.ref: one for one in Membership.objects.filter(group=meeting.group_id, ref__in=[c.ref for c in came])}
    before = set(_been_before(meeting).values_list("membership_id", flat=True))
    known = {one.ref: one for one in came if one.ref in members}
    rows = [_row(meeting, one, members[ref], before) for ref, one in known.items()]
    guests = [_row(meeting, one, None, before) for one in came if not one.ref]
    _make_way(meeting, [one.pk for one in members.values()], len(guests))
    Attendance.objects.bulk_create(rows + guests)
    announce(meeting)


def _make_way(meeting: Meeting, members: list[int], guests: int) -> None:
    """What the circle saw takes the place of the tick for the same one; nobody is counted twice."""
    ticked = meeting.attendances.filter(by_hand=True)
    ticked.filter(membership__in=members).delete()
    same = ticked.filter(membership=None).order_by("pk").values_list("pk", flat=True)[:guests]
    Attendance.objects.filter(pk__in=list(same)).delete()


def announce(meeting: Meeting) -> None:
    """Who came is known, or was put right."""
    transaction.on_commit(partial(came_known.send_robust, Meeting, meeting=meeting))


def _been_before(meeting: Meeting) -> "models.QuerySet[Attendance]":
    return Attendance.objects.filter(meeting__group=meeting.group_id).exclude(meeting=meeting)


def _row(meeting: Meeting, one: Came, member: Membership | None, before: set[int]) -> Attendance:
    return Attendance(
        meeting=meeting,
        membership=member,
        first=member is not None and member.pk not in before,
        came_at=one.came_at,
        minutes=one.minutes,
        heard_minutes=one.heard_minutes,
    )


def is_new(membership: Membership) -> bool:
    """Whether they have not come to a meeting here yet."""
    return not membership.attendances.exists()


def answer_hello(meeting: Meeting, *, by: Membership, yes: bool) -> bool:
    """ "May June say hello on Friday?" The last answer counts. False when they were not there, and nothing is kept."""
    answer = Attendance.Hello.YES if yes else Attendance.Hello.PLEASE_DONT
    there = Attendance.objects.filter(meeting=meeting, membership=by)
    if there.update(hello=answer) and there.filter(first=True).exists():
        first_visit.hello_due(by, meeting.starts_at) if yes else first_visit.hello_off(by)
    return there.exists()


def hello_of(member: Membership, *, at: Meeting) -> str:
    """What they answered so far: yes, please_dont, or nothing."""
    return Attendance.objects.filter(meeting=at, membership=member).values_list("hello", flat=True).first() or ""
