"""A seat alongside: an interpreter or carer who comes with one member. An own account, the same agreement, no seat.

In the circle they listen. When the member goes or rests, so does the seat alongside.
"""

import secrets
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from kith.groups import aliases, entering, inviting, telling_of
from kith.groups.founding import SEEDS
from kith.groups.models import AlongsideWish, Group, Invitation, Membership
from kith.groups.words import Reason
from kith.groups.words_keeping import Kept
from kith.kit.refusal import Refused
from kith.people.models import Person

DAYS = 14  # how long such a link is open


@transaction.atomic
def wish(*, words: str, by: Membership, now: datetime) -> AlongsideWish:
    """A member would like to bring someone. Asking again, while nobody has answered, takes the place of what was said."""
    Group.objects.select_for_update(no_key=True).get(pk=by.group_id)
    facts = {"words": words, "at": now}
    asked, _new = AlongsideWish.objects.update_or_create(membership=by, answered_at=None, defaults=facts)
    who = telling_of.who_run(by.group, besides=by)
    path = reverse("groups:members", args=[by.group.ref])
    telling_of.tell(*who, kind=telling_of.Kind.FACILITATING, group=by.group, about=f"alongside:{asked.ref}", path=path)
    return asked


@transaction.atomic
def answer(asked: AlongsideWish, *, yes: bool, by: Membership, now: datetime) -> AlongsideWish:
    """Yes or no, once; she is told that there is an answer."""
    asked = (
        AlongsideWish.objects.select_for_update(no_key=True, of=("self",))
        .select_related("membership__person")
        .get(pk=asked.pk)
    )
    if asked.answered_at:
        raise Refused(Kept.ANSWERED)
    asked.answered_at, asked.answered_by, asked.agreed = now, by, yes
    asked.save()
    group, about = by.group, f"alongside:{asked.ref}"
    telling_of.untell(group, about)
    path = reverse("groups:alongside", args=[group.ref])
    telling_of.tell(
        asked.membership.person, kind=telling_of.Kind.ANSWERED, group=group, about=f"{about}:answer", path=path
    )
    return asked


def may_invite(me: Membership) -> bool:
    """After a facilitator's yes, it is hers to make the link."""
    return AlongsideWish.objects.of(me).filter(agreed=True).exists()


def invite(of: Membership, *, by: Membership, now: datetime) -> tuple[Invitation, str]:
    """A link for one: by the member after a yes, or by who runs the group. Whoever is alongside brings nobody along."""
    if of.group_id != by.group_id or of.state != Membership.State.MEMBER or of.alongside_of_id:
        raise Refused(Reason.NOT_A_MEMBER)
    if not by.runs and not (by.pk == of.pk and may_invite(by)):
        raise Refused(Kept.NEEDS_ANOTHER)
    return inviting.invite(by.group, seats=1, days=DAYS, by=by, now=now, alongside_of=of)


def sit_beside(of: Membership, before: Membership | None, *, alias: str, by: Person, now: datetime) -> Membership:
    """They come in, to listen. No seat is counted. The caller holds the group's row and knows that the link is good."""
    if of.state != Membership.State.MEMBER:
        raise Refused(Reason.DEAD_LINK)
    me = before or Membership(group=of.group, person=by, seed=secrets.randbelow(SEEDS), state=Membership.State.ASKED)
    me.alias, me.comes, me.alongside_of = aliases.free(of.group, alias, besides=me), Membership.Comes.LISTEN, of
    me.save()
    return entering.seat(me, in_group=of.group, by=me, now=now, says_yes=True)
