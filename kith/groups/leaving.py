"""Leaving, and being asked to go: the membership ends, the room hears of it, the group is never left without care."""

from django.db import transaction

from kith.groups.models import Group, Membership, Standing
from kith.groups.signals import announce, membership_ended
from kith.groups.words import Reason
from kith.kit.refusal import Refused


@transaction.atomic
def leave(*, by: Membership) -> None:
    """They go, and may come back by a new invitation. The last one to go takes the group along."""
    group = Group.objects.select_for_update().get(pk=by.group_id)
    others = group.memberships.here().exclude(pk=by.pk)
    if by.leads and others.exists() and not others.filter(role=Membership.Role.FACILITATOR).exists():
        raise Refused(Reason.LAST_FACILITATOR)
    end(by, state=Membership.State.LEFT, by=by)
    if not others.exists():
        group.delete()


@transaction.atomic
def remove(member: Membership, *, by: Membership, why: str = "") -> None:
    """A facilitator asks someone to go. No link brings them back. Twice is harmless."""
    member = Membership.objects.select_for_update().get(pk=member.pk, group=by.group_id)
    if member.pk == by.pk:
        raise Refused(Reason.NOT_YOURSELF)
    if member.runs:
        raise Refused(Reason.NOT_ALONE)
    if member.state == Membership.State.MEMBER:
        end(member, state=Membership.State.REMOVED, by=by, why=why)


def end(member: Membership, *, state: str, by: Membership | None, why: str = "") -> None:
    """The row, its trace and its announcement, in the caller's transaction."""
    member.state, member.role = state, Membership.Role.MEMBER
    member.save(update_fields=["state", "role"])
    Standing.objects.create(membership=member, what=state, by=by, why=why)
    Group.objects.filter(pk=member.group_id, greeter=member).update(greeter=None)
    announce(membership_ended, membership=member)
