"""Bringing a resource or a strategy to a meeting, to hold it up in its circle. Each by whoever put it on the shelf."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from kith.groups.models import Membership
from kith.kit import by_heart
from kith.kit.refusal import Refused
from kith.library import asking
from kith.library.models import HeldUp, Resource, Strategy
from kith.library.words import Reason
from kith.meetings.models import Meeting
from kith.meetings.models.meeting import MeetingSet

MOST = 5  # to one meeting
Thing = Resource | Strategy


def ahead(by: Membership, *, now: datetime) -> MeetingSet:
    """The meetings of that group which can still be come to, the open one included."""
    return Meeting.objects.visible_to(by.person).coming_up(now).filter(group=by.group_id)


@transaction.atomic
def bring(thing: Thing, *, to: Meeting, by: Membership) -> None:
    """Twice is harmless."""
    if thing.by_id != by.pk or to.group_id != by.group_id:
        raise Refused(Reason.NOT_YOURS_TO_BRING)
    Meeting.objects.select_for_update(no_key=True).get(pk=to.pk)
    which = _which(thing)
    if HeldUp.objects.filter(meeting=to, by=by, **which).exists():
        return
    if HeldUp.objects.filter(meeting=to, by=by).count() >= MOST:
        raise Refused(Reason.BROUGHT_ENOUGH)
    HeldUp.objects.create(meeting=to, by=by, **which)


def leave_at_home(thing: Thing, *, to: Meeting, by: Membership) -> None:
    HeldUp.objects.filter(meeting=to, by=by, **_which(thing)).delete()


def brought_to(meeting: Meeting, *, by: Membership) -> list[Thing]:
    """What this member has brought, in that order; nothing while the group's shelf is shut."""
    return [thing for one in _brought_to(meeting, by) if (thing := _thing(one))]


@by_heart.question
def _brought_to(meeting: Meeting, by: Membership) -> "QuerySet[HeldUp]":
    here = HeldUp.objects.filter(meeting=meeting, by=by, meeting__group__in=asking.with_a_shelf())
    return here.select_related("resource", "strategy").order_by("at")


def is_brought(thing: Thing, meetings: MeetingSet) -> set[int]:
    return set(HeldUp.objects.filter(meeting__in=meetings, **_which(thing)).values_list("meeting", flat=True))


def _which(thing: Thing) -> dict[str, Thing]:
    return {"strategy" if isinstance(thing, Strategy) else "resource": thing}


def _thing(one: HeldUp) -> Thing | None:
    return one.resource or one.strategy
