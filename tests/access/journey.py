"""What Ben keeps of his own path: for world.py; and what a path leaves behind: for tests/privacy."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone

from kith.groups.models import Membership
from kith.journey import days, keeping, letters
from kith.journey.models import Day, Feeling, First, Letter, Month, Told
from tests.cast import Cast, meeting

if TYPE_CHECKING:
    from tests.access.world import World


def of_ben(world: "World", state: str) -> None:
    """A first with his words, a day that he tells his group of today, a letter that has opened and one that waits."""
    ben, today = world.theirs.memberships.get(alias="Ben"), timezone.localdate()
    keeping.first(ben.person, "held", on=today - timedelta(days=30))
    First.objects.update(words="x")
    day = days.enter(on=today, yearly=True, hard=True, words="x", by=ben.person)
    days.tell(day, words="x", to=ben)
    opened = letters.write(text="x", opens_on=today + timedelta(days=1), by=ben.person, today=today)
    Letter.objects.update(opens_on=today, written_on=today)
    shut = letters.write(text="x", opens_on=today + timedelta(days=90), by=ben.person, today=today)
    world.meeting = meeting(world.theirs, starts_in=60)
    world.more |= {"my_day": day.ref, "letter": opened.ref, "shut_letter": shut.ref, "my_group": ben.ref}


def left_behind(gus: Membership, cast: Cast, word: Iterator[str]) -> list[models.Model]:
    """One row of everything a journey keeps, for tests/privacy."""
    whose, today = {"person": gus.person}, timezone.localdate()
    day = Day.objects.create(**whose, on=today, hard=True, words=next(word))
    return [
        day,
        Told.objects.create(day=day, membership=gus, words=next(word)),
        First.objects.create(**whose, kind="held", on=today, words=next(word)),
        Month.objects.create(**whose, month=today, what="turn", times=1),
        Feeling.objects.create(**whose, meeting=cast.meeting, on=today, arriving=1),
        Letter.objects.create(**whose, text=next(word), written_on=today, opens_on=today),
    ]
