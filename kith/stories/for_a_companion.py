"""A story for one's companion alone: for the two of this pact, while it lasts. Whoever comes after them never reads it."""

from datetime import datetime

from django.db.models import OuterRef, Subquery

from kith.companions import asking as companions
from kith.companions.models import Pact, Side
from kith.groups.models import Membership
from kith.kit.refusal import Refused
from kith.notices import outbox
from kith.notices.models import Notice
from kith.stories.models import Story
from kith.stories.words import Reason

COMPANION = Story.Readers.COMPANION


def alias(me: Membership) -> str:
    """The name of their companion now; empty where there is none."""
    other = companions.companion_of(me)
    return other.alias if other else ""


def bind(story: Story) -> Membership | None:
    """In the transaction that shares it: to the pact that lasts now. Returns who reads it from now on, if that is someone new."""
    if story.readers != COMPANION:
        story.pact = None
        return None
    if story.pact_id:
        return None
    side, other = companions.side_now(story.by), companions.companion_of(story.by)
    if side is None or other is None:
        raise Refused(Reason.NO_COMPANION, field="readers")
    story.pact = side.pact
    return other


def tell(story: Story, other: Membership | None) -> None:
    """A notice as of anything between the two; it goes with the pact, and with the story."""
    if other is not None and story.pact is not None:
        key, path = f"companion:{story.pact.ref}:{story.ref}", story.get_absolute_url()
        outbox.put(outbox.Telling(other.person, Notice.Kind.COMPANION, key, path, zone=story.group.zone))


def tell_no_more(story: Story, *, now: datetime) -> None:
    outbox.withdraw_about(story.ref, now=now)


def pact_of(membership: str = "pk") -> Subquery:
    """The key of the pact that lasts for this membership now, for questions about it."""
    lasts = Side.objects.filter(of=OuterRef(membership), over_at=None, pact__in=Pact.objects.filter(paused_at=None))
    return Subquery(lasts.values("pact")[:1])
