"""What is shown of coming: the question on a group's page, a hello that was asked for, tonight's list, the strip of weeks."""

from datetime import datetime
from typing import Any

from django.db.models import Exists
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kith.groups import known, lines, places
from kith.groups.models import Group, Membership
from kith.meetings import calendars, pictures, showing, tonight, who_comes
from kith.meetings.models import HardWeek, Meeting, Rhythm
from kith.meetings.tonight import Change, Expected
from kith.meetings.whens import group_zone, when, zone_for


def changed(request: HttpRequest, group: Group, me: Membership | None) -> str:
    """For those who run it, before all else: what changed close to its start, and how many have not heard of it."""
    if me is None:
        return ""
    lists = tonights(request, tonight.changed(showing.ahead(request, group), now=timezone.now()), me)
    return render_to_string("meetings/changed_needs.html", {"lists": lists}, request) if lists else ""


def tonights(request: HttpRequest, changes: list[Change], me: Membership) -> list[dict[str, Any]]:
    """Each change with who has not heard of it."""
    return [_tonights(request, change, rows) for change, rows in tonight.expected_of_each(changes, by=me)]


def _tonights(request: HttpRequest, change: Change, rows: list[Expected]) -> dict[str, Any]:
    clocks = when(change.meeting, zone=zone_for(request, change.meeting), now=timezone.now())
    return {"change": change, "meeting": change.meeting, "rows": rows, "not_yet": tonight.not_yet(rows), "when": clocks}


def hellos(request: HttpRequest, group: Group, me: Membership | None) -> str:
    """For the one who was asked, and for nobody else."""
    weeks = lines.of(me, "hello") if me else []
    return render_to_string("meetings/hellos.html", {"weeks": weeks, "group": group}, request) if weeks else ""


def _hellos(me: Membership, now: datetime) -> lines.Rows:
    asked = HardWeek.objects.asked_of(me.person, now=now).filter(coming__membership__group=me.group_id)
    return lines.rows(asked, "hello", name="coming__membership__alias")


def weeks_ahead(request: HttpRequest, group: Group, me: Membership | None) -> str:
    """The next weeks as a calendar, small, beside the next meeting."""
    zone = group_zone(request, group)
    calendar = calendars.near(showing.ahead(request, group), zone=zone, now=timezone.now())
    if me:
        calendar.put_beside(request, group, me, zone)
    return render_to_string("meetings/weeks_ahead.html", {"calendar": calendar, "group": group}, request)


def still_meeting(request: HttpRequest, group: Group, me: Membership | None) -> str:
    """On a public page: that it meets, never who. The viewer may be signed out."""
    now = timezone.now()
    rhythm = Rhythm.objects.filter(group=group).first()
    strip = pictures.strip(group, now=now, weeks=pictures.SEASON)
    quiet = rhythm is None or not rhythm.last_met_at or now - rhythm.last_met_at > pictures.QUIET
    facts = {
        "strip": strip,
        "usual": pictures.usual(rhythm.usually) if rhythm else "",
        "rhythm": rhythm,
        "is_quiet": quiet,
    }
    return render_to_string("meetings/still_meeting.html", facts, request)


def fill_places() -> None:
    """Tonight's changes come before what else waits; a hello after tonight's meeting, and then the coming weeks."""
    known.ask("hello_wanted", lambda now: Exists(HardWeek.objects.waiting(now).filter(hello_from=known.OWN)))
    lines.look_for("hello", _hellos, when=lambda me: bool(known.says(me, "hello_wanted")))
    places.needs.fill(changed)
    showing.fill_places()
    places.next_meeting.fill(hellos)
    places.ahead.fill(weeks_ahead)
    places.proof.fill(still_meeting)


def on_meeting(request: HttpRequest, meeting: Meeting, me: Membership) -> dict[str, Any]:
    """What a meeting's page says of coming: before it, who comes and tonight's list; after it, whether one was there."""
    now = timezone.now()
    changes = tonight.changed([meeting], now=now) if me.runs else []
    begun = meeting.has_begun(now) or meeting.is_cancelled
    return {
        "tonight": next(iter(tonights(request, changes, me)), None),
        "said": None if begun else who_comes.of(meeting, me.person, me),
        "my_minutes": _mine(known.says(me, "came_for")) if begun else "",
    }


def _mine(minutes: int | None) -> str:
    if minutes is None:
        return ""
    words = ngettext("You were there, for %(n)s minute.", "You were there, for %(n)s minutes.", minutes)
    return words % {"n": minutes} if minutes else _("You were there.")
