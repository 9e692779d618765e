"""How a pact ends or goes on: in its time with a thank-you, or before it, for whatever reason, in the same few words for both."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from kith.companions import telling, weeks
from kith.companions.models import CheckIn, Ending, Line, Pact, Side
from kith.companions.models.pact import apart
from kith.groups.models import Membership

State = Membership.State
RESTS = (State.PAUSED, State.DIED)  # a death can be a mistake for fourteen days
OWN_WORDS_FOR = 2 * weeks.WEEK
Again = Side.Again


def end(pact: Pact, *, now: datetime, in_time: bool = False, but: Side | None = None) -> None:
    """In the caller's transaction. Other ways to be reached go at once. Twice is harmless."""
    if not pact.lasts:
        return
    telling.no_more(pact)
    telling.tell(pact, "ended", but=but)
    Ending.objects.create(pact=pact, at=now, in_time=in_time)
    pact.sides.update(over_at=now, shows="", again=Again.UNSAID)


@transaction.atomic
def tend(pact: Pact, *, now: datetime) -> None:
    """What the two are in the group, what they wish, and the clock say what becomes of it. Harmless however often."""
    pact = Pact.objects.select_for_update(no_key=True, of=("self",)).select_related("group", "ending").get(pk=pact.pk)
    if not pact.lasts:
        return
    sides = list(pact.sides.select_related("of__person"))
    states = {side.of.state for side in sides}
    if len(sides) < 2 or not states <= {State.MEMBER, *RESTS} or apart(sides[0].of.person, sides[1].of.person):
        end(pact, now=now)
    elif states & set(RESTS):
        _pause(pact, now)
    else:
        _go_on(pact, now)
        _time(pact, sides, now)


def _pause(pact: Pact, now: datetime) -> None:
    if pact.paused_at is None:
        pact.paused_at = now
        pact.save(update_fields=["paused_at"])


def _go_on(pact: Pact, now: datetime) -> None:
    """The weeks it rested are not counted."""
    if pact.paused_at:
        if pact.ends_at:
            pact.ends_at += now - pact.paused_at
        pact.paused_at = None
        pact.save(update_fields=["paused_at", "ends_at"])


def _time(pact: Pact, sides: list[Side], now: datetime) -> None:
    if pact.ends_at is None or pact.ends_at > now:
        return
    if all(side.again for side in sides):
        _renew(pact, now, openly=all(side.again == Again.OPEN for side in sides))
    else:
        end(pact, now=now, in_time=True)


def _renew(pact: Pact, now: datetime, *, openly: bool) -> None:
    """Told in the notice that an end is told in, so that a wish that was not mutual has no notice of its own."""
    pact.ends_at = None if openly else now + pact.weeks * weeks.WEEK
    pact.renewals += 1
    pact.save(update_fields=["ends_at", "renewals"])
    pact.sides.update(again=Again.UNSAID)
    telling.tell(pact, f"again-{pact.renewals}")


def look(now: datetime) -> None:
    """The round: pacts whose time is up, or whose two are not both there any more."""
    gone = Side.objects.filter(over_at=None).exclude(of__state=State.MEMBER).values("pact")
    due = Q(ends_at__lte=now) | Q(paused_at__isnull=False) | Q(pk__in=gone)
    for pact in Pact.objects.lasting().filter(due):
        tend(pact, now=now)
    forget_old_words(now)


def forget_old_words(now: datetime) -> None:
    """After an end before its time each finds their own words for two weeks; then nobody does."""
    old = {"side__pact__ending__in_time": False, "side__pact__ending__at__lte": now - OWN_WORDS_FOR}
    Line.objects.filter(**old).delete()
    CheckIn.objects.filter(**old).delete()
