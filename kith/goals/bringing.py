"""Bringing a goal to a meeting, to hold it up while one speaks; and being asked after at a check-in round, for oneself alone."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from kith.goals import asking, working
from kith.goals.models import Brought, Goal
from kith.goals.models.goal import GoalSet
from kith.goals.words import Reason
from kith.groups.models import Membership
from kith.kit import by_heart
from kith.kit.refusal import Refused
from kith.meetings.models import Attendance, Meeting
from kith.meetings.models.meeting import MeetingSet

MOST = 3  # to one meeting
ROUND = "round"


def ahead(by: Membership, *, now: datetime) -> MeetingSet:
    """The meetings of that group which can still be come to, the open one included."""
    return Meeting.objects.visible_to(by.person).coming_up(now).filter(group=by.group_id)


@transaction.atomic
def bring(goal: Goal, *, to: Meeting, by: Membership) -> None:
    """Twice is harmless."""
    if goal.by_id != by.pk or to.group_id != by.group_id:
        raise Refused(Reason.NOT_YOURS_TO_BRING)
    working.must_last(goal)
    if Brought.objects.filter(meeting=to, goal__by=by).exclude(goal=goal).count() >= MOST:
        raise Refused(Reason.BROUGHT_ENOUGH)
    Brought.objects.get_or_create(goal=goal, meeting=to)


def leave_at_home(goal: Goal, *, to: Meeting) -> None:
    Brought.objects.filter(goal=goal, meeting=to).delete()


def at(meeting: Meeting, *, by: Membership) -> list[Goal]:
    """This member's goals that last, each with whether it `comes` along to this meeting, and its `next_step`.

    None while the cupboard is shut.
    """
    return _at(meeting, meeting.group_id, by)


@by_heart.question
def _at(meeting: Meeting, group: int, by: Membership) -> GoalSet:
    comes = Exists(Brought.objects.filter(goal=OuterRef("pk"), meeting=meeting))
    mine = Goal.objects.lasting().filter(asking.is_open(), by=by, group=group)
    return mine.annotate(comes=comes, next_step=asking.next_step()).newest()


def comes(goal: Goal) -> bool:
    """Of one that `at` found."""
    return bool(goal.__dict__.get("comes"))


def is_asked_after(goal: Goal, meeting: Meeting) -> bool:
    """Whether its owner wished to be asked at this meeting's check-in round, the first round of the evening."""
    if goal.ask_from is None or meeting.starts_at < goal.ask_from:
        return False
    return any(part["mode"] == ROUND for part in meeting.parts)


def on_came_known(sender: object, meeting: Meeting, **_: object) -> None:
    """Who was there has been asked, whatever they said; who was not is asked the next time."""
    if any(part["mode"] == ROUND for part in meeting.parts):
        there = Attendance.objects.filter(meeting=meeting).values("membership")
        Goal.objects.filter(by__in=there, ask_from__lte=meeting.starts_at).update(ask_from=None)
