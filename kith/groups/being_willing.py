"""Being willing to take something on, and rather not any more. Those who facilitate see it when they look for someone."""

from datetime import datetime

from kith.groups.models import Membership, Willing
from kith.groups.words import Reason
from kith.kit.refusal import Refused


def would(what: str, *, by: Membership, now: datetime) -> Willing:
    """Twice is harmless. Who is alongside someone is there for that one."""
    if by.alongside_of_id:
        raise Refused(Reason.NOT_A_MEMBER)
    return Willing.objects.get_or_create(of=by, what=Willing.To(what), defaults={"at": now})[0]


def rather_not(what: str, *, by: Membership) -> None:
    """At any time, and nobody asks why. A role that one has already is laid down on its own page."""
    Willing.objects.filter(of=by, what=what).delete()


def mine(me: Membership) -> set[str]:
    return set(Willing.objects.filter(of=me).values_list("what", flat=True))


def to_see(me: Membership) -> dict[str, list[str]]:
    """For those who run the group: aliases by what they would be willing to do."""
    found: dict[str, list[str]] = {}
    for one in Willing.objects.seen_by(me).not_yet(me.group):
        found.setdefault(one.what, []).append(one.of.alias)
    return found
