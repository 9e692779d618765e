"""What happens elsewhere: leaving, a death. Who may read a goal is asked anew each time; here is what does not come back."""

from django.db import transaction

from kith.goals import bringing
from kith.goals.models import Brought, Goal
from kith.groups.models import Membership
from kith.notices import outbox

State = Membership.State
RESTS = (State.MEMBER, State.PAUSED, State.DIED)  # a pause ends, and a death can be a mistake


@transaction.atomic
def on_membership_changed(sender: object, membership: Membership, **_: object) -> None:
    """Whoever is not in the group any more shows nothing there, also not when they come back one day."""
    if membership.state in RESTS:
        return
    theirs = Goal.objects.filter(by__ref=membership.ref)
    theirs.update(shown=Goal.Shown.NOBODY, pact=None, remind_every=0, remind_on=None, ask_from=None)
    Brought.objects.filter(goal__by__ref=membership.ref).delete()
    outbox.withdraw_all(membership.person, under=f"/groups/{membership.group.ref}/goals/")


def on_death_settled(sender: object, membership: Membership, **_: object) -> None:
    """Nobody but they could read most of them. They go."""
    Goal.objects.filter(by__ref=membership.ref).delete()


on_came_known = bringing.on_came_known
