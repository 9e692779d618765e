"""After a meeting, for who was there; how the group is, for those who facilitate."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kith.groups.asking import MemberRequest, press, signed_in
from kith.groups.models import Membership
from kith.insights import saying, showing
from kith.insights.words import ANSWERS, QUESTIONS
from kith.meetings.models import Meeting

BACK = {"circle": "circle:room", "meeting": "meetings:meeting"}


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def after(request: MemberRequest, ref: str) -> HttpResponse:
    """Who facilitates is not asked, nor who is alongside someone; who was not there, neither."""
    now = timezone.now()
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), ref=ref)
    me = get_object_or_404(saying.opened_for(request.user).filter(alongside_of=None), group=meeting.group_id)
    if me.runs or not saying.held_for(me, now=now).filter(pk=meeting.pk).exists():
        raise Http404
    if request.method == "POST":
        return _pressed(request, meeting, me)
    return render(request, "insights/after.html", showing.asked(me, meeting, now=now))


def _pressed(request: MemberRequest, meeting: Meeting, me: Membership) -> HttpResponse:
    if "take_back" in request.POST:
        press(request, lambda: saying.take_back(meeting, by=me), done=_("It is taken back."))
    else:
        said = {name: request.POST[name] == "yes" for name in QUESTIONS if request.POST.get(name) in ANSWERS}
        if not said:
            raise Http404
        press(request, lambda: saying.say(meeting, by=me, now=timezone.now(), **said), done=_("Thank you. It is kept."))
    return redirect(BACK.get(request.POST.get("back", ""), "insights:after"), meeting.ref)


@signed_in
@require_safe
def group(request: MemberRequest, ref: str) -> HttpResponse:
    me = get_object_or_404(saying.opened_for(request.user).filter(role__in=Membership.RUNS), group__ref=ref)
    return render(request, "insights/group.html", showing.months(me, now=timezone.now()))
