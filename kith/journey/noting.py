"""An evening has closed: before its log is cleared, each one's own numbers are kept for them. Once, however often it is told."""

import logging
from datetime import datetime, timedelta

from django.db import transaction

from kith.circle import given
from kith.circle.given import Given
from kith.groups.models import Membership
from kith.journey import keeping
from kith.journey.models import Noted
from kith.meetings.models import HardWeek, Meeting

STILL_THERE = timedelta(days=6)  # the log is cleared after seven
AT_ONCE = 500
log = logging.getLogger("kith.journey")


@transaction.atomic
def note(meeting: Meeting) -> bool:
    """False where it was noted before, or its circle is still open."""
    if given.is_open(meeting) or not Noted.objects.get_or_create(meeting=meeting)[1]:
        return False
    numbers = given.in_evening(meeting)
    for one in Membership.objects.filter(ref__in=numbers).select_related("person", "group"):
        _keep(one, numbers[one.ref], meeting.starts_at)
    asked = HardWeek.objects.filter(coming__meeting=meeting, hello_from__isnull=False)
    for week in asked.select_related("coming__membership__person", "coming__membership__group"):
        me = week.coming.membership
        keeping.times(me.person, "ask", on=keeping.day_for(me, meeting.starts_at))
    return True


def _keep(one: Membership, did: Given, at: datetime) -> None:
    on = keeping.day_for(one, at)
    for first, what, more in (
        ("held", "turn", int(did.held)),
        ("reflected", "reflection", did.reflections),
        ("greeted", "greeting", did.let_in),
    ):
        if more:
            keeping.first(one.person, first, on=on)
            keeping.times(one.person, what, on=on, more=more)


def look(now: datetime) -> int:
    """A round: evenings of this week whose closing was not heard, as when the machine stopped in that moment. Returns how many."""
    lately = Meeting.objects.filter(starts_at__gt=now - STILL_THERE, starts_at__lt=now, attendances__isnull=False)
    unheard = lately.exclude(pk__in=Noted.objects.values("meeting")).distinct().order_by("pk")
    return sum(note(meeting) for meeting in list(unheard[:AT_ONCE]))


def on_came_known(sender: object, meeting: Meeting, **_: object) -> None:
    note(meeting)
