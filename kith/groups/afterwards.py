"""What goes when a membership rests or ends, whatever the reason: a number to ring, open questions, the seat alongside."""

from datetime import datetime

from kith.groups.models import AlongsideWish, Invitation, Membership, Parting, Reach


def let_go(member: Membership, *, now: datetime) -> None:
    """In the same transaction, so that no number outlives its reason."""
    Reach.objects.of(member).delete()
    AlongsideWish.objects.of(member).delete()
    Invitation.objects.filter(alongside_of=member, revoked_at=None).update(revoked_at=now)
    partings_are_over(member, now=now)


def partings_are_over(member: Membership, *, now: datetime) -> None:
    """They no longer run the group: there is nothing left to decide."""
    Parting.objects.open().filter(about=member).update(ended_at=now, outcome=Parting.Outcome.LAPSED)


def alongside(member: Membership) -> list[Membership]:
    """Who came alongside this member, and goes with them."""
    return list(Membership.objects.here().filter(alongside_of=member))
