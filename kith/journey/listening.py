"""What happens in the apps below and is a first for someone: its day is kept, since a row of another person may take it away."""

from datetime import datetime

from kith.companions.models import Encouragement
from kith.groups.models import Greeting, Membership
from kith.journey import keeping
from kith.journey.models import Told
from kith.stories.models import Reply, Story


def on_story_shared(sender: object, story: Story, **_: object) -> None:
    if story.shared_at:
        _first("story", story.by, story.shared_at)


def on_reply_sent(sender: object, reply: Reply, **_: object) -> None:
    if reply.by_id != reply.story.by_id:
        _first("reply", reply.by, reply.at)


def on_hello_said(sender: object, greeting: Greeting, **_: object) -> None:
    if greeting.by and greeting.said_at:
        _first("greeted", greeting.by, greeting.said_at)


def on_encouragement_given(sender: object, encouragement: Encouragement, **_: object) -> None:
    _first("encouraged", encouragement.by, encouragement.at)


def on_membership_changed(sender: object, membership: Membership, **_: object) -> None:
    """Who has left, or was asked to go, tells that group nothing any more. Who rests tells it nothing meanwhile."""
    stays = (*Membership.NAMED, Membership.State.DIED)
    if membership.state not in stays:
        Told.objects.filter(membership__ref=membership.ref).delete()


def _first(kind: str, who: Membership, at: datetime) -> None:
    keeping.first(who.person, kind, on=keeping.day_for(who, at))
