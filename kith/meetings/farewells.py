"""What meetings does when a group says goodbye, and when someone gets her name back onto a new account."""

from django.db import transaction
from django.utils import timezone

from kith.groups.models import Goodbye, Group, Membership
from kith.meetings import planning, repeating
from kith.meetings.models import Attendance, Meeting, Series


def on_group_ended(sender: object, group: Group, **_: object) -> None:
    """What was to come is called off; nothing more is made. A meeting that is under way goes on to its end."""
    now, goodbye = timezone.now(), Goodbye.objects.select_related("by").get(group=group)
    if goodbye.by is None:
        return
    for series in Series.objects.going_on().filter(group=group):
        repeating.end(series, last_on=None, by=goodbye.by, why="", now=now)
    for meeting in Meeting.objects.filter(group=group, starts_at__gt=now, cancellation=None):
        planning.cancel(meeting, by=goodbye.by, why="", now=now)


@transaction.atomic
def on_name_returned(sender: object, old: Membership, new: Membership, **_: object) -> None:
    """When she came is part of her standing: nobody treats her as new. What she came to with both accounts is hers once."""
    both = Attendance.objects.filter(membership=new).values("meeting")
    Attendance.objects.filter(membership=old).exclude(meeting__in=both).update(membership=new)
