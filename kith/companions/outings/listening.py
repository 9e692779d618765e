"""What happens elsewhere and reaches an outing: leaving, pausing, a wish to be kept apart, a group's end, erasing."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from kith.companions.models import Going, Off, Outing, Suits
from kith.companions.models.outing import OutingSet
from kith.companions.outings import calling_off, seats, telling
from kith.groups.models import Group, Membership
from kith.people.models import Apart, Person

WORDS = ("title", "about", "cost", "getting", "access", "place")


def _ahead(now: datetime) -> OutingSet:
    return Outing.objects.standing().ahead(now).select_related("group", "by__person")


@transaction.atomic
def on_membership_changed(sender: object, membership: Membership, **_: object) -> None:
    """Whoever is not a member any more, or rests, comes along to nothing; and nobody looks after what they proposed."""
    if membership.state == Membership.State.MEMBER:
        return
    now = timezone.now()
    calling_off.end(_ahead(now).filter(by__ref=membership.ref), now=now)
    mine = Going.objects.filter(of__ref=membership.ref)
    Suits.objects.filter(of__ref=membership.ref).delete()
    for outing in _ahead(now).filter(group=membership.group_id):
        telling.not_for(outing, Person(pk=membership.person_id), now=now)
        seats.give_up(mine.filter(outing=outing).select_related("outing", "of__person"), now=now)
        seats.move_on(outing, now=now)


def on_apart(sender: object, instance: Apart, **_: object) -> None:
    """In the transaction of the wish: what one of the two proposed is over for the other, as it may be for many reasons."""
    now = timezone.now()
    for by, other in ((instance.by, instance.of), (instance.of, instance.by)):
        for outing in _ahead(now).filter(by__person=by, group__memberships__person=other):
            telling.not_for(outing, other, now=now)
            calling_off.over_for(outing, one=other, now=now)
            seats.move_on(outing, now=now)


def on_group_ended(sender: object, group: Group, **_: object) -> None:
    """Nothing is planned any more."""
    now = timezone.now()
    calling_off.end(_ahead(now).filter(group=group), now=now)


def on_person_erasing(sender: object, person: Person, **_: object) -> None:
    """What they proposed ends, and every word of it goes; their answers go with their memberships."""
    calling_off.end(_ahead(timezone.now()).filter(by__person=person), now=timezone.now())
    Outing.objects.filter(by__person=person).update(**dict.fromkeys(WORDS, ""))
    Off.objects.filter(by__person=person).update(why="")
