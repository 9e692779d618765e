"""Agendas add up; wall clocks mean what people mean."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.kit.refusal import Refused
from kith.meetings import agenda, formats, prompts, walltime

DUBLIN = ZoneInfo("Europe/Dublin")
SHELF = list(formats.shelf().values())


@given(st.sampled_from(SHELF), st.integers(30, 180))
def test_the_parts_of_every_format_add_up_to_every_length(form, minutes):
    parts = agenda.fit(form, minutes)["parts"]
    assert sum(part["minutes"] for part in parts) == minutes
    assert all(part["minutes"] >= 1 for part in parts)
    assert all(5 <= part["minutes"] <= 10 for part in parts if part["mode"] == "closing")
    assert all(part["share"] is None or 1 <= part["share"] <= part["minutes"] for part in parts)
    assert [part["key"] for part in parts] == [part.key for part in form.parts]


@pytest.mark.parametrize("form", SHELF, ids=lambda form: form.key)
def test_at_its_own_length_a_format_is_as_it_was_written(form):
    assert [part["minutes"] for part in agenda.fit(form, form.minutes)["parts"]] == [p.minutes for p in form.parts]


@given(st.sampled_from(SHELF), st.integers(30, 179))
def test_a_longer_meeting_makes_no_part_more_than_a_minute_shorter(form, minutes):
    shorter, longer = (agenda.fit(form, length)["parts"] for length in (minutes, minutes + 1))
    assert all(b["minutes"] >= a["minutes"] - 1 for a, b in zip(shorter, longer, strict=True))


def test_the_question_and_its_lighter_door_go_to_the_part_that_asks():
    asked = prompts.library()["what-brought-you"]
    parts = agenda.fit(formats.shelf()["council"], 75, asked)["parts"]
    found = [(part["prompt"], part["lighter"]) for part in parts if part["asks"]]
    assert found == [(asked.text, asked.lighter)]
    assert [part["prompt"] for part in parts if part["key"] == "second-round"] == [
        "What stays with you from what you heard?"
    ]


def test_an_ordinary_time_is_that_time_there():
    assert walltime.moment(date(2026, 7, 1), time(19), zone=DUBLIN) == datetime(2026, 7, 1, 18, tzinfo=UTC)


def test_a_time_that_does_not_happen_is_refused():
    with pytest.raises(Refused, match="no_such_time"):
        walltime.moment(date(2026, 3, 29), time(1, 30), zone=DUBLIN)


def test_a_time_that_comes_twice_is_asked_about():
    with pytest.raises(Refused, match="time_comes_twice"):
        walltime.moment(date(2026, 10, 25), time(1, 30), zone=DUBLIN)
    first, second = (
        walltime.moment(date(2026, 10, 25), time(1, 30), zone=DUBLIN, which=w) for w in ("first", "second")
    )
    assert (first.hour, second.hour) == (0, 1)


@given(
    st.integers(0, 60 * 24 * 366 * 5),
    st.sampled_from(["Australia/Lord_Howe", "America/St_Johns"]),
)
def test_what_is_accepted_is_what_the_wall_clock_shows(minute, zone):
    wall = datetime(2024, 1, 1, tzinfo=UTC).replace(tzinfo=None) + timedelta(minutes=minute)
    try:
        at = walltime.moment(wall.date(), wall.time(), zone=ZoneInfo(zone), which="second")
    except Refused as no:
        assert no.reason == "no_such_time"
    else:
        assert at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == wall
