"""What the rows of the other apps say of one person's path: firsts by day and strands by month, in one question each.

Both are long, always the same and asked by each look at the page, so they are known by heart (decision 41).
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import reduce
from typing import Any

from django.db.models import Case, Count, DateField, DateTimeField, F, Min, QuerySet, Value, When
from django.db.models.functions import Cast
from django.utils import timezone

from kith.companions.models import Encouragement, Side
from kith.goals.models import Ending
from kith.groups.models import Greeting
from kith.journey.models import First, Month
from kith.journey.models.first import FirstSet
from kith.journey.strands import shift
from kith.kit import by_heart
from kith.meetings.models import Attendance
from kith.people.models import Person
from kith.stories.models import Reply, Story

Rows = QuerySet[Any]


@dataclass(frozen=True, slots=True)
class Source:
    """Rows of one app that belong to a person's path. `fibre`: of which strand; `first`: which first the earliest of them is."""

    of: Callable[[Person], Rows]
    at: str
    fibre: str = ""
    first: str = ""
    is_day: bool = False  # `at` is a day, not a moment


def _came(person: Person) -> Rows:
    return Attendance.objects.filter(membership__person=person)


def _answered(person: Person) -> Rows:
    return Reply.objects.ever_of(person).exclude(story__by__person=person)


def _got_there(person: Person) -> Rows:
    return Ending.objects.filter(goal__by__person=person, how=Ending.How.GOT_THERE)


SOURCES = [
    Source(_came, "meeting__starts_at", first="came"),
    Source(lambda who: Story.objects.ever_of(who).shared(), "shared_at", "story", "story"),
    Source(_answered, "at", "reply", "reply"),
    Source(Encouragement.objects.given_by, "at", "kind_words", "encouraged"),
    Source(lambda who: Greeting.objects.filter(by__person=who), "said_at", "greeting", "greeted"),
    Source(
        lambda who: _came(who).filter(membership=F("meeting__facilitator")),
        "meeting__starts_at",
        "facilitating",
        "facilitated",
    ),
    Source(_got_there, "on", first="goal", is_day=True),
    Source(lambda who: Side.objects.filter(of__person=who), "pact__began_at", first="companion"),
]


def firsts(person: Person) -> dict[str, First]:
    """By kind: what was kept, and of the others what the rows still tell. Those that were not yet are not in it."""
    found = {one.kind: one for one in kept_firsts(person)}
    if open_yet := tuple(one.first for one in SOURCES if one.first and one.first not in found):
        for kind, moment, day in earliest(person, open_yet):
            if on := timezone.localdate(moment) if moment else day:
                found[kind] = First(person=person, kind=kind, on=on)
    return found


@by_heart.question
def kept_firsts(person: Person) -> FirstSet:
    return First.objects.of(person)


@by_heart.question
def earliest(person: Person, kinds: tuple[str, ...]) -> Rows:
    """Of the sources of these firsts: which it is, and its moment or its day."""
    return _union([_earliest(source, person) for source in SOURCES if source.first in kinds])


def _earliest(source: Source, person: Person) -> Rows:
    moment, day = Cast(Value(None), DateTimeField()), Cast(Value(None), DateField())
    least = {"day": Min(source.at), "moment": moment} if source.is_day else {"moment": Min(source.at), "day": day}
    named = source.of(person).order_by().annotate(what=Value(source.first)).values("what")
    rows: Rows = named.annotate(**least).values_list("what", "moment", "day")
    return rows


def by_month(person: Person, months: Sequence[date]) -> dict[date, Counter[str]]:
    """How often each thing was in each of these months that follow each other. Without groups and names."""
    edges = [_start(month) for month in (*months, shift(months[-1], 1))]
    found = defaultdict[date, Counter[str]](Counter)
    for what, month, times in counted(person, *months, *edges):
        found[month][what] += times
    return found


@by_heart.question
def counted(person: Person, *days: date) -> Rows:
    """What, in which month, how often. `days`: the months, and then the moments between them in the person's own time zone."""
    months, edges = days[: len(days) // 2], days[len(days) // 2 :]
    kept = (
        Month.objects.of(person)
        .filter(month__gte=months[0], month__lte=months[-1])
        .values_list("what", "month", "times")
    )
    return _union([kept, *(_counted(source, person, months, edges) for source in SOURCES if source.fibre)])


def _counted(source: Source, person: Person, months: Sequence[date], edges: Sequence[date]) -> Rows:
    there = source.of(person).filter(**{f"{source.at}__gte": edges[0], f"{source.at}__lt": edges[-1]}).order_by()
    ends = zip(months, edges[1:], strict=True)
    in_month = Case(
        *(When(**{f"{source.at}__lt": end}, then=Value(month)) for month, end in ends), output_field=DateField()
    )
    named = there.annotate(what=Value(source.fibre), in_month=in_month).values("what", "in_month")
    rows: Rows = named.annotate(n=Count("pk")).values_list("what", "in_month", "n")
    return rows


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _union(rows: list[Rows]) -> Rows:
    return reduce(lambda one, other: one.union(other, all=True), rows)
