"""What the pages show of one person's path, to that person."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.dateparse import parse_date

from kith.groups import lines, places
from kith.groups.models import Group, Membership
from kith.journey import arriving, asking, easing, lived, strands, written
from kith.journey.forms import HowForm
from kith.journey.kinds import FIRSTS, LEANED, LEANED_ON, Words
from kith.journey.models import First, Told
from kith.journey.models.day import is_on_one, keys_on
from kith.kit import days
from kith.meetings import places as meeting_places
from kith.meetings.models import Meeting
from kith.people.models import Person

WIDE, NARROW = 720, 340
FIRST = date(2000, 1, 1)  # nobody looks further back


@dataclass(frozen=True, slots=True)
class Stop:
    """One place on the timeline: a first, or a day that its person entered. `path`: its page, below this one."""

    on: date
    said: Words
    path: str
    is_first: bool = False
    words: str = ""
    glow: bool = False

    @property
    def when(self) -> str:
        return days.in_words(self.on)


def last_month(asked: str, today: date) -> date:
    """The last month of the picture, from an address like ?until=2025-11; what is none, or is to come, is this month."""
    found = None
    with suppress(ValueError):
        found = parse_date(f"{asked}-01")
    return min(max(found, FIRST) if found else today, today).replace(day=1)


def page(person: Person, *, until: str, now: datetime) -> dict[str, Any]:
    today = timezone.localdate(now)
    firsts, letters = lived.firsts(person), asking.letters_in_short(person)
    on_the_way, last = stops(firsts, asking.days_behind(person, today)), last_month(until, today)
    here = [one for one in on_the_way if one.is_first or strands.is_within(one.on, last)]
    began = min((one.on for one in firsts.values()), default=today)
    return {
        "stops": here,
        "has_more": len(here) < len(on_the_way),
        "timeline": written.timeline(here),
        "letters": [one for one in letters if one["opens_on"] <= today][-3:],
        "waiting": next((one for one in letters if one["opens_on"] > today), None),
        **picture(person, last, today=today, began=began),
        **a_year_ago(person, on_the_way, now=now),
    }


def stops(firsts: dict[str, First], mine: list[tuple[date, str, str]]) -> list[Stop]:
    """In order. Hard days have no place on it; they stand on their own page. Firsts are a few, and the page shows them all; days
    may become many, and of them it shows those of the months that are drawn."""
    found = [
        Stop(
            firsts[one.key].on,
            one.said,
            f"firsts/{one.key}/",
            is_first=True,
            words=firsts[one.key].words,
            glow=one.glow,
        )
        for one in FIRSTS.values()
        if one.key in firsts
    ]
    found += [Stop(on, words, f"days/{ref}/") for on, words, ref in mine]
    return sorted(found, key=lambda one: one.on)  # of one day: firsts as they are told of, then days


def picture(person: Person, last: date, *, today: date, began: date) -> dict[str, Any]:
    months = strands.window(last)
    counts = lived.by_month(person, months)
    rows = strands.table(months, counts)
    leaned, leaned_on = (strands.sums(months, counts, fibres) for fibres in (LEANED, LEANED_ON))
    drawings = [strands.draw(months, leaned, leaned_on, width=width) for width in (WIDE, NARROW)]
    return {
        "since": days.month_in_words(months[0]),
        "until": days.month_in_words(last),
        "earlier": strands.shift(last, -strands.MONTHS) if began < months[0] else None,
        "later": min(strands.shift(last, strands.MONTHS), today.replace(day=1))
        if last < today.replace(day=1)
        else None,
        "drawings": [(one, written.labels(one)) for one in drawings],
        "in_words": strands.in_words(months, leaned, leaned_on),
        "rows": rows,
        "table": written.table(rows),
        "is_empty": not any((*leaned, *leaned_on)),
    }


def a_year_ago(person: Person, timeline: list[Stop], *, now: datetime) -> dict[str, Any]:
    then = timezone.localdate(now - asking.YEAR)
    return {
        "then_stories": asking.stories_a_year_ago(person, now),
        "then_stops": [one for one in timeline if abs(one.on - then) <= asking.AROUND],
    }


def evenings(person: Person) -> dict[str, Any]:
    """The newest evenings that were answered, oldest first."""
    found = list(asking.evenings(person)[: easing.EVENINGS])[::-1]
    return {"evenings": found, "easing": easing.draw(found)}


def evening(meeting: Meeting, person: Person, *, now: datetime) -> dict[str, Any]:
    said, asked = arriving.of(meeting, person), arriving.asked(meeting, now=now)
    forms = [
        (which, HowForm(asks=which, initial={"how": getattr(said, which, None) or ""}, auto_id=f"{which}_%s"))
        for which in asked
    ]
    return {"meeting": meeting, "group": meeting.group, "said": said, "asked": forms}


def on_the_meetings_page(request: HttpRequest, meeting: Meeting, me: Membership) -> str:
    """A link, for the viewer alone: how are you arriving, and what was a year ago; once it has ended, how are you leaving?"""
    asked = [] if meeting.is_cancelled else arriving.asked(meeting, now=timezone.now())
    if "arriving" in asked:
        return render_to_string("journey/beside.html", {"meeting": meeting}, request)
    return on_the_last_page(request, meeting, me) if asked else ""


def on_the_last_page(request: HttpRequest, meeting: Meeting, me: Membership) -> str:
    """Once the circle has closed: how are you leaving?"""
    leaves = "leaving" in arriving.asked(meeting, now=timezone.now())
    return render_to_string("journey/leaving.html", {"meeting": meeting}, request) if leaves else ""


def _today(me: Membership, now: datetime) -> tuple[date, list[int]]:
    """For the group it is its own day."""
    today = timezone.localdate(now, me.group.tz)
    return today, sorted(keys_on(today))


def _told_today(me: Membership, now: datetime, today: date, keys: list[int]) -> lines.Rows:
    told = Told.objects.visible_to(me.person).filter(
        is_on_one([today], keys, path="day__"), membership__group=me.group_id
    )
    shape = {"name": "membership__alias", "ref": "membership__ref", "at": "membership__joined_at", "more": "words"}
    return lines.rows(lines.first(told.order_by("pk")), "told_today", **shape)


def on_the_groups_page(request: HttpRequest, group: Group, me: Membership | None) -> str:
    """What members chose to tell this group today; found together with all the other lines of the page."""
    told = lines.of(me, "told_today") if me else []
    return render_to_string("journey/told.html", {"told": told, "me": me}, request) if told else ""


def fill_places() -> None:
    lines.look_for("told_today", _told_today, given=_today)
    places.today.fill(on_the_groups_page)
    meeting_places.bringing.fill(on_the_meetings_page)
    meeting_places.afterwards.fill(on_the_last_page)
