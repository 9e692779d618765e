"""A group begins, and its name, sentence and zone are kept true."""

import secrets

from django.db import transaction

from kith.groups import agreeing, aliases
from kith.groups.models import Group, Membership, Standing
from kith.groups.signals import announce, group_changed
from kith.people.models import Person

SEEDS = 8


@transaction.atomic
def found(*, name: str, about: str, zone: str, alias: str, agreement: str, by: Person) -> Group:
    """A new group with its first agreement. Whoever founds it facilitates and, to begin with, greets."""
    group = Group.objects.create(name=name, about=about, zone=zone)
    me = Membership.objects.create(
        group=group,
        person=by,
        alias=aliases.free(group, alias),
        seed=secrets.randbelow(SEEDS),
        role=Membership.Role.FACILITATOR,
        comes=Membership.Comes.MIGHT_TALK,
    )
    Standing.objects.create(membership=me, what=me.role, by=me)
    agreeing.adopt(group, text=agreement, by=me)
    group.greeter = me
    group.save(update_fields=["greeter"])
    return group


@transaction.atomic
def change(group: Group, *, name: str, about: str, zone: str, by: Membership) -> None:
    """Its words change; planned meetings keep the moment they were planned for."""
    Group.objects.filter(pk=group.pk, memberships=by).update(name=name, about=about, zone=zone)
    announce(group_changed, sender=Group, group=group)
