"""One meeting's page, for the members of its group."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kith.groups.asking import MemberRequest, signed_in
from kith.groups.models import Membership
from kith.meetings import evening, showing
from kith.meetings.models import Meeting
from kith.meetings.whens import zone_for


@signed_in
@require_safe
def meeting(request: MemberRequest, ref: str) -> HttpResponse:
    """When, how long, where, what it is like. The call's link is not here: it belongs to those who have taken a seat."""
    found = Meeting.objects.visible_to(request.user).select_related("group__greeter", "facilitator", "cancellation__by")
    one = get_object_or_404(found, ref=ref)
    me = get_object_or_404(Membership.objects.of(request.user), group=one.group)
    facts = {
        "me": me,
        "group": one.group,
        "hours": evening.of(one, zone=zone_for(request, one)),
        "is_over": not one.is_cancelled and not Meeting.objects.visible_to(request.user).is_still(one, timezone.now()),
        **showing.told(request, one),
    }
    return render(request, "meetings/meeting.html", facts)
