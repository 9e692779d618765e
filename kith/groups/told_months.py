"""A group's months that are told in a word: which are over and not told yet. An app brings its rows, this knows the calendar.

Which months are told hangs on when the cupboard was opened and on whether the group goes on, never on what anyone said.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import Max, Min, Q, QuerySet

from kith.groups.models import Cupboard, Goodbye, Group
from kith.kit import together


def due(what: str, *, told: "QuerySet[Any]", said: "QuerySet[Any]", now: datetime) -> Iterator[Group]:
    """Groups to look at: with that cupboard open and a month not told, or with something said that is past its month.

    `told`: rows with a group and a month. `said`: rows of a membership with a month.
    """
    lasts = dict(told.order_by().values_list("group").annotate(Max("month")))
    firsts = dict(said.order_by().values_list("membership__group").annotate(Min("month")))
    opened = set(Cupboard.objects.filter(what=what).values_list("group", flat=True))
    for group in Group.objects.filter(Q(pk__in=opened) | Q(pk__in=firsts)).order_by("pk"):
        last = together.last_due(now, group.tz)
        if (group.pk in opened and lasts.get(group.pk, date.min) < last) or firsts.get(group.pk, date.max) <= last:
            yield group


def untold(group: Group, what: str, *, told: "QuerySet[Any]", now: datetime) -> list[date]:
    """From the month in which the cupboard was opened, to the last that is over, or in which the group said goodbye."""
    opened = Cupboard.objects.filter(group=group, what=what).first()
    if opened is None:
        return []
    last = together.last_due(now, group.tz)
    if goodbye := Goodbye.objects.filter(group=group).first():
        last = min(last, together.month_of(goodbye.at, group.tz))
    known = set(told.filter(group=group).values_list("month", flat=True))
    first = together.month_of(opened.at, group.tz)
    return [month for month in together.months(first, last) if month not in known]
