"""One meeting's page, for the members of its group."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kith.groups import first_visit
from kith.groups.asking import MemberRequest, signed_in
from kith.groups.models import Membership
from kith.meetings import at_hand, attendance, evening, showing, showing_coming, showing_series
from kith.meetings.models import Meeting
from kith.meetings.whens import zone_for


@signed_in
@require_safe
def meeting(request: MemberRequest, ref: str) -> HttpResponse:
    """When, how long, where, what it is like. The call's link is not here: it belongs to those who have taken a seat."""
    found = Meeting.objects.visible_to(request.user).select_related(
        "group__greeter", "facilitator", "door_by", "cancellation__by", "not_held", "series"
    )
    one = get_object_or_404(found, ref=ref)
    me = get_object_or_404(Membership.objects.of(request.user).select_related("person"), group=one.group_id)
    me.group = one.group
    is_first = not me.runs and attendance.is_new(me)
    facts = {
        "me": me,
        "group": one.group,
        "hours": evening.of(one, zone=zone_for(request, one)),
        "is_over": not one.is_cancelled and not Meeting.objects.visible_to(request.user).is_still(one, timezone.now()),
        "is_first": is_first,
        "plan": first_visit.plan_of(me) if is_first else None,
        **at_hand.on_the_page(me, one, person=request.user, now=timezone.now()),
        **showing.told(request, one),
        **showing_series.of_meeting(one),
        **showing_coming.on_meeting(request, one, me),
    }
    return render(request, "meetings/meeting.html", facts)
