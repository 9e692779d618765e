"""What is found on the shelves of someone's groups, newest first: only what they may see this moment."""

from collections.abc import Iterable
from datetime import datetime
from typing import cast

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from kith.kit import by_heart, searching
from kith.kit.searching import Found
from kith.library import asking, indexing
from kith.library.models import Resource, Strategy, Words
from kith.people.models import Person


def found(person: Person, typed: str, *, groups: Iterable[int], most: int, before: datetime | None) -> list[Found]:
    """`groups` (by key) are those of theirs whose shelf is open. At most two questions."""
    what = searching.asked(typed, places=indexing.places(groups))
    first = [key for (key,) in searching.newest(Words, what, "pk", before=before) if key]
    if len(first) < searching.LOOK:
        rows = _among(person, first) if first else []
    else:
        rows = _in_all(person, searching.told_to(Words, what), before or searching.EVER, (most,))
    return [_as_found(row, person, what.words) for row in rows[:most]]


@by_heart.question
def _among(person: Person, keys: list[int]) -> "QuerySet[Words]":
    """Of these few: PostgreSQL plans it once, and would plan the next one each time."""
    return _may_see(person, Words.objects.filter(pk__in=keys).order_by("-at", "-pk"))


@by_heart.question
def _in_all(person: Person, told: str, before: datetime, most: tuple[int]) -> "QuerySet[Words]":
    return _may_see(person, searching.back_from(Words, told, before))[: most[0]]


def _may_see(person: Person, rows: "QuerySet[Words]") -> "QuerySet[Words]":
    book = Exists(asking.resources(person).filter(pk=OuterRef("resource")))
    way = Exists(asking.strategies(person).filter(pk=OuterRef("strategy")))
    beside = ("resource__by", "resource__group", "strategy__by", "strategy__group")
    return rows.filter(book | way).select_related(*beside)


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
