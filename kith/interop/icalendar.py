"""Meetings as iCalendar (RFC 5545), for calendars that must not tell what they are about (P6).

A series is one event with its RRULE; a day left out is an EXDATE; a gathering that was moved or called off is an event of its own
with the RECURRENCE-ID of the day the rule gave it. All times are on the wall of the series' zone, which is described beside them
(VTIMEZONE), so "19:00" stays 19:00 when clocks change. SEQUENCE grows with each change, so that a reader takes the newer one.
No description, place, link, attendee or alarm is ever written.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil.rrule import rrule, rruleset, rrulestr
from icalendar import Calendar, Event, Timezone, vRecur

from kith.interop.clocks import clocks

AHEAD = 5  # years for which the clock changes of a zone are written out; a reader asks anew long before
HALF_A_DAY = timedelta(hours=12)
REFRESH = timedelta(hours=4)
PRODUCT = "-//Kith//Calendar//EN"


@dataclass(frozen=True, slots=True)
class Once:
    """One gathering: of its own, or one of a series that is not as its rule says. `of` is the moment the rule gave it."""

    uid: str
    summary: str
    starts_at: datetime
    minutes: int
    zone: str
    revision: int
    changed_at: datetime
    called_off: bool = False
    of: datetime | None = None


@dataclass(frozen=True, slots=True)
class Again:
    """A series. `rule` is its RRULE; from `ends_at` on (a UTC moment) nothing comes any more."""

    uid: str
    summary: str
    rule: str
    starts_on: date
    clock: time
    minutes: int
    zone: str
    revision: int
    changed_at: datetime
    left_out: tuple[date, ...] = ()
    ends_at: datetime | None = None
    but: tuple[Once, ...] = field(default=())


def calendar(entries: Iterable[Once | Again], *, now: datetime, name: str) -> bytes:
    """A whole VCALENDAR. Entries that never happen (a rule that matches no day) are left out."""
    whole = Calendar()
    whole.add("prodid", PRODUCT)
    whole.add("version", "2.0")
    whole.add("method", "PUBLISH")
    whole.add("calscale", "GREGORIAN")
    whole.add("x-wr-calname", name)
    whole.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    whole.add("x-published-ttl", "PT4H")
    events = [event for entry in entries for event in _events(entry)]
    for zone in _zones(events, now):
        whole.add_component(zone)
    for event in events:
        whole.add_component(event)
    return bytes(whole.to_ical())


def _events(entry: Once | Again) -> list[Event]:
    return [_once(entry)] if isinstance(entry, Once) else _again(entry)


def _once(one: Once) -> Event:
    zone = ZoneInfo(one.zone)
    event = _event(one, one.starts_at.astimezone(zone))
    event.add("status", "CANCELLED" if one.called_off else "CONFIRMED")
    if one.of:
        event.add("recurrence-id", one.of.astimezone(zone))
    return event


def _again(series: Again) -> list[Event]:
    zone = ZoneInfo(series.zone)
    walls = rrulestr(_plain(series.rule), dtstart=datetime.combine(series.starts_on, series.clock))
    first = next(iter(walls), None)
    if first is None or (series.ends_at and first.replace(tzinfo=zone) > series.ends_at):
        return [_once(one) for one in series.but if not one.called_off]
    event = _event(series, first.replace(tzinfo=zone))
    event.add("rrule", _rule(series, walls, zone))
    event.add("status", "CONFIRMED")
    for day in sorted(series.left_out):
        event.add("exdate", datetime.combine(day, series.clock, zone))
    return [event, *(_once(one) for one in series.but)]


def _event(entry: Once | Again, starts: datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.changed_at.astimezone(UTC).replace(microsecond=0))
    event.add("last-modified", entry.changed_at.astimezone(UTC).replace(microsecond=0))
    event.add("sequence", entry.revision)
    event.add("summary", entry.summary)
    event.add("class", "PRIVATE")
    event.add("dtstart", starts)
    event.add("duration", timedelta(minutes=entry.minutes))
    return event


def _parts(rule: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in rule.removeprefix("RRULE:").split(";") if "=" in part)


def _plain(rule: str) -> str:
    """The rule for clocks without a zone: its UNTIL, if it has one, counts to the end of that day."""
    parts = _parts(rule)
    if "UNTIL" in parts:
        parts["UNTIL"] = parts["UNTIL"][:8] + "T235959"
    return ";".join(f"{name}={value}" for name, value in parts.items())


def _rule(series: Again, walls: rrule | rruleset, zone: ZoneInfo) -> vRecur:
    """The rule as readers want it: UNTIL as a UTC moment, and never beside COUNT.

    Half a day after the last gathering: some readers are an hour off with an UNTIL, and no series meets twice in half a day.
    """
    parts = _parts(series.rule)
    last: datetime | None = None
    if series.ends_at:
        last = walls.before(series.ends_at.astimezone(zone).replace(tzinfo=None), inc=True)
        parts = {name: value for name, value in parts.items() if name != "COUNT"} | {"UNTIL": ""}
    elif "UNTIL" in parts:
        *_, last = walls
    if last:
        parts["UNTIL"] = (last.replace(tzinfo=zone) + HALF_A_DAY).astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    found: vRecur = vRecur.from_ical(";".join(f"{name}={value}" for name, value in parts.items()))
    return found


def _zones(events: list[Event], now: datetime) -> list[Timezone]:
    """Each zone in use, from the year of its first event."""
    years: dict[str, int] = {}
    for event in events:
        at = event.DTSTART
        if isinstance(at, datetime) and isinstance(at.tzinfo, ZoneInfo) and at.tzinfo.key != "UTC":
            years[at.tzinfo.key] = min(years.get(at.tzinfo.key, at.year), at.year)
    return [clocks(key, since=year, until=max(year, now.year + AHEAD)) for key, year in sorted(years.items())]
