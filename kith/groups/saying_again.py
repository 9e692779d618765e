"""What was announced lately is announced once more: whoever listens and was not reached, or was refused, does its work then.

An announcement comes after its commit. A machine that stops in that moment, or a database that is locked for longer than a
listener waits, leaves rows where they should have gone: a shown goal, a wish, a reminder, an outing of a group that has ended.
Every change leaves a trace here, so a round tells all of the last hour again, as things stand now. Each listener is harmless when
told twice.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from kith.groups import signals
from kith.groups.models import Goodbye, Group, Membership, Passing, Returning

EVERY = timedelta(minutes=10)
LATELY = timedelta(hours=1)
AT_ONCE = 1000
State = Membership.State
GONE = (*Membership.PAST, *Membership.GONE, State.PAUSED, State.DIED)  # `membership_ended` was said of these


def look(now: datetime) -> None:
    """The round. Whoever has come back since is not told of as gone."""
    since = now - LATELY
    for member in _changed(since):
        signals.membership_changed.send_robust(Membership, membership=member)
        if member.state in GONE:
            signals.membership_ended.send_robust(Membership, membership=member)
    for goodbye in Goodbye.objects.filter(at__gt=since).select_related("group"):
        signals.group_ended.send_robust(Group, group=goodbye.group)
    for passing in Passing.objects.standing().filter(settled_at__gt=since).select_related("membership__person"):
        signals.death_settled.send_robust(Membership, membership=passing.membership)
    for moved in Returning.objects.filter(ended_at__gt=since, outcome=Returning.Outcome.MOVED, of__isnull=False):
        new = Membership.objects.here().filter(group=moved.group_id, person=moved.person_id).first()
        if new:
            signals.name_returned.send_robust(Membership, old=moved.of, new=new)


def _changed(since: datetime) -> Iterable[Membership]:
    lately = Membership.objects.filter(standings__at__gt=since).distinct()
    return lately.select_related("person", "group").order_by("pk")[:AT_ONCE]
