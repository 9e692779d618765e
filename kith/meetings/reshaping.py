"""A series is changed from a day on. What was stays; what someone changed by hand is kept, for the facilitator to decide.

When it meets (days, time, zone, how long) belongs to the series that calendars know: to change that ends the old one and
begins a new one, unless nothing of it has happened yet. Meetings that exist go along: to the same day, else to the same week.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from zoneinfo import ZoneInfo

from django.db import transaction

from kith.groups.models import Membership
from kith.meetings import days_ahead, eight_weeks, recurring, reminding, repeating
from kith.meetings.eight_weeks import Maker, horizon
from kith.meetings.models import Meeting, Moved, Series, Skipped
from kith.meetings.recurring import Course
from kith.meetings.repeating import SeriesPlan
from kith.meetings.signals import series_changed

FIELDS = [
    *("series", "occurrence", "starts_at", "revision", "minutes", "format", "agenda", "prompt_key"),
    *("call_link", "place", "by_text", "facilitator"),
]


@transaction.atomic
def change(series: Series, *, to: SeriesPlan, by: Membership, why: str, now: datetime) -> Series:
    """This and following, from `to.from_day` on. Returns the series as it goes on: the same one, or the new one."""
    repeating.agree(to, now)
    old = repeating.held(series, by)
    boundary = max(recurring.moment(to.from_day, time.min, old.tz), now)
    following = repeating.following(old, boundary)
    new = _going_on(old, to, boundary, by, now)
    _carry(following, new, by=by, why=why, now=now)
    return repeating.made(new, now)


def to_the_groups_clock(series: Series, *, by: Membership, now: datetime) -> Series:
    """After its group moved to another zone: the same time on the wall there, from the next gathering on."""
    zone, form = ZoneInfo(series.group.zone), eight_weeks.form_of(series)
    day = days_ahead.next_day(series, now)
    to = SeriesPlan(
        rule=repeating.remaining(series, day),
        from_day=max(day, now.astimezone(zone).date()),
        clock=series.clock,
        zone=zone.key,
        minutes=series.minutes,
        form=form,
        call_link=series.call_link,
        place=series.place,
        by_text=series.by_text,
        facilitator=series.facilitator,
        is_cohort=series.is_cohort,
    )
    return change(series, to=to, by=by, why="", now=now)


def is_the_same_time(series: Series, to: SeriesPlan, now: datetime) -> bool:
    """Whether calendars need to know nothing."""
    course = to.course(now)
    if (series.clock, series.zone, series.minutes) != (to.clock, to.zone, to.minutes):
        return False
    same_rule = to.rule == repeating.remaining(series, course.starts_on)
    return same_rule and bool(series.course.days(course.starts_on, course.starts_on))


def _going_on(old: Series, to: SeriesPlan, boundary: datetime, by: Membership, now: datetime) -> Series:
    if is_the_same_time(old, to, now):
        repeating.revised(old, now)
        repeating.outfit(old, to)
        old.save()
        return old
    if not old.meetings.filter(occurrence__lt=boundary).exists():
        repeating.revised(old, now)
        repeating.settle(old, to, to.course(now))
        return old
    new = Series(group=old.group, planned_by=by, planned_at=now, closes_at=old.closes_at)
    old.is_cohort, old.reunion_on, old.closes_at = False, None, None  # the cohort goes on in the new one
    repeating.close(old, boundary, now=now)
    transaction.on_commit(partial(series_changed.send_robust, Series, series=old))
    repeating.settle(new, to, to.course(now))
    ahead = old.skipped.filter(day__gte=to.from_day)
    Skipped.objects.bulk_create(Skipped(series=new, day=s.day, by_id=s.by_id, at=s.at, why=s.why) for s in ahead)
    return new


def _carry(following: list[Meeting], new: Series, *, by: Membership, why: str, now: datetime) -> None:
    """Those that have a counterpart go there; those that have none are called off, or stand by themselves if moved by hand."""
    Meeting.objects.filter(pk__in=[one.pk for one in following]).update(occurrence=None)  # room to change places
    pairs = matched(following, new.course, until=horizon(now))
    maker = Maker([new], now)
    before = {one.pk: one.starts_at for one, _ in pairs}
    changed = [one for one, at in pairs if _go_along(one, at, new, maker)]
    Meeting.objects.bulk_update([one for one, _ in pairs], FIELDS)
    eight_weeks.vary([one for one in changed if one.changed_at is None])
    _note([one for one in changed if one.starts_at != before[one.pk]], before, by=by, now=now)
    repeating.tell_changed(changed)
    left = {one.pk for one in following} - {one.pk for one, _ in pairs}
    _leave([one for one in following if one.pk in left], by=by, why=why, now=now)


def _note(moved: list[Meeting], before: dict[int, datetime], *, by: Membership, now: datetime) -> None:
    """The next one, and any that is near, is told as moved. Nobody wants to hear for eight weeks that the day is another."""
    near = [one for one in moved if one == moved[0] or one.starts_at <= now + reminding.FAR]
    Moved.objects.bulk_create(
        Moved(meeting=one, was=before[one.pk], became=one.starts_at, by=by, at=now) for one in near
    )


def _go_along(one: Meeting, at: datetime, new: Series, maker: Maker) -> bool:
    """Whether it is another now. Moved by hand, it keeps its own time; changed by hand, its own content."""
    was_moved, was = one.is_moved, (one.starts_at, one.minutes)
    one.series, one.occurrence = new, at
    if not was_moved:
        one.starts_at = at
    if one.changed_at is None and not one.is_cancelled:
        maker.settle(one, new)
    if was != (one.starts_at, one.minutes):
        one.revision += 1
    return not was_moved and not one.is_cancelled


def _leave(rest: list[Meeting], *, by: Membership, why: str, now: datetime) -> None:
    own = [one for one in rest if one.is_moved and not one.is_cancelled]
    Meeting.objects.filter(pk__in=[one.pk for one in own]).update(series=None)
    repeating.call_off([one for one in rest if one not in own], by=by, why=why, now=now)


@dataclass(slots=True)
class Places:
    """The new gatherings that no meeting has taken yet."""

    course: Course
    free: list[datetime]

    def on(self, day: date) -> datetime | None:
        return self._take([at for at in self.free if self.course.day_of(at) == day])

    def in_week_of(self, day: date) -> datetime | None:
        week = day.isocalendar()[:2]
        return self._take([at for at in self.free if self.course.day_of(at).isocalendar()[:2] == week])

    def _take(self, found: list[datetime]) -> datetime | None:
        if found:
            self.free.remove(found[0])
        return found[0] if found else None


def matched(following: list[Meeting], course: Course, *, until: date) -> list[tuple[Meeting, datetime]]:
    """Each meeting with its gathering by the new rule: on the same day if there is one, else in the same week."""
    places = Places(course, course.moments(course.starts_on, until))
    days = {one.pk: course.day_of(one.ruled_at) for one in following}
    found = {one.pk: places.on(days[one.pk]) for one in following}
    for one in following:
        if found[one.pk] is None and not one.is_cancelled:
            found[one.pk] = places.in_week_of(days[one.pk])
    return [(one, at) for one in following if (at := found[one.pk])]


@transaction.atomic
def let_follow(meeting: Meeting, *, by: Membership, now: datetime) -> Meeting:
    """One that was changed by hand is as its series says again. Harmless when it is already, or has begun."""
    series = repeating.held(meeting.series, by) if meeting.series else None
    one = Meeting.objects.standing().filter(pk=meeting.pk, series=series, starts_at__gt=now, occurrence__gt=now).first()
    if series is None or one is None or not (one.is_moved or one.changed_at):
        return meeting
    was, one.changed_at, one.starts_at = one.starts_at, None, one.ruled_at
    Maker([series], now).settle(one, series)
    one.revision += 1
    one.save()
    if was != one.starts_at:
        Moved.objects.create(meeting=one, was=was, became=one.starts_at, by=by, at=now)
    repeating.tell_changed([one])
    return one
