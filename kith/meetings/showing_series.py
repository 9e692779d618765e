"""What a series shows of itself: its own page, the group's rhythm in words, and what waits for those who run it."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from kith.groups import known, places
from kith.groups.models import Group, Membership
from kith.meetings import cohorts, days_ahead, in_words, showing
from kith.meetings.days_ahead import Day
from kith.meetings.models import Meeting, Series
from kith.meetings.whens import Clock, on_clock
from kith.people.zones import zone_of


@dataclass(frozen=True, slots=True)
class Said:
    """A series in words. `clock` names the place whose clock it keeps, where that is not the viewer's."""

    series: Series
    words: str
    ending: str
    clock: str


def said(series: Series, zone: str) -> Said:
    place = "" if series.zone == zone else city(series.zone)
    return Said(series, in_words.of(series), in_words.ending(series.course.rule), place)


def city(zone: str) -> str:
    return zone.rpartition("/")[2].replace("_", " ")


def page(request: HttpRequest, series: Series, me: Membership) -> dict[str, Any]:
    now, zone = timezone.now(), zone_of(request) or series.group.zone
    is_over = series.is_over(now)
    return {
        "me": me,
        "group": series.group,
        "series": series,
        "said": said(series, zone),
        "here": city(zone),
        "days": [_day(day, series, ZoneInfo(zone)) for day in days_ahead.of(series, now)],
        "is_over": is_over,
        "goes_on": [said(one, zone) for one in going_on(request, series.group) if one != series]
        if is_over or series.ended_at
        else [],
        "other_clock": city(series.group.zone) if series.zone != series.group.zone and not series.ended_at else "",
        "may_change": me.runs and not series.ended_at and not is_over,
        "reunion": series.reunion_on if series.reunion_on and series.reunion_on > now.date() else None,
    }


def _day(day: Day, series: Series, zone: ZoneInfo) -> dict[str, Any]:
    now = timezone.now()
    clocks: dict[str, Clock] = {
        "is": on_clock(day.at, zone=zone, now=now),
        "was": on_clock(day.ruled_at, zone=zone, now=now),
    }
    return {"day": day, "date": series.course.day_of(day.ruled_at).isoformat(), **clocks}


def of_meeting(meeting: Meeting) -> dict[str, Any]:
    """What one meeting's page says of its series."""
    words = in_words.of(meeting.series) if meeting.series else ""
    return {"series_words": words, "ends_cohort": cohorts.ends_with(meeting)}


def going_on(request: HttpRequest, group: Group, me: Membership | None = None) -> list[Series]:
    """Asked for once a page; and not even once where the coming meetings, which are known, belong to all of them."""
    found: dict[int, list[Series]] = request.__dict__.setdefault("_series", {})
    if group.pk not in found:
        near = _of_coming(request, group) if me else []
        rows = near if me and known.says(me, "series", unasked=None) == len(near) else _asked_for(group)
        found[group.pk] = sorted(rows, key=lambda one: (one.starts_on, one.pk))
        for series in found[group.pk]:
            series.group = group
    return found[group.pk]


def _of_coming(request: HttpRequest, group: Group) -> list[Series]:
    every = {one.series_id: one.series for one in showing.ahead(request, group) if one.series}
    return [one for one in every.values() if not one.ended_at and not one.is_over(timezone.now())]


def _asked_for(group: Group) -> list[Series]:
    today = timezone.now().astimezone(group.tz).date()
    return list(Series.objects.filter(group=group).meeting_still(today))


def rhythm(request: HttpRequest, group: Group, me: Membership | None) -> str:
    zone = zone_of(request) or group.zone
    facts = {"me": me, "group": group, "rhythm": [said(one, zone) for one in going_on(request, group, me)]}
    return render_to_string("meetings/rhythm.html", facts, request)


def needs(request: HttpRequest, group: Group, me: Membership | None) -> str:
    elsewhere = [one for one in going_on(request, group, me) if one.zone != group.zone]
    facts = {"group": group, "elsewhere": [said(one, group.zone) for one in elsewhere], "city": city(group.zone)}
    return render_to_string("meetings/series_needs.html", facts, request)


def fill_places() -> None:
    known.ask("series", lambda now: known.how_many(Series.objects.going_on().filter(group=known.GROUP), each="group"))
    places.ahead.fill(rhythm)
    places.needs.fill(needs)
