"""What those who facilitate find at hand: on a meeting's page, and among what waits for them on the group's."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from kith.groups.models import Group, Membership
from kith.meetings import debriefing, expecting, holding, whens
from kith.meetings.formats import ROTATING
from kith.meetings.models import Meeting, PieceAsked
from kith.people.models import Person


def on_the_page(me: Membership, meeting: Meeting, *, person: Person, now: datetime) -> dict[str, Any]:
    """Who has which role, what I was asked, who reads, what I wrote to myself. Nothing for those who do not run the group."""
    if not me.runs or meeting.is_cancelled:
        return {}
    mine, is_past = me.pk in (meeting.facilitator_id, meeting.door_by_id), meeting.ends_at <= now
    return {
        "roles": [(role, getattr(meeting, field)) for role, field in holding.FIELDS.items()],
        "asked": [] if is_past else list(meeting.piece_asked.select_related("of", "by").order_by("at")),
        "readers": [] if is_past else readers(meeting, person),
        "wanted": debriefing.for_this_time(me, meeting) if mine and not is_past else "",
        "may_debrief": mine and is_past,
    }


def readers(meeting: Meeting, person: Person) -> list[tuple[str, str]]:
    """Names of the parts that go round, each with the alias of whoever might read it."""
    if not any(part.get("reader") == ROTATING for part in meeting.parts):
        return []
    found = expecting.of(meeting, person=person).readers
    return [(part["name"], found[part["key"]]) for part in meeting.parts if part["key"] in found]


def needs(request: HttpRequest, me: Membership, meeting: Meeting | None) -> str:
    """ "You have held six in a row. Ask Dee?"; what I was asked; five minutes for myself after an evening."""
    now, zone_of = timezone.now(), whens.zone_for
    asked = PieceAsked.objects.asked_of(me.person).waiting().filter(meeting__in=_coming(me.group, now))
    held = debriefing.waiting(me, now=now)
    facts: dict[str, Any] = {"group": me.group, "turn": holding.turn(me, meeting)}
    facts["asked"] = [_told(request, one.meeting, now) for one in asked.select_related("meeting__group")]
    facts["debrief"] = (
        {"meeting": held, "when": whens.when(held, zone=zone_of(request, held), now=now)} if held else None
    )
    facts["next"] = _told(request, meeting, now) if meeting else None
    return render_to_string("meetings/holding_needs.html", facts, request)


def _coming(group: Group, now: datetime) -> "QuerySet[Meeting]":
    return Meeting.objects.standing().filter(group=group, starts_at__gt=now)


def _told(request: HttpRequest, meeting: Meeting, now: datetime) -> dict[str, Any]:
    return {"meeting": meeting, "when": whens.when(meeting, zone=whens.zone_for(request, meeting), now=now)}
