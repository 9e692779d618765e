"""What the two are told, by the outbox: one kind for everything, so that a notice never says what happened."""

from datetime import datetime

from kith.companions.models import Pact, Side
from kith.groups.models import Membership
from kith.notices import outbox
from kith.notices.models import Notice


def tell(pact: Pact, what: str, *, but: Side | None = None, until: datetime | None = None) -> None:
    """Both, or all `but` one; who has left the group is told nothing."""
    sides = pact.sides.filter(of__state=Membership.State.MEMBER).select_related("of__person")
    outbox.put(*(_telling(pact, side, what, until) for side in sides if but is None or side.pk != but.pk))


def tell_one(side: Side, what: str, *, until: datetime | None = None) -> None:
    outbox.put(_telling(side.pact, side, what, until))


def no_more(pact: Pact) -> None:
    """What was still to be told of it is not any more."""
    outbox.withdraw_about(pact.ref)


def _telling(pact: Pact, side: Side, what: str, until: datetime | None) -> outbox.Telling:
    return outbox.Telling(
        person=side.of.person,
        kind=Notice.Kind.COMPANION,
        key=f"companion:{pact.ref}:{what}",
        path=pact.get_absolute_url(),
        until=until,
        zone=pact.group.zone,
    )
