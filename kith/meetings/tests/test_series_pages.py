"""The pages of a series: who is kept out, each way to start one, and every state of a day."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kith.meetings import formats, planning, repeating
from kith.meetings.models import Cancellation, Meeting, Series
from kith.meetings.planning import Plan
from kith.meetings.recurring import WEEK, Rule
from tests.cast import group, member

RUNNERS = ["series_change", "series_end", "series_skip"]
PRESSES = ["series_meet", "series_clock"]


@pytest.fixture
def series(cast):
    return start(cast)


def start(cast, **more):
    now = timezone.now()
    day = (now + timedelta(days=2)).date()
    given = {"rule": Rule(WEEK, (day.weekday(),)), "from_day": day, "clock": now.time().replace(minute=0, second=0)}
    given |= {"zone": "UTC", "minutes": 75, "form": formats.shelf()["council"], "facilitator": cast.as_ana} | more
    given["clock"] = given["clock"].replace(microsecond=0)
    return repeating.start(cast.group, to=repeating.SeriesPlan(**given), by=cast.as_ana, now=now)


def at(name, series, *more):
    return reverse(f"meetings:{name}", args=[series.group.ref, series.ref, *more])


def typed(**more):
    day = (timezone.now() + timedelta(days=3)).date()
    given = {"every": "week", "days": [str(day.weekday())], "clock": "19:00", "from_day": day.isoformat()}
    given |= {"ends": "never", "times": "", "until": "", "format": "council", "minutes": "75", "by_text": "on"}
    return given | more


def post_new(client, cast, **more):
    client.force_login(cast.ana)
    return client.post(reverse("meetings:series_new", args=[cast.group.ref]), typed(**more))


@pytest.mark.parametrize("name", ["series", *RUNNERS])
def test_signed_out_everyone_goes_to_sign_in(client, series, name):
    assert client.get(at(name, series)).url == f"/sign-in/?next={at(name, series)}"


def test_a_stranger_finds_nothing_where_a_member_finds_the_series(client, cast, series):
    client.force_login(cast.charlie)
    there = client.get(at("series", series))
    nowhere = client.get(reverse("meetings:series", args=["3" * 17, "3" * 17]))
    assert (there.status_code, there.content) == (404, nowhere.content)
    client.force_login(cast.ben)
    page = client.get(at("series", series)).content.decode()
    assert "as planned" in page and "End it" not in page


@pytest.mark.parametrize("name", [*RUNNERS, *PRESSES])
def test_a_member_and_a_facilitator_elsewhere_change_nothing(client, cast, series, name):
    other = group("Another")
    member(other, "Charlie", cast.charlie, role="facilitator")
    for who in (cast.ben, cast.charlie):
        client.force_login(who)
        assert client.post(at(name, series), {"day": "2026-01-01"}).status_code == 404
        # nor under the address of the group they do run
        assert client.post(reverse(f"meetings:{name}", args=[other.ref, series.ref])).status_code == 404
    client.force_login(cast.ana)
    assert client.post(at(name, series), {"day": "2026-01-01"}).status_code in (200, 302)


def test_the_call_link_is_on_no_page_a_member_sees(client, cast):
    series = start(cast, call_link="https://meet.example/secret-room")
    for who, url in ((cast.ben, at("series", series)), (cast.ben, series.group.get_absolute_url())):
        client.force_login(who)
        assert "secret-room" not in client.get(url).content.decode()
    client.force_login(cast.ana)
    assert "secret-room" in client.get(at("series_change", series)).content.decode()


def test_first_how_often_then_the_rest(client, cast):
    client.force_login(cast.ana)
    url = reverse("meetings:series_new", args=[cast.group.ref])
    page = client.get(url).content.decode()
    assert all(f"?every={every}" in page for every in ("week", "other", "month"))
    assert 'name="days"' in client.get(url, {"every": "other"}).content.decode()
    month = client.get(url, {"every": "month"}).content.decode()
    assert 'name="which"' in month and 'name="days"' not in month
    assert client.get(url, {"every": "never"}).status_code == 200


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        ({"days": ["1", "3"]}, "FREQ=WEEKLY;BYDAY=TU,TH"),
        ({"every": "other", "days": ["3"]}, "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"),
        ({"every": "month", "which": "2", "day": "1"}, "FREQ=MONTHLY;BYDAY=2TU"),
        ({"every": "month", "which": "-1", "day": "4"}, "FREQ=MONTHLY;BYDAY=-1FR"),
        ({"days": ["1"], "ends": "times", "times": "8", "is_cohort": "on"}, "FREQ=WEEKLY;BYDAY=TU;COUNT=8"),
    ],
)
def test_each_way_to_meet_again_can_be_started(client, cast, more, rule):
    answer = post_new(client, cast, **more)
    made = Series.objects.get()
    assert answer.url == made.get_absolute_url() and made.rule == rule and made.meetings.exists()
    assert made.is_cohort == ("is_cohort" in more)


ODD = [
    {"days": []},
    {"days": ["9"]},
    {"days": ["x"]},
    {"every": "month", "which": "0", "day": "1"},
    {"every": "month", "which": "5", "day": "1"},
    {"clock": "25:00"},
    {"from_day": "2020-01-01"},
    {"from_day": "9999-12-31"},
    {"from_day": "0001-01-01"},
    {"ends": "times"},
    {"ends": "times", "times": "0"},
    {"ends": "times", "times": "105"},
    {"ends": "until"},
    {"ends": "until", "until": "2020-01-01"},
    {"ends": "forever"},
    {"is_cohort": "on"},
    {"minutes": "29"},
    {"format": "karaoke"},
    {"by_text": ""},
    {"call_link": "http://meet.example/a"},
    {"facilitator": "nobody"},
]


@pytest.mark.parametrize("odd", ODD, ids=str)
def test_odd_input_is_met_with_words_and_keeps_what_was_typed(client, cast, odd):
    page = post_new(client, cast, **({"place": "Kept as typed"} | ({"place": ""} if "by_text" in odd else {}) | odd))
    assert page.status_code == 200 and "errorlist" in page.content.decode()
    assert "by_text" in odd or "Kept as typed" in page.content.decode()
    assert not Series.objects.exists()


@pytest.mark.deep
def test_a_meeting_becomes_a_series_with_what_it_has(client, cast):
    client.force_login(cast.ana)
    starts = (timezone.now() + timedelta(days=3)).replace(minute=0, second=0, microsecond=0)
    to = Plan(starts, 80, formats.shelf()["empathy"], place="Hall B", by_text=False)
    one = planning.plan(cast.group, to=to, by=cast.as_ana, now=timezone.now())
    assert f"?from={one.ref}" in client.get(one.get_absolute_url()).content.decode()
    url = reverse("meetings:series_new", args=[cast.group.ref])
    page = client.get(url, {"every": "week", "from": one.ref}).content.decode()
    assert 'value="Hall B"' in page and 'value="80"' in page and f'name="from" value="{one.ref}"' in page
    more = {"from": one.ref, "days": [str(starts.weekday())], "from_day": starts.date().isoformat()}
    post_new(client, cast, **more, clock=f"{starts:%H:%M}", by_text="", place="Hall B", format="empathy", minutes="80")
    one.refresh_from_db()
    assert one.series == Series.objects.get() and Meeting.objects.filter(series=one.series).count() == 8
    assert "One of a series:" in client.get(one.get_absolute_url()).content.decode()


def test_every_state_of_a_day_is_said_and_can_be_undone(client, cast, series):
    client.force_login(cast.ana)
    off, moved, *_ = series.meetings.order_by("starts_at")
    planning.cancel(off, by=cast.as_ana, why="The hall is closed", now=timezone.now())
    to = Plan(moved.starts_at + timedelta(days=1), 75, formats.shelf()["council"])
    planning.change(moved, to=to, by=cast.as_ana, now=timezone.now())
    far = series.starts_on + timedelta(weeks=12)
    client.post(at("series_skip", series), {"day": far.isoformat(), "why": "Midsummer"})
    page = client.get(at("series", series)).content.decode()
    for words in ("called off", "The hall is closed", "moved from", "left out", "Midsummer", "as planned"):
        assert words in page
    assert f'href="{moved.get_absolute_url()}"' in page
    client.post(at("series_meet", series), {"day": far.isoformat()})
    client.post(at("series_follow", series, moved.ref))
    page = client.get(at("series", series)).content.decode()
    assert "moved from" not in page and "Midsummer" not in page


def test_it_is_changed_and_ended_from_its_page(client, cast, series):
    client.force_login(cast.ana)
    page = client.get(at("series_change", series)).content.decode()
    assert 'value="75"' in page and "checked" in page
    day = (timezone.now() + timedelta(days=1)).date()
    changed = client.post(at("series_change", series), typed(clock="06:30", from_day=day.isoformat(), why=""))
    series.refresh_from_db()
    assert changed.url == series.get_absolute_url() and f"{series.clock:%H:%M}" == "06:30"
    client.post(at("series_end", series), {"last_on": "", "why": "It was good."})
    page = client.get(at("series", series)).content.decode()
    assert "This series is over." in page and "Change it" not in page
    assert Cancellation.objects.filter(why="It was good.").count() == 8
    assert "This series has ended" in client.post(at("series_end", series), {"last_on": ""}).content.decode()


@pytest.mark.deep
def test_when_the_group_moves_to_another_zone_the_series_keeps_its_clock_until_asked(client, cast, series):
    client.force_login(cast.ana)
    cast.group.zone = "America/New_York"
    cast.group.save()
    assert "still keeps the clock of" in client.get(cast.group.get_absolute_url()).content.decode()
    assert "Move it to the clock of New York" in client.get(at("series", series)).content.decode()
    client.post(at("series_clock", series))
    series.refresh_from_db()
    assert series.zone == "America/New_York" and series.ended_at is None
    first = series.meetings.order_by("starts_at")[0]
    assert first.starts_at.astimezone(series.tz).time() == series.clock
    assert "still keeps" not in client.get(cast.group.get_absolute_url()).content.decode()


@pytest.mark.deep
def test_the_groups_page_says_the_rhythm_in_words(client, cast, series):
    for who in (cast.ben, cast.ana):
        client.force_login(who)
        page = client.get(cast.group.get_absolute_url()).content.decode()
        assert "How often we meet" in page and at("series", series) in page


def test_the_last_evening_of_a_cohort_and_its_reunion_are_said(client, cast):
    rule = Rule(WEEK, ((timezone.now() + timedelta(days=2)).weekday(),), times=3)
    series = start(cast, rule=rule, is_cohort=True)
    client.force_login(cast.ana)
    last = series.meetings.order_by("-starts_at")[0]
    assert "This is the last evening of it." in client.get(last.get_absolute_url()).content.decode()
    page = client.get(at("series", series)).content.decode()
    assert f"?day={series.reunion_on.isoformat()}" in page
    plan = reverse("meetings:plan", args=[cast.group.ref])
    asked = {"day": series.reunion_on.isoformat()}
    assert f"&amp;day={series.reunion_on.isoformat()}" in client.get(plan, asked).content.decode()
    assert (
        f'value="{series.reunion_on.isoformat()}"' in client.get(plan, asked | {"format": "council"}).content.decode()
    )
    assert client.get(plan, {"day": "2026-99-99"}).status_code == 200


@pytest.mark.parametrize("name", ["series", "series_change", "series_end", "series_skip"])
def test_queries_do_not_grow_with_what_is_to_come(client, cast, name):
    client.force_login(cast.ana)
    weekly = start(cast)
    daily = start(cast, rule=Rule(WEEK, tuple(range(7))), clock=timezone.now().time())
    counts = []
    for series in (weekly, daily):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(at(name, series)).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 10
