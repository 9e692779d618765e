"""Which groups are found, and in which order: those that meet soonest first; where nobody has met for long, at the end."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import reduce
from math import ceil
from operator import or_
from zoneinfo import ZoneInfo

from django.db.models import Case, Count, F, Min, Q, QuerySet, When, Window
from django.db.models.expressions import RawSQL
from django.utils.functional import Promise

from kith.finding import by_hand, hours, indexing, searching, themes
from kith.finding.asking import Search
from kith.groups.models import Group, Theme
from kith.meetings.models import Meeting
from kith.people.models import Person

QUIET = timedelta(days=60)
PAGE = 20
LAST = 50  # pages; who wants to see more says a little more
MOST = LAST * PAGE + 1
WAYS = {"call": Q(rhythm__by_call=True), "hall": Q(rhythm__in_hall=True), "text": Q(rhythm__by_text=True)}


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

    def found(self, search: Search) -> "QuerySet[Group]":
        groups = Group.objects.open_to(self.person)
        asked = searching.Asked(search.terms.words, tuple(self._marks(search)), search.any_of)
        if asked:
            groups = groups.filter(pk__in=searching.keys(asked))
        if search.way:
            groups = groups.filter(WAYS[search.way])
        if search.when or search.tonight:
            groups = groups.filter(pk__in=by_hand.who_meet_in(self.spans(search)))
        return groups

    def count(self, search: Search) -> int:
        return self.found(search).count()

    def turn_to(self, search: Search, number: int) -> Turned:
        """The page asked for, or the last there is. Keys only: rows are for one page."""
        groups, number = self.found(search), min(number, LAST)
        if Search(way=search.way) == search and groups[:MOST].count() == MOST:
            at = (number - 1) * PAGE
            soon = list(self.soonest(groups)[at : at + PAGE])
            if len(soon) == PAGE:
                return Turned(MOST, LAST, number, soon)
        keys, every = self._one_page(groups, number)
        if not keys and number > 1:  # past the end
            number = max(1, ceil(groups[:MOST].count() / PAGE))
            keys, every = self._one_page(groups, number)
        return Turned(every, min(LAST, max(1, ceil(every / PAGE))), number, keys)

    def _one_page(self, groups: "QuerySet[Group]", number: int) -> tuple[list[int], int]:
        """Keys of that page, and how many there are in all, at most MOST; in one question."""
        counted = self.in_order(groups).annotate(every=Window(Count("pk"))).values_list("pk", "every")
        found = list(counted[(number - 1) * PAGE : number * PAGE])
        return [key for key, _ in found], min(MOST, found[0][1]) if found else 0

    def first(self, most: int, groups: "QuerySet[Group]") -> list[int]:
        return list(self.in_order(groups).values_list("pk", flat=True)[:most])

    def soonest(self, groups: "QuerySet[Group]") -> "QuerySet[Group, int]":
        """The same order, of those only that come first in it: where thousands meet, the database walks along its index."""
        meets = groups.filter(~is_quiet(self.now), rhythm__next_at__isnull=False)
        return meets.order_by("rhythm__next_at", "pk").values_list("pk", flat=True)

    def rows(self, keys: list[int], *, meets: RawSQL | None = None) -> list[Group]:
        """These groups in this order, with what a card needs: one question. `meets`: noted on each as `meets_then`."""
        beside = {"theme_keys": by_hand.about_keys()} | ({"meets_then": meets} if meets else {})
        mine = Group.objects.open_to(self.person).filter(pk__in=keys)
        found = {group.pk: group for group in mine.select_related("rhythm").annotate(**beside)}
        return [found[key] for key in keys if key in found]

    def about(self, group: Group) -> list[Theme]:
        """The themes of a group that `rows` has read."""
        said = vars(group)["theme_keys"] or ""
        return self.tree.about(map(int, said.split(",") if said else ()))

    def in_order(self, groups: "QuerySet[Group]") -> "QuerySet[Group]":
        later = Case(When(is_quiet(self.now), then=2), When(rhythm__next_at__isnull=False, then=0), default=1)
        ordered = groups.annotate(later=later).order_by("later", F("rhythm__next_at").asc(nulls_last=True), "pk")
        return ordered.select_related("rhythm")

    def looser(self, search: Search) -> list[tuple[str, Search, int]]:
        """What would be found with one wish less, else with one wish alone; ways that find nothing are left out."""
        return self._counted(list(search.looser())) or self._counted(list(search.alone()))

    def _counted(self, ways: list[tuple[str | Promise, Search]]) -> list[tuple[str, Search, int]]:
        """One question for all of them; none is counted further than is ever shown."""
        counts = by_hand.counts([self.found(less).order_by().values("pk")[:MOST] for _, less in ways])
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

    def meeting_in(self, spans: list[hours.Span]) -> "QuerySet[Meeting]":
        """Meetings that start in one of these spans, and are not called off."""
        within = [Q(starts_at__gte=begins, starts_at__lt=ends) for begins, ends in spans]
        return Meeting.objects.standing().filter(reduce(or_, within, Q(pk__in=[])))

    def next_of(self, groups: list[Group], search: Search) -> dict[int, datetime]:
        """When each of them meets next; where an hour was asked for, when it meets next in such an hour."""
        spans = self.spans(search) or [(self.now, datetime.max.replace(tzinfo=UTC))]
        meetings = self.meeting_in(spans).filter(group__in=groups)
        return dict(meetings.values_list("group").annotate(Min("starts_at")).order_by())

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


def is_quiet(now: datetime) -> Q:
    """Nobody has met there for two months, as far as anyone noted."""
    since = now - QUIET
    never = Q(rhythm__last_met_at=None) & (Q(begun_at__lt=since) | Q(begun_at=None, starts_with=0, made_at__lt=since))
    return Q(rhythm__last_met_at__lt=since) | never
