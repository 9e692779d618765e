"""Roles: who facilitates, who shares it, who greets. They are given by facilitators and laid down by oneself."""

from django.db import transaction

from kith.groups.models import Group, Membership, Standing
from kith.groups.signals import announce, greeter_changed, role_changed
from kith.groups.words import Reason
from kith.kit.refusal import Refused

Role = Membership.Role
WEIGHT = {Role.MEMBER: 0, Role.CO_FACILITATOR: 1, Role.FACILITATOR: 2}


@transaction.atomic
def give(member: Membership, *, role: str, by: Membership) -> Membership:
    """A member takes on more. Less is laid down only by oneself, so that nobody is pushed out by one person."""
    member = _locked(member, by)
    if WEIGHT[Role(role)] < WEIGHT[Role(member.role)]:
        raise Refused(Reason.STEPS_DOWN_ALONE)
    return _become(member, role, by)


@transaction.atomic
def lay_down(*, by: Membership) -> Membership:
    """Back to being a member. The last facilitator hands over first."""
    me = _locked(by, by)
    others = me.group.memberships.here().exclude(pk=me.pk).filter(role=Role.FACILITATOR)
    if me.leads and not others.exists():
        raise Refused(Reason.LAST_FACILITATOR)
    return _become(me, Role.MEMBER, by)


@transaction.atomic
def choose_greeter(group: Group, *, greeter: Membership | None, by: Membership) -> Group:
    """Who says hello to those who come for the first time; nobody is fine too."""
    if greeter and (greeter.group_id != group.pk or greeter.state != Membership.State.MEMBER):
        raise Refused(Reason.NOT_A_MEMBER)
    Group.objects.filter(pk=group.pk, memberships=by).update(greeter=greeter)
    announce(greeter_changed, sender=Group, group=group)
    return group


def _locked(member: Membership, by: Membership) -> Membership:
    Group.objects.select_for_update().get(pk=by.group_id)
    member = Membership.objects.select_related("group").get(pk=member.pk, group=by.group_id)
    if member.state != Membership.State.MEMBER:
        raise Refused(Reason.NOT_A_MEMBER)
    return member


def _become(member: Membership, role: str, by: Membership) -> Membership:
    if member.role != role:
        member.role = role
        member.save(update_fields=["role"])
        Standing.objects.create(membership=member, what=role, by=by)
        announce(role_changed, membership=member)
    return member
