"""Hours of someone's week, right across the nights when clocks change."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from kith.finding import hours

ZONES = [
    *(
        "Europe/Dublin",
        "America/New_York",
        "America/Los_Angeles",
        "America/Havana",
        "America/Sao_Paulo",
        "Africa/Cairo",
    ),
    *(
        "Asia/Kolkata",
        "Asia/Beirut",
        "Australia/Lord_Howe",
        "Pacific/Auckland",
        "Pacific/Apia",
        "Atlantic/Azores",
        "UTC",
    ),
]
zones = st.sampled_from(ZONES).map(ZoneInfo)
moments = st.datetimes(datetime(2011, 6, 1), datetime(2031, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
weeks = st.frozensets(st.tuples(st.integers(0, 6), st.sampled_from(list(hours.PARTS))), min_size=1)


def within(at: datetime, some: list[hours.Span]) -> bool:
    return any(begins <= at < ends for begins, ends in some)


@given(zones, moments, weeks, st.integers(0, 4 * 7 * 24 * 60))
def test_a_moment_lies_in_the_hours_that_its_clock_on_the_wall_says(zone, now, week, minutes) -> None:
    at = now + timedelta(minutes=minutes)
    assert within(at, hours.spans(week, zone=zone, now=now)) == (hours.hour_of(at, zone=zone) in week)


@given(zones, moments, st.integers(0, 6), st.integers(0, 4 * 7 * 24 * 60))
def test_a_day_is_from_midnight_to_midnight_there(zone, now, weekday, minutes) -> None:
    at = now + timedelta(minutes=minutes)
    there = at.astimezone(zone)
    assert within(at, hours.whole_days(weekday, zone=zone, now=now)) == (there.weekday() == weekday)


@given(zones, moments, weeks)
def test_spans_are_in_order_apart_and_none_is_over(zone, now, week) -> None:
    some = hours.spans(week, zone=zone, now=now)
    assert some == sorted(some)
    assert all(begins < ends for begins, ends in some)
    assert all(one[1] < other[0] for one, other in pairwise(some))
    assert all(begins >= now for begins, _ in some)


@given(zones, moments)
def test_tonight_begins_now_and_is_over_by_the_next_morning(zone, now) -> None:
    begins, ends = hours.tonight(zone=zone, now=now)
    assert begins == now
    assert timedelta(0) < ends - begins <= timedelta(hours=30)
    assert ends.astimezone(zone).hour in (hours.NIGHT_ENDS, hours.NIGHT_ENDS + 1)


def test_tuesday_evenings_in_dublin_move_by_an_hour_in_utc_when_its_clocks_do() -> None:
    now = datetime(2026, 10, 19, 12, tzinfo=UTC)  # clocks go back on 25 October
    some = hours.spans([(1, hours.EVENING)], zone=ZoneInfo("Europe/Dublin"), now=now, weeks=2)
    assert [begins.hour for begins, _ in some] == [16, 17]
