"""Following: told when a seat is free and when the group starts, nothing else. Nobody in the group sees who follows."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from kith.groups import capacity
from kith.groups.models import Following, Group, Membership
from kith.groups.words import Reason
from kith.kit.refusal import Refused
from kith.notices import outbox
from kith.notices.models import Notice
from kith.notices.outbox import Telling
from kith.people.models import Person


@transaction.atomic
def follow(group: Group, *, by: Person, now: datetime) -> Following:
    """Twice is harmless. Whoever is in already hears of everything."""
    group = capacity.locked(group.pk)
    if Membership.objects.of(by).filter(group=group).exists():
        raise Refused(Reason.ALREADY_HERE)
    waits = not capacity.free(group, now=now)
    row, _ = Following.objects.update_or_create(group=group, person=by, defaults={"for_seat": waits})
    return row


def stop(group: Group, *, by: Person) -> None:
    Following.objects.of(by).filter(group=group).delete()


def full(group: Group) -> None:
    """It is full: from now on its followers wait for a seat."""
    Following.objects.filter(group=group).update(for_seat=True)


def seat_is_free(group: Group, *, now: datetime) -> None:
    """Nobody in the line wants it: whoever follows is told once. It is kept for nobody."""
    waiting = list(Following.objects.filter(group=group, for_seat=True).select_related("person"))
    path, stamp = reverse("groups:public", args=[group.ref]), int(now.timestamp())
    outbox.put(
        *(
            Telling(one.person, Notice.Kind.SEAT_FREE, f"free:{group.ref}:{stamp}", path, zone=group.zone)
            for one in waiting
        )
    )
    Following.objects.filter(pk__in=[one.pk for one in waiting]).update(for_seat=False)
