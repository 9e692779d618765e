"""Which groups are found, and which page of them; where nothing is found, what is found with a little less."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import starmap
from math import ceil
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.functional import Promise

from kith.finding import by_hand, hours, indexing, questions, searching, themes
from kith.finding.asking import Search
from kith.finding.listed import Listed
from kith.finding.questions import LAST, MOST, PAGE, QUIET, Kind, Part
from kith.groups.models import Group
from kith.people.models import Person

MANY = 20  # times what is shown


@dataclass(frozen=True, slots=True)
class Turned:
    """One page of what was found. `count`: at most one more than is ever shown."""

    count: int
    pages: int
    number: int
    keys: list[int]


class Looking:
    """One visitor's look at the directory: who she is (or nobody), on which clock, now."""

    def __init__(self, person: Person | None, *, tree: themes.Tree, zone: ZoneInfo | None, now: datetime) -> None:
        self.person, self.tree, self.zone, self.now = person, tree, zone or ZoneInfo("UTC"), now

    @property
    def since(self) -> datetime:
        """Where nobody has met since then, it is quiet."""
        return self.now - QUIET

    def asked(self, search: Search) -> tuple[Kind, list[Any]]:
        """A search as a question known by heart: its shape, and its values."""
        what = searching.Asked(search.terms.words, tuple(self._marks(search)), search.any_of)
        timed = search.when or search.tonight
        kind = Kind(bool(self.person), bool(what), search.way, timed)
        words = [searching.told(what)] if what else []
        return kind, [*self.me, *words, *(questions.moments(self.spans(search)) if timed else [])]

    @property
    def me(self) -> list[Person]:
        return [self.person] if self.person else []

    def found(self, search: Search) -> "QuerySet[Group]":
        kind, values = self.asked(search)
        return questions.groups(kind, *values)

    def count(self, search: Search) -> int:
        return self.found(search).count()

    def turn_to(self, search: Search, number: int) -> Turned:
        """The page asked for, or the last there is. Keys only: rows are for one page."""
        (kind, values), number = self.asked(search), min(number, LAST)
        if kind.timed and (few := self._counted_page(kind, values, number)):
            return few
        count = by_hand.counts([questions.enough.in_words(kind, *values)])[0]
        pages = min(LAST, max(1, ceil(count / PAGE)))
        part = Part(kind, (min(number, pages) - 1) * PAGE, PAGE)
        return Turned(count, pages, min(number, pages), self._keys(part, values, count) if count else [])

    def _counted_page(self, kind: Kind, values: list[Any], number: int) -> Turned | None:
        """In one question, which puts all in order: who meets at some hour stands anywhere in it. None: past the end."""
        found = questions.counted_keys(Part(kind, (number - 1) * PAGE, PAGE), self.since, *values)
        count = min(MOST, found[0][1]) if found else 0
        if not count and number > 1:
            return None
        return Turned(count, min(LAST, max(1, ceil(count / PAGE))), number, [key for key, _ in found])

    def _keys(self, part: Part, values: list[Any], count: int) -> list[int]:
        """Where a page is one of many, along the index until it is full; else what was found is put in order."""
        one_of_many = not part.kind.timed and (count == MOST or (part.first + PAGE) * MANY <= count)
        soon = questions.soonest(part, self.since, *values) if one_of_many else []
        return soon if len(soon) == PAGE else questions.keys(part, self.since, *values)

    def first(self, most: int, kind: Kind, values: list[Any]) -> list[int]:
        """The same for the first so many: where the index does not give enough of them, also those with nothing planned."""
        soon = self.soonest(most, kind, values)
        return soon if len(soon) == most else self.in_order(most, kind, values)

    def soonest(self, most: int, kind: Kind, values: list[Any]) -> list[int]:
        return questions.soonest(Part(kind, 0, most), self.since, *values)

    def in_order(self, most: int, kind: Kind, values: list[Any]) -> list[int]:
        return questions.keys(Part(kind, 0, most), self.since, *values)

    def rows(
        self, keys: list[int], spans: Sequence[hours.Span] = (), *, then: Sequence[hours.Span] = ()
    ) -> list[Listed]:
        """These groups in this order, with what a card needs. `spans`: in which each is to meet next; `then`: whether it does."""
        kind, meets = Kind(bool(self.person), timed=bool(then)), spans or self.from_now_on
        asked = questions.rows(kind, keys, *self.me, *questions.moments([*meets, *then]))
        found = {group.pk: group for group in starmap(Listed, asked)}
        return [found[key] for key in keys if key in found]

    @property
    def from_now_on(self) -> list[hours.Span]:
        return [(self.now, datetime.max.replace(tzinfo=UTC))]

    def looser(self, search: Search) -> list[tuple[str, Search, int]]:
        """What would be found with one wish less, else with one wish alone; ways that find nothing are left out."""
        return self._counted(list(search.looser())) or self._counted(list(search.alone()))

    def _counted(self, ways: list[tuple[str | Promise, Search]]) -> list[tuple[str, Search, int]]:
        """One question for all of them; none is counted further than is ever shown."""
        asked = [self.asked(less) for _, less in ways]
        counts = by_hand.counts([questions.enough.in_words(kind, *values) for kind, values in asked])
        return [(str(say), less, n) for (say, less), n in zip(ways, counts, strict=True) if n]

    def spans(self, search: Search) -> list[hours.Span]:
        """When the groups looked for meet, as moments."""
        if not search.when:
            return [hours.tonight(zone=self.zone, now=self.now)] if search.tonight else []
        wide = self._hours(search)
        if not search.tonight:
            return wide
        begins, ends = hours.tonight(zone=self.zone, now=self.now)
        return [(max(begins, a), min(ends, b)) for a, b in wide if a < ends and b > begins]

    def _hours(self, search: Search) -> list[hours.Span]:
        if not search.part:
            return hours.whole_days(int(search.day), zone=self.zone, now=self.now)
        days = [int(search.day)] if search.day else range(7)
        return hours.spans([(day, search.part) for day in days], zone=self.zone, now=self.now)

    def _marks(self, search: Search) -> Iterator[str]:
        if search.about:
            yield searching.mark("theme", search.about)
        if search.language:
            yield searching.mark("lang", search.language)
        if search.seats or search.tonight:
            yield indexing.SEAT
        if search.tonight:
            yield from (indexing.OPEN, indexing.BEGUN)
