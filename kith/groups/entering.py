"""Coming in: from now on someone is a member. Whoever calls this holds the group's row and knows that there is a seat."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from kith.groups import agreeing, capacity, following, forming, standing
from kith.groups.models import Asking, Group, Membership
from kith.notices import outbox, wishing
from kith.notices.models import Notice
from kith.notices.outbox import Telling

Role = Membership.Role


def seat(me: Membership, *, in_group: Group, by: Membership, now: datetime, says_yes: bool = False) -> Membership:
    """A member, with no role and no place in any line. `says_yes`: to the agreement in force, just now."""
    known = me.pk and me.standings.filter(what=Membership.State.MEMBER).exists()
    changes: dict[str, Any] = {"role": Role.MEMBER, "joined_at": now, "kept_until": None}
    standing.become(me, Membership.State.MEMBER, by=by, now=now, **changes)
    Asking.objects.filter(membership=me).update(in_line_since=None, rests_until=None, words="")
    if says_yes and in_group.agreement:
        agreeing.accept(in_group.agreement, by=me)
    following.stop(in_group, by=me.person)
    wishing.unhush(me.person, by=me.person)  # whoever comes in is alive, whatever was said of them elsewhere
    if not known:
        _tell_greeter(me, in_group)
    forming.look(in_group, now=now)
    if not capacity.free(in_group, now=now, let_in=True):
        following.full(in_group)
    return me


def _tell_greeter(me: Membership, group: Group) -> None:
    """That someone new comes. Who it is, by alias, is on the page."""
    if group.greeter and group.greeter_id != me.pk:
        path = reverse("groups:greeting", args=[group.ref])
        outbox.put(Telling(group.greeter.person, Notice.Kind.NEWCOMER, f"newcomer:{me.ref}", path, zone=group.zone))
