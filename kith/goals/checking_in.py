"""Checking in: how it went, whatever it was; being reminded of it, or asked after in a circle, only where one wished it."""

from datetime import datetime, timedelta

from django.db import transaction

from kith.goals import asking, working
from kith.goals.models import CheckIn, Goal
from kith.goals.words import Reason
from kith.kit.refusal import Refused

A_DAY, MOST = timedelta(days=1), 8
EVERY = (7, 14, 28)  # days


@transaction.atomic
def check_in(goal: Goal, *, how: str, text: str, now: datetime) -> CheckIn:
    """The same answer twice on one day is one. The next reminder, where one is wished, counts from here."""
    working.must_last(goal)
    on = asking.today(goal.by, now)
    said = CheckIn.objects.filter(goal=goal)
    if again := said.filter(on=on, how=how, text=text).first():
        return again
    if said.filter(at__gt=now - A_DAY).count() >= MOST:
        raise Refused(Reason.ENOUGH_TODAY, field="text")
    remind(goal, every=goal.remind_every, now=now)
    return CheckIn.objects.create(goal=goal, how=how, text=text, on=on, at=now)


def take_back(goal: Goal, *, of: str) -> None:
    CheckIn.objects.filter(goal=goal, ref=of).delete()


def remind(goal: Goal, *, every: int, now: datetime) -> None:
    """Every so many days from today; 0: not any more."""
    on = asking.today(goal.by, now) + timedelta(days=every) if every else None
    Goal.objects.filter(pk=goal.pk).update(remind_every=every, remind_on=on)


def ask_me(goal: Goal, *, yes: bool, now: datetime) -> None:
    """At the next check-in round, on one's own screen. Said again, the first time counts."""
    found = Goal.objects.filter(pk=goal.pk)
    if yes:
        found.filter(ask_from=None).update(ask_from=now)
    else:
        found.update(ask_from=None)
