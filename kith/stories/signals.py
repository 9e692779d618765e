"""What stories announces, after it is true."""

from functools import partial

from django.db import transaction
from django.dispatch import Signal

from kith.stories.models import Story

story_shared = Signal()  # story
story_withdrawn = Signal()  # story: its words are gone
reply_sent = Signal()  # reply
keepsake_gone = Signal()  # ref, group: its row is gone, and its files go; or it is for nobody else to see any more


def announce(signal: Signal, **facts: object) -> None:
    """Tell it once the change is committed. A listener that fails harms nothing."""
    transaction.on_commit(partial(signal.send_robust, Story, **facts))
