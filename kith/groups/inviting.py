"""Invitations: a link admits to the door, for so many people, for so long, until someone ends it."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.http import HttpRequest
from django.urls import reverse

from kith.groups import inviting_by_code
from kith.groups.models import Goodbye, Group, Invitation, Membership
from kith.groups.words_keeping import Kept
from kith.kit.refusal import Refused
from kith.people.models import Person

BYTES = 20  # 160 random bits
MOST_SEATS = 20
DAYS = (1, 3, 7, 14, 30)
GONE = Membership.GONE


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def invite(
    group: Group,
    *,
    seats: int,
    days: int,
    by: Membership,
    now: datetime,
    code: str | None = None,
    alongside_of: Membership | None = None,
) -> tuple[Invitation, str]:
    """The invitation and its token. The token (and a slip's `code`) is told this once: only its hash stays."""
    if Goodbye.objects.filter(group=group).exists():
        raise Refused(Kept.HAS_ENDED)
    token = secrets.token_urlsafe(BYTES)
    link = Invitation(group=group, hash=digest(token), by=by, seats=seats, expires_at=now + timedelta(days=days))
    link.code_hash, link.alongside_of = code and inviting_by_code.hashes(code)[0], alongside_of
    link.save()
    return link, token


def which(token: str) -> dict[str, str]:
    """What the invitation behind a token is found by, also one that was given for a code."""
    ref = inviting_by_code.opened(token)
    return {"ref": ref} if ref else {"hash": digest(token)}


def end(invitation: Invitation, *, by: Membership, now: datetime) -> None:
    """Ended by hand. Twice is harmless; whoever came by it stays."""
    Invitation.objects.filter(pk=invitation.pk, group=by.group_id, revoked_at=None).update(revoked_at=now)


def membership_by(token: str, person: Person) -> Membership | None:
    """Their standing in the group this link once led to: a member's, or of someone who rests. No link does anything for them."""
    inside = (Membership.State.MEMBER, Membership.State.PAUSED)
    links = Invitation.objects.filter(**which(token))
    mine = Membership.objects.own(person).filter(state__in=inside, group__invitations__in=links)
    return mine.select_related("group").first()


def leads_to(token: str, *, person: Person | None, now: datetime) -> Group | None:
    """The group whose door this link opens for them, or nothing. Who was removed meets what an unknown link meets."""
    link = Invitation.objects.live(now).filter(**which(token)).select_related("group__greeter").first()
    if link and person and link.group.memberships.filter(person=person, state__in=GONE).exists():
        return None
    return link.group if link else None


def address(request: HttpRequest, token: str) -> str:
    """The whole link, as it is given to someone."""
    return request.build_absolute_uri(reverse("groups:come", args=[token]))
