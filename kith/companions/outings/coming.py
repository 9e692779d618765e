"""Saying yes, stepping back, taking a kept seat or letting it pass. Each may be said again, until it begins."""

from datetime import datetime

from django.db import transaction

from kith.companions.models import Going, Outing, SheetRead, Suits
from kith.companions.outings import asking, seats, telling
from kith.companions.outings.words import Reason
from kith.groups.models import Membership
from kith.kit.refusal import Refused
from kith.notices import outbox

How = Going.How


def read_sheet(*, by: Membership, now: datetime) -> SheetRead:
    """Twice is harmless."""
    return SheetRead.objects.get_or_create(of=by, defaults={"at": now})[0]


@transaction.atomic
def come(outing: Outing, *, by: Membership, now: datetime) -> Going:
    """Yes: a seat if one is free for them, or kept for them; else the end of the line. Twice is one yes."""
    outing = seats.locked(outing, now=now)
    _may_say_yes(outing, by)
    seats.move(outing, now=now)
    mine = Going.objects.filter(outing=outing, of=by).first() or Going(outing=outing, of=by, since=now)
    if mine.how == How.COMES:
        return mine
    if mine.how == How.OFFERED or seats.free_for(outing, by, now=now):
        return _seat(outing, mine, by, now)
    if mine.how != How.WAITS:
        mine.since = now
    return _be(mine, How.WAITS, outing, now)


def _may_say_yes(outing: Outing, by: Membership) -> None:
    if outing.is_poll:
        raise Refused(Reason.STILL_ASKED)
    if outing.by_id == by.pk:
        raise Refused(Reason.YOURS)
    if not asking.has_read(by):
        raise Refused(Reason.READ_FIRST)
    beside = by.alongside_of
    if beside and outing.by_id != beside.pk and not outing.goings.coming().filter(of=beside).exists():
        raise Refused(Reason.BESIDE_FIRST, alias=beside.alias)


def _seat(outing: Outing, mine: Going, by: Membership, now: datetime) -> Going:
    """Whatever was told of a seat kept for them has done its work; they are reminded again."""
    mine = _be(mine, How.COMES, outing, now)
    telling.seat_gone(mine, now=now)
    outbox.restore(telling.day_key(outing), persons=[by.person])
    return mine


def _be(mine: Going, how: str, outing: Outing, now: datetime) -> Going:
    mine.how, mine.until, mine.starts_at, mine.said_at = how, None, outing.starts_at, now
    mine.save()
    return mine


@transaction.atomic
def say_no(outing: Outing, *, by: Membership, now: datetime) -> None:
    """Not this time, or not after all: nobody asks why, and the seat goes on at once. Twice is harmless."""
    outing = seats.locked(outing, now=now)
    mine = Going.objects.filter(outing=outing, of=by).first() or Going(outing=outing, of=by, since=now)
    if outing.by_id == by.pk:
        raise Refused(Reason.YOURS)
    _be(mine, How.NO, outing, now)
    telling.not_for(outing, by.person, now=now)
    Suits.objects.filter(time__outing=outing, of=by).delete()
    seats.give_up(outing.goings.filter(of__alongside_of=by), now=now)
    seats.move(outing, now=now)
