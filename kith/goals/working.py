"""Working towards something: begun, said otherwise, shown or not, step by step. Each by whoever it belongs to."""

from datetime import date, datetime

from django.db import transaction

from kith.goals import asking
from kith.goals.models import Goal, Saw, Step
from kith.goals.words import Reason
from kith.groups.models import Membership
from kith.kit.refusal import Refused

MOST, MOST_STEPS = 20, 40
LONGEST = 300  # letters of a goal's words
Shown = Goal.Shown


@transaction.atomic
def begin(
    *, words: str, by: Membership, now: datetime, more: str = "", by_when: date | None = None, ask: bool = False
) -> Goal:
    """Shown to nobody. The same words while they still last are the same goal: sent twice, it is one."""
    Membership.objects.select_for_update(no_key=True).get(pk=by.pk)
    lasting = Goal.objects.lasting().filter(by=by)
    if again := lasting.filter(words=words).first():
        return again
    if lasting.count() >= MOST:
        raise Refused(Reason.MANY_GOALS)
    facts = {"words": words, "more": more, "by_when": by_when, "ask_from": now if ask else None}
    return Goal.objects.create(group_id=by.group_id, by=by, at=now, **facts)


def reword(goal: Goal, *, words: str, more: str, by_when: date | None) -> None:
    Goal.objects.filter(pk=goal.pk).update(words=words, more=more, by_when=by_when)


@transaction.atomic
def show(goal: Goal, *, to: str) -> None:
    """Counts at once, in both directions. To a companion: to this one, for as long as this time together lasts."""
    locked(goal)
    pact = asking.pact_of(goal.by) if to == Shown.COMPANION else None
    if to == Shown.COMPANION and pact is None:
        raise Refused(Reason.NO_COMPANION, field="to")
    Goal.objects.filter(pk=goal.pk).update(shown=to, pact=pact)


@transaction.atomic
def add_step(goal: Goal, *, text: str, now: datetime) -> Step:
    """The same step twice is one, until it is reached."""
    must_last(goal)
    steps = Step.objects.filter(goal=goal)
    if again := steps.filter(text=text, reached_on=None).first():
        return again
    if steps.count() >= MOST_STEPS:
        raise Refused(Reason.MANY_STEPS, field="text")
    return Step.objects.create(goal=goal, text=text, at=now)


def reach(goal: Goal, *, of: str, now: datetime) -> None:
    """Twice is harmless: the first day stays."""
    today = asking.today(goal.by, now)
    Step.objects.filter(goal=goal, ref=of, reached_on=None).update(reached_on=today)


@transaction.atomic
def not_yet(goal: Goal, *, of: str) -> None:
    """It was not, after all. Who saw it has seen nothing any more."""
    Saw.objects.filter(step__goal=goal, step__ref=of).delete()
    Step.objects.filter(goal=goal, ref=of).update(reached_on=None)


def drop(goal: Goal, *, of: str) -> None:
    Step.objects.filter(goal=goal, ref=of).delete()


def locked(goal: Goal) -> Goal:
    """The goal, held until the transaction ends."""
    return Goal.objects.select_for_update(no_key=True, of=("self",)).get(pk=goal.pk)


def must_last(goal: Goal) -> None:
    """Held until the transaction ends. Refused while it rests."""
    locked(goal)
    if not Goal.objects.lasting().filter(pk=goal.pk).exists():
        raise Refused(Reason.IS_OVER)
