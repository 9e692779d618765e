"""Folding a story for everyone until someone has talked with its writer. Its writer reads it still, and who folded it and why."""

from datetime import datetime

from django.db import transaction

from kith.kit.refusal import Refused
from kith.notices import outbox
from kith.notices.models import Notice
from kith.people.models import Person
from kith.stories.models import Folded, Story
from kith.stories.words import Reason


@transaction.atomic
def fold(story: Story, *, why: str, by: Person, now: datetime) -> Folded:
    """For whoever may: the caller knows. Folded already: the first fold stands. Nobody is led to it any more."""
    story = Story.objects.select_for_update().select_related("by__person").get(pk=story.pk)
    if story.withdrawn_at or not story.shared_at:
        raise Refused(Reason.IS_TAKEN_BACK)
    if standing := standing_fold(story):
        return standing
    if not why.strip():
        raise Refused(Reason.SAY_WHY, field="why")
    made = Folded.objects.create(story=story, by=by, why=why.strip()[:300], at=now)
    outbox.withdraw_about(story.ref, now=now)
    _tell(story, f"folded:{made.ref}")
    return made


@transaction.atomic
def unfold(story: Story, *, now: datetime) -> None:
    """It is as it was before. Twice is harmless."""
    if fold := Folded.objects.select_for_update().filter(story=story, unfolded_at=None).first():
        Folded.objects.filter(pk=fold.pk).update(unfolded_at=now)
        _tell(story, f"unfolded:{fold.ref}")


def standing_fold(story: Story) -> Folded | None:
    return Folded.objects.filter(story=story, unfolded_at=None).first()


def on_person_erasing(sender: object, person: Person, **_: object) -> None:
    """The fold stays: it is about someone else's story. Their words in it go."""
    Folded.objects.filter(by=person).update(why="")


def _tell(story: Story, key: str) -> None:
    person, path = story.by.person, story.get_absolute_url()
    outbox.put(outbox.Telling(person, Notice.Kind.WRITTEN, key, path, zone=story.group.zone))
