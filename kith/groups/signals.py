"""What groups announce, after it is true. Who lives above listens; nobody is waited for."""

from functools import partial

from django.db import transaction
from django.dispatch import Signal

from kith.groups.models import Membership

membership_ended = Signal()  # membership: it left, was removed, or its person is going
role_changed = Signal()  # membership: its new role is on it
greeter_changed = Signal()  # group


def announce(signal: Signal, *, sender: type = Membership, **facts: object) -> None:
    """Tell it once the change is committed. A listener that fails harms nothing."""
    transaction.on_commit(partial(signal.send_robust, sender, **facts))
