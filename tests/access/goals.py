"""Goals as they may stand: for world.py."""

from typing import TYPE_CHECKING

from django.utils import timezone

from kith.goals import checking_in, ending, working
from kith.goals.models import Goal
from kith.groups.models import Cupboard
from tests.access import companions
from tests.cast import meeting

if TYPE_CHECKING:
    from tests.access.world import World


def a_goal(world: "World", state: str) -> None:
    """Ben's, with a step, a step reached and a check-in; he and the newest member are companions. `shut`: shown to the group."""
    now, ana = timezone.now(), world.theirs.memberships.get(alias="Ana")
    ben = companions.keep_company(world)
    for what in ("companions", *([] if state == "shut" else ["goals"])):
        Cupboard.objects.get_or_create(group=world.theirs, what=what, defaults={"opened_by": ana})
    one = working.begin(words=f"Walk to the bridge ({state})", more="x", by=ben, now=now)
    done = working.add_step(one, text="Find my shoes", now=now)
    working.add_step(one, text="As far as the gate", now=now)
    working.reach(one, of=done.ref, now=now)
    check_in = checking_in.check_in(one, how="not_yet", text="x", now=now)
    to = {"companion": "companion", "mine": "nobody"}.get(state, "group")
    working.show(Goal.objects.select_related("by__person", "group").get(pk=one.pk), to=to)
    if state == "over":
        ending.end(one, how="for_now", words="x", now=now)
    if world.meeting is None:
        world.meeting = meeting(world.theirs, starts_in=60)
    world.more |= {"goal": one.ref, "goal_step": done.ref, "goal_check_in": check_in.ref}
