"""A person's calendar: the page about it, and what calendar programs get."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kith.companions.models import Outing
from kith.groups.asking import MemberRequest
from kith.interop import calendars
from kith.interop.forms import Showing
from kith.meetings.models import Meeting

ONCE = "calendar_token"  # in the session until the page has shown it


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: MemberRequest) -> HttpResponse:
    """Whether I have one, its address when it was just made, and what stands in it."""
    feed = calendars.of(request.user)
    form = Showing(request.POST or None, initial={"shows": feed.shows, "word": feed.word} if feed else {})
    if feed and form.is_valid():
        calendars.call_it(**form.cleaned_data, by=request.user)
        messages.success(request, _("Kept. Your calendar shows it when it looks again, within some hours."))
        return redirect("interop:calendar")
    token = request.session.pop(ONCE, "") if request.method == "GET" else ""
    facts = {"feed": feed, "form": form, "address": calendars.address(request, token) if token else ""}
    return render(request, "interop/calendar.html", facts, status=400 if form.errors else 200)


@login_required
@require_POST
def make(request: MemberRequest) -> HttpResponse:
    request.session[ONCE] = calendars.make(by=request.user)
    return redirect("interop:calendar")


@login_required
@require_POST
def end(request: MemberRequest) -> HttpResponse:
    calendars.end(request.user)
    messages.success(
        request, _("The address leads nowhere now. What your calendar has already, it may keep; remove it there.")
    )
    return redirect("interop:calendar")


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """For programs: whoever has the address reads it, and an address that leads nowhere is like one that never was."""
    found = calendars.read(token, now=timezone.now())
    if found is None:
        raise Http404
    return _file(found, "calendar.ics")


@login_required
@require_safe
def meeting(request: MemberRequest, ref: str) -> HttpResponse:
    """One meeting as a file."""
    one = get_object_or_404(Meeting.objects.visible_to(request.user).select_related("group", "cancellation"), ref=ref)
    return _file(calendars.one(one, person=request.user, now=timezone.now()), "appointment.ics")


@login_required
@require_safe
def outing(request: MemberRequest, ref: str) -> HttpResponse:
    """One outing as a file, for whoever comes to it."""
    found = Outing.objects.joined_by(request.user).filter(starts_at__isnull=False)
    one = get_object_or_404(found, ref=ref)
    return _file(calendars.one_outing(one, person=request.user, now=timezone.now()), "appointment.ics")


def _file(calendar: bytes, name: str) -> HttpResponse:
    response = HttpResponse(calendar, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
