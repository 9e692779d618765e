"""Search across what someone may see in their groups: newest first, twenty a page, and then it ends. Nothing is ranked."""

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import merge
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

from kith.groups.models import Membership
from kith.kit import by_heart, searching
from kith.kit.searching import Found
from kith.library import asking as library_of
from kith.library import looking as on_the_shelf
from kith.people.models import Person
from kith.stories import asking as stories_of
from kith.stories import for_a_companion
from kith.stories import looking as among_stories

PAGE = 20
LAST = 10  # pages; who wants to see more says a little more


@dataclass(frozen=True, slots=True)
class Search:
    """What the page's address asks for; anything in it that means nothing is passed over."""

    words: str = ""
    page: int = 1

    @classmethod
    def said_in(cls, query: QueryDict) -> "Search":
        number = query.get("page", "")
        page = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 1
        words = query.get("words", "")[: searching.LONGEST].replace("\x00", "").strip()
        return cls(words, min(max(1, page), LAST))


def page(person: Person, search: Search) -> dict[str, Any]:
    most = search.page * PAGE + 1
    found = islice(_found(person, search.words, most), most - PAGE - 1, most)
    rows = list(found) if search.words else []
    return {"search": search, "found": rows[:PAGE], "more": len(rows) > PAGE, "last": search.page == LAST}


def _found(person: Person, words: str, most: int) -> Iterator[Found]:
    opened = _opened(person)
    stories = [(group, me, pact) for group, me, pact, what in opened if what == stories_of.CUPBOARD]
    shelves = [group for group, _me, _pact, what in opened if what == library_of.CUPBOARD]
    told = among_stories.found(person, words, mine=stories, most=most)
    kept = on_the_shelf.found(person, words, groups=shelves, most=most)
    return merge(told, kept, key=lambda one: one.at, reverse=True)


def _opened(person: Person) -> list[tuple[int, int, int | None, str]]:
    """Each open cupboard in a group of theirs: the group's key, their membership's, their pact's, and which it is. One question."""
    return _cupboards_of(person)


@by_heart.question
def _cupboards_of(person: Person) -> "QuerySet[Membership, tuple[int, int, int | None, str]]":
    mine = Membership.objects.of(person).filter(group__cupboards__isnull=False)
    return mine.values_list("group", "pk", for_a_companion.pact_of(), "group__cupboards__what")
