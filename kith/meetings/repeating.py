"""A group begins to meet again and again, leaves a day out, and stops."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from kith.groups import ending
from kith.groups.models import Group, Membership
from kith.kit.refusal import Refused
from kith.meetings import cohorts, eight_weeks, planning, recurring
from kith.meetings.formats import Format
from kith.meetings.models import Cancellation, Meeting, Series, Skipped
from kith.meetings.recurring import Course, Rule
from kith.meetings.signals import meeting_changed, series_changed
from kith.meetings.words import Reason

MOST = 12  # series of one group at a time


@dataclass(frozen=True, slots=True)
class SeriesPlan:
    """Everything a facilitator decides about a series. It begins with the first day of its rule on or after `from_day`."""

    rule: Rule
    from_day: date
    clock: time
    zone: str
    minutes: int
    form: Format
    call_link: str = ""
    place: str = ""
    by_text: bool = True
    facilitator: Membership | None = None
    is_cohort: bool = False

    def course(self, now: datetime) -> Course:
        """When it meets, from its first day that is still to come."""
        zone, day = ZoneInfo(self.zone), recurring.beginning(self.rule, self.from_day)
        while recurring.moment(day, self.clock, zone) <= now:
            day = recurring.beginning(self.rule, day + timedelta(days=1))
        return Course(self.rule, day, self.clock, zone)


@transaction.atomic
def start(group: Group, *, to: SeriesPlan, by: Membership, now: datetime, first: Meeting | None = None) -> Series:
    """A new series, with its next eight weeks. A meeting planned for one of its days (`first`) becomes one of it."""
    ending.keep_going_only(group)
    agree(to, now)
    Group.objects.select_for_update(no_key=True).get(pk=group.pk)
    if Series.objects.filter(group=group).meeting_still(now.date()).count() >= MOST:
        raise Refused(Reason.ENOUGH_SERIES)
    series = Series(group=group, planned_by=by, planned_at=now)
    settle(series, to, to.course(now))
    if first:
        _adopt(first, series, now)
    return made(series, now)


def agree(to: SeriesPlan, now: datetime) -> None:
    today = now.astimezone(ZoneInfo(to.zone)).date()
    if to.from_day < today:
        raise Refused(Reason.IN_THE_PAST, field="from_day")
    if to.from_day > today + planning.FARTHEST:
        raise Refused(Reason.TOO_FAR_OFF, field="from_day")
    if not (to.call_link or to.place or to.by_text):
        raise Refused(Reason.NOWHERE, field="by_text")
    if to.is_cohort and not (to.rule.times or to.rule.until):
        raise Refused(Reason.COHORT_WANTS_AN_END, field="ends")
    if to.rule.until and to.rule.until < to.course(now).starts_on:
        raise Refused(Reason.ENDS_BEFORE, field="until")


def settle(series: Series, to: SeriesPlan, course: Course) -> None:
    """Written down, from this course on."""
    series.rule, series.starts_on, series.clock, series.zone = str(course.rule), course.starts_on, to.clock, to.zone
    series.made_until, series.last_on = None, course.last_on
    outfit(series, to)
    series.save()


def outfit(series: Series, to: SeriesPlan) -> None:
    """What has nothing to do with when."""
    series.minutes, series.format, series.facilitator = to.minutes, to.form.key, to.facilitator
    series.call_link, series.place, series.by_text = to.call_link, to.place, to.by_text
    series.is_cohort = to.is_cohort
    series.closes_at = (series.closes_at or cohorts.closes_at(series.course)) if to.is_cohort else None
    series.reunion_on = cohorts.reunion_after(series.last_on) if to.is_cohort and series.last_on else None


def _adopt(meeting: Meeting, series: Series, now: datetime) -> None:
    """It keeps what was planned for it."""
    found = Meeting.objects.standing().filter(pk=meeting.pk, group=series.group_id, series=None)
    day = series.course.day_of(meeting.starts_at)
    if meeting.starts_at in series.course.moments(day, day):
        found.update(series=series, occurrence=meeting.starts_at, changed_at=now)


def made(series: Series, now: datetime) -> Series:
    """Its meetings exist; everyone is told that it is another."""
    eight_weeks.make([series.pk], now=now)
    series.refresh_from_db(fields=["made_until"])
    transaction.on_commit(partial(series_changed.send_robust, Series, series=series))
    return series


def held(series: Series, by: Membership) -> Series:
    """The series, its row and its group's kept from others until this is done. One that was ended stays as it is."""
    Group.objects.select_for_update(no_key=True).get(pk=by.group_id)
    series = (
        Series.objects.select_for_update(no_key=True, of=("self",))
        .select_related("group")
        .get(pk=series.pk, group=by.group_id)
    )
    if series.ended_at:
        raise Refused(Reason.SERIES_ENDED)
    return series


