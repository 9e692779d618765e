"""Seats of an outing, and the line for them. Whoever gives one away holds the outing's row: never one too many.

For the first two days a third of the seats is for newcomers. A free seat is offered to whoever is next in the line, kept for two
days at most, less when the outing is near, and goes on by itself. Nobody gets a seat while someone holds one who wished to be
kept apart from them: for them no seat is free, and nothing says why (decision 34).
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Q

from kith.companions.models import Going, Outing
from kith.companions.models.outing import OutingSet
from kith.companions.outings import asking, telling
from kith.companions.outings.words import Reason
from kith.groups.models import Membership
from kith.kit.refusal import Refused
from kith.people.models import Apart

How = Going.How
NEW_FIRST = timedelta(hours=48)
KEPT = timedelta(hours=48)
THIRD = 3
SHARE = 3  # a seat kept of a free one goes on after a third of what is left, when the outing is near


def locked(outing: Outing, *, now: datetime) -> Outing:
    """Its row, held until the transaction ends. Refused once it is off, or has begun."""
    found = Outing.objects.select_for_update(no_key=True, of=("self",)).select_related("group", "by__person", "off")
    one = found.get(pk=outing.pk)
    if one.is_off:
        raise Refused(Reason.IS_OFF)
    if one.has_begun(now):
        raise Refused(Reason.HAS_BEGUN)
    return one


def taken(outing: Outing) -> int:
    """Whoever is alongside someone takes no seat."""
    return outing.goings.holding().filter(of__alongside_of=None).count()


def free(outing: Outing) -> int:
    return max(0, outing.seats - taken(outing))


def new_first_until(outing: Outing) -> datetime | None:
    """Until when a third is for newcomers; not longer than half of the time until it begins."""
    if outing.asked_at is None or outing.starts_at is None:
        return None
    return min(outing.asked_at + NEW_FIRST, outing.asked_at + (outing.starts_at - outing.asked_at) / 2)


def kept_for_new(outing: Outing, *, now: datetime) -> int:
    """A third of the seats, rounded up, less those that newcomers hold; no more than there are of them who have not answered.

    After a poll none: newcomers were asked with everyone, and stand first among those whom the time suits.
    """
    until = new_first_until(outing)
    if until is None or until <= now or outing.asked_at != outing.proposed_at:
        return 0
    hold = Q(pk__in=outing.goings.holding().values("of"))
    answered = Q(pk__in=outing.goings.exclude(how=How.WAITS).values("of"))
    new = asking.newcomers(outing.group_id).exclude(pk=outing.by_id or 0)
    found = new.aggregate(hold=Count("pk", filter=hold), wanted=Count("pk", filter=~answered))
    third = -(-outing.seats // THIRD)
    return max(0, min(third - int(found["hold"]), int(found["wanted"])))


def free_for(outing: Outing, me: Membership, *, now: datetime) -> int:
    """As far as this member goes."""
    there = 1 if me.alongside_of_id else free(outing)
    if there and not me.alongside_of_id and not is_new(me):
        there = max(0, there - kept_for_new(outing, now=now))
    return 0 if not there or is_kept_away(outing, me) else there


def is_new(me: Membership) -> bool:
    return asking.newcomers(me.group_id).filter(pk=me.pk).exists()


def is_kept_away(outing: Outing, me: Membership) -> bool:
    """Someone has a seat who wished to be kept apart from them."""
    wished = Apart.objects.filter(of=me.person_id).values("by")
    return outing.goings.holding().exclude(of=me).filter(of__person__in=wished).exists()


def comes_unwished(outing: Outing, me: Membership) -> bool:
    """Someone has said yes from whom this member wished to be kept apart. Told to them alone, and they choose."""
    wished = Apart.objects.filter(by=me.person_id).values("of")
    return outing.goings.coming().exclude(of=me).filter(of__person__in=wished).exists()


def move(outing: Outing, *, now: datetime) -> None:
    """Offers that ran out end; free seats are offered to those next in line. For a caller who holds the outing's row."""
    for gone in outing.goings.filter(how=How.OFFERED, until__lte=now):
        let_go(gone, now=now)
    if outing.starts_at is None or outing.is_off:
        return
    for next_one in in_order(outing, now=now):
        if not free(outing):
            return
        if free_for(outing, next_one.of, now=now):
            offer(outing, next_one, now=now)


def in_order(outing: Outing, *, now: datetime) -> list[Going]:
    """The line: as they came; while newcomers are asked first, they stand before the others."""
    line = list(outing.goings.in_line().select_related("of__person", "of__group"))
    until = new_first_until(outing)
    if until is None or until <= now:
        return line
    new = set(asking.newcomers(outing.group_id).filter(pk__in=[one.of_id for one in line]).values_list("pk", flat=True))
    return sorted(line, key=lambda one: one.of_id not in new)


def kept_until(outing: Outing, *, now: datetime) -> datetime:
    """Two days; a third of what is left when it is near."""
    return min(now + KEPT, now + (outing.begins - now) / SHARE)


def offer(outing: Outing, going: Going, *, now: datetime) -> None:
    going.how, going.until = How.OFFERED, kept_until(outing, now=now)
    going.starts_at = outing.starts_at
    going.save(update_fields=["how", "until", "starts_at"])
    telling.seat(outing, going)


def let_go(going: Going, *, now: datetime) -> None:
    """An offer went by: out of the line, until they say yes again."""
    Going.objects.filter(pk=going.pk).update(how=How.PASSED, until=None)
    telling.seat_gone(going, now=now)
    give_up(going.outing.goings.filter(of__alongside_of=going.of), now=now)


def give_up(goings: Iterable[Going], *, now: datetime) -> None:
    """Their answers go, and whatever was to be told to them."""
    for going in goings:
        telling.not_for(going.outing, going.of.person, now=now)
        going.delete()


def look(now: datetime) -> None:
    """The round: outings where an offer ran out, or where someone waits."""
    due = Q(goings__how=How.OFFERED, goings__until__lte=now) | Q(goings__how=How.WAITS)
    ahead = Outing.objects.standing().filter(starts_at__gt=now)
    give_up(_gone(ahead), now=now)
    for outing in ahead.filter(due).distinct().iterator(chunk_size=200):
        move_on(outing, now=now)


def _gone(ahead: OutingSet) -> list[Going]:
    """Seats of those who are not members any more, should nobody have been told when they went."""
    rows = Going.objects.holding().filter(outing__in=ahead).exclude(of__state=Membership.State.MEMBER)
    return list(rows.select_related("outing", "of__person"))


@transaction.atomic
def move_on(outing: Outing, *, now: datetime) -> None:
    """The line goes on, for a caller who holds nothing. Twice is harmless."""
    try:
        outing = locked(outing, now=now)
    except (Refused, Outing.DoesNotExist):
        return
    move(outing, now=now)
