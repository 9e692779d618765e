"""Putting something on the group's shelf, changing it, and taking it back: each by whoever put it there."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import transaction

from kith.groups.models import Group, Membership
from kith.kit.refusal import Refused
from kith.library import indexing
from kith.library.models import Resource, Strategy
from kith.library.words import Reason

MOST = 100  # of one kind, from one member
Thing = TypeVar("Thing", Resource, Strategy)


def changed(thing: Thing, to: Mapping[str, Any]) -> Thing:
    """The same thing with other words; nothing is saved yet."""
    for name, value in to.items():
        setattr(thing, name, value)
    return thing


@transaction.atomic
def put(thing: Thing, *, by: Membership) -> Thing:
    """A new thing, or the same one changed."""
    Group.objects.select_for_update(no_key=True).get(pk=by.group_id)
    thing.group_id, thing.by = by.group_id, by
    beside = type(thing).objects.filter(group=by.group_id).exclude(pk=thing.pk)
    if beside.filter(name__iexact=thing.name).exists():
        raise Refused(Reason.ALREADY_THERE, field="name")
    if thing.pk is None and beside.filter(by=by).count() >= MOST:
        raise Refused(Reason.SHELF_FULL)
    thing.save()
    indexing.keep(thing)
    return thing


def take_back(thing: Resource | Strategy, *, by: Membership) -> None:
    """It goes, with how it went for others. Twice is harmless."""
    type(thing).objects.filter(pk=thing.pk, by=by).delete()
