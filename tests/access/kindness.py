"""Kind words from one to another, and someone whom nobody has given any: for world.py."""

from typing import TYPE_CHECKING

from django.utils import timezone

from kith.circle import knowing, room
from kith.circle.entering import Arrival
from kith.companions import giving, minding
from kith.groups.models import Cupboard
from kith.kit.refs import new_ref
from kith.meetings.models import Attendance
from tests.cast import meeting

if TYPE_CHECKING:
    from tests.access.world import World


def a_jar(world: "World", state: str) -> None:
    """Everyone has been in one circle; Ben gave the newest member a few words; of Cy those who facilitate are reminded."""
    there, one, now = list(world.theirs.memberships.here()), meeting(world.theirs, starts_in=-60 * 24), timezone.now()
    Attendance.objects.bulk_create(Attendance(meeting=one, membership=who, came_at=one.starts_at) for who in there)
    ben, new = (world.theirs.memberships.get(alias=alias) for alias in ("Ben", "New"))
    world.more |= {"kind_words": giving.give("You listened.", to=new, by=ben, now=now).ref}
    minding.remind_of(world.cy.pk, now=now)
    if state == "open":
        Cupboard.objects.get_or_create(group=world.theirs, what="kindness", defaults={"opened_by": ben})


def a_closing_round(world: "World", state: str) -> None:
    """Everyone sits in a circle that has come to its closing, and the cupboard is open."""
    from tests.access import world as made

    made.a_meeting(world, "open")
    Cupboard.objects.get_or_create(group=world.theirs, what="kindness")
    assert world.meeting
    ana = Arrival(world.meeting, world.theirs.memberships.get(alias="Ana"), None, None)
    goes_on(ana, "begin")
    while room.look(world.meeting).circle.phase != "closing":
        goes_on(ana, "next_part")


def goes_on(keeper: Arrival, kind: str) -> None:
    facts = knowing.facts_for(kind, keeper, {})
    room.act(keeper.meeting, actor=keeper.membership.ref, kind=kind, op=new_ref(), data={}, facts=facts)
