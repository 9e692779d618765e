"""Drafts of a reply: they save themselves, survive a closed tab, and an older tab does not write over a newer one."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from kith.groups.models import Membership
from kith.kit import by_heart
from kith.stories.models import Draft, Story

REPLY = "reply"


@transaction.atomic
def keep(story: Story, *, text: str, by: Membership, now: datetime) -> None:
    """What is typed so far. Nothing typed: no draft."""
    if not text.strip():
        Draft.objects.filter(story=story, by=by, of=REPLY).delete()
        return
    Draft.objects.update_or_create(story=story, by=by, of=REPLY, defaults={"text": text[:10_000], "saved_at": now})


def kept(story: Story, *, by: Membership) -> str:
    return next(iter(_kept(story, by)), "")


@by_heart.question
def _kept(story: Story, by: Membership) -> "QuerySet[Draft, str]":
    return Draft.objects.filter(story=story, by=by, of=REPLY).values_list("text", flat=True)
