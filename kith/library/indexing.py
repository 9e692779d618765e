"""Keeps what the shelf is searched by, in the transaction of what changed."""

from collections.abc import Iterable
from datetime import datetime

from kith.kit import indexes, searching
from kith.library.models import Resource, Strategy, Words


def places(groups: Iterable[int]) -> list[str]:
    """Where someone in these groups (by key) may look."""
    return [f"g{key}" for key in groups]


def keep(thing: Resource | Strategy) -> None:
    """Taken back, its row goes with it by itself."""
    of = {"resource": thing} if isinstance(thing, Resource) else {"strategy": thing}
    said = [thing.name, thing.where, thing.why] if isinstance(thing, Resource) else [thing.name, thing.how]
    text = searching.text_of(said, place=f"g{thing.group_id}")
    Words.objects.update_or_create(**of, defaults={"text": text, "at": thing.at})


def look(now: datetime) -> int:
    """A round: what was never put in is put in. Returns how much it was."""
    missing = [
        *Resource.objects.exclude(pk__in=Words.objects.filter(resource__isnull=False).values("resource")),
        *Strategy.objects.exclude(pk__in=Words.objects.filter(strategy__isnull=False).values("strategy")),
    ]
    for thing in missing:
        keep(thing)
    indexes.merge(Words._meta.db_table)
    return len(missing)
