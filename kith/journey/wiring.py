"""What the journey hears, fills, walks and hands out: called once, when Kith starts."""

from datetime import timedelta

from kith.companions.signals import encouragement_given
from kith.groups.signals import hello_said, membership_changed
from kith.journey import listening, noting, outings_had, showing, taking, telling
from kith.journey.words import SAYINGS
from kith.kit import along, rounds
from kith.kit.refusal import teach
from kith.meetings.signals import came_known
from kith.stories import beginnings
from kith.stories.signals import reply_sent, story_shared


def wire() -> None:
    teach(SAYINGS)
    showing.fill_places()
    beginnings.add("journey", telling.begin)
    along.add("journey", taking.shelf)
    rounds.add("journey.evenings", every=timedelta(hours=6), look=noting.look)
    rounds.add("journey.outings", every=timedelta(days=1), look=outings_had.look)
    came_known.connect(noting.on_came_known, dispatch_uid="journey")
    story_shared.connect(listening.on_story_shared, dispatch_uid="journey")
    reply_sent.connect(listening.on_reply_sent, dispatch_uid="journey")
    encouragement_given.connect(listening.on_encouragement_given, dispatch_uid="journey")
    hello_said.connect(listening.on_hello_said, dispatch_uid="journey")
    membership_changed.connect(listening.on_membership_changed, dispatch_uid="journey")
