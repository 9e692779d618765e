"""Saying whether one comes: on Kith's pages, and by a reminder's link that shows no group and signs nobody in."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kith.groups.asking import MemberRequest, posted, press, signed_in
from kith.groups.models import Membership
from kith.meetings import answering, calendars, links, pictures, tonight
from kith.meetings.coming_forms import AnswerForm, LinkForm
from kith.meetings.models import Attendance, HardWeek, Meeting
from kith.meetings.whens import group_zone, on_clock


@signed_in
@require_POST
def answer(request: MemberRequest, ref: str) -> HttpResponse:
    """One press; then back to where it was pressed."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), ref=ref)
    me = get_object_or_404(
        Membership.objects.of(request.user).select_related("group", "person"), group=meeting.group_id
    )
    form = AnswerForm(request.POST)
    if form.is_valid():
        verb = partial(answering.answer, meeting, **form.cleaned_data, by=me, now=timezone.now())
        press(request, verb, done=_("Kept. You can change it until it starts."))
    return redirect(me.group if request.POST.get("back") == "group" else meeting)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer_link(request: HttpRequest, token: str) -> HttpResponse:
    """Opening it changes nothing. Who holds the link sees a day and an hour, never a group, a name, or what was answered."""
    asked = links.opened(token, now=timezone.now())
    if asked is None:
        return render(request, "meetings/link_over.html", status=404)
    form = LinkForm(posted(request))
    if form.carry_out(answering.answer, meeting=asked.meeting, by=asked.membership, now=timezone.now()):
        return redirect(f"{request.path}?kept=yes")  # not which: an address stays in the browser's history
    clock = on_clock(asked.meeting.starts_at, zone=links.zone_of(asked), now=timezone.now())
    facts = {"clock": clock, "form": form, "is_off": asked.meeting.is_cancelled, "kept": request.GET.get("kept", "")}
    return render(request, "meetings/link.html", facts)


@signed_in
@require_POST
def hello_said(request: MemberRequest, ref: str) -> HttpResponse:
    week = get_object_or_404(HardWeek.objects.asked_of(request.user, now=timezone.now()), ref=ref)
    me = get_object_or_404(Membership.objects.of(request.user).select_related("group", "person"), pk=week.hello_from_id)
    press(
        request,
        partial(answering.hello_said, week, by=me, now=timezone.now()),
        done=_("Thank you. It is off your list."),
    )
    return redirect(me.group)


@signed_in
@require_POST
def told(request: MemberRequest, ref: str, member: str) -> HttpResponse:
    """A tick on tonight's list, or the tick taken back."""
    meeting = get_object_or_404(Meeting.objects.run_by(request.user).select_related("cancellation"), ref=ref)
    me = get_object_or_404(Membership.objects.running(request.user), group=meeting.group_id)
    them = get_object_or_404(Membership.objects.beside(request.user), group=meeting.group_id, ref=member)
    if change := tonight.change_of(meeting, now=timezone.now()):
        tonight.tick(change, of=them, by=me, now=timezone.now(), told=request.POST.get("told") != "no")
    return redirect(meeting.get_absolute_url() + "#not-yet-told")


@signed_in
@require_safe
def calendar(request: MemberRequest, ref: str) -> HttpResponse:
    """The coming weeks, the year that was, and the evenings one came to oneself."""
    me = get_object_or_404(Membership.objects.at_home(request.user), group__ref=ref)
    now = timezone.now()
    mine = (
        Attendance.objects.of(request.user)
        .filter(membership=me)
        .select_related("meeting")
        .order_by("-meeting__starts_at")
    )
    zone = group_zone(request, me.group)
    facts = {
        "me": me,
        "group": me.group,
        "zone": zone,
        "calendar": calendars.coming(me.group, zone=zone, now=now).put_beside(request, me.group, me, zone),
        "strip": pictures.strip(me.group, now=now),
        "mine": mine[:12],
    }
    return render(request, "meetings/calendar.html", facts)
