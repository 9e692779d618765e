"""An outing is called off, with a reason; or it ends without a word, because nobody looks after it any more."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from kith.companions.models import Going, Off, Outing, Suits
from kith.companions.outings import seats, telling
from kith.companions.outings.words import Reason
from kith.groups.models import Membership
from kith.kit.refusal import Refused
from kith.notices import outbox
from kith.people.models import Person

How = Going.How


@transaction.atomic
def call_off(outing: Outing, *, why: str, by: Membership, now: datetime) -> Off:
    """By whoever proposed it; or by who facilitates, where it does not go with the agreement: then a reason is owed.

    Twice is harmless: the first word stands.
    """
    if off := Off.objects.filter(outing=outing).first():
        return off
    outing = seats.locked(outing, now=now)
    own = outing.by_id == by.pk
    if not own and not why.strip():
        raise Refused(Reason.SAY_WHY, field="why")
    told = telling.answered(outing) + ([outing.by.person] if outing.by and not own else [])
    _more(outing, now)
    off = Off.objects.create(outing=outing, by=by, how=Off.How.PROPOSER if own else Off.How.AGREEMENT, why=why, at=now)
    telling.off(outing, told, now=now)
    return off


@transaction.atomic
def end(outings: Iterable[Outing], *, now: datetime) -> None:
    """Each is over for everyone who had answered, and was never there for the others. Twice is harmless."""
    for outing in outings:
        held = (
            Outing.objects.select_for_update(no_key=True, of=("self",)).select_related("group", "off").get(pk=outing.pk)
        )
        if held.is_off:
            continue
        Off.objects.create(outing=held, how=Off.How.ENDED, at=now)
        outbox.withdraw_about(held.ref, now=now)
        over_for(held, now=now)


def _more(outing: Outing, now: datetime) -> None:
    outing.revision += 1
    outing.changed_at = now
    outing.save(update_fields=["revision", "changed_at"])


def over_for(outing: Outing, *, one: Person | None = None, now: datetime) -> None:
    """For one person, or all: what they had said is over, and they are told in the same words whatever the reason."""
    suits = Suits.objects.filter(time__outing=outing)
    goings = outing.goings.exclude(how=How.ENDED)
    if one:
        suits, goings = suits.filter(of__person=one), goings.filter(of__person=one)
    goings.filter(how=How.NO).delete()
    for wish in suits.order_by("of", "pk"):
        Going.objects.get_or_create(outing=outing, of_id=wish.of_id, defaults={"how": How.WAITS, "since": now})
    suits.delete()
    for going in goings.all().select_related("of__person"):
        going.outing = outing
        Going.objects.filter(pk=going.pk).update(how=How.ENDED, until=None)
        if going.of.state == Membership.State.MEMBER:
            telling.over_for(going, now=now)
