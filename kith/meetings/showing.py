"""What meetings puts on a group's pages: the next meeting, the first evening, and what waits for those who run it."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html

from kith.groups import gathering, places
from kith.groups.models import Group, Membership
from kith.kit import by_heart
from kith.meetings import at_hand, evening, who_comes
from kith.meetings.models import KETTLE, Meeting
from kith.meetings.models.moving import last_moved
from kith.meetings.whens import soon, when, zone_for

SHOWN = 3
ASKED = 8  # more are found, in case some are called off


def ahead(request: HttpRequest, group: Group) -> list[Meeting]:
    """The group's next meetings, called off ones too; asked for once a page."""
    found: dict[int, list[Meeting]] = request.__dict__.setdefault("_ahead", {})
    if group.pk not in found:
        found[group.pk] = _ahead(group, timezone.now())
        for meeting in found[group.pk]:
            meeting.group = group
    return found[group.pk]


@by_heart.question
def _ahead(group: Group, now: datetime) -> QuerySet[Meeting]:
    coming = Meeting.objects.ahead(now).filter(group=group).annotate(moved=last_moved())
    return coming.select_related("facilitator", "door_by", "cancellation", "series").order_by("starts_at")[:ASKED]


def upcoming(request: HttpRequest, group: Group) -> list[Meeting]:
    return [meeting for meeting in ahead(request, group) if not meeting.is_cancelled][:SHOWN]


def called_off(request: HttpRequest, group: Group) -> list[Meeting]:
    """Those someone might still come for, in vain."""
    return [meeting for meeting in ahead(request, group) if meeting.is_cancelled][:SHOWN]


def told(request: HttpRequest, meeting: Meeting) -> dict[str, Any]:
    """A meeting with what every page says of it."""
    now, zone = timezone.now(), zone_for(request, meeting)
    is_open = meeting.starts_at - KETTLE <= now
    clocks = when(meeting, zone=zone, now=now)
    return {"meeting": meeting, "when": clocks, "is_open": is_open, "has_begun": meeting.has_begun(now)}


def next_meeting(request: HttpRequest, group: Group, me: Membership | None) -> str:
    meetings = [told(request, meeting) for meeting in upcoming(request, group)]
    facts: dict[str, Any] = {"me": me, "group": group, "next": meetings[0] if meetings else None, "later": meetings[1:]}
    if me and meetings and not meetings[0]["has_begun"]:
        meetings[0]["said"] = who_comes.of(meetings[0]["meeting"], me.person, me)
    facts["reads_first"] = me is not None and gathering.promised(me)[1]
    facts["called_off"] = [told(request, meeting) for meeting in called_off(request, group)]
    return render_to_string("meetings/next_meeting.html", facts, request)


def first_evening(request: HttpRequest, group: Group, me: Membership | None) -> str:
    meeting = next(iter(upcoming(request, group)), None)
    facts: dict[str, Any] = {"hours": evening.usual(group)}
    if meeting:
        facts = told(request, meeting) | {"hours": evening.of(meeting, zone=zone_for(request, meeting))}
    return render_to_string("meetings/first_evening.html", facts, request)


def next_day(request: HttpRequest, group: Group, me: Membership | None) -> str:
    """ "on Tuesday", "tomorrow", "tonight": what the one press on a public page says."""
    meeting = next(iter(upcoming(request, group)), None)
    return soon(meeting.starts_at, zone=zone_for(request, meeting), now=timezone.now()) if meeting else ""


def needs(request: HttpRequest, group: Group, me: Membership | None) -> str:
    meetings, now = upcoming(request, group), timezone.now()
    next_one = next(iter(meetings), None)
    waits = render_to_string("meetings/needs.html", {"group": group, "meeting": next_one}, request)
    not_open = next((one for one in meetings if one.starts_at - KETTLE > now), None)  # nobody is asked at the door
    return format_html("{}{}", waits, at_hand.needs(request, me, not_open) if me else "")  # a "" is no SafeString


def fill_places() -> None:
    at_hand.ask()
    places.next_meeting.fill(next_meeting)
    places.first_evening.fill(first_evening)
    places.needs.fill(needs)
    places.next_day.fill(next_day)
