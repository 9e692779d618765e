"""Proposing an outing, saying it otherwise, moving it. By whoever proposed it; everyone in the group is asked along."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from kith.companions.models import Going, Outing, Time
from kith.companions.outings import inviting, seats, telling
from kith.companions.outings.words import Reason
from kith.groups import ending
from kith.groups.models import Group, Membership
from kith.kit.refusal import Refused
from kith.people.models import Person

How = Going.How
FARTHEST = timedelta(days=183)
MOST = 5  # of one member, that are still to come
DETAILS = ("title", "about", "effort", "cost", "getting", "access", "place")


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything but when. `seats` are besides whoever proposes it."""

    title: str
    place: str
    about: str = ""
    effort: str = Outing.Effort.EASY
    cost: str = ""
    getting: str = ""
    access: str = ""
    seats: int = 6
    minutes: int = 120


@transaction.atomic
def propose(plan: Plan, *, at: Sequence[datetime], by: Membership, now: datetime) -> Outing:
    """At one time, or, given several, with a poll of them. The same again within a minute is one press made twice."""
    group = Group.objects.select_for_update(no_key=True).get(pk=by.group_id)
    ending.keep_going_only(group)
    _fit(at, now)
    mine = Outing.objects.standing().ahead(now).filter(by=by)
    for again in mine.filter(title=plan.title, place=plan.place, proposed_at__gt=now - timedelta(minutes=1)):
        if _times_of(again) == sorted(at):
            return again
    if mine.count() >= MOST:
        raise Refused(Reason.ENOUGH_PROPOSED)
    outing = Outing(group=group, by=by, proposed_at=now, changed_at=now)
    _say(outing, plan)
    outing.be_at(at[0] if len(at) == 1 else None)
    outing.asked_at = None if outing.is_poll else now
    outing.save()
    if outing.is_poll:
        Time.objects.bulk_create([Time(outing=outing, starts_at=one) for one in sorted(at)])
    inviting.invite([outing], now=now)
    return outing


@transaction.atomic
def change(outing: Outing, plan: Plan, *, at: datetime | None, now: datetime) -> Outing:
    """Said otherwise: whoever answered is told. `at`: its time, None in a poll. Moved: those who come are asked again."""
    outing = seats.locked(outing, now=now)
    before = [getattr(outing, name) for name in (*DETAILS, "minutes")]
    was, minutes = outing.starts_at, outing.minutes
    if plan.seats < seats.taken(outing):
        raise Refused(Reason.SEATS_TAKEN, field="seats")
    _say(outing, plan)
    if not outing.is_poll and at:
        if at != was:
            _fit([at], now)
        outing.be_at(at)
    moved = outing.starts_at != was
    if moved or outing.minutes != minutes:
        outing.revision += 1
    if moved or before != [getattr(outing, name) for name in (*DETAILS, "minutes")]:
        outing.changed_at = now
        if moved:
            telling.outdated(outing, now=now)
        telling.changed(outing, _to_be_told(outing, moved=moved))
    outing.save()
    if moved:
        _ask_again(outing, now=now)
    seats.move(outing, now=now)
    return outing


def _to_be_told(outing: Outing, *, moved: bool) -> list[Person]:
    """Who answered. When it is moved, also who had said no: they may be able now."""
    if not moved:
        return telling.answered(outing)
    nos = outing.goings.filter(how=How.NO, of__state=Membership.State.MEMBER).select_related("of__person")
    return [*telling.answered(outing), *(one.of.person for one in nos)]


def _ask_again(outing: Outing, *, now: datetime) -> None:
    """A yes was to another time. The seat is kept for them; until they say yes again they are not told the place."""
    until = seats.kept_until(outing, now=now)
    asked = {"how": How.OFFERED, "until": until, "starts_at": outing.starts_at}
    outing.goings.holding().update(**asked)
    for going in outing.goings.filter(how=How.OFFERED).select_related("of__person"):
        going.outing = outing
        telling.seat(outing, going)


def _say(outing: Outing, plan: Plan) -> None:
    for name in (*DETAILS, "seats", "minutes"):
        setattr(outing, name, getattr(plan, name))


def _times_of(outing: Outing) -> list[datetime]:
    return [outing.starts_at] if outing.starts_at else sorted(outing.times.values_list("starts_at", flat=True))


def _fit(at: Sequence[datetime], now: datetime) -> None:
    if len(set(at)) < len(at):
        raise Refused(Reason.TWICE_THE_SAME)
    if min(at) <= now:
        raise Refused(Reason.IN_THE_PAST, field="day")
    if max(at) > now + FARTHEST:
        raise Refused(Reason.TOO_FAR_OFF, field="day")
