"""What a person sees first: the circle that is open, the next meetings, their groups, who waits for them."""

from datetime import datetime
from typing import Any

from kith.care.models import Telling
from kith.groups.door_facts import home_of
from kith.groups.models import Membership
from kith.groups.models.membership import MembershipSet
from kith.kit import by_heart
from kith.meetings.models import KETTLE, Meeting
from kith.meetings.models.meeting import MeetingSet
from kith.people.models import Person

from . import helping

SHOWN = 5


def of(person: Person, *, now: datetime) -> dict[str, Any]:
    memberships, coming = _memberships(person), _coming(person, now)
    runs = any(membership.runs for membership in memberships)
    return {
        "now": now,
        "memberships": memberships,
        "on_the_way": [(one, home_of(one)) for one in _on_the_way(person)],
        "open_now": [meeting for meeting in coming if meeting.starts_at - KETTLE <= now],
        "next": [meeting for meeting in coming if meeting.starts_at - KETTLE > now][:SHOWN],
        "hears": runs or person.is_host,
        "told_me": Telling.objects.readable_by(person).waiting().count() if runs or person.is_host else 0,
        "to_check": helping.to_check(today=now.date()) if person.is_host else [],
    }


@by_heart.question
def _memberships(person: Person) -> MembershipSet:
    return Membership.objects.of(person).select_related("group").order_by("group__name")


@by_heart.question
def _coming(person: Person, now: datetime) -> MeetingSet:
    return Meeting.objects.visible_to(person).coming_up(now).select_related("group")[: SHOWN + 3]


@by_heart.question
def _on_the_way(person: Person) -> MembershipSet:
    return Membership.objects.on_the_way(person).select_related("group")
