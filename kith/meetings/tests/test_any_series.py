"""Whatever is done to a series, in whatever order: what is to come is what its rule says, once, and what has been stays."""

import contextlib
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from kith.kit.refusal import Refused
from kith.meetings import eight_weeks, formats, planning, repeating, reshaping
from kith.meetings.models import Meeting, Series
from kith.meetings.prompts import REST
from kith.meetings.recurring import LAST, MONTH, WEEK, Rule
from kith.meetings.repeating import SeriesPlan
from tests.cast import group, member
from tests.depth import rounds

BEGIN = datetime(2027, 2, 20, 12, tzinfo=UTC)
ZONES = ["Europe/London", "America/New_York", "Australia/Lord_Howe", "America/Santiago", "Asia/Kolkata"]
FORMS = [formats.shelf()[key] for key in ("council", "check-in")]
pytestmark = pytest.mark.django_db


@some.composite
def rules(draw):
    if draw(some.booleans()):
        days = tuple(sorted(draw(some.sets(some.integers(0, 6), min_size=1, max_size=3))))
        return Rule(WEEK, days, draw(some.integers(1, 2)))
    return Rule(MONTH, (draw(some.integers(0, 6)),), which=draw(some.sampled_from([1, 2, 4, LAST])))


steps = some.lists(
    some.one_of(
        some.tuples(some.just("change"), rules(), some.integers(0, 23), some.sampled_from(ZONES), some.integers(0, 30)),
        some.tuples(some.just("words"), some.integers(0, 30)),
        some.tuples(some.just("move"), some.integers(0, 9), some.integers(-9, 9)),
        some.tuples(some.just("cancel"), some.integers(0, 9)),
        some.tuples(some.just("follow"), some.integers(0, 9)),
        some.tuples(some.just("skip"), some.integers(0, 20)),
        some.tuples(some.just("meet")),
        some.tuples(some.just("sleep"), some.integers(1, 20)),
    ),
    max_size=8,
)


class Life:
    """One series of one group, and everything that happens to it."""

    def __init__(self, rule):
        self.now, self.group = BEGIN, group("Theirs", zone="Europe/London")
        self.ana = member(self.group, f"Ana {self.group.pk}", role="facilitator")
        self.series = repeating.start(self.group, to=self.plan(rule), by=self.ana, now=self.now)
        self.past = {}

    def plan(self, rule, clock=time(19), zone="Europe/London", after=1, **more):
        day = (self.now + timedelta(days=after)).astimezone(ZoneInfo(zone)).date()
        form = FORMS[0] if after % 2 else FORMS[1]
        return SeriesPlan(rule, day, clock, zone, 75, form, facilitator=self.ana, **more)

    def do(self, what, *how):
        with contextlib.suppress(Refused):  # a verb may say no; then nothing has changed
            getattr(self, what)(*how)
        self.series.refresh_from_db()
        self.look()

    def change(self, rule, hour, zone, after):
        to = self.plan(rule, time(hour, 30), zone, after)
        self.series = reshaping.change(self.series, to=to, by=self.ana, why="", now=self.now)

    def words(self, after):
        was = self.series
        to = self.plan(was.course.rule, was.clock, was.zone, after, place="Hall B")
        self.series = reshaping.change(was, to=to, by=self.ana, why="", now=self.now)

    def one(self, place):
        found = list(
            self.series.meetings.filter(occurrence__gt=self.now, starts_at__gt=self.now).order_by("occurrence")
        )
        return found[place % len(found)] if found else None

    def move(self, place, days):
        if one := self.one(place):
            to = planning.Plan(one.starts_at + timedelta(days=days), 75, FORMS[1])
            planning.change(one, to=to, by=self.ana, now=self.now)

    def cancel(self, place):
        if one := self.one(place):
            planning.cancel(one, by=self.ana, why="", now=self.now)

    def follow(self, place):
        if one := self.one(place):
            reshaping.let_follow(one, by=self.ana, now=self.now)

    def skip(self, place):
        days = self.series.course.days(self.now.date(), (self.now + timedelta(weeks=20)).date())
        if days:
            repeating.skip(self.series, day=days[place % len(days)], by=self.ana, why="", now=self.now)

    def meet(self):
        for one in self.series.skipped.filter(day__gt=self.now.date()):
            repeating.meet_after_all(self.series, day=one.day, by=self.ana, now=self.now)

    def sleep(self, days):
        self.now += timedelta(days=days)
        eight_weeks.look(self.now)
        for one in Meeting.objects.filter(group=self.group, starts_at__lte=self.now):
            self.past.setdefault(one.pk, (one.starts_at, one.agenda, one.prompt_key))

    def look(self):
        self.what_is_to_come_is_what_the_rule_says()
        self.what_has_been_stays()
        self.no_question_comes_twice_in_half_a_year()

    def what_is_to_come_is_what_the_rule_says(self):
        """Up to the day that was made. A day left out has no meeting, or one that someone had put there by hand before."""
        course = self.series.course
        skipped = set(self.series.skipped.values_list("day", flat=True))
        moments = course.moments(self.series.starts_on, self.series.made_until)
        rows = list(self.series.meetings.filter(occurrence__gt=self.now))
        there = {one.occurrence for one in rows}
        left_out = {at for at in there if course.day_of(at) in skipped}
        ruled = {at for at in moments if at > self.now and course.day_of(at) not in skipped}
        assert there - left_out == ruled and len(rows) == len(there)
        own = [one for one in rows if one.changed_at or one.is_cancelled]
        assert all(one.starts_at == one.occurrence for one in rows if one not in own)

    def what_has_been_stays(self):
        for one in Meeting.objects.filter(pk__in=self.past):
            assert self.past[one.pk] == (one.starts_at, one.agenda, one.prompt_key)

    def no_question_comes_twice_in_half_a_year(self):
        standing = Meeting.objects.standing().filter(group=self.group).exclude(prompt_key="")
        asked = {}
        for at, key in standing.order_by("starts_at").values_list("starts_at", "prompt_key"):
            assert key not in asked or at - asked[key] >= REST, key
            asked[key] = at


@pytest.mark.deep
@settings(max_examples=rounds(8, 300), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rule=rules(), story=steps)
def test_any_story_of_a_series(db, rule, story):
    life = Life(rule)
    life.look()
    for step in story:
        life.do(*step)
    assert Series.objects.filter(group=life.group).going_on().count() == 1
