"""Out of the circle at once: leaving quickly, and when a membership or an account ends. The evening goes on."""

from django.db.models import QuerySet

from kith.circle import room
from kith.circle.models import Room
from kith.groups.models import Membership
from kith.kit.refs import new_ref
from kith.people.models import Person


def rooms_of(**whose: object) -> QuerySet[Room]:
    """Rooms that still hold words, of meetings of the groups these memberships are in."""
    mine = Membership.objects.filter(**whose).values("group_id")
    return Room.objects.defer("state").filter(cleared_at=None, meeting__group__in=mine).select_related("meeting")


def leave_rooms(person: Person | int) -> None:
    """Out of every circle they sit in, the door included. Nobody is told why; the piece goes on."""
    whose = person.pk if isinstance(person, Person) else person
    for membership in Membership.objects.filter(person=whose):
        step_out(membership)


def step_out(membership: Membership) -> None:
    for each in rooms_of(pk=membership.pk).filter(closed_at=None):
        try:
            room.act(each.meeting, actor=membership.ref, kind="step_out", op=f"left:{new_ref()}", data={})
        except (room.Declined, room.NoRoom):  # has no seat, or had stepped out before
            continue
