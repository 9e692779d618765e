"""When a series meets, against dateutil run on the wall, in ten zones over their clock changes."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil import rrule as independent
from hypothesis import given, settings
from hypothesis import strategies as some

from kith.meetings import in_words, recurring
from kith.meetings.recurring import LAST, MONTH, WEEK, Course, Rule
from tests.depth import rounds

ZONES = [
    "Europe/London",
    "America/New_York",
    "America/Sao_Paulo",
    "Asia/Kolkata",
    "Australia/Lord_Howe",  # half an hour
    "Africa/Casablanca",  # twice in Ramadan
    "Asia/Beirut",  # at midnight
    "America/Santiago",  # at midnight, the other way round
    "Pacific/Apia",  # left out a day in 2011
    "UTC",
]
NAMES = (independent.MO, independent.TU, independent.WE, independent.TH, independent.FR, independent.SA, independent.SU)


@some.composite
def rules(draw):
    every = draw(some.sampled_from([WEEK, MONTH]))
    days = tuple(sorted(draw(some.sets(some.integers(0, 6), min_size=1, max_size=7 if every == WEEK else 1))))
    which = draw(some.sampled_from([1, 2, 3, 4, LAST])) if every == MONTH else 0
    ends = draw(some.sampled_from(["", "times", "until"]))
    return Rule(
        every,
        days,
        draw(some.integers(1, 4)),
        which,
        draw(some.integers(1, 60)) if ends == "times" else None,
        draw(some.dates(date(2012, 1, 1), date(2030, 1, 1))) if ends == "until" else None,
    )


@some.composite
def courses(draw):
    rule = draw(rules())
    day = recurring.beginning(rule, draw(some.dates(date(2009, 1, 1), date(2029, 1, 1))))
    clock = time(draw(some.integers(0, 23)), draw(some.sampled_from([0, 15, 30, 59])))
    return Course(rule, day, clock, ZoneInfo(draw(some.sampled_from(ZONES))))


def by_hand(course, until):
    """The same days from dateutil's own arguments rather than from our RRULE text."""
    rule = course.rule
    weekday = [NAMES[day](rule.which) if rule.which else NAMES[day] for day in rule.days]
    freq = independent.MONTHLY if rule.every == MONTH else independent.WEEKLY
    end = min(until, rule.until) if rule.until else until
    more = {"count": rule.times} if rule.times else {"until": datetime.combine(end, time.max)}
    begins = datetime.combine(course.starts_on, course.clock)
    found = independent.rrule(freq, dtstart=begins, interval=rule.apart, byweekday=weekday, **more)
    return [at for at in found if at.date() <= until]


@settings(max_examples=rounds(25, 1000, 5000), deadline=None)
@given(course=courses(), weeks=some.integers(0, 120))
def test_occurrences_are_dateutils_on_the_wall_with_the_zone_put_on_afterwards(course, weeks):
    until = course.starts_on + timedelta(weeks=weeks)
    walls = by_hand(course, until)
    assert course.days(course.starts_on, until) == [wall.date() for wall in walls]
    moments = course.moments(course.starts_on, until)
    expected = {wall.replace(tzinfo=course.zone).astimezone(UTC) for wall in walls}
    assert moments == sorted(expected) and all(at.tzinfo is UTC for at in moments)


@settings(max_examples=rounds(25, 1000, 5000), deadline=None)
@given(course=courses(), weeks=some.integers(0, 60))
def test_the_clock_on_the_wall_is_the_series_own_unless_that_time_does_not_happen(course, weeks):
    for at in course.moments(course.starts_on, course.starts_on + timedelta(weeks=weeks)):
        here = at.astimezone(course.zone)
        wall = datetime.combine(here.date(), course.clock)
        if here.replace(tzinfo=None, fold=0) != wall:
            before = course.zone.utcoffset((here - timedelta(days=1)).replace(tzinfo=None))
            assert here.utcoffset() > before  # the clocks had gone forward
        else:
            assert here.fold == 0  # of a time that comes twice, the first


@settings(max_examples=rounds(20, 500, 2000), deadline=None)
@given(rule=rules())
def test_a_rule_is_read_back_from_its_rrule(rule):
    assert recurring.read(str(rule)) == rule
    assert in_words.days(rule)


