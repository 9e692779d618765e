"""Good endings: got there, done for now, changed my mind. Each can be taken up again; and a goal can be let go of altogether."""

from datetime import datetime

from django.db import transaction

from kith.goals import asking, working
from kith.goals.models import Brought, Ending, Goal
from kith.goals.signals import announce_gone


@transaction.atomic
def end(goal: Goal, *, how: str, words: str, now: datetime) -> Ending:
    """Nothing reminds or asks any more, and it stays at home. Who may see it sees how it ended. Twice is harmless."""
    working.locked(goal)
    standing = Ending.objects.filter(goal=goal, taken_up_on=None)
    if again := standing.first():
        return again
    Goal.objects.filter(pk=goal.pk).update(remind_every=0, remind_on=None, ask_from=None)
    Brought.objects.filter(goal=goal, meeting__starts_at__gt=now).delete()
    return Ending.objects.create(goal=goal, how=how, words=words, on=asking.today(goal.by, now))


def take_up_again(goal: Goal, *, now: datetime) -> None:
    """Where it was left. That it rested is no matter."""
    Ending.objects.filter(goal=goal, taken_up_on=None).update(taken_up_on=asking.today(goal.by, now))


@transaction.atomic
def let_go(goal: Goal) -> None:
    """All of it, for good, at once; also from a circle where it is being held up."""
    announce_gone(goal)
    Goal.objects.filter(pk=goal.pk).delete()
