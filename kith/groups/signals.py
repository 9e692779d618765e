"""What groups announce, after it is true. Who lives above listens; nobody is waited for."""

from functools import partial

from django.db import transaction
from django.dispatch import Signal

from kith.groups.models import Membership

membership_ended = Signal()  # membership: it left, was removed, or its person is going
role_changed = Signal()  # membership: its new role is on it
greeter_changed = Signal()  # group
group_changed = Signal()  # group: its words, its door, whether it is listed or full: what a stranger may read of it
membership_changed = Signal()  # membership: what it is in the group now is on it (asked, waiting, member, paused ...)
hello_said = Signal()  # greeting: its `by` said hello to someone who was new
group_begun = Signal()  # group: it was forming, and has enough people now
member_died = Signal()  # membership: two said so; its `words_after` says what to hide now. It can still be a mistake
death_undone = Signal()  # membership: it was one; show again what was hidden
death_settled = Signal()  # membership: fourteen days have gone by; what was hidden may go
name_returned = (
    Signal()
)  # old, new: a name and its standing moved to a new account; drafts, threads and journals never do
group_ended = Signal()  # group: it said goodbye; nothing is planned any more
group_goes_on = Signal()  # group: the goodbye was taken back


def announce(signal: Signal, *, sender: type = Membership, **facts: object) -> None:
    """Tell it once the change is committed. A listener that fails harms nothing."""
    transaction.on_commit(partial(signal.send_robust, sender, **facts))
