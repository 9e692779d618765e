"""What goals announce, after it is true."""

from functools import partial

from django.db import transaction
from django.dispatch import Signal

from kith.goals.models import Goal

goal_gone = Signal()  # ref, group: its words are nowhere any more; whoever holds it up puts it away


def announce_gone(goal: Goal) -> None:
    transaction.on_commit(partial(goal_gone.send_robust, Goal, ref=goal.ref, group=goal.group_id))
