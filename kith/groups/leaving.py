"""Leaving, and being asked to go: the membership ends, the room hears of it, the group is never left without care."""

from django.db import transaction
from django.utils import timezone

from kith.groups import afterwards, capacity, standing, taking_off
from kith.groups.models import Group, Membership, Standing
from kith.groups.signals import announce, membership_ended
from kith.groups.words import Reason
from kith.kit.refusal import Refused


@transaction.atomic
def leave(*, by: Membership, told: str = Standing.Told.NOTHING) -> None:
    """They go, and may come back. `told`: what they wish the others to be told. The last one to go takes the group along."""
    group = Group.objects.select_for_update(no_key=True).get(pk=by.group_id)
    leave_care(by, alone=True)
    end(by, state=Membership.State.LEFT, by=by, told=told)
    if not group.memberships.here().exclude(pk=by.pk).exists():
        group.delete()


def leave_care(me: Membership, *, alone: bool) -> None:
    """Whoever facilitates alone hands over first. `alone`: the last member of all may go, and the group goes along."""
    others = me.group.memberships.here().exclude(pk=me.pk)
    if me.leads and (others.exists() or not alone) and not others.filter(role=Membership.Role.FACILITATOR).exists():
        raise Refused(Reason.LAST_FACILITATOR)


@transaction.atomic
def remove(member: Membership, *, by: Membership, why: str = "") -> None:
    """A facilitator asks someone to go, or to stay away. No link brings them back. Twice is harmless."""
    group, gone = capacity.locked(by.group_id), Membership.State.REMOVED
    member = Membership.objects.select_for_update(no_key=True).get(pk=member.pk, group=group)
    if member.pk == by.pk:
        raise Refused(Reason.NOT_YOURSELF)
    if member.runs:
        raise Refused(Reason.NOT_ALONE)
    if member.state in (Membership.State.MEMBER, Membership.State.PAUSED):
        member.kept_until = None
        end(member, state=gone, by=by, why=why)
    elif member.state in taking_off.OUTSIDE:
        taking_off.put_out(member, gone, by=by, now=timezone.now(), why=why)
        announce(membership_ended, membership=member)


def end(
    member: Membership, *, state: str, by: Membership | None, why: str = "", told: str = Standing.Told.NOTHING
) -> None:
    """The row, its trace and its announcement, in the caller's transaction. Whatever it opened is shut once that is committed."""
    now, role = timezone.now(), Membership.Role.MEMBER
    standing.become(member, state, by=by, now=now, why=why, told=told, role=role)
    Group.objects.filter(pk=member.group_id, greeter=member).update(greeter=None)
    afterwards.let_go(member, now=now)
    for beside in afterwards.alongside(member, resting=state != Membership.State.PAUSED):
        end(beside, state=state if state == Membership.State.PAUSED else Membership.State.LEFT, by=by)
    announce(membership_ended, membership=member)
