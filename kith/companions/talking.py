"""What the two say to each other while it lasts: lines, and three answers a week; and what they keep of it, or let go."""

from datetime import date, datetime, timedelta

from django.db import transaction

from kith.companions import ending, lasting, telling, weeks
from kith.companions.models import CheckIn, Line, Pact, Side
from kith.companions.models.pact import apart
from kith.companions.words import Reason
from kith.groups.models import Membership
from kith.kit.refusal import Refused

A_DAY, MOST = timedelta(days=1), 20  # lines from one of the two


@transaction.atomic
def say(text: str, *, by: Side, now: datetime) -> Line:
    """A few words. The other is told once a day at most."""
    pact = _both_there(by, now)
    if Line.objects.filter(side=by, at__gt=now - A_DAY).count() >= MOST:
        raise Refused(Reason.ENOUGH_FOR_TODAY, field="text")
    telling.tell(pact, f"said-{now:%Y%m%d}", but=by)
    return Line.objects.create(side=by, text=text, at=now)


@transaction.atomic
def check_in(*, by: Side, now: datetime, how: str, leaned: str, wish: str) -> CheckIn:
    """For the week it is on their own calendar. It can be changed until the other has answered too."""
    pact = _both_there(by, now)
    day = weeks.check_in_day(pact.checks_from, now.astimezone(lasting.zone(by)).date())
    if day is None:
        raise Refused(Reason.NOT_YET_THE_DAY)
    if len(_sides_of(pact, day)) == 2:
        raise Refused(Reason.BOTH_ANSWERED)
    said = {"how": how, "leaned": leaned, "wish": wish, "at": now}
    kept = CheckIn.objects.update_or_create(side=by, day=day, defaults=said)[0]
    if len(_sides_of(pact, day)) == 2:
        telling.tell(pact, f"both-{day}", but=by)
    return kept


def _sides_of(pact: Pact, day: date) -> list[int]:
    return list(CheckIn.objects.filter(side__pact=pact, day=day).values_list("side", flat=True))


def _both_there(by: Side, now: datetime) -> Pact:
    """Held until the transaction ends. What has not been tended yet is tended first: a block, a leaving, the time."""
    ending.tend(by.pact, now=now)
    pact = lasting.locked(by)
    if pact.paused_at:
        raise Refused(Reason.IT_RESTS)
    return pact


def _other_who_reads(pact: Pact, by: Side) -> list[Side]:
    """The other, where the two can still read each other: after a thank-you, both there, neither wishing to be apart."""
    if not pact.ending.in_time:
        return []
    there = pact.sides.exclude(pk=by.pk).filter(of__state=Membership.State.MEMBER).select_related("of__person")
    return [side for side in there if not apart(side.of.person, by.of.person)]


@transaction.atomic
def let_go(*, by: Side) -> bool:
    """Afterwards. While the two can still read each other both must wish it; else one's own words go at once. True: gone."""
    pact = (
        Pact.objects.select_for_update(no_key=True, of=("self",)).select_related("group", "ending").get(pk=by.pact_id)
    )
    if pact.lasts:
        raise Refused(Reason.STILL_LASTS)
    Side.objects.filter(pk=by.pk).update(let_go=True)
    whose = [by, *_other_who_reads(pact, by)]
    if not all(side.let_go for side in whose if side.pk != by.pk):
        return False
    Line.objects.filter(side__in=whose).delete()
    CheckIn.objects.filter(side__in=whose).delete()
    return True
