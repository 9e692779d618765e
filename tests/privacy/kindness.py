"""What a person leaves behind of kind words: what they gave, what was given to them, and who was reminded of whom."""

from collections.abc import Iterator

from django.db import models

from kith.companions.models import Encouragement, LetPass, NotNow, Reminder, WelcomesIdeas
from kith.groups.models import Membership, Willing
from tests.cast import Cast


def theirs(gus: Membership, cast: Cast, word: Iterator[str]) -> list[models.Model]:
    """All of it goes, also what lies in someone else's jar."""
    of_ben = Reminder.objects.create(of=cast.as_ben)
    return [
        Encouragement.objects.create(to=cast.as_ben, by=gus, text=next(word)),
        Encouragement.objects.create(to=gus, by=cast.as_ana, text=next(word)),
        NotNow.objects.create(of=gus.person),
        WelcomesIdeas.objects.create(of=gus),
        Reminder.objects.create(of=gus),
        LetPass.objects.create(reminder=of_ben, by=gus),
        Willing.objects.create(of=gus, what="greet"),
    ]
