"""Those who run a group take someone off its list, or ask them to stay away: who asked, waits, was offered a seat, or rests."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from kith.groups import capacity, standing, telling_of, waiting
from kith.groups.models import Asking, Membership, Offer

State = Membership.State
WAITS = (State.WAITING, State.INVITED)
OUTSIDE = (State.ASKED, *WAITS)


@transaction.atomic
def take_off(member: Membership, *, by: Membership, now: datetime) -> Membership:
    """They wait no longer and no seat is kept for them. They are told, and may ask again. Who came in meanwhile stays in.

    Someone who was asked back is as before; they hear nothing more of it.
    """
    group = capacity.locked(by.group_id)
    member = Membership.objects.select_related("person").get(pk=member.pk, group=group)
    if member.state not in WAITS:
        return member
    offer = Offer.objects.open().filter(membership=member).first()
    past = offer.was if offer and offer.was in Membership.PAST else ""
    put_out(member, past or State.LEFT, by=by, now=now)
    waiting.move(group, now=now)
    if not past:
        path, about = reverse("groups:waiting", args=[group.ref]), f"off:{member.ref}:{now:%Y-%m-%d}"
        telling_of.tell(member.person, kind=telling_of.Kind.STANDING, group=group, about=about, path=path)
    return member


def put_out(member: Membership, state: str, *, by: Membership, now: datetime, why: str = "") -> None:
    """Of whatever line it is, and what they wrote goes. The caller holds the group's row, and lets the line move on."""
    offer = Offer.objects.open().filter(membership=member).first()
    if offer:
        waiting.end(offer, Offer.How.PASSED, now=now)
    Asking.objects.filter(membership=member).update(in_line_since=None, rests_until=None, words="")
    standing.become(member, state, by=by, now=now, why=why)
