"""A series starts, changes, leaves days out and ends; its next eight weeks exist, once."""

import threading
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction

from kith.groups import inviting, joining, leaving
from kith.groups.models import Invitation, Membership
from kith.kit import rounds
from kith.kit.refusal import Refused
from kith.meetings import cohorts, eight_weeks, formats, planning, prompts, repeating, reshaping, signals
from kith.meetings.models import Cancellation, Meeting, Moved, Series, Skipped
from kith.meetings.planning import Plan
from kith.meetings.recurring import LAST, MONTH, WEEK, Rule
from kith.meetings.repeating import SeriesPlan
from tests.cast import group, meeting, member, person
from tests.depth import rounds as many

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)  # a Monday; clocks go forward in London on the 28th
TUESDAYS = Rule(WEEK, (1,))
LONDON = ZoneInfo("Europe/London")
COUNCIL = formats.shelf()["council"]
pytestmark = pytest.mark.django_db


def plan(**more):
    given = {"rule": TUESDAYS, "from_day": date(2027, 3, 2), "clock": time(19), "zone": "Europe/London"}
    return SeriesPlan(**(given | {"minutes": 75, "form": COUNCIL} | more))


def start(cast, **more):
    now = more.pop("now", NOW)
    return repeating.start(cast.group, to=plan(facilitator=cast.as_ana, **more), by=cast.as_ana, now=now)


def change(series, cast, now=NOW, **more):
    to = plan(**({"rule": series.course.rule, "facilitator": cast.as_ana} | more))
    return reshaping.change(series, to=to, by=cast.as_ana, why="", now=now)


def walls(series, zone=LONDON):
    found = Meeting.objects.standing().filter(series=series).order_by("starts_at")
    return [f"{one.starts_at.astimezone(zone):%a %d %b %H:%M}" for one in found]


def ahead(series):
    return list(series.meetings.exclude(occurrence=None).order_by("occurrence"))


def move(one, cast, *, days=1, now=NOW):
    to = Plan(one.starts_at + timedelta(days=days), 75, COUNCIL, prompts.library()[one.prompt_key])
    return planning.change(one, to=replace(to, facilitator=cast.as_ana), by=cast.as_ana, now=now)


def test_the_next_eight_weeks_exist_at_the_same_time_on_the_wall(cast):
    series = start(cast)
    assert walls(series) == [
        "Tue 02 Mar 19:00",
        "Tue 09 Mar 19:00",
        "Tue 16 Mar 19:00",
        "Tue 23 Mar 19:00",
        "Tue 30 Mar 19:00",
        "Tue 06 Apr 19:00",
        "Tue 13 Apr 19:00",
        "Tue 20 Apr 19:00",
    ]
    first, fifth = ahead(series)[0], ahead(series)[4]
    assert (first.starts_at.hour, fifth.starts_at.hour) == (19, 18)
    assert (first.facilitator, first.planned_by, first.agenda["name"]) == (cast.as_ana, cast.as_ana, "Council")
    assert sum(part["minutes"] for part in first.parts) == 75


def test_none_of_their_questions_is_one_that_was_asked_lately_or_comes_twice(cast):
    near = meeting(cast.group, now=NOW, starts_in=-60 * 24 * 100, prompt_key="what-brought-you")
    asked = [one.prompt_key for one in ahead(start(cast))]
    assert len(set(asked)) == len(asked) == 8 and all(asked) and near.prompt_key not in asked
    again = [one.prompt_key for one in ahead(start(cast, rule=Rule(WEEK, (3,))))]
    assert not set(again) & set(asked)


def test_when_all_questions_have_been_asked_none_is_repeated(cast):
    daily = Rule(WEEK, tuple(range(7)))
    one, two, three = (start(cast, rule=daily, clock=time(hour)) for hour in (8, 12, 19))
    asked = [m.prompt_key for m in Meeting.objects.filter(series__in=[one, two, three])]
    assert asked.count("") > 0 and len([key for key in asked if key]) == len({key for key in asked if key})


def test_a_format_without_a_question_has_none(cast):
    series = start(cast, form=formats.shelf()["check-in"], minutes=60)
    assert {one.prompt_key for one in ahead(series)} == {""}


def test_the_round_makes_what_is_missing_and_nothing_twice(cast):
    series = start(cast)
    assert eight_weeks.look(NOW) == 0
    assert eight_weeks.look(NOW + timedelta(days=1)) == 1 and eight_weeks.look(NOW + timedelta(days=1)) == 0
    assert eight_weeks.look(NOW + timedelta(days=15)) == 2
    assert len(ahead(series)) == 11
    assert "meetings.eight_weeks" in {one.name for one in rounds.known()}


