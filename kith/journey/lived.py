"""What the rows of the other apps say of one person's path: firsts by day and strands by month, in one question each."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import reduce
from typing import Any

from django.db.models import Count, DateField, F, Min, QuerySet, Value
from django.db.models.functions import TruncDate, TruncMonth
from django.utils import timezone

from kith.companions.models import Encouragement, Side
from kith.goals.models import Ending
from kith.groups.models import Greeting
from kith.journey.models import First, Month
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
    """By kind: what was kept, and what the rows still tell; the earlier of the two. Those that were not yet are not in it."""
    found = {one.kind: one for one in First.objects.of(person)}
    for kind, on in _union([_earliest(source, person) for source in SOURCES if source.first]):
        if on:
            kept = found.setdefault(kind, First(person=person, kind=kind, on=on))
            kept.on = min(kept.on, on)
    return found


def _earliest(source: Source, person: Person) -> Rows:
    named = source.of(person).order_by().annotate(what=Value(source.first)).values("what")
    day = Min(source.at) if source.is_day else TruncDate(Min(source.at))
    rows: Rows = named.annotate(on_=day).values_list("what", "on_")
    return rows


def by_month(person: Person, *, since: date, before: date) -> dict[date, Counter[str]]:
    """How often each thing was, by the first day of its month, from `since` until before `before`. Without groups and names."""
    window = {"gte": _start(since), "lt": _start(before)}
    kept = Month.objects.of(person).filter(month__gte=since, month__lt=before).values_list("what", "month", "times")
    rows = [_counted(source, person, window) for source in SOURCES if source.fibre]
    found: dict[date, Counter[str]] = {}
    for what, month, times in _union([kept, *rows]):
        found.setdefault(month, Counter())[what] += times
    return found


def _counted(source: Source, person: Person, window: dict[str, datetime]) -> Rows:
    there = source.of(person).filter(**{f"{source.at}__{edge}": moment for edge, moment in window.items()}).order_by()
    months = there.annotate(what=Value(source.fibre), in_month=TruncMonth(source.at, output_field=DateField()))
    rows: Rows = months.values("what", "in_month").annotate(n=Count("pk")).values_list("what", "in_month", "n")
    return rows


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _union(rows: list[Rows]) -> Rows:
    return reduce(lambda one, other: one.union(other, all=True), rows)
