"""Things that stand behind doors between meetings: for world.py."""

from typing import TYPE_CHECKING

from kith.groups.models import Cupboard
from kith.library.models import Resource, Strategy

if TYPE_CHECKING:
    from tests.access.world import World


def a_shelf(world: "World", state: str) -> None:
    """A book that Ben put there, and a way of coping; `shut`: the cupboard is closed again."""
    ben = world.theirs.memberships.get(alias="Ben")
    book = Resource.objects.create(group=world.theirs, by=ben, name="The coat")
    walk = Strategy.objects.create(group=world.theirs, by=ben, name="A walk", how="Ten minutes.")
    world.more |= {"resource": book.ref, "strategy": walk.ref}
    if state == "open":
        Cupboard.objects.create(group=world.theirs, what="shelf", opened_by=ben)
