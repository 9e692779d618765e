"""A group's month is told once: the round that decides it, and lets go of everything that anyone said."""

from collections import defaultdict
from datetime import date, datetime
from fractions import Fraction

from django.db import transaction

from kith.groups import told_months
from kith.groups.models import Group, Membership
from kith.insights.models import CUPBOARD, Month, Said
from kith.kit import together
from kith.kit.together import Word

QUESTIONS = ("heard", "myself")


def look(now: datetime) -> None:
    """Every group with a month that is over and not told yet. However late it comes, it tells the same; twice is harmless."""
    for group in told_months.due(CUPBOARD, told=Month.objects.all(), said=Said.objects.all(), now=now):
        settle(group, now=now)


@transaction.atomic
def settle(group: Group, *, now: datetime) -> None:
    group = Group.objects.select_for_update(no_key=True).get(pk=group.pk)
    for month in told_months.untold(group, CUPBOARD, told=Month.objects.all(), now=now):
        heard, myself = together.once(CUPBOARD, group.ref, month, lambda: _words(group, month))  # noqa: B023 - at once
        Month.objects.create(group=group, month=month, heard=heard, myself=myself)
    Said.objects.filter(membership__group=group, month__lte=together.last_due(now, group.tz)).delete()


def _words(group: Group, month: date) -> tuple[Word, ...]:
    """Who runs the group by now is left out: they read it. Each of the others weighs the same, however often they came."""
    rows = Said.objects.filter(membership__group=group, month=month).exclude(membership__role__in=Membership.RUNS)
    said = list(rows.values("membership", *QUESTIONS))
    return tuple(_word([(one["membership"], one[question]) for one in said]) for question in QUESTIONS)


def _word(said: list[tuple[int, bool | None]]) -> Word:
    by: dict[int, list[bool]] = defaultdict(list)
    for who, answer in said:
        if answer is not None:
            by[who].append(answer)
    return together.word([Fraction(sum(those), len(those)) for those in by.values()])
