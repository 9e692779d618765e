"""Search across what someone may see in their groups: newest first, twenty a page, until there is no more. Nothing is ranked.

The next page begins at a moment, not after a number: page five takes as long as the first.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import merge
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

from kith.groups.models import Membership
from kith.kit import by_heart, moments, searching
from kith.kit.searching import Found
from kith.library import asking as library_of
from kith.library import looking as on_the_shelf
from kith.people.models import Person
from kith.stories import asking as stories_of
from kith.stories import for_a_companion, notes
from kith.stories import looking as among_stories
from kith.stories.models import Gentle

PAGE = 20
MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Search:
    """What the page's address asks for; anything in it that means nothing is passed over."""

    words: str = ""
    before: datetime | None = None

    @classmethod
    def said_in(cls, query: QueryDict) -> "Search":
        words = query.get("words", "")[: searching.LONGEST].replace("\x00", "").strip()
        return cls(words, moments.moment(query.get("before", "")))


def page(person: Person, search: Search) -> dict[str, Any]:
    rows = list(islice(_found(person, search, PAGE + 1), PAGE + 1)) if search.words else []
    older = rows[PAGE].at if len(rows) > PAGE else None
    if older and search.before:
        older = min(older, search.before - MOMENT)  # a whole page of one moment leads on all the same
    return {"search": search, "found": rows[:PAGE], "older_than": older}


def _found(person: Person, search: Search, most: int) -> Iterator[Found]:
    opened = _opened(person)
    stories = [(group, me, pact) for group, me, pact, _out, what in opened if what == stories_of.CUPBOARD]
    shelves = [group for group, _me, _pact, _out, what in opened if what == library_of.CUPBOARD]
    wishes = Gentle(person=person, leave_out=next((out for *_, out, _what in opened if out), []))
    asked: dict[str, Any] = {"most": most, "before": search.before}
    told = among_stories.found(person, search.words, mine=stories, wishes=wishes, **asked)
    kept = on_the_shelf.found(person, search.words, groups=shelves, **asked)
    return merge(told, kept, key=lambda one: one.at, reverse=True)


@by_heart.question
def _opened(person: Person) -> "QuerySet[Membership, tuple[int, int, int | None, list[str] | None, str]]":
    """Each open cupboard in a group of theirs: the group's key, their membership's, their pact's, what they would rather not
    meet (in each row the same), and which it is. One question.
    """
    mine = Membership.objects.of(person).filter(group__cupboards__isnull=False)
    return mine.values_list("group", "pk", for_a_companion.pact_of(), notes.left_out_by(), "group__cupboards__what")
