"""Who came: kept without blame, written once when a circle closes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import models, transaction

from kith.groups.models import Membership
from kith.meetings.models import Attendance, Meeting


@dataclass(frozen=True, slots=True)
class Came:
    """Someone who sat in the circle. `ref` is their membership's; empty for a guest, who is only counted."""

    ref: str
    came_at: datetime
    minutes: int = 0
    heard_minutes: int = 0


@transaction.atomic
def record(meeting: Meeting, *, came: Iterable[Came]) -> None:
    """Write who came; from now on the meeting is over. Recording it again changes nothing."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if meeting.attendances.exists():
        return
    came = list(came)
    members = {one.ref: one for one in Membership.objects.filter(group=meeting.group_id, ref__in=[c.ref for c in came])}
    before = set(_been_before(meeting).values_list("membership_id", flat=True))
    known = {one.ref: one for one in came if one.ref in members}
    rows = [_row(meeting, one, members[ref], before) for ref, one in known.items()]
    guests = [_row(meeting, one, None, before) for one in came if not one.ref]
    Attendance.objects.bulk_create(rows + guests)


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
    return bool(Attendance.objects.filter(meeting=meeting, membership=by).update(hello=answer))


def hello_of(member: Membership, *, at: Meeting) -> str:
    """What they answered so far: yes, please_dont, or nothing."""
    return Attendance.objects.filter(meeting=at, membership=member).values_list("hello", flat=True).first() or ""
