"""What an independent reader makes of our calendars is what the rule means, over clock changes in ten zones."""

import io
import itertools
import random
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject
from dateutil.rrule import rrulestr
from dateutil.tz import tzical

from kith.interop.icalendar import Again, Once, calendar
from tests.depth import rounds

ZONES = (
    "Europe/London",
    "Europe/Berlin",
    "America/New_York",
    "America/Los_Angeles",
    "America/Sao_Paulo",
    "America/Santiago",
    "Australia/Sydney",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "Africa/Casablanca",
)
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
HORIZON = datetime(2030, 11, 22)  # noqa: DTZ001 - on the wall; the clock changes of a zone are written out for five years


def a_rule(dice: random.Random, starts: date) -> str:
    """What people choose: every week, every other, on two days, the second Tuesday, the last Friday; ending or not."""
    day = dice.choice(DAYS)
    kinds = (
        "FREQ=WEEKLY",
        f"FREQ=WEEKLY;BYDAY={day}",
        f"FREQ=WEEKLY;INTERVAL={dice.randint(2, 4)};BYDAY={day}",
        f"FREQ=WEEKLY;BYDAY={','.join(sorted(dice.sample(DAYS, 2)))}",
        f"FREQ=MONTHLY;BYDAY={dice.choice([1, 2, 3, 4, -1])}{day}",
        f"FREQ=MONTHLY;INTERVAL=2;BYDAY={dice.choice([1, 2, 3])}{day}",
        f"FREQ=MONTHLY;BYMONTHDAY={dice.choice([1, 15, 29, 31])}",
    )
    until = starts + timedelta(days=dice.randint(1, 500))
    ends = ("", "", f";COUNT={dice.randint(1, 30)}", f";UNTIL={until:%Y%m%d}")
    return dice.choice(kinds) + dice.choice(ends)


def a_series(dice: random.Random) -> Again:
    starts = date(2026, 1, 1) + timedelta(days=dice.randint(0, 700))
    return Again(
        uid="x@kith",
        summary="Appointment",
        rule=a_rule(dice, starts),
        starts_on=starts,
        clock=time(dice.choice((5, 9, 12, 18, 19, 23)), dice.choice((0, 15, 30, 45))),  # no clock jumps at these hours
        minutes=dice.choice((30, 75, 180)),
        zone=dice.choice(ZONES),
        revision=dice.randint(0, 9),
        changed_at=NOW,
        ends_at=NOW + timedelta(days=dice.randint(-100, 400)) if dice.random() < 0.2 else None,
    )


def meant(series: Again) -> list[datetime]:
    """By the plainest reading: the rule on a clock without a zone, each day put on the wall of the zone."""
    rule = series.rule.replace("UNTIL=" + (until := series.rule.partition("UNTIL=")[2]), f"UNTIL={until}T235959")
    zone = ZoneInfo(series.zone)
    days = rrulestr(rule if until else series.rule, dtstart=datetime.combine(series.starts_on, series.clock))
    moments = [day.replace(tzinfo=zone) for day in itertools.takewhile(lambda day: day < HORIZON, days)]
    kept = [at for at in moments if at.replace(tzinfo=None).date() not in series.left_out]
    return [at.astimezone(UTC) for at in kept if series.ends_at is None or at <= series.ends_at]


def understood(series: Again) -> list[datetime]:
    """By two readers that know nothing of ours: vobject finds the days, dateutil's `tzical` reads our account of the zone."""
    written = calendar([series], now=NOW, name="Appointment").decode()
    found: list[datetime] = []
    for event in vobject.readOne(written).contents.get("vevent", []):
        assert event.dtstart.params["X-VOBJ-ORIGINAL-TZID"] == [series.zone]
        wall = tzical(io.StringIO(written.replace("\r\n", "\n"))).get(series.zone)
        # vobject gives each day the offset of the first, and then misses a day left out that has another: by the wall it finds it
        out = {at.replace(tzinfo=None) for line in event.contents.get("exdate", []) for at in line.value}
        days = (at.replace(tzinfo=None) for at in event.getrruleset(addRDate=True))
        seen = itertools.takewhile(lambda day: day < HORIZON, days)
        found += [at.replace(tzinfo=wall).astimezone(UTC) for at in seen if at not in out]
    return found


@pytest.mark.parametrize("seed", range(rounds(quick=2, ci=100, long=400)))
def test_fifty_series_read_as_they_are_meant(seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(50):
        series = a_series(dice)
        assert understood(series) == meant(series), series


@pytest.mark.deep
def test_days_left_out_are_left_out_by_the_reader() -> None:
    dice = random.Random(1)
    for _ in range(50):
        series = a_series(dice)
        days = [at.astimezone(ZoneInfo(series.zone)).date() for at in meant(series)]
        without = replace(series, left_out=tuple(days[1:3]))
        assert understood(without) == meant(without), series


def test_nineteen_o_clock_stays_nineteen_o_clock_when_clocks_change() -> None:
    series = Again("x", "A", "FREQ=WEEKLY", date(2026, 10, 20), time(19), 75, "Europe/London", 0, NOW)
    assert [at.hour for at in understood(series)[:3]] == [18, 19, 19]


def test_a_moved_gathering_names_the_day_the_rule_gave_it() -> None:
    was = datetime(2026, 11, 24, 19, tzinfo=UTC)
    moved = Once("x", "A", was + timedelta(hours=25), 75, "Europe/London", 3, NOW, of=was)
    series = Again("x", "A", "FREQ=WEEKLY", date(2026, 11, 3), time(19), 75, "Europe/London", 3, NOW, but=(moved,))
    rule, other = vobject.readOne(calendar([series], now=NOW, name="A").decode()).vevent_list
    assert (rule.uid.value, other.recurrence_id.value, other.dtstart.value) == ("x", was, was + timedelta(hours=25))


def test_nothing_at_all_is_still_a_calendar() -> None:
    assert b"BEGIN:VCALENDAR" in calendar([], now=NOW, name="Appointment")
    never = Again(
        "x", "A", "FREQ=MONTHLY;BYMONTHDAY=31;COUNT=1", date(2026, 2, 1), time(19), 75, "UTC", 0, NOW, ends_at=NOW
    )
    assert b"VEVENT" in calendar([never], now=NOW, name="Appointment")
    over = Again("x", "A", "FREQ=WEEKLY", date(2027, 2, 1), time(19), 75, "UTC", 0, NOW, ends_at=NOW)
    assert b"VEVENT" not in calendar([over], now=NOW, name="Appointment")
