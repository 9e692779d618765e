"""Invitations: a link admits to the door, for so many people, for so long, until someone ends it."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.http import HttpRequest
from django.urls import reverse

from kith.groups.models import Group, Invitation, Membership
from kith.people.models import Person

BYTES = 20  # 160 random bits
MOST_SEATS = 20
DAYS = (1, 3, 7, 14, 30)
GONE = Membership.GONE


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def invite(group: Group, *, seats: int, days: int, by: Membership, now: datetime) -> tuple[Invitation, str]:
    """The invitation and its token. The token is told this once: only its hash stays."""
    token = secrets.token_urlsafe(BYTES)
    until = now + timedelta(days=days)
    return Invitation.objects.create(group=group, hash=digest(token), by=by, seats=seats, expires_at=until), token


def end(invitation: Invitation, *, by: Membership, now: datetime) -> None:
    """Ended by hand. Twice is harmless; whoever came by it stays."""
    Invitation.objects.filter(pk=invitation.pk, group=by.group_id, revoked_at=None).update(revoked_at=now)


def membership_by(token: str, person: Person) -> Membership | None:
    """Their membership of the group this link once led to, if they are a member of it."""
    return Membership.objects.of(person).filter(group__invitations__hash=digest(token)).first()


def leads_to(token: str, *, person: Person | None, now: datetime) -> Group | None:
    """The group whose door this link opens for them, or nothing. Who was removed meets what an unknown link meets."""
    link = Invitation.objects.live(now).filter(hash=digest(token)).select_related("group__greeter").first()
    if link and person and link.group.memberships.filter(person=person, state__in=GONE).exists():
        return None
    return link.group if link else None


def address(request: HttpRequest, token: str) -> str:
    """The whole link, as it is given to someone."""
    return request.build_absolute_uri(reverse("groups:come", args=[token]))
