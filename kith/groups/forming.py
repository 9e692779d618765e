"""Forming: "three more and this group starts"; and then it does, and everyone who waited for it is told."""

from datetime import datetime

from django.urls import reverse

from kith.groups import capacity
from kith.groups.models import Following, Group, Membership
from kith.groups.signals import announce, group_begun
from kith.notices import outbox
from kith.notices.models import Notice
from kith.notices.outbox import Telling


def look(group: Group, *, now: datetime) -> bool:
    """Called with the group's row held, after someone came in. True when that was the one it waited for."""
    if not group.is_forming or capacity.missing(group):
        return False
    Group.objects.filter(pk=group.pk, begun_at=None).update(begun_at=now)
    group.begun_at = now
    announce(group_begun, sender=Group, group=group)
    outbox.put(*_to_members(group), *_to_followers(group))
    return True


def _to_members(group: Group) -> list[Telling]:
    path = reverse("groups:group", args=[group.ref])
    here = group.memberships.filter(state=Membership.State.MEMBER).select_related("person")
    return [Telling(one.person, Notice.Kind.STARTS, f"starts:{group.ref}", path, zone=group.zone) for one in here]


def _to_followers(group: Group) -> list[Telling]:
    path = reverse("groups:public", args=[group.ref])
    following = Following.objects.filter(group=group).select_related("person")
    return [Telling(one.person, Notice.Kind.STARTS, f"starts:{group.ref}", path, zone=group.zone) for one in following]
