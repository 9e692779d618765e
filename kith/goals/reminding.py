"""A gentle reminder to check in, for who wished for one: in the morning of their own clock, never near a quiet day."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from kith.goals import asking
from kith.goals.models import Goal
from kith.goals.models.goal import GoalSet
from kith.groups.models import Membership
from kith.notices import outbox
from kith.notices.models import Notice
from kith.people.models import QuietDay
from kith.people.zones import known_zone

MORNING, AT_ONCE = 9, 500
NEAR = timedelta(days=3)  # a quiet day, before or after
STAYS = timedelta(days=3)


def look(now: datetime) -> None:
    """The round. However long it did not run, one reminder is enough."""
    due = list(_due(now)[:AT_ONCE])
    spared = QuietDay.objects.quiet([goal.by.person_id for goal in due], now.date(), within=NEAR)
    for goal in due:
        _remind(goal, now, spared=goal.by.person_id in spared)


def _due(now: datetime) -> GoalSet:
    """Of some it is the day before still, where they live."""
    found = Goal.objects.lasting().filter(asking.is_open(), remind_on__lte=(now + timedelta(hours=14)).date())
    return found.filter(by__state=Membership.State.MEMBER).select_related("by__person", "group").order_by("remind_on")


def _remind(goal: Goal, now: datetime, *, spared: bool) -> None:
    """Near a quiet day it is let pass, without a word, until the next time."""
    here = now.astimezone(ZoneInfo(known_zone(goal.by.person.zone) or goal.group.zone))
    if goal.remind_on is None or goal.remind_on > here.date() or here.hour < MORNING:
        return
    if not spared:
        outbox.put(_telling(goal, now, day=f"{here:%Y%m%d}"))
    Goal.objects.filter(pk=goal.pk).update(remind_on=here.date() + timedelta(days=max(goal.remind_every, 1)))


def _telling(goal: Goal, now: datetime, *, day: str) -> outbox.Telling:
    """Of all their goals here one notice a day. It leads to the page of all, and says nothing of which."""
    return outbox.Telling(
        person=goal.by.person,
        kind=Notice.Kind.COMPANION,
        key=f"goals:{goal.by.ref}:{day}",
        path=f"/groups/{goal.group.ref}/goals/",
        until=now + STAYS,
        zone=goal.group.zone,
    )
