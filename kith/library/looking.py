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
    """`groups` (by key) are those of theirs whose shelf is open. One question: a shelf is short."""
    what = searching.asked(typed, places=indexing.places(groups))
    if not (what.words and what.places):
        return []
    rows = _seen(person, searching.told_to(Words, what), before or searching.EVER, (most,))
    return [_as_found(row, person, what.words) for row in rows]


@by_heart.question
def _seen(person: Person, told: str, before: datetime, most: tuple[int]) -> "QuerySet[Words]":
    may = Exists(asking.resources(person).filter(pk=OuterRef("resource"))) | Exists(
        asking.strategies(person).filter(pk=OuterRef("strategy"))
    )
    rows = searching.back_from(Words, told, before).filter(may)[: most[0]]
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
