"""After a meeting: "I felt heard", "I could be myself". Said by those who were there, in a press each, and taken back as easily.

Those who facilitate are not asked: they read the month, and whoever reads it must not be one of the five it hides among.
"""

from datetime import datetime, time, timedelta
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
from kith.people.models import Person, QuietDay

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
    came = Attendance.objects.filter(meeting=OuterRef("pk"))
    was_there = Exists(came.filter(membership=me)) | (~Exists(came) & Q(starts_at__gte=me.joined_at))
    return Meeting.objects.held(now).filter(was_there, group=me.group_id, not_held=None)


def open_to(me: Membership, *, now: datetime) -> "QuerySet[Meeting]":
    """Those of them that can still be answered: as `until` says, asked of the database."""
    if not may_be_asked(me):
        return Meeting.objects.none()
    yesterday = now.astimezone(me.group.tz).date() - timedelta(days=1)
    held = held_for(me, now=now).alias(ends=ENDS)
    return held.filter(ends__gte=datetime.combine(yesterday, time(0), me.group.tz))


def asked_of(me: Membership, *, now: datetime) -> "QuerySet[Meeting]":
    """Those that a page may ask about: near a quiet day of theirs, none."""
    quiet = QuietDay.objects.near(now.astimezone(me.group.tz).date(), within=NEAR).filter(person=me.person_id)
    return open_to(me, now=now).exclude(Exists(quiet))


@transaction.atomic
def say(meeting: Meeting, *, by: Membership, now: datetime, **said: bool) -> Said:
    """`said`: heard, myself, or both. The last press counts."""
    group = Group.objects.select_for_update().get(pk=by.group_id)
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
