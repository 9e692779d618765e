"""The check-in day: told once to each of the two, in the morning of their own clock."""

from datetime import datetime, timedelta

from kith.companions import lasting, telling, weeks
from kith.companions.models import CheckIn, Side
from kith.groups.models import Membership

MORNING = 9


def look(now: datetime) -> None:
    """The round: whoever's check-in day it is, and past nine there."""
    lasts = Side.objects.filter(over_at=None, pact__paused_at=None, of__state=Membership.State.MEMBER)
    for side in lasts.select_related("pact__group", "of__person", "of__group").iterator(chunk_size=500):
        _remind(side, now)


def _remind(side: Side, now: datetime) -> None:
    here = now.astimezone(lasting.zone(side))
    today = here.date()
    if weeks.check_in_day(side.pact.checks_from, today) != today or here.hour < MORNING:
        return
    if not CheckIn.objects.filter(side=side, day=today).exists():
        telling.tell_one(side, f"day-{today}", until=now + timedelta(days=3))
