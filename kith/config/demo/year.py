"""A year of evenings in one series: those that were, with who came; those that were not, and why; and the eight weeks ahead."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

from kith.config.demo import how_it_is, roll, shelf
from kith.config.demo.written import Cast, Told
from kith.groups.models import Membership
from kith.meetings import eight_weeks, recurring, repeating
from kith.meetings.models import (
    LATE,
    Cancellation,
    Correction,
    Meeting,
    Moved,
    NotHeld,
    Series,
    Skipped,
)

FORMAT = "guided-discussion"
HOLIDAYS = {(12, day) for day in range(23, 32)} | {(1, 1)}
NOTED = timedelta(minutes=90)


def live(cast: Cast) -> None:
    if meets := cast.told.get("meets"):
        cast.series = _series(cast, meets)
        rows = _evenings(cast, cast.series)
        cast.past = [one for one in rows if one.ends_at + LATE <= cast.now]
        cast.ahead = [one for one in rows if one.starts_at > cast.now]
        _held(cast, meets)
        corrections = [note for told in meets.get("weeks", []) for note in _otherwise(cast, told)]
        Meeting.objects.bulk_update(rows, ["starts_at", "revision", "changed_at", "facilitator", "door_by"])
        dice = Random(cast.group.name)  # noqa: S311 - the same year each time
        Correction.objects.bulk_create([*corrections, *roll.call(cast, dice)])
        how_it_is.tell(cast)


def _series(cast: Cast, meets: Told) -> Series:
    """As it was started then. Its format is the one it follows now."""
    began, group, form = cast.ago(meets["since"]), cast.group, shelf.first_format(cast)
    rule = recurring.Rule(recurring.WEEK, (meets["day"],), apart=meets.get("apart", 1), times=meets.get("times"))
    plan = repeating.SeriesPlan(rule, began.astimezone(group.tz).date(), meets["at"], group.zone, form.minutes, form)
    ways = {name: meets[name] for name in ("call_link", "place", "by_text") if name in meets}
    plan = replace(plan, facilitator=cast.founder, is_cohort="times" in meets, **ways)
    series = Series(group=group, planned_by=cast.founder, planned_at=began)
    repeating.settle(series, plan, plan.course(began))
    if "ended" in meets:
        repeating.close(series, ended := cast.ago(meets["ended"]), now=ended)
    return series


def _evenings(cast: Cast, series: Series) -> list[Meeting]:
    """Those that were, and those of the next eight weeks; in the format that was followed when they were planned."""
    until = eight_weeks.horizon(cast.now)
    ats = list(_not_on_holidays(cast, series, until=until))
    later, since = shelf.later_format(cast)
    turn = next((place for place, at in enumerate(ats) if later and at >= since), len(ats))
    rows = _made(series, ats[:turn])
    if later:
        series.format = later.key
        rows += _made(series, ats[turn:])
    series.made_until = until
    series.save()
    return rows


def _made(series: Series, ats: list[datetime]) -> list[Meeting]:
    if not ats:
        return []
    rows = eight_weeks.Maker([series], ats[0]).rows([eight_weeks.Wanted(series, at) for at in ats])
    for one in rows:
        one.planned_at = max(series.planned_at, one.starts_at - eight_weeks.AHEAD)
    Meeting.objects.bulk_create(rows, batch_size=500)
    eight_weeks.vary(rows)
    return rows


def _not_on_holidays(cast: Cast, series: Series, *, until: date) -> Iterator[datetime]:
    for at in series.course.moments(series.starts_on, until):
        day = series.course.day_of(at)
        if (day.month, day.day) in HOLIDAYS and not series.is_cohort:
            why, noted = "Between the years we stay at home.", min(cast.now, at - timedelta(weeks=9))
            Skipped.objects.create(series=series, day=day, by=cast.founder, at=noted, why=why)
        else:
            yield at


def _held(cast: Cast, meets: Told) -> None:
    """Who had the piece, and who the door. Of what is to come only the next evening is shared out."""
    turns = meets.get("held", [])
    for back, one in enumerate(reversed(cast.past), 1):
        holders = [turn["by"] for turn in turns if turn["from"] >= back]
        one.facilitator = cast.members[holders[-1]] if holders else cast.founder
        one.door_by = next(iter(_others(cast, one)), None)
    if cast.ahead:
        cast.ahead[0].door_by = next(iter(_others(cast, cast.ahead[0])), None)


def _others(cast: Cast, meeting: Meeting) -> Iterable[Membership]:
    """Who else facilitated at that time."""
    since = {one["sign_in"]: cast.ago(one.get("role_since", one["joined"])) for one in cast.told["people"]}
    runs = [one for name, one in cast.members.items() if one.runs and since[name] < meeting.starts_at]
    return (one for one in runs if one != meeting.facilitator)


def _otherwise(cast: Cast, told: Told) -> Iterator[Correction]:
    """A week that was not as planned. Whose notes it leaves are given back."""
    meeting = cast.past[-told["ago"]] if "ago" in told else cast.ahead[told["on"] - 1]
    by, why = meeting.facilitator or cast.founder, told.get("why", "")
    if told["is"] == "cancelled":
        meeting.revision += 1
        at = min(cast.now, meeting.starts_at) - timedelta(hours=7)
        Cancellation.objects.create(meeting=meeting, by=by, at=at, why=why)
    elif told["is"] == "moved":
        _move(cast, meeting, by, timedelta(hours=told["hours"]))
    elif told["is"] == "not_held":
        at = meeting.starts_at + NOTED
        NotHeld.objects.create(meeting=meeting, by=by, at=at, why=why)
        yield Correction(meeting=meeting, what=Correction.What.HELD, became="not held", by=by, at=at, why=why)


def _move(cast: Cast, meeting: Meeting, by: Membership, later: timedelta) -> None:
    was, at = meeting.starts_at, min(cast.now, meeting.starts_at) - timedelta(days=2)
    meeting.starts_at, meeting.changed_at, meeting.revision = was + later, at, meeting.revision + 1
    Moved.objects.create(meeting=meeting, was=was, became=meeting.starts_at, by=by, at=at)
