"""A poll of times: whoever would like to come says which suit; whoever proposed it settles one, and seats are kept in order."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from kith.companions.models import Going, Outing, Suits, Time
from kith.companions.outings import seats, telling
from kith.companions.outings.words import Reason
from kith.groups.models import Membership
from kith.kit.refusal import Refused

How = Going.How


@transaction.atomic
def suits(outing: Outing, times: Collection[Time], *, by: Membership, now: datetime) -> None:
    """All that suit, in place of what was said before. None: they cannot, this time."""
    outing = seats.locked(outing, now=now)
    if outing.by_id == by.pk:
        raise Refused(Reason.YOURS)
    if not outing.is_poll:
        raise Refused(Reason.SETTLED_ALREADY)
    before = Suits.objects.filter(time__outing=outing, of=by)
    since = min(before.values_list("at", flat=True), default=now)
    before.delete()
    Suits.objects.bulk_create([Suits(time=one, of=by, at=since) for one in times])
    outing.goings.filter(of=by).delete()
    if not times:
        Going.objects.create(outing=outing, of=by, how=How.NO, since=now, said_at=now)


@transaction.atomic
def settle(outing: Outing, time: Time, *, now: datetime) -> Outing:
    """It is then. Whom it suits stand in the line as they answered, and a seat is kept for as many as there are. Twice is once."""
    outing = seats.locked(outing, now=now)
    if not outing.is_poll:
        if outing.starts_at == time.starts_at:
            return outing
        raise Refused(Reason.SETTLED_ALREADY)
    if time.starts_at <= now:
        raise Refused(Reason.IN_THE_PAST)
    outing.be_at(time.starts_at)
    outing.asked_at = outing.changed_at = now
    outing.save()
    _line_up(outing, time, now)
    seats.move(outing, now=now)
    _tell(outing)
    Time.objects.filter(outing=outing).delete()
    return outing


def _line_up(outing: Outing, time: Time, now: datetime) -> None:
    here = Membership.State.MEMBER
    liked = time.suits.filter(of__state=here).exclude(of__in=outing.goings.filter(how=How.ENDED).values("of"))
    rows = [
        Going(outing=outing, of=one.of, how=How.WAITS, since=one.at, said_at=now) for one in liked.select_related("of")
    ]
    Going.objects.bulk_create(rows, ignore_conflicts=True)


def _tell(outing: Outing) -> None:
    """Whoever answered and has no seat kept for them: that has a notice of its own."""
    told = outing.goings.filter(how=How.OFFERED).values("of__person")
    keys = set(told.values_list("of__person", flat=True))
    telling.settled(outing, [one for one in telling.answered(outing) if one.pk not in keys])
