"""An outing of Ben's to which the newest member comes: for world.py."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from kith.companions.models import Outing
from kith.companions.outings import coming, proposing
from kith.companions.outings.proposing import Plan
from kith.groups.models import Cupboard

if TYPE_CHECKING:
    from tests.access.world import World


def a_walk(world: "World", state: str) -> None:
    """`poll`: two times are asked about. `over`: it was yesterday. `shut`: to come, and the cupboard is closed."""
    ben, new = (world.theirs.memberships.get(alias=alias) for alias in ("Ben", "New"))
    now = timezone.now()
    days = (3, 4) if state == "poll" else (3,)
    plan = Plan(
        title="A walk", place="The old mill.", about="Slowly.", cost="Nothing.", getting="By bus.", access="Flat."
    )
    walk = proposing.propose(plan, at=[now + timedelta(days=n) for n in days], by=ben, now=now)
    time = walk.times.order_by("starts_at").first()
    world.more |= {"outing": walk.ref, "time": time.ref if time else ""}
    coming.read_sheet(by=new, now=now)
    if state != "poll":
        coming.come(walk, by=new, now=now)
    if state == "over":
        Outing.objects.update(starts_at=now - timedelta(days=1), ends_at=now - timedelta(hours=22))
    if state != "shut":
        Cupboard.objects.get_or_create(group=world.theirs, what="outings", defaults={"opened_by": ben})
    if state == "over":
        Cupboard.objects.get_or_create(group=world.theirs, what="stories", defaults={"opened_by": ben})
