"""Links that led to a door, and one that still does. What was written on them is known to nobody: only hashes are kept."""

import secrets
from datetime import timedelta

from kith.config.demo.written import Cast
from kith.groups import alongside, inviting
from kith.groups.models import AlongsideWish, Invitation, InvitationUse, Membership

BEFORE = timedelta(days=4)
OPEN = timedelta(days=14)


def came_by(cast: Cast, come: list[Membership]) -> None:
    """One link for each of them."""
    links = [_link(cast, me) for me in come]
    Invitation.objects.bulk_create(links)
    InvitationUse.objects.bulk_create(
        InvitationUse(invitation=link, membership=me, at=me.joined_at) for link, me in zip(links, come, strict=True)
    )
    AlongsideWish.objects.bulk_create(_wish(cast, me) for me in come if me.alongside_of)
    still = _blank(cast, seats=2)
    still.made_at = cast.now - timedelta(days=3)
    still.expires_at = still.made_at + OPEN
    still.save()


def _blank(cast: Cast, *, seats: int = 1) -> Invitation:
    return Invitation(
        group=cast.group, hash=inviting.digest(secrets.token_urlsafe(inviting.BYTES)), by=cast.founder, seats=seats
    )


def _link(cast: Cast, me: Membership) -> Invitation:
    link = _blank(cast)
    link.made_at, link.alongside_of = me.joined_at - BEFORE, me.alongside_of
    link.by = me.alongside_of or cast.founder
    link.expires_at = link.made_at + timedelta(days=alongside.DAYS)
    return link


def _wish(cast: Cast, me: Membership) -> AlongsideWish:
    """Whoever is beside someone was wished for first, and a facilitator said yes."""
    at = me.joined_at - BEFORE
    return AlongsideWish(
        membership=me.alongside_of,
        at=at - timedelta(days=2),
        answered_at=at - timedelta(days=1),
        answered_by=cast.founder,
        agreed=True,
    )
