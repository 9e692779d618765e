""" "We are full for now", in one press; and in another one, room again."""

from datetime import datetime

from django.db import transaction

from kith.groups import following, waiting
from kith.groups.models import Group, Membership


@transaction.atomic
def for_now(group: Group, *, by: Membership, now: datetime) -> None:
    """Nobody is offered a seat from now on. Twice is harmless: the first time stands."""
    if Group.objects.filter(pk=group.pk, memberships=by, full_since=None).update(full_since=now):
        following.full(group)


@transaction.atomic
def room_again(group: Group, *, by: Membership, now: datetime) -> None:
    """Whoever waits longest is offered the first free seat at once."""
    Group.objects.filter(pk=group.pk, memberships=by).update(full_since=None)
    waiting.move_on(group, now=now)
