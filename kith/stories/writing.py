"""Writing a story: begun, saved as it grows, shared, changed, taken back. Each by its writer alone."""

from datetime import datetime
from typing import Any

from django.db import transaction

from kith.groups.models import Group, Membership
from kith.kit.refusal import Refused
from kith.stories import for_a_companion, indexing, putting
from kith.stories.models import Acknowledgement, Draft, Story
from kith.stories.signals import announce, story_shared, story_withdrawn
from kith.stories.words import Reason

MOST_DRAFTS = 50
WORDS = ("title", "text")
CHOICES = ("kind", "need", "notes", "note_words", "without_alias", "readers")


@transaction.atomic
def begin(*, by: Membership, now: datetime, **said: Any) -> Story:
    """A draft. Nobody but its writer finds it."""
    Group.objects.select_for_update(no_key=True).get(pk=by.group_id)
    if Story.objects.filter(by=by, shared_at=None, withdrawn_at=None).count() >= MOST_DRAFTS:
        raise Refused(Reason.TOO_MANY_DRAFTS)
    story = Story(group_id=by.group_id, by=by, made_at=now, saved_at=now, revision=1)
    _put(story, said)
    story.save()
    return story


@transaction.atomic
def save(story: Story, *, revision: int, now: datetime, **said: Any) -> Story:
    """What is typed so far. `revision` is the one the writer's page last saw; an older page is refused and changes nothing."""
    story = _locked(story)
    if story.revision != revision:
        raise Refused(Reason.OLDER_TAB)
    were = story.readers
    _put(story, said)
    other = for_a_companion.bind(story) if story.shared_at else None
    story.revision, story.saved_at = story.revision + 1, now
    if story.shared_at:
        story.changed_at = now
    story.save()
    if story.shared_at:
        indexing.story(story)
        if story.readers != Story.Readers.GROUP:
            putting.is_over(story, now=now)
        if were == Story.Readers.COMPANION != story.readers:
            for_a_companion.tell_no_more(story, now=now)
        for_a_companion.tell(story, other)
    return story


@transaction.atomic
def share(story: Story, *, now: datetime) -> Story:
    """From now on whom it is for may read it. Twice is harmless."""
    story = _locked(story)
    if not story.text.strip():
        raise Refused(Reason.NOTHING_WRITTEN, field="text")
    if story.shared_at is None:
        other = for_a_companion.bind(story)
        story.shared_at = now
        story.save(update_fields=["shared_at", "pact"])
        indexing.keep_story(story)
        for_a_companion.tell(story, other)
        announce(story_shared, story=story)
    return story


@transaction.atomic
def take_back(story: Story, *, now: datetime) -> None:
    """Its words go at once, and what was answered quietly. Replies stay with those who wrote them, and with nobody else."""
    found = Story.objects.select_for_update(no_key=True).filter(pk=story.pk).first()
    if found is None or found.withdrawn_at:
        return
    if found.shared_at is None:
        found.delete()
        return
    found.title = found.text = found.note_words = ""
    found.notes, found.withdrawn_at = [], now
    found.save()
    Draft.objects.filter(story=found).delete()
    Acknowledgement.objects.filter(story=found).delete()
    indexing.story(found)
    putting.is_over(found, now=now)
    for_a_companion.tell_no_more(found, now=now)
    announce(story_withdrawn, story=found)


def _locked(story: Story) -> Story:
    found = Story.objects.select_for_update(no_key=True).filter(pk=story.pk, withdrawn_at=None).first()
    if found is None:
        raise Refused(Reason.IS_TAKEN_BACK)
    return found


def _put(story: Story, said: dict[str, Any]) -> None:
    for name in (*WORDS, *CHOICES):
        if name in said:
            setattr(story, name, said[name])
    if story.readers == Story.Readers.COMPANION:  # they would know anyway, and the page says so
        story.without_alias = False
