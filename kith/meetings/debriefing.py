"""Five minutes for oneself after an evening one held. No names of members in it, and nobody else ever reads it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from kith.groups.models import Membership
from kith.kit.refusal import Refused
from kith.meetings.models import ENDS, Debrief, Meeting
from kith.meetings.words import Reason
from kith.people.models import Person

OFFERED = timedelta(days=3)
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def held_by(person: Person, *, now: datetime, since: datetime = LONG_AGO) -> "QuerySet[Meeting]":
    """Evenings that are over, also sooner than planned, which this person held: the piece, or the door and the people."""
    mine = Q(facilitator__person=person) | Q(door_by__person=person)
    return Meeting.objects.visible_to(person).held(now).filter(mine).alias(ends=ENDS).filter(ends__gt=since)


def waiting(me: Membership, *, now: datetime) -> Meeting | None:
    """The last one of this group, for three days, while nothing is written."""
    return unwritten(me, now=now).first()


def unwritten(me: Membership, *, now: datetime) -> "QuerySet[Meeting]":
    """Those of three days, the last one first."""
    written = Debrief.objects.of(me.person).values("meeting")
    held = held_by(me.person, now=now, since=now - OFFERED).filter(group=me.group_id)
    return held.exclude(pk__in=written).order_by("-starts_at")


@transaction.atomic
def keep(meeting: Meeting, *, by: Membership, now: datetime, **said: str) -> Debrief:
    """The last words count. `said`: how, took, leave, next."""
    if not any(words.strip() for words in said.values()):
        raise Refused(Reason.DEBRIEF_IS_EMPTY)
    return Debrief.objects.update_or_create(meeting=meeting, by=by, defaults=said | {"at": now})[0]


@transaction.atomic
def take_down(meeting: Meeting, *, by: Membership) -> None:
    Debrief.objects.filter(meeting=meeting, by=by).delete()


def for_this_time(me: Membership, meeting: Meeting) -> str:
    """ "One thing for next time", as I wrote it after the last evening I held here."""
    return words_for(meeting).filter(by=me).values_list("next", flat=True).first() or ""


def words_for(meeting: Meeting) -> "QuerySet[Debrief]":
    """Of evenings before this one, the last first. Whoever uses it says whose: only one's own."""
    return words_before(meeting.starts_at)


def words_before(moment: "datetime | QuerySet[Meeting, Any]") -> "QuerySet[Debrief]":
    return Debrief.objects.filter(meeting__starts_at__lt=moment).exclude(next="").order_by("-meeting__starts_at")
