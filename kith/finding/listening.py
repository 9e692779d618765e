"""What is announced below, and changes what the directory says. Each arrives after it is true."""

from django.utils import timezone

from kith.finding import indexing
from kith.groups.models import Group, Membership
from kith.groups.signals import (
    group_begun,
    group_changed,
    group_ended,
    group_goes_on,
    membership_changed,
    membership_ended,
)


def on_group(sender: object, group: Group, **_: object) -> None:
    indexing.index([group.pk], now=timezone.now())


def on_membership(sender: object, membership: Membership, **_: object) -> None:
    indexing.index([membership.group_id], now=timezone.now())


def listen() -> None:
    """Called in `apps.ready()`."""
    for signal in (group_changed, group_begun, group_ended, group_goes_on):
        signal.connect(on_group, dispatch_uid="finding")
    for signal in (membership_changed, membership_ended):
        signal.connect(on_membership, dispatch_uid="finding")
