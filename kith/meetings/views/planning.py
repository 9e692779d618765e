"""For those who facilitate: choose a format, plan, change, cancel, look through the questions."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kith.groups.asking import MemberRequest, posted, signed_in
from kith.groups.models import Membership
from kith.meetings import agenda, formats, planning, prompts
from kith.meetings.forms import DEPTHS, CancelForm, PlanForm, first_of
from kith.meetings.models import Meeting


def running(request: MemberRequest, **which: str) -> Membership:
    return get_object_or_404(Membership.objects.running(request.user).select_related("group__greeter"), **which)


def chosen_format(request: MemberRequest, me: Membership, otherwise: str = "") -> formats.Format | None:
    asked = request.POST.get("format") or request.GET.get("format") or otherwise
    return formats.of(me.group).get(asked)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: MemberRequest, ref: str) -> HttpResponse:
    """First a format, then the rest of it."""
    me, now = running(request, group__ref=ref), timezone.now()
    form_of = chosen_format(request, me)
    if form_of is None:
        return choose(request, me)
    form = PlanForm(me.group, form_of, posted(request), now=now)
    form.initial = beginning(form, me, asked=request.GET.get("prompt", "")) | {"day": proposed(request)}
    if meeting := form.carry_out(planning.plan, group=me.group, by=me, now=now):
        messages.success(request, _("It is planned. Everyone in the group sees it now."))
        return redirect(meeting)
    return render(request, "meetings/plan.html", drawn(me, form_of, form))


def proposed(request: MemberRequest) -> date | None:
    """A day that the page before has spoken of."""
    try:
        return parse_date(request.GET.get("day", ""))
    except ValueError:
        return None


def choose(request: MemberRequest, me: Membership) -> HttpResponse:
    asked = prompts.library().get(request.GET.get("prompt", ""))
    fitting = [one for one in formats.of(me.group).values() if one.asking or not asked]
    shelf = [(one, agenda.fit(one, one.minutes)["parts"]) for one in fitting]
    facts = {"me": me, "group": me.group, "shelf": shelf, "prompt": asked, "day": proposed(request)}
    return render(request, "meetings/choose.html", facts)


def beginning(form: PlanForm, me: Membership, *, asked: str) -> dict[str, Any]:
    """What a new plan starts with."""
    start: dict[str, Any] = {"minutes": form.form.minutes, "facilitator": me.ref, "by_text": True, "clock": "19:00"}
    if form.form.asking:
        start["prompt"] = asked or first_of(form.fields["prompt"].choices)  # type: ignore[attr-defined]
    return start


def drawn(me: Membership, form_of: formats.Format, form: PlanForm, meeting: Meeting | None = None) -> dict[str, Any]:
    return {"me": me, "group": me.group, "format": form_of, "form": form, "meeting": meeting}


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: MemberRequest, ref: str) -> HttpResponse:
    meeting = get_object_or_404(
        Meeting.objects.run_by(request.user).select_related("group", "facilitator", "door_by"), ref=ref
    )
    me, now = running(request, group__meetings__ref=ref), timezone.now()
    form_of = chosen_format(request, me, meeting.format) or formats.as_planned(meeting)
    form = PlanForm(me.group, form_of, posted(request), now=now, meeting=meeting, initial=standing(meeting, form_of))
    if changed := form.carry_out(planning.change, meeting=meeting, by=me, now=now):
        messages.success(request, _("It is changed. Everyone in the group sees it now."))
        return redirect(changed)
    return render(request, "meetings/plan.html", drawn(me, form_of, form, meeting))


def standing(meeting: Meeting, form_of: formats.Format) -> dict[str, Any]:
    """A meeting as the form shows it, on the group's clock."""
    here = meeting.starts_at.astimezone(meeting.group.tz)
    own = meeting.asking if meeting.asking and not meeting.prompt_key else {}
    return {
        "day": here.date(),
        "clock": here.time(),
        "minutes": meeting.minutes,
        "facilitator": meeting.facilitator.ref if meeting.facilitator else None,
        "door_by": meeting.door_by.ref if meeting.door_by else None,
        "prompt": meeting.prompt_key,
        "own": own.get("prompt", ""),
        "own_lighter": own.get("lighter", ""),
        "by_text": meeting.by_text,
        "call_link": meeting.call_link,
        "place": meeting.place,
    }


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: MemberRequest, ref: str) -> HttpResponse:
    meeting = get_object_or_404(Meeting.objects.run_by(request.user).select_related("group", "cancellation"), ref=ref)
    me, form = running(request, group__meetings__ref=ref), CancelForm(posted(request))
    called_off = form.carry_out(planning.cancel, meeting=meeting, by=me, now=timezone.now())
    if called_off:
        messages.success(request, _("It is called off. The reason is on the meeting's page."))
        return redirect(meeting)
    return render(request, "meetings/cancel.html", {"me": me, "group": me.group, "meeting": meeting, "form": form})


@signed_in
@require_safe
def library(request: MemberRequest, ref: str) -> HttpResponse:
    """The questions this group has not asked within six months, by theme and depth."""
    me = running(request, group__ref=ref)
    theme, depth = request.GET.get("theme", ""), request.GET.get("depth", "")
    fresh = prompts.fresh(me.group, at=timezone.now())
    facts = {
        "me": me,
        "group": me.group,
        "prompts": prompts.chosen(fresh, theme=theme, depth=depth),
        "themes": prompts.themes(),
        "depths": DEPTHS,
        "theme": theme,
        "depth": depth,
    }
    return render(request, "meetings/prompts.html", facts)
