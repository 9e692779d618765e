"""What keeps a group, as things to stand before: a proposal, a parting, a return, a seat alongside, a question asked of others."""

from typing import TYPE_CHECKING

from django.utils import timezone

from kith.care import among
from kith.groups import alongside, parting, proposing, returning
from kith.groups.models import Membership
from kith.people.models import Person
from tests.cast import member, person

if TYPE_CHECKING:
    from tests.access.world import World

Role = Membership.Role


def something_kept(world: "World", state: str) -> None:
    """By Ben a proposal; about Zed, who runs it too, a parting that Ana asked for; someone says they were Ben, and Ana vouched."""
    now, group = timezone.now(), world.theirs
    ana, ben = (group.memberships.get(alias=alias) for alias in ("Ana", "Ben"))
    zed, yan = (member(group, alias, role=Role.CO_FACILITATOR) for alias in ("Zed", "Yan"))
    proposal = proposing.propose(group, text="I may pass.\nI may go.", why="", by=ben, now=now)
    back = returning.ask(group, said="Ben", by=person("new-account"), now=now)
    world.more |= {
        "proposal": proposal.ref,
        "parting": parting.ask(zed, why="x", by=ana, now=now).ref,
        "yan": yan.ref,
        "returning": returning.vouch(back, of=ben, by=zed.person, now=now).ref,
        "wish": alongside.wish(words="x", by=world.cy, now=now).ref,
        "among": among.ask(words="x", by=Person.objects.get(pk=zed.person_id), now=now).ref,
    }
