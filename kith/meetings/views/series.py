"""Meeting again and again: start a series, see it, change it, leave a day out, end it."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kith.groups.asking import MemberRequest, posted, press, signed_in
from kith.groups.models import Membership
from kith.meetings import days_ahead, repeating, repeating_forms, reshaping, showing_series
from kith.meetings.models import Meeting, Series
from kith.meetings.repeating_forms import EVERY, DayForm, EndForm, SeriesForm, SkipForm
from kith.meetings.views.planning import running


def run_by(request: MemberRequest, ref: str) -> "QuerySet[Series]":
    return Series.objects.run_by(request.user).select_related("group", "facilitator").filter(group__ref=ref)


def chosen(request: MemberRequest, otherwise: str = "") -> str:
    asked = request.POST.get("every") or request.GET.get("every") or otherwise
    return asked if asked in EVERY else ""


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: MemberRequest, ref: str) -> HttpResponse:
    """First how often, then the rest of it. `from` is a meeting that becomes the first."""
    me, now, every = running(request, group__ref=ref), timezone.now(), chosen(request)
    first = one_alone(request, me)
    if not every:
        return render(
            request, "meetings/series_every.html", {"me": me, "group": me.group, "every": EVERY, "first": first}
        )
    start = repeating_forms.beginning(me, first, today=repeating_forms.today_on(me.group.zone, now))
    form = SeriesForm(me.group, every, posted(request), zone=me.group.zone, initial=start)
    if series := form.carry_out(repeating.start, group=me.group, by=me, now=now, first=first):
        messages.success(request, _("It is planned. The next eight weeks are here; the rest comes by itself."))
        return redirect(series)
    return render(request, "meetings/series_form.html", drawn(me, form, first=first))


def one_alone(request: MemberRequest, me: Membership) -> Meeting | None:
    asked = request.POST.get("from") or request.GET.get("from") or ""
    alone = Meeting.objects.run_by(request.user).standing().filter(group=me.group, series=None, ref=asked)
    return alone.select_related("facilitator").first()


def drawn(me: Membership, form: SeriesForm, **more: Any) -> dict[str, Any]:
    return {"me": me, "group": me.group, "form": form, "every": EVERY[form.every], **more}


@signed_in
@require_safe
def one(request: MemberRequest, ref: str, which: str) -> HttpResponse:
    """In words, and what is to come of it."""
    seen = Series.objects.visible_to(request.user).select_related("group", "facilitator")
    series = get_object_or_404(seen, group__ref=ref, ref=which)
    me = get_object_or_404(Membership.objects.of(request.user), group=series.group)
    return render(request, "meetings/series.html", showing_series.page(request, series, me))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: MemberRequest, ref: str, which: str) -> HttpResponse:
    """This and following. What has been stays as it was."""
    series, now = get_object_or_404(run_by(request, ref), ref=which), timezone.now()
    me, every = running(request, group__ref=ref), chosen(request, repeating_forms.every_of(series.course.rule))
    start = repeating_forms.standing(series, from_day=days_ahead.next_day(series, now))
    form = SeriesForm(me.group, every, posted(request), zone=series.zone, series=series, initial=start)
    if changed := form.carry_out(reshaping.change, series=series, by=me, now=now):
        messages.success(request, _("It is changed from then on. Please look whether each evening below is right."))
        return redirect(changed)
    return render(request, "meetings/series_form.html", drawn(me, form, series=series, ways=EVERY))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: MemberRequest, ref: str, which: str) -> HttpResponse:
    series, now = get_object_or_404(run_by(request, ref), ref=which), timezone.now()
    me, form = running(request, group__ref=ref), EndForm(days_ahead.days_to_end_on(series, now), posted(request))
    if ended := form.carry_out(repeating.end, series=series, by=me, now=now):
        messages.success(request, _("It ends. What was planned for later is called off."))
        return redirect(ended)
    return render(request, "meetings/series_end.html", {"me": me, "group": me.group, "series": series, "form": form})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def skip(request: MemberRequest, ref: str, which: str) -> HttpResponse:
    series, now = get_object_or_404(run_by(request, ref), ref=which), timezone.now()
    me, form = running(request, group__ref=ref), SkipForm(days_ahead.days_to_skip(series, now), posted(request))
    if left_out := form.carry_out(repeating.skip, series=series, by=me, now=now):
        messages.success(request, _("That day is left out."))
        return redirect(left_out)
    return render(request, "meetings/series_skip.html", {"me": me, "group": me.group, "series": series, "form": form})


@signed_in
@require_POST
def meet(request: MemberRequest, ref: str, which: str) -> HttpResponse:
    """A day that was left out is one again."""
    series, form = get_object_or_404(run_by(request, ref), ref=which), DayForm(request.POST)
    me = running(request, group__ref=ref)
    if form.carry_out(repeating.meet_after_all, series=series, by=me, now=timezone.now()):
        messages.success(request, _("You meet on that day after all."))
    return redirect(series)


@signed_in
@require_POST
def follow(request: MemberRequest, ref: str, which: str, meeting: str) -> HttpResponse:
    """One that goes its own way goes with its series again."""
    series, me = get_object_or_404(run_by(request, ref), ref=which), running(request, group__ref=ref)
    own = get_object_or_404(Meeting.objects.run_by(request.user).select_related("series"), series=series, ref=meeting)
    press(
        request, partial(reshaping.let_follow, own, by=me, now=timezone.now()), done=_("It goes with the series again.")
    )
    return redirect(series)


@signed_in
@require_POST
def clock(request: MemberRequest, ref: str, which: str) -> HttpResponse:
    """The group's clock has another zone now: the series keeps its time on the wall, there."""
    series, me = get_object_or_404(run_by(request, ref), ref=which), running(request, group__ref=ref)
    now = timezone.now()
    verb = partial(reshaping.to_the_groups_clock, series, by=me, now=now)
    press(request, verb, done=_("It keeps its time, on the group's clock now."))
    return redirect(Series.objects.run_by(request.user).filter(group=me.group).newest()[0])
