"""What those who facilitate find at hand: on a meeting's page, and among what waits for them on the group's."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Subquery
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kith.groups import known, lines, waits
from kith.groups.models import Membership
from kith.meetings import debriefing, expecting, holding, whens
from kith.meetings.formats import ROTATING
from kith.meetings.models import Meeting, PieceAsked
from kith.people.models import Person


def on_the_page(me: Membership, meeting: Meeting, *, person: Person, now: datetime) -> dict[str, Any]:
    """Who has which role, what I was asked, who reads, what I wrote to myself. Nothing for those who do not run the group."""
    if not me.runs or meeting.is_cancelled:
        return {}
    mine = me.pk in (meeting.facilitator_id, meeting.door_by_id)
    is_past = meeting.ends_at <= now or (meeting.has_begun(now) and _has_closed(meeting))
    return {
        "roles": [(role, getattr(meeting, field)) for role, field in holding.FIELDS.items()],
        "asked": [] if is_past else sorted(known.says(me, "asked") or [], key=lambda one: one["at"]),
        "readers": [] if is_past else readers(meeting, person),
        "wanted": known.says(me, "for_this_time") if mine and not is_past else "",
        "may_debrief": mine and is_past,
    }


def _has_closed(meeting: Meeting) -> bool:
    """Before its end: its circle closed. The page knows whether it can still be come to."""
    return not meeting.__dict__["is_still"] and not hasattr(meeting, "not_held")


def readers(meeting: Meeting, person: Person) -> list[tuple[str, str]]:
    """Names of the parts that go round, each with the alias of whoever might read it."""
    if not any(part.get("reader") == ROTATING for part in meeting.parts):
        return []
    found = expecting.of(meeting, person=person).readers
    return [(part["name"], found[part["key"]]) for part in meeting.parts if part["key"] in found]


def needs(request: HttpRequest, me: Membership, meeting: Meeting | None) -> str:
    """ "You have held six in a row. Ask Dee?" """
    turn = holding.turn(me, meeting)
    if turn is None:
        return ""
    facts = {"group": me.group, "turn": turn, "day": _in_words(me, turn.meeting.starts_at)}
    return render_to_string("meetings/holding_needs.html", facts, request)


def _in_words(me: Membership, at: datetime) -> str:
    clock = whens.on_clock(at, zone=ZoneInfo(me.person.zone or me.group.zone), now=timezone.now())
    return f"{clock.day}, {clock.time}"


def _asked_to_hold(me: Membership, now: datetime) -> lines.Rows:
    asked = PieceAsked.objects.asked_of(me.person).waiting().filter(meeting__group=me.group_id)
    coming = asked.filter(meeting__cancellation=None, meeting__starts_at__gt=now)
    return lines.rows(coming, "hold", name="of__alias", ref="meeting__ref", at="meeting__starts_at")


def _to_debrief(me: Membership, now: datetime) -> lines.Rows:
    last = Meeting.objects.filter(pk__in=debriefing.unwritten(me, now=now).values("pk")[:1])
    return lines.rows(last, "debrief", name="ref", at="starts_at")


def _say_asked(me: Membership, row: lines.Row) -> lines.Line:
    words = _("You are asked to hold the piece: %(day)s.") % {"day": _in_words(me, row.at)}
    return lines.Line(words, reverse("meetings:meeting", args=[row.ref]), _("Say yes or no"))


def _say_debrief(me: Membership, row: lines.Row) -> lines.Line:
    words = _("Five minutes for yourself, after %(day)s.") % {"day": _in_words(me, row.at)}
    return lines.Line(words, reverse("meetings:debrief", args=[row.ref]), _("Sit down for it"))


def ask() -> None:
    """What I was asked, and five minutes for myself after an evening, are found with all else that waits."""
    holding.look_for_turns()
    waits.add("hold", find=_asked_to_hold, say=_say_asked)
    waits.add("debrief", find=_to_debrief, say=_say_debrief)
    known.ask("held_the_last", lambda now: Subquery(holding.took_place(known.GROUP).values("facilitator")[:1]))
