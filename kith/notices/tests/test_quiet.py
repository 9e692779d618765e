"""Quiet hours: nothing rings in them, and nothing waits longer than it must, in any zone, over every change of the clocks."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import example, given, settings
from hypothesis import strategies as st

from kith.notices.quiet import is_quiet, rings
from kith.people.zones import zones
from tests.depth import rounds

ZONES = st.sampled_from(sorted(zones()))
TIMES = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))
MINUTE = timedelta(minutes=1)
FIRST, LAST = datetime(2020, 1, 1), datetime(2032, 1, 1)  # noqa: DTZ001 - hypothesis wants them so
DAYS = st.datetimes(FIRST, LAST).map(lambda at: at.replace(tzinfo=UTC, second=0, microsecond=0))


@st.composite
def near_a_change(draw: st.DrawFn) -> tuple[str, datetime]:
    """A zone, and a moment within two days of one of its clock changes, if it has any."""
    zone, at = draw(ZONES), draw(DAYS)
    here = ZoneInfo(zone)
    for day in range(0, 370, 1):
        one, other = (at + timedelta(days=n) for n in (day, day + 1))
        if one.astimezone(here).utcoffset() != other.astimezone(here).utcoffset():
            return zone, one + timedelta(minutes=draw(st.integers(-24 * 60, 24 * 60)))
    return zone, at


def first_by_looking(at: datetime, start: time, end: time, zone: ZoneInfo) -> datetime:
    while is_quiet(at, start=start, end=end, zone=zone):
        at += MINUTE
    return at


@settings(max_examples=rounds(quick=20, ci=400, long=5000), deadline=None)
@given(near_a_change(), TIMES, TIMES)
@example(("Europe/Dublin", datetime(2027, 3, 28, 0, 10, tzinfo=UTC)), time(0), time(1, 30))  # 1:30 does not exist
@example(("Europe/Dublin", datetime(2027, 10, 31, 0, 10, tzinfo=UTC)), time(0), time(1, 30))  # 1:30 comes twice
@example(("Australia/Lord_Howe", datetime(2027, 4, 3, 14, 10, tzinfo=UTC)), time(22), time(1, 45))  # by half an hour
def test_it_rings_at_the_first_minute_that_is_not_quiet(where: tuple[str, datetime], start: time, end: time) -> None:
    zone, at = ZoneInfo(where[0]), where[1]
    found = rings(at, start=start, end=end, zone=zone)
    assert found == first_by_looking(at, start, end, zone)
    assert found.tzinfo is UTC


@given(DAYS, ZONES, TIMES)
def test_without_quiet_hours_it_rings_at_once(at: datetime, zone: str, one: time) -> None:
    here = ZoneInfo(zone)
    assert rings(at, start=None, end=None, zone=here) == at
    assert rings(at, start=one, end=None, zone=here) == at
    assert rings(at, start=one, end=one, zone=here) == at


@given(DAYS, ZONES, TIMES, TIMES)
def test_what_rang_once_is_not_put_off_again(at: datetime, zone: str, start: time, end: time) -> None:
    here = ZoneInfo(zone)
    once = rings(at, start=start, end=end, zone=here)
    assert rings(once, start=start, end=end, zone=here) == once >= at
