"""A group's door: whether it can be found, how one comes in, for whom it is and for how many."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from kith.groups import capacity, forming, waiting
from kith.groups.models import Group, Membership, Theme
from kith.groups.signals import announce, group_changed

OWN = ("name", "about", "zone", "language", "town", "who_for", "adults_only", "door", "capacity", "starts_with")


@transaction.atomic
def change(
    group: Group, *, listed: bool, themes: Iterable[Theme], by: Membership, now: datetime, **words: object
) -> Group:
    """Its words and its door. Nobody who is in loses a seat; a bigger group offers the new ones to its line at once."""
    group = capacity.locked(by.group_id)
    for name in OWN:
        if name in words:
            setattr(group, name, words[name])
    group.listed_at = (group.listed_at or now) if listed else None
    group.save(update_fields=[*OWN, "listed_at"])
    group.themes.set(themes)
    forming.look(group, now=now)
    waiting.move(group, now=now)
    announce(group_changed, sender=Group, group=group)
    return group
