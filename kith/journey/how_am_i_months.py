"""How are we? A group's month in one word, told once: the round that decides it, and lets go of who gave what to it."""

from collections import defaultdict
from datetime import date, datetime
from fractions import Fraction

from django.db import transaction

from kith.groups import told_months
from kith.groups.models import Group
from kith.journey.how_am_i import share_of
from kith.journey.models.how_am_i import CUPBOARD, HowAmICounted, HowAreWe
from kith.kit import together


def look(now: datetime) -> None:
    """Every group with a month that is over and not told yet. However late it comes, it tells the same; twice is harmless."""
    for group in told_months.due(CUPBOARD, told=HowAreWe.objects.all(), said=HowAmICounted.objects.all(), now=now):
        settle(group, now=now)


@transaction.atomic
def settle(group: Group, *, now: datetime) -> None:
    group = Group.objects.select_for_update(no_key=True).get(pk=group.pk)
    for month in told_months.untold(group, CUPBOARD, told=HowAreWe.objects.all(), now=now):
        (word,) = together.once(CUPBOARD, group.ref, month, lambda: (_word(group, month),))  # noqa: B023 - called at once
        HowAreWe.objects.create(group=group, month=month, word=word)
    last = together.last_due(now, group.tz)
    HowAmICounted.objects.filter(membership__group=group, month__lte=last).delete()


def _word(group: Group, month: date) -> together.Word:
    """Each person weighs the same, however often they answered."""
    shares: dict[int, list[Fraction]] = defaultdict(list)
    for one in HowAmICounted.objects.filter(membership__group=group, month=month).select_related("answer"):
        shares[one.membership_id].append(share_of(one.answer.total))
    return together.word([sum(those, Fraction(0)) / len(those) for those in shares.values()])
