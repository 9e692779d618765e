"""After a meeting: "I felt heard", "I could be myself". Said by those who were there, in a press each, and taken back as easily.

Those who facilitate are not asked: they read the month, and whoever reads it must not be one of the five it hides among.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from kith.groups.models import Cupboard, Group, Membership
from kith.groups.models.membership import MembershipSet
from kith.insights.models import CUPBOARD, Month, Said
from kith.insights.words import Reason
from kith.kit import together
from kith.kit.refusal import Refused
from kith.meetings.models import ENDS, Attendance, Meeting
from kith.people.models import Person, QuietDay, days_near

NEAR = timedelta(days=1)  # of a quiet day


def until(meeting: Meeting, zone: ZoneInfo) -> datetime:
    """The end of the day after the meeting, on the group's clock: one may sleep on it."""
    return datetime.combine(meeting.ends_at.astimezone(zone).date() + timedelta(days=2), time(0), zone)


def opened_for(person: Person) -> MembershipSet:
    """This person's memberships in groups that have opened this."""
    opened = Cupboard.objects.filter(what=CUPBOARD).values("group")
    return Membership.objects.of(person).filter(group__in=opened).select_related("group", "person")


def may_be_asked(me: Membership) -> bool:
    return me.state == Membership.State.MEMBER and not me.runs and me.alongside_of_id is None


def held_for(me: Membership, *, now: datetime) -> "QuerySet[Meeting]":
    """Meetings that are over and that this one was at. Where nobody wrote down who came, whoever was a member may say so."""
    return _held_for(me, me.joined_at, now=now)


def _held_for(me: Membership, joined_at: datetime, *, now: datetime) -> "QuerySet[Meeting]":
    came = Attendance.objects.filter(meeting=OuterRef("pk"))
    was_there = Exists(came.filter(membership=me)) | (~Exists(came) & Q(starts_at__gte=joined_at))
    return Meeting.objects.held(now).filter(was_there, group=me.group_id, not_held=None)


def open_to(me: Membership, *, now: datetime) -> "QuerySet[Meeting]":
    """Those of them that can still be answered: as `until` says, asked of the database."""
    if not may_be_asked(me):
        return Meeting.objects.none()
    return _held_for(me, me.joined_at, now=now).alias(ends=ENDS).filter(ends__gte=_can_be_answered_from(me, now))


def _can_be_answered_from(me: Membership, now: datetime) -> datetime:
    """What ended since then can still be answered."""
    yesterday = now.astimezone(me.group.tz).date() - timedelta(days=1)
    return datetime.combine(yesterday, time(0), me.group.tz)


def asked_of(me: Membership, *, now: datetime) -> "QuerySet[Meeting]":
    """Those that a page may ask about: near a quiet day of theirs, none."""
    return asked_where(me, now, *asked_with(me, now)) if may_be_asked(me) else Meeting.objects.none()


def asked_with(me: Membership, now: datetime) -> tuple[datetime, datetime, list[date], list[int]]:
    """What `asked_where` has to know."""
    days, keys = days_near(now.astimezone(me.group.tz).date(), within=NEAR)
    return me.joined_at, _can_be_answered_from(me, now), days, keys


def asked_where(
    me: Membership, now: datetime, joined_at: datetime, since: datetime, days: list[date], keys: list[int]
) -> "QuerySet[Meeting]":
    """The same, of a member of whom it is known that they may be asked."""
    quiet = QuietDay.objects.on_any(days, keys).filter(person=me.person_id)
    held = _held_for(me, joined_at, now=now).alias(ends=ENDS).filter(ends__gte=since)
    return held.exclude(Exists(quiet))


@transaction.atomic
def say(meeting: Meeting, *, by: Membership, now: datetime, **said: bool) -> Said:
    """`said`: heard, myself, or both. The last press counts."""
    group = Group.objects.select_for_update(no_key=True).get(pk=by.group_id)
    month = together.month_of(meeting.starts_at, group.tz)
    told = is_over(group, meeting, now) or Month.objects.filter(group=group, month=month).exists()
    if told or now >= until(meeting, group.tz):
        raise Refused(Reason.TOO_LATE)
    return Said.objects.update_or_create(meeting=meeting, membership=by, defaults={"month": month} | said)[0]


def is_over(group: Group, meeting: Meeting, now: datetime) -> bool:
    """Whether its month is told, by a round that is on time."""
    return now >= together.decided_at(together.month_of(meeting.starts_at, group.tz), group.tz)


@transaction.atomic
def take_back(meeting: Meeting, *, by: Membership) -> None:
    """Any time before the month is told. Twice is harmless."""
    Said.objects.filter(meeting=meeting, membership=by).delete()


def on_name_returned(sender: object, old: Membership, new: Membership, **_: object) -> None:
    """They are one person, who came once: what they said goes with their name, and is not said twice."""
    again = Said.objects.filter(membership__ref=new.ref).values("meeting")
    Said.objects.filter(membership__ref=old.ref, meeting__in=again).delete()
    Said.objects.filter(membership__ref=old.ref).update(membership=Membership.objects.get(ref=new.ref))
