"""For apps above, of one person: on which days they went a step, checked in, got there, or saw someone. Days, never words."""

from collections.abc import Iterable
from datetime import date
from typing import cast

from kith.goals.models import CheckIn, Ending, Goal, Saw, Step
from kith.people.models import Person


def began(person: Person) -> list[date]:
    return _days(at.date() for at in Goal.objects.ever_of(person).values_list("at", flat=True))


def steps_reached(person: Person) -> list[date]:
    """One entry for each step, oldest first; the same day may come twice."""
    found = Step.objects.filter(goal__by__person=person, reached_on__isnull=False)
    return _days(cast("Iterable[date]", found.values_list("reached_on", flat=True)))


def checked_in(person: Person) -> list[date]:
    return _days(CheckIn.objects.filter(goal__by__person=person).values_list("on", flat=True))


def got_there(person: Person) -> list[date]:
    found = Ending.objects.filter(goal__by__person=person, how=Ending.How.GOT_THERE)
    return _days(found.values_list("on", flat=True))


def saw(person: Person) -> list[date]:
    """When they said "I saw that" to someone."""
    return _days(at.date() for at in Saw.objects.filter(by__person=person).values_list("at", flat=True))


def _days(found: Iterable[date]) -> list[date]:
    return sorted(found)
