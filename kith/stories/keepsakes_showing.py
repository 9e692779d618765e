"""What the pages of keepsakes show, each asked with a few questions that do not grow with what is there."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone

from kith.groups import cupboards
from kith.groups.models import Membership
from kith.meetings import whens
from kith.meetings.models import Meeting
from kith.stories import asking
from kith.stories import keepsakes_bringing as bringing
from kith.stories.models import Brought, FromOuting, Keepsake
from kith.stories.models.keepsake import KeepsakeSet

A_PAGE = 12
MEETINGS = 4  # to choose from


def page(me: Membership, *, before: datetime) -> dict[str, Any]:
    """One page of the group's keepsakes, newest first, and where the one before it begins, until there is none."""
    found = list(asking.keepsakes(me.person).filter(group=me.group, made_at__lt=before).newest()[: A_PAGE + 1])
    more = found[A_PAGE - 1].made_at if len(found) > A_PAGE else None
    return {"me": me, "group": me.group, "keepsakes": found[:A_PAGE], "earlier_than": more}


def one(request: HttpRequest, me: Membership, keepsake: Keepsake) -> dict[str, Any]:
    mine = keepsake.by_id == me.pk
    said = FromOuting.objects.filter(keepsake=keepsake).values_list("shows", flat=True).first()
    facts = {"me": me, "group": me.group, "keepsake": keepsake, "mine": mine, "from_outing": said or ""}
    return facts | {"meetings": to_bring_to(request, me, keepsake) if mine else []}


def to_bring_to(request: HttpRequest, me: Membership, keepsake: Keepsake) -> list[dict[str, Any]]:
    """The next meetings, and whether it comes along."""
    now = timezone.now()
    ahead = bringing.ahead(me, now=now)
    brought = bringing.is_brought(keepsake, ahead)
    return [
        {"meeting": meeting, "when": _when(request, meeting, now), "brought": meeting.pk in brought}
        for meeting in ahead.select_related("group")[:MEETINGS]
    ]


def _when(request: HttpRequest, meeting: Meeting, now: datetime) -> Any:
    return whens.when(meeting, zone=whens.zone_for(request, meeting), now=now)


def at_meeting(request: HttpRequest, meeting: Meeting, me: Membership) -> str:
    """On a meeting's page, while it can still be come to: what I bring, and what I could."""
    if not cupboards.is_open(meeting.group, asking.CUPBOARD):
        return ""
    here = Exists(Brought.objects.filter(meeting=meeting, keepsake=OuterRef("pk")))
    mine: KeepsakeSet = asking.keepsakes(me.person).filter(by=me).newest()
    shown = list(mine.annotate(comes_along=here)[:40])
    facts = {
        "meeting": meeting,
        "group": meeting.group,
        "brought": [keepsake for keepsake in shown if keepsake.__dict__["comes_along"]],
        "others": [keepsake for keepsake in shown if not keepsake.__dict__["comes_along"]],
    }
    return render_to_string("stories/keepsakes_at_meeting.html", facts, request)


def as_picture(webp: bytes | None) -> HttpResponse:
    """The picture as an answer of which nobody on the way keeps a copy (M2); what is not there is not found."""
    if webp is None:
        raise Http404
    headers = {
        "Cache-Control": "private, no-store",
        "Content-Disposition": "inline",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(webp, content_type="image/webp", headers=headers)
