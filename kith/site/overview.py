"""What a person sees first: the circle that is open, the next meetings, their groups."""

from datetime import datetime, timedelta
from typing import Any

from kith.groups.models import Membership
from kith.meetings.models import Meeting
from kith.people.models import Person

from . import helping

KETTLE = timedelta(minutes=15)
SHOWN = 5


def of(person: Person, *, now: datetime) -> dict[str, Any]:
    memberships = seats_of(person)
    coming = meetings_for(memberships, now=now)
    return {
        "memberships": memberships,
        "open_now": [meeting for meeting in coming if meeting.starts_at - KETTLE <= now],
        "next": [meeting for meeting in coming if meeting.starts_at - KETTLE > now][:SHOWN],
        "facilitates": any(membership.role != Membership.Role.MEMBER for membership in memberships),
        "to_check": helping.to_check(today=now.date()) if person.is_host else [],
    }


def seats_of(person: Person) -> list[Membership]:
    """The groups this person belongs to; one they have paused in stays in sight."""
    return list(
        Membership.objects.filter(person=person, state__in=[Membership.State.MEMBER, Membership.State.PAUSED])
        .select_related("group")
        .order_by("group__name")
    )


def meetings_for(memberships: list[Membership], *, now: datetime) -> list[Meeting]:
    """Not cancelled, not over, of groups they are a member of now; the next first."""
    groups = [membership.group_id for membership in memberships if membership.state == Membership.State.MEMBER]
    if not groups:
        return []
    recent = (
        Meeting.objects.filter(group__in=groups, cancellation__isnull=True)
        .filter(starts_at__gte=now - timedelta(hours=4))
        .select_related("group")
        .order_by("starts_at")[: SHOWN + 4]
    )
    return [meeting for meeting in recent if meeting.ends_at + KETTLE > now]
