"""What a person leaves behind in what keeps a group."""

from collections.abc import Iterator

from django.db import models
from django.utils import timezone

from kith.care.models import Answer, Asking, Telling, Unveiled
from kith.companions.models import Going, Off, Outing, SheetRead, Suits, Time
from kith.groups.models import (
    AlongsideWish,
    Cupboard,
    Goodbye,
    Membership,
    Parting,
    Passing,
    Proposal,
    Reach,
    Returning,
)
from kith.insights.models import Said
from kith.journey.models import Note
from kith.journey.models.how_am_i import HowAmI, HowAmICounted
from kith.stories.models import Folded, Story
from tests.access.journal import KEPT, begun
from tests.access.journey import left_behind
from tests.cast import Cast, person


def theirs(gus: Membership, cast: Cast, word: Iterator[str]) -> list[models.Model]:
    now = timezone.now()
    asked = Asking.objects.create(by=gus.person, words=next(word), until=now)
    said = HowAmI.objects.create(person=gus.person, on=now.date(), companionship=1, left_out=2, isolated=3)
    hers = Telling.objects.create(by=cast.ana, group=gus.group, about=gus, to="facilitators", words="x")
    return [
        *left_behind(gus, cast, word),
        asked,
        *sealed_away(gus, word),
        said,
        HowAmICounted.objects.create(answer=said, membership=gus, month=now.date()),
        Said.objects.create(meeting=cast.meeting, membership=gus, month=now.date(), heard=True),
        Unveiled.objects.create(telling=hers, of=gus, by=cast.ana, what="whose", why="x"),
        Answer.objects.create(
            asking=Asking.objects.create(by=cast.ana, words="x", until=now), by=gus.person, words=next(word)
        ),
        Reach.objects.create(membership=gus, number=next(word)),
        AlongsideWish.objects.create(membership=gus, words=next(word)),
        Parting.objects.create(group=gus.group, about=gus, by=cast.as_ana, why="x", answer=next(word)),
        Returning.objects.create(group=gus.group, person=gus.person, said=next(word)),
        Passing.objects.create(membership=gus, said_by=cast.ana),
        *said_to_an_outing(gus, cast),
    ]


def sealed_away(gus: Membership, word: Iterator[str]) -> list[models.Model]:
    """A journal with its locks, and a note in it."""
    journal = begun(gus.person)
    note = Note.objects.create(journal=journal, ref=KEPT, iv="i", sealed=next(word))
    return [journal, *journal.locks.all(), note]


def said_to_an_outing(gus: Membership, cast: Cast) -> list[models.Model]:
    walk = Outing.objects.create(group=gus.group, by=cast.as_ana, title="A walk", place="x")
    time = Time.objects.create(outing=walk, starts_at=timezone.now())
    going = Going.objects.create(outing=walk, of=gus, how="comes", since=timezone.now())
    return [going, Suits.objects.create(time=time, of=gus), SheetRead.objects.create(of=gus)]


def proposed(gus: Membership, word: Iterator[str]) -> list[models.Model]:
    said = {name: next(word) for name in ("title", "about", "cost", "getting", "access", "place")}
    walk = Outing.objects.create(group=gus.group, by=gus, **said)
    other = Outing.objects.create(group=gus.group, title="Tea", place="x")
    time = Time.objects.create(outing=other, starts_at=timezone.now())
    return [walk, time, Off.objects.create(outing=other, by=gus, how="agreement", why=next(word))]


def touched(gus: Membership, cy: Membership, cast: Cast, word: Iterator[str]) -> list[models.Model]:
    now, here = timezone.now(), {"group": gus.group}
    by_others = Proposal.objects.create(
        **here, by=cy, text="I may pass.", answered_by=gus, answered_at=now, answer=next(word)
    )
    story = Story.objects.create(**here, by=cy, shared_at=now)
    told = Telling.objects.create(**here, about=cy, to="facilitators", words="x", story=story)
    return [
        *proposed(gus, word),
        Folded.objects.create(story=story, by=gus.person, why=next(word)),
        Unveiled.objects.create(telling=told, of=cy, by=gus.person, what="whose", why=next(word)),
        Proposal.objects.create(**here, by=gus, text=next(word), why=next(word)),
        by_others,
        Parting.objects.create(**here, about=cy, by=gus, why=next(word), ended_at=now),
        Goodbye.objects.create(**here, by=gus, words=next(word)),
        Cupboard.objects.create(**here, what="x", opened_by=gus),
        Returning.objects.create(**here, person=person("new"), said="Cy", of=cy, first_by=gus.person),
        Passing.objects.create(membership=cy, said_by=gus.person),
    ]
