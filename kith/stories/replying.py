"""Answering a story: in words, which may be changed and taken back; or quietly."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from kith.groups.models import Membership
from kith.kit import by_heart
from kith.kit.refusal import Refused
from kith.stories import indexing, putting
from kith.stories.models import Acknowledgement, Draft, Need, Reply, Story, Words
from kith.stories.signals import announce, reply_sent
from kith.stories.words import Reason


@transaction.atomic
def reply(
    story: Story, *, text: str, by: Membership, now: datetime, notes: Iterable[str] = (), note_words: str = ""
) -> Reply:
    """Sent as it is: whatever the nudge said, it is the writer's own to send. The same words twice at once are one reply."""
    story = Story.objects.select_for_update(no_key=True).get(pk=story.pk)
    if story.withdrawn_at or not story.shared_at:
        raise Refused(Reason.IS_TAKEN_BACK)
    if not text.strip():
        raise Refused(Reason.NOTHING_WRITTEN, field="text")
    last = Reply.objects.filter(story=story, by=by, withdrawn_at=None).order_by("-pk").first()
    if last and last.text == text.strip():
        return last
    noted = {"notes": list(notes), "note_words": note_words}
    sent = Reply.objects.create(story=story, by=by, text=text.strip(), at=now, **noted)
    Draft.objects.filter(story=story, by=by, of="reply").delete()
    indexing.keep_reply(sent)
    if by.pk != story.by_id:
        putting.is_over(story, now=now)
    announce(reply_sent, reply=sent)
    return sent


@transaction.atomic
def change(
    one: Reply, *, text: str, by: Membership, now: datetime, notes: Iterable[str] = (), note_words: str = ""
) -> Reply:
    if not text.strip():
        raise Refused(Reason.NOTHING_WRITTEN, field="text")
    found = (
        Reply.objects.select_for_update(no_key=True, of=("self",))
        .select_related("story")
        .get(pk=one.pk, by=by, withdrawn_at=None)
    )
    said = (text.strip(), list(notes), note_words)
    if (found.text, found.notes, found.note_words) != said:
        found.text, found.notes, found.note_words = said
        found.changed_at = now
        found.save(update_fields=["text", "notes", "note_words", "changed_at"])
        indexing.keep_reply(found)
    return found


@transaction.atomic
def take_back(one: Reply, *, by: Membership, now: datetime) -> None:
    """Its words go at once. Twice is harmless."""
    Acknowledgement.objects.filter(reply=one, reply__by=by).delete()
    Reply.objects.filter(pk=one.pk, by=by, withdrawn_at=None).update(text="", notes=[], note_words="", withdrawn_at=now)
    Words.objects.filter(reply=one, reply__by=by).delete()


@transaction.atomic
def hear(story: Story, *, kind: str, by: Membership, one: Reply | None = None) -> None:
    """ "I hear you", "me too", "thank you": once each. Only whoever wrote it learns of it."""
    writer = one.by_id if one else story.by_id
    if writer == by.pk:
        raise Refused(Reason.NOT_YOUR_OWN)
    if kind == Acknowledgement.Kind.ME_TOO and story.need == Need.JUST_LISTEN and one is None:
        raise Refused(Reason.NOT_ME_TOO)
    Acknowledgement.objects.get_or_create(story=story, reply=one, by=by, kind=kind)


def unhear(story: Story, *, kind: str, by: Membership, one: Reply | None = None) -> None:
    Acknowledgement.objects.filter(story=story, reply=one, by=by, kind=kind).delete()


def heard(story: Story, *, by: Membership) -> set[tuple[int | None, str]]:
    """What this member said quietly under this story: reply (or None for the story itself) and kind."""
    return set(_heard(story, by))


@by_heart.question
def _heard(story: Story, by: Membership) -> "QuerySet[Acknowledgement, tuple[int | None, str]]":
    return Acknowledgement.objects.filter(story=story, by=by).values_list("reply", "kind")
