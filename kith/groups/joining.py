"""Joining: through a live invitation, under an alias of one's own, with a yes to the agreement."""

import secrets
from datetime import datetime

from django.db import transaction

from kith.groups import agreeing, aliases, alongside, capacity, closing, entering, inviting, waiting
from kith.groups.founding import SEEDS
from kith.groups.models import Group, Invitation, InvitationUse, Membership, Offer
from kith.groups.words import Reason
from kith.kit.refusal import Refused
from kith.people.models import Person

State = Membership.State


@transaction.atomic
def join(
    *, token: str, alias: str, comes: str, by: Person, now: datetime, if_away: str = Membership.IfAway.SAY_HELLO
) -> Membership:
    """A seat of the invitation becomes a membership, or a place in the line. Already a member: that, and no seat is used."""
    link = _locked(token, now)
    group = capacity.locked(link.group_id)
    before = Membership.objects.filter(group=group, person=by).first()
    if before and before.state == State.MEMBER:
        return before
    if before and before.state in inviting.GONE:
        raise Refused(Reason.DEAD_LINK)
    if link.alongside_of:
        me = alongside.sit_beside(link.alongside_of, before, alias=alias, by=by, now=now)
    else:
        since = closing.closed_since(group, now)  # a link made while a closed circle is under way lets someone in
        let_in = since is None or link.made_at >= since
        me = come(group, before, alias=alias, comes=comes, if_away=if_away, by=by, now=now, let_in=let_in)
    InvitationUse.objects.get_or_create(invitation=link, membership=me)
    return me


def come(
    group: Group,
    before: Membership | None,
    *,
    alias: str,
    comes: str,
    if_away: str,
    by: Person,
    now: datetime,
    let_in: bool = False,
) -> Membership:
    """In, if a seat is free that nobody before them waits for; else in the line. The caller holds the group's row."""
    me = before or Membership(group=group, person=by, seed=secrets.randbelow(SEEDS), state=State.ASKED)
    refuse_if_resting(me)
    me.alias, me.comes, me.if_away = aliases.free(group, alias, besides=me), comes, if_away
    me.save()
    waiting.move(group, now=now)
    me.refresh_from_db(fields=["state"])
    offer = Offer.objects.open().filter(membership=me).first()
    if offer:
        waiting.end(offer, Offer.How.TAKEN, now=now)
    if offer or capacity.free(group, now=now, let_in=let_in):
        return entering.seat(me, in_group=group, by=me, now=now, says_yes=True)
    if group.agreement:
        agreeing.accept(group.agreement, by=me)
    return waiting.line_up(me, by=me, now=now)


def refuse_if_resting(me: Membership) -> None:
    """Someone who rests comes back from her own page: no link and no open door does it for her."""
    if me.pk and me.state == State.PAUSED:
        raise Refused(Reason.RESTING)


def _locked(token: str, now: datetime) -> Invitation:
    """The invitation, its row held so that no two people take the same last seat."""
    link = Invitation.objects.select_for_update(no_key=True).filter(**inviting.which(token)).first()
    if link is None or not Invitation.objects.live(now).filter(pk=link.pk).exists():
        raise Refused(Reason.DEAD_LINK)
    return link


def remembered(welcome: object) -> dict[str, str]:
    """What they answered to the first question, before they had an account; so that nobody is asked twice."""
    if not isinstance(welcome, dict):
        return {}
    return {name: str(welcome[name]) for name in ("alias", "comes") if welcome.get(name)}
