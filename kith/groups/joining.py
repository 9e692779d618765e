"""Joining: through a live invitation, under an alias of one's own, with a yes to the agreement."""

import secrets
from datetime import datetime

from django.db import transaction

from kith.groups import agreeing, aliases, inviting
from kith.groups.founding import SEEDS
from kith.groups.models import Group, Invitation, InvitationUse, Membership, Standing
from kith.groups.words import Reason
from kith.kit.refusal import Refused
from kith.people.models import Person


@transaction.atomic
def join(*, token: str, alias: str, comes: str, by: Person, now: datetime) -> Membership:
    """A seat of the invitation becomes a membership. Already a member: that membership, and no seat is used."""
    link = _locked(token, now)
    group = Group.objects.select_for_update().get(pk=link.group_id)
    before = Membership.objects.filter(group=group, person=by).first()
    if before and before.state == Membership.State.MEMBER:
        return before
    if before and before.state in inviting.GONE:
        raise Refused(Reason.DEAD_LINK)
    me = _enter(group, before, alias=alias, comes=comes, person=by, now=now)
    InvitationUse.objects.get_or_create(invitation=link, membership=me)
    if group.agreement:
        agreeing.accept(group.agreement, by=me)
    return me


def _locked(token: str, now: datetime) -> Invitation:
    """The invitation, its row held so that no two people take the same last seat."""
    link = Invitation.objects.select_for_update().filter(hash=inviting.digest(token)).first()
    if link is None or not Invitation.objects.live(now).filter(pk=link.pk).exists():
        raise Refused(Reason.DEAD_LINK)
    return link


def _enter(
    group: Group, before: Membership | None, *, alias: str, comes: str, person: Person, now: datetime
) -> Membership:
    me = before or Membership(group=group, person=person, seed=secrets.randbelow(SEEDS))
    me.alias = aliases.free(group, alias, besides=me)
    me.comes, me.state, me.role, me.joined_at = comes, Membership.State.MEMBER, Membership.Role.MEMBER, now
    me.save()
    Standing.objects.create(membership=me, what=me.state, by=me, at=now)
    return me


def remembered(welcome: object) -> dict[str, str]:
    """What they answered to the first question, before they had an account; so that nobody is asked twice."""
    if not isinstance(welcome, dict):
        return {}
    return {name: str(welcome[name]) for name in ("alias", "comes") if welcome.get(name)}
