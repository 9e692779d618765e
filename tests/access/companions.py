"""Two who are companions, and wishes: for world.py."""

from typing import TYPE_CHECKING

from django.utils import timezone

from kith.companions import beginning
from kith.companions.models import Side
from kith.groups.models import Cupboard, Membership
from kith.meetings.models import Attendance
from tests.cast import meeting

if TYPE_CHECKING:
    from tests.access.world import World


def two(world: "World", state: str) -> None:
    """Ben and the newest member are companions; everyone came to the same four meetings. `shut`: the cupboard is closed."""
    there = list(world.theirs.memberships.here())
    for n in range(4):
        one = meeting(world.theirs, starts_in=-60 * 24 * (n + 1))
        Attendance.objects.bulk_create(Attendance(meeting=one, membership=who, came_at=one.starts_at) for who in there)
    ben = keep_company(world)
    if state == "open":
        Cupboard.objects.get_or_create(group=world.theirs, what="companions", defaults={"opened_by": ben})


def keep_company(world: "World") -> Membership:
    """Ben and the newest member are companions from now on, if they are not yet. Gives Ben."""
    ben, new = (world.theirs.memberships.get(alias=alias) for alias in ("Ben", "New"))
    side = Side.objects.filter(of=ben, over_at=None).select_related("pact").first()
    world.more["pact"] = (side.pact if side else beginning.begin(ben, new, now=timezone.now())).ref
    return ben
