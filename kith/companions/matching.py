"""The weekly batch: the one place where wishes of two are looked at together. It tells both at once, or nobody."""

import secrets
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from kith.companions import asking, beginning, pairing, weeks
from kith.companions.models import Batch, Pact, Rota, Side, Tick
from kith.groups.models import Group, Membership
from kith.people.models import Apart


def look(now: datetime) -> None:
    """Every group whose moment of the week has come since someone there wished something."""
    wishing = Q(pk__in=Tick.objects.values("by__group")) | Q(pk__in=Rota.objects.values("of__group"))
    for group in asking.with_companions().filter(wishing, goodbye=None).order_by("pk"):
        batch(group, now=now, dice=secrets.randbits(32))


@transaction.atomic
def batch(group: Group, *, now: datetime, dice: int) -> list[Pact]:
    """Once for each moment, however many look at once. A wish from after the moment waits a week, so that no answer is quick."""
    moment = weeks.batch_moment(now, group.tz)
    group = Group.objects.select_for_update(no_key=True).get(pk=group.pk)
    new = Batch.objects.get_or_create(group=group, at=moment)[1]
    if not new or asking.pairing_rests(group):
        return []
    free = {one.pk: one for one in _free(group)}
    paired = pairing.pair(_wishes(free, moment), dice=dice)
    Rota.objects.filter(of__in=paired.alone).update(alone_at=moment)
    Batch.objects.filter(group=group, at__lt=moment).delete()
    return [beginning.begin(*(free[key] for key in sorted(two)), now=now) for two in sorted(map(sorted, paired.pairs))]


def _free(group: Group) -> list[Membership]:
    taken = Side.objects.filter(over_at=None).values("of")
    there = group.memberships.here().filter(alongside_of=None, person__suspended_at=None)
    return list(there.exclude(pk__in=taken).select_related("person", "group"))


def _wishes(free: dict[int, Membership], moment: datetime) -> pairing.Wishes:
    rota = Rota.objects.filter(of__in=free, at__lt=moment).values_list("of", "alone_at")
    ticks = Tick.objects.filter(by__in=free, wished__in=free, at__lt=moment).values_list("by", "wished")
    return pairing.Wishes(
        ticks=frozenset(ticks),
        rota={of: alone_at is not None for of, alone_at in rota},
        apart=_apart(free),
        not_by_chance=_ended_early(free),
    )


def _apart(free: dict[int, Membership]) -> frozenset[frozenset[int]]:
    """Of either kind, either way."""
    place = {one.person_id: key for key, one in free.items()}
    pairs = Apart.objects.filter(by__in=place, of__in=place).values_list("by", "of")
    return frozenset(frozenset((place[by], place[of])) for by, of in pairs)


def _ended_early(free: dict[int, Membership]) -> frozenset[frozenset[int]]:
    """Dice never bring back together whose pact one of them ended."""
    rows = Side.objects.filter(of__in=free, pact__ending__in_time=False).values_list("pact", "of")
    pacts: dict[int, set[int]] = {}
    for pact, of in rows:
        pacts.setdefault(pact, set()).add(of)
    return frozenset(frozenset(two) for two in pacts.values() if len(two) == 2)
