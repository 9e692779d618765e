"""How am I? Said when someone wishes, for themselves; taken away as easily; and counted in a group's month only where they say so.

The three items and their counting are the Three-Item Loneliness Scale: Hughes, Waite, Hawkley and Cacioppo, A Short Scale for
Measuring Loneliness in Large Surveys, Research on Aging 26 (6), 2004, 655-672. Hardly ever 1, some of the time 2, often 3.
"""

from collections.abc import Collection
from datetime import date, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import QuerySet

from kith.groups.models import Cupboard, Membership
from kith.journey.how_am_i_words import Reason
from kith.journey.models.how_am_i import CUPBOARD, HowAmI, HowAmICounted, HowAreWe
from kith.kit import together
from kith.kit.refusal import Refused
from kith.people.models import Person
from kith.people.zones import known_zone

LEAST, MOST = 3, 9
HEAVY = 6  # from here on the help page is offered, gently; no line of a diagnosis: there is none that people agree on
OWN = ("told", "good", "rested")


def today_of(person: Person, now: datetime) -> date:
    """On their own calendar."""
    return now.astimezone(ZoneInfo(known_zone(person.zone) or "UTC")).date()


def share_of(total: int) -> Fraction:
    """From 0 (hardly ever, three times) to 1 (often, three times)."""
    return Fraction(total - LEAST, MOST - LEAST)


def groups_of(person: Person) -> "QuerySet[Membership]":
    """Where an answer may be counted: in their groups that have opened this."""
    opened = Cupboard.objects.filter(what=CUPBOARD).values("group")
    mine = Membership.objects.of(person).filter(group__in=opened, alongside_of=None)
    return mine.select_related("group").order_by("group__name", "pk")


@transaction.atomic
def answer(*, by: Person, now: datetime, count_in: Collection[Membership] = (), **said: int | None) -> HowAmI:
    """`said`: companionship, left_out, isolated, and any of Kith's own. Again on the same day: the last answer counts."""
    blank = dict.fromkeys(OWN)
    kept = HowAmI.objects.update_or_create(person=by, on=today_of(by, now), defaults=blank | said)[0]
    kept.counted.all().delete()
    for one in count_in:
        _count(kept, one, now)
    return kept


def _count(kept: HowAmI, one: Membership, now: datetime) -> None:
    """In the month it is on the group's calendar, which cannot have been told yet."""
    month = together.month_of(now, one.group.tz)
    if HowAreWe.objects.filter(group=one.group_id, month=month).exists():
        raise Refused(Reason.TOLD_ALREADY)
    HowAmICounted.objects.create(answer=kept, membership=one, month=month)


@transaction.atomic
def take_away(kept: HowAmI) -> None:
    """It goes, and is not counted anywhere any more. A month that was told stays as it was told."""
    HowAmI.objects.filter(pk=kept.pk).delete()


@transaction.atomic
def do_not_count(kept: HowAmI) -> None:
    """In no group's month, and it stays mine."""
    HowAmICounted.objects.filter(answer=kept).delete()
