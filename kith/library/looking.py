"""What is found on the shelves of someone's groups, newest first: only what they may see this moment."""

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from kith.kit import searching
from kith.kit.searching import Found
from kith.library import asking, indexing
from kith.library.models import Words
from kith.people.models import Person


def found(person: Person, typed: str, *, most: int) -> list[Found]:
    what = searching.asked(typed, places=indexing.places(asking.me(person).values_list("group_id", flat=True)))
    if not (what.words and what.places):
        return []
    mine = Exists(asking.resources(person).filter(pk=OuterRef("resource"))) | Exists(
        asking.strategies(person).filter(pk=OuterRef("strategy"))
    )
    rows = searching.holding(Words, what).filter(mine).order_by("-at", "-pk")
    rows = rows.select_related("resource__by", "resource__group", "strategy__by", "strategy__group")
    return [_as_found(row, person, what.words) for row in rows[:most]]


def _as_found(row: Words, person: Person, words: tuple[str, ...]) -> Found:
    thing = row.resource or row.strategy
    assert thing is not None
    said = f"{row.resource.why} {row.resource.where}" if row.resource else row.strategy.how if row.strategy else ""
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
