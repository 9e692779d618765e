"""What a person leaves behind of goals: for test_register.py."""

from collections.abc import Iterator

from django.db import models
from django.utils import timezone

from kith.goals.models import Brought, CheckIn, Ending, Goal, Saw, Step
from kith.groups.models import Membership
from tests.cast import Cast


def theirs(gus: Membership, cast: Cast, word: Iterator[str]) -> list[models.Model]:
    """Their own goal with all that belongs to it, and that they saw someone else's step."""
    now = timezone.now()
    own = Goal.objects.create(group=gus.group, by=gus, words=next(word), more=next(word), shown="group")
    others = Goal.objects.create(group=gus.group, by=cast.as_ben, words="x", shown="group")
    return [
        own,
        Step.objects.create(goal=own, text=next(word), reached_on=now.date()),
        (said := CheckIn.objects.create(goal=own, how="well", text=next(word), on=now.date())),
        Ending.objects.create(goal=own, how="mind", words=next(word), on=now.date()),
        Brought.objects.create(goal=own, meeting=cast.meeting),
        Saw.objects.create(by=cast.as_ben, check_in=said),
        Saw.objects.create(by=gus, step=Step.objects.create(goal=others, text="x", reached_on=now.date())),
    ]
