"""Folding a story, or one reply, for everyone until someone has talked with its writer. Its writer reads it still, and why."""

from datetime import datetime

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery

from kith.kit import by_heart
from kith.kit.refusal import Refused
from kith.notices import outbox
from kith.notices.models import Notice
from kith.people.models import Person
from kith.stories.models import Folded, Reply, Story
from kith.stories.words import Reason


@transaction.atomic
def fold(one: Story | Reply, *, why: str, by: Person, now: datetime) -> Folded:
    """For whoever may: the caller knows. Folded already: the first fold stands. Nobody is led to it any more."""
    story, reply = _held(one)
    if story.withdrawn_at or not story.shared_at or (reply and reply.withdrawn_at):
        raise Refused(Reason.IS_TAKEN_BACK)
    if standing := standing_fold(one):
        return standing
    if not why.strip():
        raise Refused(Reason.SAY_WHY, field="why")
    made = Folded.objects.create(story=story, reply=reply, by=by, why=why.strip()[:300], at=now)
    outbox.withdraw_about(one.ref, now=now)
    _tell(one, story, f"folded:{made.ref}")
    return made


def _held(one: Story | Reply) -> tuple[Story, Reply | None]:
    """The story, locked; and the reply under it, if it is one."""
    reply = Reply.objects.select_related("by__person").get(pk=one.pk) if isinstance(one, Reply) else None
    key = reply.story_id if reply else one.pk
    return Story.objects.select_for_update(no_key=True, of=("self",)).select_related("by__person").get(pk=key), reply


@transaction.atomic
def unfold(one: Story | Reply, *, now: datetime) -> None:
    """It is as it was before. Twice is harmless."""
    story, reply = _held(one)
    if fold := Folded.objects.select_for_update(no_key=True).filter(story=story, reply=reply, unfolded_at=None).first():
        Folded.objects.filter(pk=fold.pk).update(unfolded_at=now)
        _tell(one, story, f"unfolded:{fold.ref}")


def standing_fold(one: Story | Reply) -> Folded | None:
    if isinstance(one, Reply):
        return Folded.objects.filter(reply=one, unfolded_at=None).first()
    return next(iter(_standing(one)), None)


def why() -> Subquery:
    """In a question about replies: why one is folded, or nothing where it is not."""
    return Subquery(Folded.objects.filter(reply=OuterRef("pk"), unfolded_at=None).values("why")[:1])


@by_heart.question
def _standing(story: Story) -> "QuerySet[Folded]":
    return Folded.objects.filter(story=story, reply=None, unfolded_at=None)


def on_person_erasing(sender: object, person: Person, **_: object) -> None:
    """The fold stays: it is about someone else's story. Their words in it go."""
    Folded.objects.filter(by=person).update(why="")


def _tell(one: Story | Reply, story: Story, key: str) -> None:
    person, path = one.by.person, story.get_absolute_url()
    outbox.put(outbox.Telling(person, Notice.Kind.WRITTEN, key, path, zone=story.group.zone))
