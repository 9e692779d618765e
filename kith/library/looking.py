"""What is found on the shelves of someone's groups, newest first: only what they may see this moment."""

from collections.abc import Iterable
from datetime import datetime
from typing import cast

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from kith.kit import by_heart, searching
from kith.kit.searching import Found
from kith.library import asking, indexing
from kith.library.models import Resource, Strategy, Words
from kith.people.models import Person


def found(person: Person, typed: str, *, groups: Iterable[int], most: int, before: datetime | None) -> list[Found]:
    """`groups` (by key) are those of theirs whose shelf is open."""
    what = searching.asked(typed, places=indexing.places(groups))
    keys = searching.newest(Words, what, "resource", "strategy", before=before)
    rows = searching.seen(keys, lambda some: _seen(person, some), most=most)
    return [_as_found(row, person, what.words) for row in rows]


def _seen(person: Person, keys: searching.Keys) -> list[Words]:
    return _among(person, [one for one, _two in keys if one], [two for _one, two in keys if two])


@by_heart.question
def _among(person: Person, resources: list[int], strategies: list[int]) -> "QuerySet[Words]":
    may = Exists(asking.resources(person).filter(pk=OuterRef("resource"))) | Exists(
        asking.strategies(person).filter(pk=OuterRef("strategy"))
    )
    rows = Words.objects.filter(may, Q(resource__in=resources) | Q(strategy__in=strategies))
    rows = rows.order_by("-at", "-pk")
    return rows.select_related("resource__by", "resource__group", "strategy__by", "strategy__group")


def _as_found(row: Words, person: Person, words: tuple[str, ...]) -> Found:
    thing = cast("Resource | Strategy", row.resource or row.strategy)
    said = f"{thing.why} {thing.where}" if isinstance(thing, Resource) else thing.how
    return Found(
        at=row.at,
        kind=_("on the shelf") if row.resource else _("a way of coping"),
        path=thing.get_absolute_url(),
        title=thing.name,
        who=_("You") if thing.by.person_id == person.pk else thing.by.alias,
        where=thing.group.name,
        said=said,
        words=words,
    )