def test_after_a_long_sleep_nothing_is_made_for_days_gone_by(cast):
    series = start(cast)
    late = NOW + timedelta(weeks=30)
    eight_weeks.look(late)
    made = [one for one in ahead(series) if one.occurrence > NOW + timedelta(weeks=9)]
    assert len(made) == 8 and all(one.starts_at > late for one in made)


def test_a_rule_that_has_run_out_is_not_looked_at_again(cast):
    series = start(cast, rule=replace(TUESDAYS, times=3))
    assert len(ahead(series)) == 3 and series.last_on == date(2027, 3, 16)
    assert not Series.objects.unmade(date(2028, 1, 1)).exists()
    assert Series.objects.meeting_still(date(2027, 3, 16)) and not Series.objects.meeting_still(date(2027, 3, 17))


def test_queries_do_not_grow_with_the_number_of_series(db):
    def some(count):
        made = []
        for _ in range(count):
            theirs = group("Theirs", zone="Europe/London")
            plan_of = {"rule": str(TUESDAYS), "starts_on": date(2027, 3, 2), "clock": time(19)}
            made.append(Series.objects.create(group=theirs, zone="Europe/London", format="council", **plan_of))
        return [one.pk for one in made]

    few, more = some(2), some(20)
    with CountQueries() as small:
        eight_weeks.make(few, now=NOW)
    with CountQueries() as large:
        assert len(eight_weeks.make(more, now=NOW)) == 160
    assert large.asked == small.asked <= 8


class CountQueries:
    def __enter__(self):
        from django.test.utils import CaptureQueriesContext

        self.context = CaptureQueriesContext(connection)
        self.context.__enter__()
        return self

    def __exit__(self, *_):
        self.context.__exit__(None, None, None)
        # SQLite takes some forty rows in one INSERT; those may be several
        self.asked = len([one for one in self.context if one["sql"].split()[0] in ("SELECT", "UPDATE", "DELETE")])


