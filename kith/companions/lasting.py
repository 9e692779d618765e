"""While a pact lasts: how long, which day, how else to reach each other, and whether again; each is said by one of the two."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from kith.companions import ending, telling, weeks
from kith.companions.models import Pact, Side
from kith.companions.models.pact import next_day
from kith.companions.words import Reason
from kith.kit.refusal import Refused
from kith.people.zones import known_zone

Again = Side.Again


def zone(side: Side) -> ZoneInfo:
    """Their own clock; else the group's."""
    return ZoneInfo(known_zone(side.of.person.zone) or side.of.group.zone)


def locked(side: Side) -> Pact:
    """The pact, held until the transaction ends. Refused once it is over."""
    pact = (
        Pact.objects.select_for_update(no_key=True, of=("self",)).select_related("group", "ending").get(pk=side.pact_id)
    )
    if not pact.lasts:
        raise Refused(Reason.IT_ENDED)
    return pact


@transaction.atomic
def arrange(*, by: Side, weeks_: int, weekday: int, now: datetime) -> Pact:
    """Of the weeks that the two say the fewer hold. The day is whichever was said last; the next one counts."""
    pact = locked(by)
    Side.objects.filter(pk=by.pk).update(weeks=weeks_)
    fewer = min(pact.sides.values_list("weeks", flat=True))
    if pact.ends_at:
        pact.ends_at = max(now, pact.ends_at + (fewer - pact.weeks) * weeks.WEEK)
        pact.weeks = fewer
    if weekday != pact.checks_from.weekday():
        pact.checks_from = next_day(now.astimezone(zone(by)).date(), weekday)
    pact.save()
    return pact


@transaction.atomic
def show(words: str, *, by: Side) -> None:
    """Another way to be reached. The other sees it when they show one as well, and knows nothing of it before."""
    locked(by)
    Side.objects.filter(pk=by.pk).update(shows=words)


@transaction.atomic
def again(wish: str, *, by: Side) -> None:
    """Whether to go on when the weeks are up. Nobody is told one's answer; it counts when both say yes."""
    pact = locked(by)
    if wish == Again.OPEN and not pact.renewals:
        raise Refused(Reason.ONCE_MORE_FIRST)
    Side.objects.filter(pk=by.pk).update(again=wish)


@transaction.atomic
def bring_to_an_end(*, by: Side, now: datetime) -> None:
    """A pact without an end date gets one, in a week, with its thank-you. Both see it."""
    pact = locked(by)
    if pact.ends_at is None:
        pact.sides.update(again=Again.UNSAID)
        pact.ends_at = now + weeks.WEEK
        pact.save(update_fields=["ends_at"])
        telling.tell(pact, f"end-{now:%Y%m%d}", but=by)


@transaction.atomic
def way_out(*, by: Side, now: datetime) -> None:
    """At any moment, and no reason is asked. For the other it ended. Twice is harmless."""
    pact = (
        Pact.objects.select_for_update(no_key=True, of=("self",)).select_related("group", "ending").get(pk=by.pact_id)
    )
    ending.end(pact, now=now, but=by)
