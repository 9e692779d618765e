"""Cohorts: the same people for so many weeks, with an ending, and a day proposed to meet once more."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kith.groups.models import Group
from kith.meetings.models import Meeting, Series
from kith.meetings.recurring import Course, moment

FIRST_WEEK = timedelta(days=7)
REUNION = timedelta(weeks=6)  # after the last evening, on the same day of the week


def cohort_closed(group: Group, now: datetime) -> datetime | None:
    """Since when nobody joins this group unless a facilitator lets them; None while no cohort is past its first week."""
    closed = past_their_first_week(now).filter(group=group)
    return max((one.closes_at for one in closed if one.closes_at and not one.is_over(now)), default=None)


def past_their_first_week(now: datetime) -> "QuerySet[Series]":
    """Cohorts that take nobody in, unless their last day is over on their own clock."""
    return Series.objects.going_on().filter(is_cohort=True, closes_at__lte=now)


def closes_at(course: Course) -> datetime:
    return moment(course.starts_on + FIRST_WEEK, course.clock, course.zone)


def reunion_after(last_on: date) -> date:
    return last_on + REUNION


def is_last(series: Series, at: datetime) -> bool:
    """Whether this occurrence is the last of a cohort."""
    return series.is_cohort and series.last_on == at.astimezone(series.tz).date()


def ends_with(meeting: Meeting) -> bool:
    """Whether a cohort ends with this meeting."""
    return bool(meeting.series and meeting.occurrence and is_last(meeting.series, meeting.occurrence))


def goodbye(agenda: dict[str, Any]) -> dict[str, Any]:
    """The same evening, which closes as a last one."""
    for part in agenda["parts"]:
        if part["mode"] == "closing":
            part["prompt"] = _("What do you take with you, and what do you leave here?")
            part["script"] = _("This is our last evening together. We go round once more, and then we say goodbye.")
    return agenda
