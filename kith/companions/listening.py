"""What happens elsewhere and ends a pact, or lets it rest: leaving, pausing, a wish to be kept apart, erasing."""

from django.db import transaction
from django.utils import timezone

from kith.companions import ending
from kith.companions.models import Pact, Rota, Tick
from kith.groups.models import Membership
from kith.people.models import Apart, Person

State = Membership.State


def on_membership_changed(sender: object, membership: Membership, **_: object) -> None:
    """Ends, rests or goes on. Who left wishes for nobody here any more."""
    if membership.state not in (State.MEMBER, *ending.RESTS):
        Tick.objects.filter(by__ref=membership.ref).delete()
        Rota.objects.filter(of__ref=membership.ref).delete()
    for pact in Pact.objects.lasting().filter(sides__of__ref=membership.ref):
        ending.tend(pact, now=timezone.now())


def on_apart(sender: object, instance: Apart, **_: object) -> None:
    """In the transaction of the wish: for both it ended, as it does for many reasons."""
    for pact in Pact.objects.lasting().between(instance.by_id, instance.of_id):
        ending.tend(pact, now=timezone.now())


@transaction.atomic
def on_death_settled(sender: object, membership: Membership, **_: object) -> None:
    for pact in (
        Pact.objects.lasting().filter(sides__of__ref=membership.ref).select_for_update(no_key=True, of=("self",))
    ):
        ending.end(pact, now=timezone.now())


def on_person_erasing(sender: object, person: Person, **_: object) -> None:
    """Their ticks, answers and lines go with their memberships; before that, what lasts ends. The other's own words stay theirs."""
    for pact in Pact.objects.lasting().filter(sides__of__person=person):
        ending.end(pact, now=timezone.now())
    Pact.objects.filter(sides__of__person=person).exclude(
        sides__of__in=Membership.objects.exclude(person=person)
    ).delete()