@transaction.atomic
def end(series: Series, *, last_on: date | None, by: Membership, why: str, now: datetime) -> Series:
    """It stops after that day, or at once. What was planned for later is called off, with a word why."""
    series = held(series, by)
    boundary = day_after(last_on, series.tz) if last_on else now
    close(series, max(boundary, now), now=now)
    rest = following(series, max(boundary, now))
    call_off([one for one in rest if not one.has_begun(now)], by=by, why=why, now=now)
    _say_goodbye(series, now)
    transaction.on_commit(partial(series_changed.send_robust, Series, series=series))
    return series


def day_after(day: date, zone: ZoneInfo) -> datetime:
    """The moment at which that day is over."""
    return recurring.moment(day + timedelta(days=1), time.min, zone)


def close(series: Series, boundary: datetime, *, now: datetime) -> None:
    """Its rule ends before that moment."""
    day = series.course.day_of(boundary)
    last = day if recurring.moment(day, series.clock, series.tz) < boundary else day - timedelta(days=1)
    if series.last_on is None or last < series.last_on:
        series.rule = str(recurring.ending(series.course, last))
        series.last_on = series.course.last_on or last
    series.ended_at = boundary.astimezone(UTC)
    revised(series, now)
    series.save()


def revised(series: Series, now: datetime) -> None:
    """Calendars have to read it again. The caller saves it."""
    series.revision, series.changed_at = series.revision + 1, now


def _say_goodbye(series: Series, now: datetime) -> None:
    """A cohort that ends sooner than planned has another last evening."""
    coming = series.meetings.filter(occurrence__gt=now, changed_at=None)
    if last := next((one for one in coming if cohorts.is_last(series, one.ruled_at)), None):
        last.agenda = cohorts.goodbye(last.agenda)
        last.save(update_fields=["agenda"])
        tell_changed([last])


def following(series: Series, boundary: datetime) -> list[Meeting]:
    """Its meetings from that moment on by their rule; called off ones too."""
    found = series.meetings.select_for_update(no_key=True, of=("self",)).select_related("cancellation")
    return list(found.filter(occurrence__gte=boundary).order_by("occurrence"))


def call_off(meetings: Iterable[Meeting], *, by: Membership, why: str, now: datetime) -> None:
    """With their series, of which they are no occurrence any more. Of the first people hear; the others go quietly."""
    off = [one for one in meetings if not one.is_cancelled]
    for one in off:
        one.occurrence, one.revision = None, one.revision + 1
    Meeting.objects.bulk_update(off, ["occurrence", "revision"])
    Cancellation.objects.bulk_create(
        Cancellation(meeting=one, by=by, why=why, at=now, with_series=place > 0) for place, one in enumerate(off)
    )
    tell_changed(off)


def tell_changed(meetings: Iterable[Meeting]) -> None:
    told = [(one, {"with_series": True, "last": False}) for one in meetings]
    if told:
        told[-1][1]["last"] = True
        transaction.on_commit(partial(_send, told))


def _send(told: list[tuple[Meeting, dict[str, Any]]]) -> None:
    for one, facts in told:
        meeting_changed.send_robust(Meeting, meeting=one, **facts)


@transaction.atomic
def skip(series: Series, *, day: date, by: Membership, why: str, now: datetime) -> Series:
    """It does not meet that day: the meeting is called off if it was made already, else it never is. Twice is harmless."""
    series = held(series, by)
    at = next(iter(series.course.moments(day, day)), None)
    if at is None or at <= now:
        raise Refused(Reason.NO_SUCH_DAY, field="day")
    if meeting := series.meetings.filter(occurrence=at).first():
        planning.cancel(meeting, by=by, why=why, now=now)
        return series
    if Skipped.objects.get_or_create(series=series, day=day, defaults={"by": by, "why": why, "at": now})[1]:
        _noted(series, now)
    return series


@transaction.atomic
def meet_after_all(series: Series, *, day: date, by: Membership, now: datetime) -> Series:
    """A day that was left out is one of it again."""
    series = held(series, by)
    if not series.skipped.filter(day=day).delete()[0]:
        return series
    if series.made_until and series.made_until >= day:
        series.made_until = day - timedelta(days=1)
    _noted(series, now)
    eight_weeks.make([series.pk], now=now)
    return series


def _noted(series: Series, now: datetime) -> None:
    revised(series, now)
    series.save(update_fields=["revision", "changed_at", "made_until"])
    transaction.on_commit(partial(series_changed.send_robust, Series, series=series))


def remaining(series: Series, day: date) -> Rule:
    """Its rule as it goes on from that day: of eight times, those that are left."""
    rule = series.course.rule
    return replace(rule, times=max(1, series.course.left(day) or 0)) if rule.times else rule
