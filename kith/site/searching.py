"""Search across what someone may see in their groups: newest first, twenty a page, until there is no more. Nothing is ranked.

The next page begins at a moment, not after a number: page five takes as long as the first. The moment is that of something one
may see, so the address tells nothing of what one may not.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import merge
from itertools import islice
from typing import Any

from django.db.models import Exists, Q, QuerySet
from django.http import QueryDict

from kith.groups.models import Membership
from kith.kit import by_heart, moments, searching
from kith.kit.searching import Found
from kith.library import asking as library_of
from kith.library import looking as on_the_shelf
from kith.people.models import Apart, Person
from kith.site import found as as_html
from kith.stories import asking as stories_of
from kith.stories import for_a_companion, notes
from kith.stories import looking as among_stories

PAGE = 20
MOST = 64  # where so many are of one moment, which only a copied database has: of these the next page passes over the first
MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Search:
    """What the page's address asks for; anything in it that means nothing is passed over. `past` so many of the moment `before`."""

    words: str = ""
    before: datetime | None = None
    past: int = 0

    @classmethod
    def said_in(cls, query: QueryDict) -> "Search":
        words = query.get("words", "")[: searching.LONGEST].replace("\x00", "").strip()
        past = query.get("past", "")
        past = past if past.isascii() and past.isdigit() and len(past) < 3 else "0"
        return cls(words, moments.moment(query.get("before", "")), min(int(past), MOST - PAGE - 1))


def page(person: Person, search: Search) -> dict[str, Any]:
    found = _found(person, search) if search.words else []
    past = min(search.past, sum(one.at == search.before for one in found))
    until = past + PAGE
    shown = found[past:until]
    return {"search": search, "found": shown, "listed": as_html.listed(shown), "older": _older(found, until)}


def _older(found: list[Found], until: int) -> Search | None:
    """Where the next page begins, if there is one: at its first moment, past those of that moment that were shown."""
    if len(found) <= until:
        return None
    at = found[until].at
    past = sum(one.at == at for one in found[:until])
    return Search(before=at, past=past) if past < MOST - PAGE else Search(before=at - MOMENT)


def _found(person: Person, search: Search) -> list[Found]:
    opened = _opened(person)
    stories = [(group, me, pact) for group, me, pact, _out, _apart, what in opened if what == stories_of.CUPBOARD]
    shelves = [group for group, _me, _pact, _out, _apart, what in opened if what == library_of.CUPBOARD]
    leave_out, apart = next(((out or [], apart) for *_, out, apart, _what in opened), ([], False))
    most = MOST if search.past else PAGE + 1
    asked: dict[str, Any] = {"most": most, "before": search.before}
    told = among_stories.found(person, search.words, mine=stories, leave_out=leave_out, is_apart=apart, **asked)
    kept = on_the_shelf.found(person, search.words, groups=shelves, **asked)
    return list(islice(merge(told, kept, key=lambda one: one.at, reverse=True), most))


@by_heart.question
def _opened(person: Person) -> "QuerySet[Membership, tuple[int, int, int | None, list[str] | None, bool, str]]":
    """Each open cupboard in a group of theirs: the group's key, their membership's, their pact's, what they would rather not
    meet and whether they are kept apart from anyone (both the same in each row), and which it is. One question.
    """
    mine = Membership.objects.of(person).filter(group__cupboards__isnull=False)
    apart = Exists(Apart.objects.filter(Q(by=person) | Q(of=person), kind=Apart.Kind.BLOCK))
    return mine.values_list(
        "group", "pk", for_a_companion.pact_of(), notes.left_out_by(), apart, "group__cupboards__what"
    )