@given(course=courses(), since=some.integers(0, 400), length=some.integers(0, 200))
@settings(max_examples=rounds(20, 500, 2000), deadline=None)
def test_a_stretch_of_it_is_that_stretch_of_the_whole(course, since, length):
    begin = course.starts_on + timedelta(days=since)
    end = begin + timedelta(days=length)
    whole = course.days(course.starts_on, end)
    assert course.days(begin, end) == [day for day in whole if day >= begin]


def at(day, clock, zone):
    return recurring.moment(date.fromisoformat(day), time.fromisoformat(clock), ZoneInfo(zone))


@pytest.mark.parametrize(
    ("day", "clock", "zone", "expected"),
    [
        ("2027-03-28", "01:30", "Europe/London", "2027-03-28T01:30Z"),  # shown as 02:30
        ("2027-10-31", "01:30", "Europe/London", "2027-10-31T00:30Z"),  # the first of two
        ("2027-03-14", "02:30", "America/New_York", "2027-03-14T07:30Z"),  # shown as 03:30
        ("2027-11-07", "01:30", "America/New_York", "2027-11-07T05:30Z"),
        ("2027-10-03", "02:15", "Australia/Lord_Howe", "2027-10-02T15:45Z"),  # shown as 02:45
        ("2027-01-05", "19:00", "Europe/London", "2027-01-05T19:00Z"),
        ("2027-07-06", "19:00", "Europe/London", "2027-07-06T18:00Z"),
    ],
)
def test_a_time_that_does_not_happen_moves_and_one_that_comes_twice_is_the_first(day, clock, zone, expected):
    assert at(day, clock, zone) == datetime.fromisoformat(expected)


def test_a_day_that_a_zone_left_out_is_met_once():
    daily = Course(Rule(WEEK, tuple(range(7))), date(2011, 12, 28), time(19), ZoneInfo("Pacific/Apia"))
    days = daily.moments(date(2011, 12, 28), date(2012, 1, 1))
    assert len(days) == len(set(days)) == 4


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Rule(WEEK, (3,), 2), "Every other Thursday"),
        (Rule(WEEK, (1, 3)), "Every Tuesday and Thursday"),
        (Rule(WEEK, (0, 2, 4)), "Every Monday, Wednesday and Friday"),
        (Rule(WEEK, tuple(range(7))), "Every day"),
        (Rule(WEEK, (6,), 3), "Every 3 weeks on Sunday"),
        (Rule(MONTH, (1,), which=2), "The second Tuesday of each month"),
        (Rule(MONTH, (4,), which=LAST), "The last Friday of each month"),
        (Rule(MONTH, (4,), 3, which=1), "The first Friday of every 3 months"),
    ],
)
def test_a_rule_is_said_as_people_say_it(rule, words):
    assert in_words.days(rule) == words


def test_how_it_ends_is_said_too():
    assert in_words.ending(Rule(WEEK, (1,), times=8)) == ", 8 times"
    assert in_words.ending(Rule(WEEK, (1,), until=date(2027, 3, 3))) == ", until 3 March 2027"
    assert in_words.ending(Rule(WEEK, (1,))) == ""


def test_every_other_week_is_counted_from_its_first_day():
    rule = Rule(WEEK, (3,), 2)
    first = recurring.beginning(rule, date(2026, 11, 27))  # a Friday
    assert first == date(2026, 12, 3)
    assert Course(rule, first, time(19), ZoneInfo("UTC")).days(first, date(2027, 1, 1)) == [
        date(2026, 12, 3),
        date(2026, 12, 17),
        date(2026, 12, 31),
    ]


def test_the_end_is_counted_from_the_rule():
    weekly = Course(Rule(WEEK, (1,), times=8), date(2026, 12, 1), time(19), ZoneInfo("UTC"))
    assert weekly.last_on == date(2027, 1, 19) and weekly.left(date(2027, 1, 12)) == 2
    until = Course(Rule(WEEK, (1,), until=date(2026, 12, 24)), date(2026, 12, 1), time(19), ZoneInfo("UTC"))
    assert until.last_on == date(2026, 12, 22) and until.left(date(2026, 12, 1)) is None
    assert Course(Rule(WEEK, (1,)), date(2026, 12, 1), time(19), ZoneInfo("UTC")).last_on is None
