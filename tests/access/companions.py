"""Two who are companions, and wishes: for world.py."""

from typing import TYPE_CHECKING

from django.utils import timezone

from kith.companions import beginning
from kith.groups.models import Cupboard
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
    ben, new = (world.theirs.memberships.get(alias=alias) for alias in ("Ben", "New"))
    world.more |= {"pact": beginning.begin(ben, new, now=timezone.now()).ref}
    if state == "open":
        Cupboard.objects.create(group=world.theirs, what="companions", opened_by=ben)
