"""Who came, noted by a facilitator: for a hall, and to put right what was written wrongly. Every change has a trace."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from django.db import transaction

from kith.groups.models import Membership
from kith.kit.refusal import Refused
from kith.meetings import attendance
from kith.meetings.models import Attendance, Correction, Meeting, NotHeld
from kith.meetings.words import Reason

UNTIL = timedelta(days=30)
MOST_GUESTS = 60
AWAY, CAME = "away", "came"


@transaction.atomic
def note(
    meeting: Meeting, *, came: Collection[Membership], guests: int, why: str = "", by: Membership, now: datetime
) -> Meeting:
    """These members came, and so many guests: the whole of it, as it shall be from now on. The same again changes nothing."""
    meeting = _open(meeting, by, now)
    if not came and not guests and not meeting.attendances.exists():
        raise Refused(Reason.NOBODY_TICKED)
    if not 0 <= guests <= MOST_GUESTS:
        raise Refused(Reason.TOO_MANY_GUESTS, field="guests", n=MOST_GUESTS)
    was = set(meeting.attendances.filter(membership__isnull=False).values_list("membership", flat=True))
    were = meeting.attendances.filter(membership=None).count()
    is_roll = not was and not were
    shall = {one.pk for one in came if one.group_id == meeting.group_id}
    _take_back_not_held(meeting, why=why, by=by, now=now)
    _come(meeting, shall - was, guests - were)
    meeting.attendances.filter(membership__in=was - shall).delete()
    if is_roll:
        _trace(meeting, [(Correction.What.ROLL, None, "", str(len(shall) + guests))], why=why, by=by, now=now)
    else:
        _trace(meeting, _changes(was, shall, were, guests), why=why, by=by, now=now)
    mark_firsts(was ^ shall)
    attendance.announce(meeting)
    return meeting


def _open(meeting: Meeting, by: Membership, now: datetime) -> Meeting:
    meeting = Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk, group=by.group_id)
    if refused := closed_for(meeting, now=now):
        raise refused
    return meeting


def closed_for(meeting: Meeting, *, now: datetime) -> Refused | None:
    """Why nothing can be noted of this meeting now, if so."""
    if meeting.is_cancelled:
        return Refused(Reason.WAS_CALLED_OFF)
    if not meeting.has_begun(now):
        return Refused(Reason.NOT_YET_BEGUN)
    return Refused(Reason.TOO_LONG_AGO) if now > meeting.starts_at + UNTIL else None


def _come(meeting: Meeting, members: Iterable[int], guests: int) -> None:
    """Rows for who came; by hand it is not known how long. Guests too many go."""
    fresh = {"meeting": meeting, "came_at": meeting.starts_at, "by_hand": True}
    rows = [Attendance(membership_id=one, **fresh) for one in members]
    Attendance.objects.bulk_create([*rows, *(Attendance(membership=None, **fresh) for _ in range(guests))])
    if guests < 0:
        extra = meeting.attendances.filter(membership=None).order_by("-by_hand", "-pk").values("pk")[:-guests]
        Attendance.objects.filter(pk__in=[row["pk"] for row in extra]).delete()


def _changes(was: set[int], shall: set[int], were: int, guests: int) -> list[tuple[str, int | None, str, str]]:
    member, guest = Correction.What.MEMBER, Correction.What.GUESTS
    changes: list[tuple[str, int | None, str, str]] = [(member, one, AWAY, CAME) for one in sorted(shall - was)]
    changes += [(member, one, CAME, AWAY) for one in sorted(was - shall)]
    return changes + ([(guest, None, str(were), str(guests))] if were != guests else [])


def _trace(
    meeting: Meeting, changes: list[tuple[str, int | None, str, str]], *, why: str, by: Membership, now: datetime
) -> None:
    Correction.objects.bulk_create(
        Correction(meeting=meeting, what=what, membership_id=one, was=was, became=became, by=by, at=now, why=why)
        for what, one, was, became in changes
    )


def mark_firsts(memberships: Collection[int]) -> None:
    """Of each of these, the earliest meeting they came to is their first, and no other."""
    if not memberships:
        return
    came = Attendance.objects.filter(membership__in=memberships).order_by("meeting__starts_at", "pk")
    earliest: dict[int, int] = {}
    for row, one in came.values_list("pk", "membership"):
        earliest.setdefault(one, row)
    came.filter(first=True).exclude(pk__in=earliest.values()).update(first=False)
    came.filter(pk__in=earliest.values(), first=False).update(first=True)


@transaction.atomic
def not_held(meeting: Meeting, *, why: str = "", by: Membership, now: datetime) -> NotHeld:
    """It did not happen. Not where someone came: they would read that they had not been there. Twice: the first word stands."""
    meeting = _open(meeting, by, now)
    if meeting.attendances.exists():
        raise Refused(Reason.SOMEONE_CAME)
    fact, is_new = NotHeld.objects.get_or_create(meeting=meeting, defaults={"by": by, "why": why, "at": now})
    if is_new:
        _trace(meeting, [(Correction.What.HELD, None, "", "not held")], why=why, by=by, now=now)
        attendance.announce(meeting)
    return fact


def _take_back_not_held(meeting: Meeting, *, why: str, by: Membership, now: datetime) -> None:
    if NotHeld.objects.filter(meeting=meeting).delete()[0]:
        _trace(meeting, [(Correction.What.HELD, None, "not held", "held")], why=why, by=by, now=now)
