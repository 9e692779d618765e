"""Bringing a keepsake to a meeting that is still to come, by whoever it belongs to; and what someone has brought to one."""

from datetime import datetime

from django.db import transaction

from kith.groups.models import Membership
from kith.kit import by_heart
from kith.kit.refusal import Refused
from kith.meetings.models import Meeting
from kith.meetings.models.meeting import MeetingSet
from kith.stories import asking, keepsakes
from kith.stories.models import Brought, Keepsake
from kith.stories.models.keepsake import KeepsakeSet
from kith.stories.words import Reason

MOST = 5  # to one meeting: a turn is a few minutes


def ahead(by: Membership, *, now: datetime) -> MeetingSet:
    """Where it can be brought: the meetings of that group which can still be come to, the open one included."""
    return Meeting.objects.visible_to(by.person).coming_up(now).filter(group=by.group_id)


@transaction.atomic
def bring(keepsake: Keepsake, *, to: Meeting, by: Membership) -> None:
    """Twice is harmless."""
    if keepsake.by_id != by.pk or to.group_id != by.group_id:
        raise Refused(Reason.NOT_YOURS_TO_BRING)
    keepsakes.may_be_shown(keepsake)
    Meeting.objects.select_for_update(no_key=True).get(pk=to.pk)
    brought = Brought.objects.filter(meeting=to, keepsake__by=by)
    if brought.exclude(keepsake=keepsake).count() >= MOST:
        raise Refused(Reason.BROUGHT_ENOUGH)
    Brought.objects.get_or_create(keepsake=keepsake, meeting=to)


def leave_at_home(keepsake: Keepsake, *, to: Meeting, by: Membership) -> None:
    Brought.objects.filter(keepsake=keepsake, keepsake__by=by, meeting=to).delete()


def brought_to(meeting: Meeting, *, by: Membership) -> list[Keepsake]:
    """What this member has brought to this meeting; nothing while the group's cupboard is shut."""
    return _brought_to(meeting, meeting.group_id, by)


@by_heart.question
def _brought_to(meeting: Meeting, group: int, by: Membership) -> KeepsakeSet:
    mine = Keepsake.objects.filter(by=by, group=group, group__in=asking.with_stories())
    return mine.filter(pk__in=Brought.objects.filter(meeting=meeting).values("keepsake")).order_by("made_at")


def is_there(meeting: Meeting, ref: str) -> Keepsake | None:
    """The keepsake of that name that was brought to this meeting and is still there: for whoever sits in its circle."""
    there = Brought.objects.filter(meeting=meeting, keepsake__ref=ref, keepsake__group__in=asking.with_stories())
    found = there.select_related("keepsake").first()
    return found.keepsake if found else None


def is_brought(keepsake: Keepsake, meetings: MeetingSet) -> set[int]:
    return set(Brought.objects.filter(keepsake=keepsake, meeting__in=meetings).values_list("meeting", flat=True))
