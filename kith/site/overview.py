"""What a person sees first: the circle that is open, the next meetings, their groups, who waits for them."""

from datetime import datetime
from typing import Any

from kith.care.models import Telling
from kith.groups.door_facts import home_of
from kith.groups.models import Membership
from kith.meetings.models import KETTLE, Meeting
from kith.people.models import Person

from . import helping

SHOWN = 5


def of(person: Person, *, now: datetime) -> dict[str, Any]:
    memberships = list(Membership.objects.of(person).select_related("group").order_by("group__name"))
    coming = list(Meeting.objects.visible_to(person).coming_up(now).select_related("group")[: SHOWN + 3])
    runs = any(membership.runs for membership in memberships)
    return {
        "now": now,
        "memberships": memberships,
        "on_the_way": [(one, home_of(one)) for one in Membership.objects.on_the_way(person).select_related("group")],
        "open_now": [meeting for meeting in coming if meeting.starts_at - KETTLE <= now],
        "next": [meeting for meeting in coming if meeting.starts_at - KETTLE > now][:SHOWN],
        "hears": runs or person.is_host,
        "told_me": Telling.objects.readable_by(person).waiting().count() if runs or person.is_host else 0,
        "to_check": helping.to_check(today=now.date()) if person.is_host else [],
    }