@pytest.mark.deep
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_make_no_doubles(cast):
    for each in range(many(3, 30)):
        Meeting.objects.all().delete()
        Series.objects.all().delete()
        plan_of = {"rule": str(TUESDAYS), "starts_on": date(2027, 3, 2), "clock": time(19), "format": "council"}
        series = Series.objects.create(group=cast.group, zone="Europe/London", **plan_of)
        Series.objects.create(group=group(f"Other {each}"), zone="Asia/Tokyo", **plan_of)
        barrier, made = threading.Barrier(4), []

        def work(barrier=barrier, made=made):
            barrier.wait()
            try:
                made.append(eight_weeks.look(NOW))
            finally:
                connection.close()

        threads = [threading.Thread(target=work) for _ in range(4)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        assert sum(made) == 16 and len(made) == 4
        assert len({one.occurrence for one in ahead(series)}) == len(ahead(series)) == 8


def test_the_database_itself_keeps_an_occurrence_from_coming_twice(cast):
    first = ahead(start(cast))[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        meeting(cast.group, series=first.series, occurrence=first.occurrence)


REFUSED = [
    ({"from_day": date(2027, 2, 28)}, "in_the_past"),
    ({"from_day": date(2028, 6, 1)}, "too_far_off"),
    ({"by_text": False}, "nowhere"),
    ({"is_cohort": True}, "cohort_wants_an_end"),
    ({"rule": replace(TUESDAYS, until=date(2027, 3, 1))}, "ends_before"),
]


@pytest.mark.parametrize(("more", "reason"), REFUSED)
def test_what_cannot_be_is_refused(cast, more, reason):
    with pytest.raises(Refused, match=reason):
        start(cast, **more)
    assert not Series.objects.exists()


def test_a_group_has_twelve_at_most(cast):
    for hour in range(12):
        start(cast, clock=time(hour + 8), rule=replace(TUESDAYS, times=1))
    with pytest.raises(Refused, match="enough_series"):
        start(cast)


def test_a_time_of_today_that_has_gone_by_begins_next_time(cast):
    assert start(cast, from_day=date(2027, 3, 1), rule=Rule(WEEK, (0,)), clock=time(11)).starts_on == date(2027, 3, 8)


def test_the_second_tuesday_and_the_last_friday(cast):
    assert walls(start(cast, rule=Rule(MONTH, (1,), which=2))) == ["Tue 09 Mar 19:00", "Tue 13 Apr 19:00"]
    assert walls(start(cast, rule=Rule(MONTH, (4,), which=LAST))) == ["Fri 26 Mar 19:00"]


def test_a_planned_meeting_becomes_the_first_of_its_series(cast):
    starts = datetime(2027, 3, 2, 19, tzinfo=UTC)
    own = planning.plan(cast.group, to=Plan(starts, 60, COUNCIL, prompts.Prompt("Ours?")), by=cast.as_ana, now=NOW)
    to = plan()
    series = repeating.start(cast.group, to=to, by=cast.as_ana, now=NOW, first=own)
    own.refresh_from_db()
    assert ahead(series)[0] == own and own.minutes == 60 and own.asking["prompt"] == "Ours?"
    assert len(ahead(series)) == 8


# Changing


def test_one_that_is_moved_stays_the_same_gathering(cast):
    series = start(cast)
    second = move(ahead(series)[1], cast)
    assert second.is_moved and second.revision == 1 and eight_weeks.look(NOW + timedelta(days=1)) == 1
    assert walls(series)[1] == "Wed 10 Mar 19:00" and second.occurrence == datetime(2027, 3, 9, 19, tzinfo=UTC)


def test_what_has_been_stays_and_what_follows_goes_along(cast):
    series = start(cast)
    later = NOW + timedelta(days=9)  # Wednesday the 10th: two have been
    before = {one.pk: one.ref for one in ahead(series)}
    new = change(series, cast, later, from_day=date(2027, 3, 10), clock=time(19, 30))
    series.refresh_from_db()
    assert new != series and walls(series) == ["Tue 02 Mar 19:00", "Tue 09 Mar 19:00"]
    assert walls(new)[:2] == ["Tue 16 Mar 19:30", "Tue 23 Mar 19:30"]
    assert {one.pk: one.ref for one in ahead(new) if one.pk in before}.keys() == set(list(before)[2:])
    assert all(one.starts_at == one.occurrence for one in ahead(new))
    assert series.rule == "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270309T235959" and series.last_on == date(2027, 3, 9)
    assert series.ended_at == later and series.revision == 1


def test_a_series_of_which_nothing_was_yet_is_changed_itself(cast):
    series = start(cast)
    same = change(series, cast, rule=Rule(WEEK, (3,)))
    assert same.pk == series.pk and same.revision == 1 and same.ended_at is None
    assert walls(same)[0] == "Thu 04 Mar 19:00" and len(walls(same)) == 8
    assert Meeting.objects.filter(series=series).count() == 8 and not Cancellation.objects.exists()


def test_only_the_next_and_those_that_are_near_are_told_as_moved(cast):
    change(start(cast), cast, rule=Rule(WEEK, (3,)))
    assert [one.became for one in Moved.objects.all()] == [datetime(2027, 3, 4, 19, tzinfo=UTC)]


def test_other_words_about_it_leave_its_time_and_its_questions_alone(cast):
    series = start(cast)
    asked = [one.prompt_key for one in ahead(series)]
    same = change(series, cast, NOW + timedelta(days=9), from_day=date(2027, 3, 10), place="Hall B")
    assert same.pk == series.pk and same.rule == str(TUESDAYS)
    assert [one.place for one in ahead(same)] == ["", ""] + ["Hall B"] * 8
    assert [one.prompt_key for one in ahead(same)][:8] == asked and not Moved.objects.exists()


def test_one_that_was_moved_by_hand_keeps_its_time_until_someone_lets_it_follow(cast):
    series = start(cast)
    own = move(ahead(series)[1], cast)
    new = change(series, cast, clock=time(20))
    assert walls(new)[:3] == ["Tue 02 Mar 20:00", "Wed 10 Mar 19:00", "Tue 16 Mar 20:00"]
    own.refresh_from_db()
    reshaping.let_follow(own, by=cast.as_ana, now=NOW)
    assert walls(new)[1] == "Tue 09 Mar 20:00" and len(walls(new)) == 8
    own.refresh_from_db()
    assert own.changed_at is None and not own.is_moved


def test_one_that_was_given_its_own_question_keeps_it_and_goes_along(cast):
    series = start(cast)
    second = ahead(series)[1]
    to = Plan(second.starts_at, 75, COUNCIL, prompts.Prompt("Our own question?"))
    planning.change(second, to=to, by=cast.as_ana, now=NOW)
    new = change(series, cast, clock=time(20))
    second.refresh_from_db()
    assert walls(new)[1] == "Tue 09 Mar 20:00" and second.asking["prompt"] == "Our own question?"


def test_one_that_was_called_off_stays_so_on_the_same_day(cast):
    series = start(cast)
    planning.cancel(ahead(series)[1], by=cast.as_ana, why="Holidays", now=NOW)
    new = change(series, cast, clock=time(20))
    assert walls(new)[:2] == ["Tue 02 Mar 20:00", "Tue 16 Mar 20:00"] and len(ahead(new)) == 8


def test_those_without_a_counterpart_are_called_off_with_a_word(cast):
    series = start(cast)
    to = plan(rule=Rule(WEEK, (1,), 2), facilitator=cast.as_ana)
    new = reshaping.change(series, to=to, by=cast.as_ana, why="Every other week is enough.", now=NOW)
    assert walls(new) == ["Tue 02 Mar 19:00", "Tue 16 Mar 19:00", "Tue 30 Mar 19:00", "Tue 13 Apr 19:00"]
    off = list(Cancellation.objects.order_by("meeting__starts_at"))
    assert [one.why for one in off] == ["Every other week is enough."] * 4
    assert [one.with_series for one in off] == [False, True, True, True]
    assert all(one.meeting.occurrence is None for one in off)


def test_one_moved_by_hand_without_a_counterpart_stands_by_itself(cast):
    series = start(cast)
    own = move(ahead(series)[1], cast)
    change(series, cast, rule=Rule(WEEK, (1,), 2))
    own.refresh_from_db()
    assert (own.series, own.occurrence, own.is_cancelled) == (None, None, False)


def test_a_day_left_out_is_left_out_of_the_new_one_too(cast):
    series = start(cast)
    repeating.skip(series, day=date(2027, 6, 1), by=cast.as_ana, why="Away", now=NOW)
    new = change(series, cast, NOW + timedelta(days=9), from_day=date(2027, 3, 10), clock=time(20))
    assert [one.why for one in new.skipped.all()] == ["Away"]


def test_of_eight_times_those_that_are_left_go_on(cast):
    series = start(cast, rule=replace(TUESDAYS, times=8), is_cohort=True)
    later = NOW + timedelta(days=9)
    left = repeating.remaining(series, date(2027, 3, 10))
    new = change(series, cast, later, from_day=date(2027, 3, 10), rule=left, clock=time(20), is_cohort=True)
    series.refresh_from_db()
    assert left.times == 6 and new.last_on == date(2027, 4, 20) and len(walls(new)) == 6
    assert new.closes_at == datetime(2027, 3, 9, 19, tzinfo=UTC) and not series.is_cohort


def test_another_zone_keeps_the_time_on_the_wall(cast):
    series = start(cast)
    new = change(series, cast, zone="America/New_York")
    assert walls(new, ZoneInfo("America/New_York"))[:2] == ["Tue 02 Mar 19:00", "Tue 09 Mar 19:00"]


# Leaving out, ending


def test_a_day_is_left_out_before_its_meeting_exists_and_called_off_after(cast):
    series = start(cast)
    repeating.skip(series, day=date(2027, 3, 9), by=cast.as_ana, why="Easter", now=NOW)
    assert ahead(series)[1].cancellation.why == "Easter" and not Skipped.objects.exists()
    for _ in range(2):
        repeating.skip(series, day=date(2027, 5, 4), by=cast.as_ana, why="Away", now=NOW)
    series.refresh_from_db()
    assert series.skipped.get().why == "Away" and series.revision == 1
    eight_weeks.look(NOW + timedelta(weeks=4))
    assert "Tue 04 May 19:00" not in walls(series) and "Tue 11 May 19:00" in walls(series)
    repeating.meet_after_all(series, day=date(2027, 5, 4), by=cast.as_ana, now=NOW + timedelta(weeks=4))
    assert "Tue 04 May 19:00" in walls(series)


@pytest.mark.parametrize("day", [date(2027, 3, 10), date(2027, 2, 23), date(2040, 1, 1)])
def test_a_day_on_which_it_does_not_meet_cannot_be_left_out(cast, day):
    with pytest.raises(Refused, match="no_such_day"):
        repeating.skip(start(cast), day=day, by=cast.as_ana, why="", now=NOW)


def test_it_ends_after_a_day_and_what_was_later_is_called_off(cast):
    series = start(cast)
    repeating.end(series, last_on=date(2027, 3, 16), by=cast.as_ana, why="It was good.", now=NOW)
    series.refresh_from_db()
    assert walls(series) == ["Tue 02 Mar 19:00", "Tue 09 Mar 19:00", "Tue 16 Mar 19:00"]
    assert series.last_on == date(2027, 3, 16) and Cancellation.objects.count() == 5
    assert eight_weeks.look(NOW + timedelta(weeks=3)) == 0
    with pytest.raises(Refused, match="series_ended"):
        repeating.end(series, last_on=None, by=cast.as_ana, why="", now=NOW)


def test_it_ends_at_once(cast):
    series = start(cast)
    repeating.end(series, last_on=None, by=cast.as_ana, why="", now=NOW + timedelta(days=9))
    assert walls(series) == ["Tue 02 Mar 19:00", "Tue 09 Mar 19:00"]


def test_a_facilitator_elsewhere_ends_nothing_here(cast):
    series, other = start(cast), member(group("Another"), "Eve", role="facilitator")
    with pytest.raises(Series.DoesNotExist):
        repeating.end(series, last_on=None, by=other, why="", now=NOW)


def test_who_has_left_facilitates_no_series(cast, django_capture_on_commit_callbacks):
    dee = member(cast.group, "Dee", role=Membership.Role.CO_FACILITATOR)
    series = start(cast)
    Series.objects.update(facilitator=dee)
    with django_capture_on_commit_callbacks(execute=True):
        leaving.leave(by=dee)
    series.refresh_from_db()
    assert series.facilitator is None


# Cohorts


def test_a_cohort_closes_after_a_week_and_opens_again_when_it_is_over(cast):
    start(cast, rule=replace(TUESDAYS, times=4), is_cohort=True)
    closed = {day: cohorts.cohort_closed(cast.group, NOW + timedelta(days=day)) for day in (0, 7, 9, 21, 24)}
    since = datetime(2027, 3, 9, 19, tzinfo=UTC)
    assert closed == {0: None, 7: None, 9: since, 21: since, 24: None}
    assert cohorts.cohort_closed(group("Another"), NOW + timedelta(days=9)) is None


def test_the_last_evening_of_a_cohort_says_goodbye_and_a_reunion_is_proposed(cast):
    series = start(cast, rule=replace(TUESDAYS, times=4), is_cohort=True)
    *others, last = ahead(series)
    assert cohorts.ends_with(last) and not any(cohorts.ends_with(one) for one in others)
    assert "last evening" in last.parts[-1]["script"] and "last evening" not in others[-1].parts[-1]["script"]
    assert series.reunion_on == date(2027, 5, 4)


def test_a_cohort_that_ends_sooner_says_goodbye_sooner(cast):
    series = start(cast, rule=replace(TUESDAYS, times=6), is_cohort=True)
    repeating.end(series, last_on=date(2027, 3, 16), by=cast.as_ana, why="", now=NOW)
    series.refresh_from_db()
    last = ahead(series)[2]
    assert cohorts.ends_with(last) and "last evening" in last.parts[-1]["script"]


def test_what_changes_is_announced_once_for_the_series_and_for_each_meeting(cast, django_capture_on_commit_callbacks):
    heard = []

    def hear(**facts):
        heard.append((facts["signal"], facts.get("last")))

    for signal in (signals.series_changed, signals.meeting_planned, signals.meeting_changed):
        signal.connect(hear, weak=False)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            series = start(cast)
        planned = [last for signal, last in heard if signal is signals.meeting_planned]
        assert planned == [False] * 7 + [True] and heard[-1][0] is signals.series_changed
        heard.clear()
        with django_capture_on_commit_callbacks(execute=True):
            change(series, cast, clock=time(20))
        assert [last for signal, last in heard if signal is signals.meeting_changed] == [False] * 7 + [True]
        assert len([1 for signal, _ in heard if signal is signals.series_changed]) == 1
    finally:
        for signal in (signals.series_changed, signals.meeting_planned, signals.meeting_changed):
            signal.disconnect(hear)


def test_after_the_first_week_of_a_cohort_nobody_joins_unless_a_facilitator_lets_them(cast):
    start(cast, rule=replace(TUESDAYS, times=4), is_cohort=True)
    in_week_one, later = NOW + timedelta(days=3), NOW + timedelta(days=10)
    _, token = inviting.invite(cast.group, seats=5, days=30, by=cast.as_ana, now=in_week_one)
    Invitation.objects.update(made_at=in_week_one)

    def join(name, by_token, now):
        return joining.join(token=by_token, alias=name, comes="listen", by=person(name.lower()), now=now).state

    assert join("Early", token, in_week_one) == "member"
    assert join("Late", token, later) == "waiting"
    let_in, again = inviting.invite(cast.group, seats=5, days=30, by=cast.as_ana, now=later)
    Invitation.objects.filter(pk=let_in.pk).update(made_at=later)
    assert join("Let", again, later) == "member"
    assert join("After", token, NOW + timedelta(days=25)) in ("member", "waiting")
    assert cohorts.cohort_closed(cast.group, NOW + timedelta(days=25)) is None
