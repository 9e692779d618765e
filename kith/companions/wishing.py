"""Wishing for someone, and being glad of anyone. Nothing here looks at what the other wishes, so it tells nothing of it."""

from datetime import datetime

from django.db import transaction

from kith.companions import asking
from kith.companions.models import Rota, Tick
from kith.companions.words import Reason
from kith.groups.models import Membership
from kith.kit.refusal import Refused

MOST = 3  # open at once: who ticked everyone would learn nothing, and tell nothing


@transaction.atomic
def tick(wished: Membership, *, by: Membership, now: datetime) -> Tick:
    """Twice is one wish."""
    _mine_alone(by)
    standing = {one.wished_id: one for one in asking.ticks(by)}
    if wished.pk in standing:
        return standing[wished.pk]
    if len(standing) >= MOST:
        raise Refused(Reason.THREE_ALREADY)
    return Tick.objects.update_or_create(by=by, wished=wished, defaults={"at": now})[0]


def untick(wished: Membership, *, by: Membership) -> None:
    """Twice is harmless."""
    Tick.objects.filter(by=by, wished=wished).delete()


@transaction.atomic
def anyone_is_fine(*, by: Membership, now: datetime) -> Rota:
    _mine_alone(by)
    if not asking.may_rota(by):
        raise Refused(Reason.COME_FIRST)
    return Rota.objects.get_or_create(of=by, defaults={"at": now})[0]


def not_anyone(*, by: Membership) -> None:
    Rota.objects.filter(of=by).delete()


def _mine_alone(by: Membership) -> None:
    """One wish of mine at a time. Without the key, or two who tick each other at once stand in each other's way and learn of it."""
    Membership.objects.select_for_update(no_key=True).get(pk=by.pk)
