"""One meeting's page, for the members of its group."""

from datetime import datetime

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kith.groups import known
from kith.groups.asking import MemberRequest, signed_in
from kith.kit import by_heart
from kith.meetings import at_hand, evening, places, showing, showing_coming, showing_series, who_looks
from kith.meetings.models import Meeting
from kith.meetings.whens import zone_for
from kith.people.models import Person


@by_heart.question
def _shown(person: Person, ref: str, now: datetime) -> "QuerySet[Meeting]":
    found = Meeting.objects.visible_to(person).filter(ref=ref).knowing_what_became(now)
    return found.select_related("group", "facilitator", "door_by", "cancellation__by", "not_held", "series")


@signed_in
@require_safe
def meeting(request: MemberRequest, ref: str) -> HttpResponse:
    """When, how long, where, what it is like. The call's link is not here: it belongs to those who have taken a seat."""
    now = timezone.now()
    one = by_heart.the_one(_shown(request.user, ref, now))
    me = who_looks.at(one, request.user, now=now)
    if me is None:
        raise Http404
    is_still: bool = one.__dict__["is_still"]
    facts = {
        "me": me,
        "group": one.group,
        "hours": evening.of(one, zone=zone_for(request, one)),
        "is_over": not one.is_cancelled and not is_still,
        "afterwards": [] if is_still or one.is_cancelled else places.afterwards.show(request, one, me),
        "bringing": places.bringing.show(request, one, me) if is_still else [],
        "is_first": not me.runs and not known.says(me, "has_come"),
        "plan": getattr(me, "first_visit", None),
        **at_hand.on_the_page(me, one, person=request.user, now=now),
        **showing.told(request, one),
        **showing_series.of_meeting(one),
        **showing_coming.on_meeting(request, one, me),
    }
    return render(request, "meetings/meeting.html", facts)
