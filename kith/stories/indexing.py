"""Keeps what stories are searched by, in the transaction of what changed: the row of what nobody may read any more is gone with it.

Where something may be read is in front of each of its words: the group's place, or, for what is its writer's alone, their own.
What is for a companion stands behind two: its writer's, and the pact's, at which the other looks only while it lasts.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from kith.kit import indexes, markup, searching
from kith.stories.models import Keepsake, Reply, Story, Words

BATCH = 500


def places(mine: Iterable[tuple[int, int, int | None]]) -> list[str]:
    """Where someone with these memberships may look: their group's key, their own, and their pact's, while one lasts."""
    return [place for group, me, pact in mine for place in (f"g{group}", f"m{me}", *([f"p{pact}"] if pact else []))]


def story(one: Story) -> None:
    """It, and its replies: they are read where it is."""
    keep_story(one)
    for reply in Reply.objects.filter(story=one).select_related("story"):
        keep_reply(reply)


def keep_story(one: Story) -> None:
    if one.shared_at is None or one.withdrawn_at:
        Words.objects.filter(story=one).delete()
    else:
        _keep({"story": one}, [one.title, markup.plain(one.text), one.note_words], _places(one), one.shared_at)


def keep_reply(one: Reply) -> None:
    if one.withdrawn_at or one.story.withdrawn_at or one.story.readers == Story.Readers.ME:
        Words.objects.filter(reply=one).delete()
    else:
        _keep({"reply": one}, [markup.plain(one.text), one.note_words], _places(one.story), one.at)


def keep_keepsake(one: Keepsake) -> None:
    """Also one that is shown to nobody: its owner finds it."""
    place = f"g{one.group_id}" if one.shared_at else f"m{one.by_id}"
    _keep({"keepsake": one}, [one.described, one.text], [place], one.shared_at or one.made_at)


def _places(one: Story) -> list[str]:
    if one.readers == Story.Readers.GROUP:
        return [f"g{one.group_id}"]
    return [f"m{one.by_id}", *([f"p{one.pact_id}"] if one.pact_id else [])]


def _keep(of: dict[str, Any], sayings: list[str], places: list[str], at: datetime) -> None:
    text = " ".join(searching.text_of(sayings, place=place) for place in places)
    Words.objects.update_or_create(**of, defaults={"text": text, "at": at})


def forget_replies(one: Story) -> None:
    Words.objects.filter(reply__story=one).delete()


def look(now: datetime) -> int:
    """A round: what was never put in, or ought to have gone (a restored backup), is put right. Returns how much was missing."""
    missing = 0
    told = Story.objects.shared().exclude(pk__in=Words.objects.filter(story__isnull=False).values("story"))
    said = Reply.objects.filter(withdrawn_at=None, story__in=Story.objects.shared())
    said = said.exclude(pk__in=Words.objects.filter(reply__isnull=False).values("reply")).exclude(text="")
    shown = Keepsake.objects.exclude(pk__in=Words.objects.filter(keepsake__isnull=False).values("keepsake"))
    said = said.exclude(story__readers=Story.Readers.ME).select_related("story")
    rows: list[tuple[Any, Any]] = [(told, keep_story), (said, keep_reply), (shown, keep_keepsake)]
    for found, keep in rows:
        while some := list(found[:BATCH]):
            missing += len(some)
            _put_right(some, keep)
    Words.objects.filter(story__withdrawn_at__isnull=False).delete()
    Words.objects.filter(reply__withdrawn_at__isnull=False).delete()
    Words.objects.filter(reply__story__withdrawn_at__isnull=False).delete()
    indexes.merge(Words._meta.db_table)
    return missing


@transaction.atomic
def _put_right(some: list[Any], keep: Any) -> None:
    for one in some:
        keep(one)
