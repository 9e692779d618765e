"""Resting, and moving on: a seat is kept for who pauses, graduating is told as the good thing it is, and she says what is told."""

from datetime import datetime, timedelta

from django.db import transaction

from kith.groups import afterwards, capacity, entering, leaving, waiting
from kith.groups.models import Group, Membership, Standing
from kith.groups.words import Reason
from kith.kit.refusal import Refused

State = Membership.State
SEAT_KEPT = timedelta(weeks=12)
TOLD_FOR = timedelta(days=14)


@transaction.atomic
def pause(*, by: Membership, now: datetime, told: str = Standing.Told.NOTHING) -> Membership:
    """No reminders, no circle; a seat is kept for twelve weeks. A role is laid down with it. Twice is harmless."""
    capacity.locked(by.group_id)
    me = Membership.objects.get(pk=by.pk)
    if me.state != State.MEMBER:
        return me
    leaving.leave_care(me, alone=False)
    me.kept_until = now + SEAT_KEPT
    leaving.end(me, state=State.PAUSED, by=me, told=told)
    return me


@transaction.atomic
def come_back(*, by: Membership, now: datetime) -> Membership:
    """In one press. The seat that was kept; later than that a free one; else the front of the line."""
    group = capacity.locked(by.group_id)
    me = Membership.objects.select_related("person", "alongside_of").get(pk=by.pk)
    if me.state == State.MEMBER:
        return me
    if me.state != State.PAUSED:
        raise Refused(Reason.NOT_A_MEMBER)
    if me.alongside_of:
        return _beside_again(me, me.alongside_of, group, now)
    kept = me.kept_until is not None and me.kept_until > now
    waiting.move(group, now=now)
    if not kept and not capacity.free(group, now=now, let_in=True):
        return waiting.line_up(me, by=me, now=now, front=True)
    entering.seat(me, in_group=group, by=me, now=now)
    for beside in afterwards.resting_along(me):
        entering.seat(beside, in_group=group, by=me, now=now)
    return me


def _beside_again(me: Membership, of: Membership, group: Group, now: datetime) -> Membership:
    """Who is alongside takes no seat, and comes back where the one they come with is."""
    if of.state != State.MEMBER:
        raise Refused(Reason.RESTS_TOO, alias=of.alias)
    return entering.seat(me, in_group=group, by=me, now=now)


@transaction.atomic
def graduate(*, by: Membership, now: datetime, told: str = Standing.Told.NOTHING) -> Membership:
    """Leaving because life is good. She may come back like anyone else."""
    capacity.locked(by.group_id)
    me = Membership.objects.get(pk=by.pk)
    if me.state not in (State.MEMBER, State.PAUSED):
        return me
    leaving.leave_care(me, alone=False)
    me.kept_until = None
    leaving.end(me, state=State.GRADUATED, by=me, told=told)
    return me


def told_lately(group: Group, *, now: datetime) -> list[Standing]:
    """What those who rest or went wished the others to be told, for two weeks; not where they are back."""
    lately = Standing.objects.filter(membership__group=group, at__gt=now - TOLD_FOR).exclude(told="")
    rows = lately.select_related("membership").order_by("-at")[:20]
    return [one for one in rows if one.membership.state == one.what]
