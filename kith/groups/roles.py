"""Roles: who facilitates, who shares it, who greets. They are given by facilitators and laid down by oneself."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from kith.groups import afterwards, telling_of
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
    afterwards.partings_are_over(me, now=timezone.now())
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
    Group.objects.select_for_update(no_key=True).get(pk=by.group_id)
    member = Membership.objects.select_related("group", "person").get(pk=member.pk, group=by.group_id)
    if member.state != Membership.State.MEMBER:
        raise Refused(Reason.NOT_A_MEMBER)
    return member


def _become(member: Membership, role: str, by: Membership) -> Membership:
    if member.role != role:
        member.role = role
        member.save(update_fields=["role"])
        trace = Standing.objects.create(membership=member, what=role, by=by)
        _hand_over(member, trace)
        announce(role_changed, membership=member)
    return member


def _hand_over(member: Membership, trace: Standing) -> None:
    """Whoever takes on more is told where to find everything they need."""
    if member.runs:
        path = reverse("groups:hand_over", args=[member.group.ref])
        about = f"role:{trace.pk}"
        telling_of.tell(member.person, kind=telling_of.Kind.STANDING, group=member.group, about=about, path=path)


def someone_steps_in(group: Group) -> None:
    """A group with members and without a facilitator: who shares the work takes it on, else who has been here longest."""
    here = group.memberships.here().filter(alongside_of=None)
    if here.filter(role=Role.FACILITATOR).exists():
        return
    # "member" sorts after "co_facilitator"
    if member := here.order_by("role", "joined_at").first():
        member.role = Role.FACILITATOR
        member.save(update_fields=["role"])
        Standing.objects.create(membership=member, what=member.role)
        announce(role_changed, membership=member)
