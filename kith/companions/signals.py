"""What companions announce, after it is true."""

from functools import partial

from django.db import transaction
from django.dispatch import Signal

from kith.companions.models import Encouragement

encouragement_given = Signal()  # encouragement: someone gave it. What becomes of it afterwards is announced to nobody


def announce(signal: Signal, **facts: object) -> None:
    """Tell it once the change is committed. A listener that fails harms nothing."""
    transaction.on_commit(partial(signal.send_robust, Encouragement, **facts))
