"""What is shown of coming: the question on a group's page, a hello that was asked for, tonight's list, the strip of weeks."""

from typing import Any

from django.db.models import Exists
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kith.groups import known, places
from kith.groups.models import Group, Membership
from kith.meetings import calendars, pictures, showing, tonight, who_comes
from kith.meetings.models import HardWeek, Meeting, Rhythm
from kith.meetings.tonight import Change
from kith.meetings.whens import group_zone, when, zone_for


def changed(request: HttpRequest, group: Group, me: Membership | None) -> str:
    """For those who run it, before all else: what changed close to its start, and how many have not heard of it."""
    if me is None:
        return ""
    lists = [
        tonights(request, change, me) for change in tonight.changed(showing.ahead(request, group), now=timezone.now())
    ]
    return render_to_string("meetings/changed_needs.html", {"lists": lists}, request) if lists else ""


def tonights(request: HttpRequest, change: Change, me: Membership) -> dict[str, Any]:
    rows = tonight.expected(change, by=me)
    change.meeting.group = me.group if me.group_id == change.meeting.group_id else change.meeting.group
    clocks = when(change.meeting, zone=zone_for(request, change.meeting), now=timezone.now())
    return {"change": change, "meeting": change.meeting, "rows": rows, "not_yet": tonight.not_yet(rows), "when": clocks}


def hellos(request: HttpRequest, group: Group, me: Membership | None) -> str:
    """For the one who was asked, and for nobody else."""
    if me is None or not known.says(me, "hello_wanted"):
        return ""
    asked = HardWeek.objects.asked_of(me.person, now=timezone.now()).filter(coming__membership__group=group)
    weeks = list(asked.select_related("coming__membership").order_by("at"))
    return render_to_string("meetings/hellos.html", {"weeks": weeks, "group": group}, request) if weeks else ""


def weeks_ahead(request: HttpRequest, group: Group, me: Membership | None) -> str:
    """The next weeks as a calendar, small, beside the next meeting."""
    zone = group_zone(request, group)
    calendar = calendars.near(showing.ahead(request, group), zone=zone, now=timezone.now())
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
    places.needs.fill(changed)
    showing.fill_places()
    places.next_meeting.fill(hellos)
    places.ahead.fill(weeks_ahead)
    places.proof.fill(still_meeting)


def on_meeting(request: HttpRequest, meeting: Meeting, me: Membership) -> dict[str, Any]:
    """What a meeting's page says of coming: before it, who comes and tonight's list; after it, whether one was there."""
    now = timezone.now()
    change = next(iter(tonight.changed([meeting], now=now)), None) if me.runs else None
    begun = meeting.has_begun(now) or meeting.is_cancelled
    return {
        "tonight": tonights(request, change, me) if change else None,
        "said": None if begun else who_comes.of(meeting, me.person, me),
        "my_minutes": _mine(known.says(me, "came_for")) if begun else "",
    }


def _mine(minutes: int | None) -> str:
    if minutes is None:
        return ""
    words = ngettext("You were there, for %(n)s minute.", "You were there, for %(n)s minutes.", minutes)
    return words % {"n": minutes} if minutes else _("You were there.")
