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
from kith.meetings.models import Series
from kith.meetings.signals import series_changed


def on_group(sender: object, group: Group, **_: object) -> None:
    indexing.index([group.pk], now=timezone.now())


def on_membership(sender: object, membership: Membership, **_: object) -> None:
    indexing.index([membership.group_id], now=timezone.now())


def on_series(sender: object, series: Series, **_: object) -> None:
    """A closed circle begins or ends with its series."""
    indexing.index([series.group_id], now=timezone.now())


def listen() -> None:
    """Called in `apps.ready()`."""
    for signal in (group_changed, group_begun, group_ended, group_goes_on):
        signal.connect(on_group, dispatch_uid="finding")
    for signal in (membership_changed, membership_ended):
        signal.connect(on_membership, dispatch_uid="finding")
    series_changed.connect(on_series, dispatch_uid="finding")
