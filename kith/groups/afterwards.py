"""What goes when a membership rests or ends, whatever the reason: a number to ring, open questions, the seat alongside."""

from datetime import datetime

from django.db.models import OuterRef, Subquery

from kith.groups.models import AlongsideWish, Invitation, Membership, Parting, Reach, Standing, Willing


def let_go(member: Membership, *, now: datetime) -> None:
    """In the same transaction, so that no number outlives its reason."""
    Reach.objects.of(member).delete()
    AlongsideWish.objects.of(member).delete()
    Willing.objects.filter(of=member).delete()
    Invitation.objects.filter(alongside_of=member, revoked_at=None).update(revoked_at=now)
    partings_are_over(member, now=now)


def partings_are_over(member: Membership, *, now: datetime) -> None:
    """They no longer run the group: there is nothing left to decide."""
    Parting.objects.open().filter(about=member).update(ended_at=now, outcome=Parting.Outcome.LAPSED)


def alongside(member: Membership, *, resting: bool = True) -> list[Membership]:
    """Who came alongside this member, and rests or goes with them. `resting`: those who rest already too."""
    states = [Membership.State.MEMBER, *([Membership.State.PAUSED] if resting else [])]
    return list(Membership.objects.filter(alongside_of=member, state__in=states).select_related("person"))


def resting_along(member: Membership) -> list[Membership]:
    """Who came alongside, and rests only because this member does: their last change was hers."""
    last = Standing.objects.filter(membership=OuterRef("pk")).order_by("-at", "-pk").values("by")[:1]
    beside = Membership.objects.filter(alongside_of=member, state=Membership.State.PAUSED)
    return list(beside.alias(last_by=Subquery(last)).filter(last_by=member).select_related("person"))


def gone_along(member: Membership) -> list[Membership]:
    """Who came alongside, and left only because this member was said to have died: nobody's doing, and nothing since."""
    died = Standing.objects.filter(membership=member, what=Membership.State.DIED).order_by("-at", "-pk").first()
    if died is None:
        return []
    last = Standing.objects.filter(membership=OuterRef("pk")).order_by("-at", "-pk")
    beside = Membership.objects.filter(alongside_of=member, state=Membership.State.LEFT)
    went = beside.alias(last_by=Subquery(last.values("by")[:1]), last_at=Subquery(last.values("at")[:1]))
    return list(went.filter(last_by=None, last_at__gte=died.at).select_related("person"))
