"""What is kept at the time it happens, because what tells of it does not last: a day, or a month and a number. Never a word."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import F

from kith.groups.models import Membership
from kith.journey.models import First, Month
from kith.people.models import Person


def day_for(membership: Membership, at: datetime) -> date:
    """On the person's own clock; for who chose none, on their group's."""
    return at.astimezone(ZoneInfo(membership.person.zone or membership.group.zone)).date()


def first(person: Person, kind: str, *, on: date) -> None:
    """Only the first time counts; what happened earlier and was told later takes its place."""
    First.objects.get_or_create(person=person, kind=kind, defaults={"on": on})
    First.objects.filter(person=person, kind=kind, on__gt=on).update(on=on)


def times(person: Person, what: str, *, on: date, more: int = 1) -> None:
    month = on.replace(day=1)
    Month.objects.get_or_create(person=person, month=month, what=what)
    Month.objects.filter(person=person, month=month, what=what).update(times=F("times") + more)
