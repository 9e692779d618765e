"""For those who hold an evening: who does what, asking each other, the run sheet, and five minutes afterwards."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kith.groups.asking import MemberRequest, posted, press, signed_in
from kith.groups.models import Membership
from kith.meetings import debriefing, holding, run_sheet, showing
from kith.meetings.forms import DebriefForm
from kith.meetings.models import Debrief, Meeting, PieceAsked
from kith.meetings.views.planning import running


def run(request: MemberRequest, ref: str) -> tuple[Membership, Meeting]:
    found = Meeting.objects.run_by(request.user).select_related("group__greeter", "facilitator", "door_by")
    meeting = get_object_or_404(found, ref=ref)
    return running(request, group__ref=meeting.group.ref), meeting


@signed_in
@require_POST
def roles(request: MemberRequest, ref: str) -> HttpResponse:
    """ "I'll have the piece", "I'll have the door", or "not me", in one press."""
    me, meeting = run(request, ref)
    role = request.POST.get("role", "")
    if role not in holding.FIELDS:
        raise Http404
    verb = holding.lay_down if request.POST.get("do") == "lay_down" else holding.take
    press(request, partial(verb, meeting, role=role, by=me, now=timezone.now()), done=_("It is noted. Thank you."))
    return redirect(meeting)


@signed_in
@require_POST
def ask(request: MemberRequest, ref: str) -> HttpResponse:
    """Would you hold the next one?"""
    me, meeting = run(request, ref)
    of = get_object_or_404(
        Membership.objects.beside(request.user).select_related("person"), group=me.group, ref=request.POST.get("of", "")
    )
    done = _("%(alias)s is asked, and answers on the meeting's page.") % {"alias": of.alias}
    press(request, partial(holding.ask, meeting, of=of, by=me, now=timezone.now()), done=done)
    return redirect(meeting)


@signed_in
@require_POST
def answer(request: MemberRequest, ref: str) -> HttpResponse:
    """Yes or no, from whoever was asked."""
    me, meeting = run(request, ref)
    get_object_or_404(PieceAsked.objects.asked_of(request.user), meeting=meeting)
    yes = request.POST.get("answer") == "yes"
    done = _("Thank you. The evening is in your hands.") if yes else _("That is fine. It stays as it was.")
    press(request, partial(holding.answer, meeting, by=me, yes=yes, now=timezone.now()), done=done)
    return redirect(meeting)


@signed_in
@require_safe
def sheet(request: MemberRequest, ref: str) -> HttpResponse:
    """The evening on paper."""
    me, meeting = run(request, ref)
    facts = {
        "me": me,
        "group": meeting.group,
        "sheet": run_sheet.of(meeting, person=request.user),
        "on_paper": run_sheet.on_paper.show(request, meeting.group, me),
        "is_large": "large" in request.GET,
        **showing.told(request, meeting),
    }
    return render(request, "meetings/run_sheet.html", facts)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def debrief(request: MemberRequest, ref: str) -> HttpResponse:
    """About oneself, for oneself. To everyone else this page does not exist."""
    now = timezone.now()
    meeting = get_object_or_404(debriefing.held_by(request.user, now=now).select_related("group"), ref=ref)
    me = get_object_or_404(Membership.objects.of(request.user), group=meeting.group)
    mine = Debrief.objects.of(request.user).filter(meeting=meeting).values(*DebriefForm.base_fields).first()
    if request.method == "POST" and request.POST.get("do") == "take_down":
        press(request, partial(debriefing.take_down, meeting, by=me), done=_("It is gone."))
        return redirect(meeting.group)
    form = DebriefForm(posted(request), initial=mine or {})
    if form.carry_out(debriefing.keep, meeting=meeting, by=me, now=now):
        messages.success(request, _("It is kept, for you alone. Drink some water, and go easy."))
        return redirect(meeting.group)
    last = debriefing.for_this_time(me, meeting)
    facts = {"me": me, "group": meeting.group, "form": form, "is_kept": bool(mine), "last": last}
    return render(request, "meetings/debrief.html", facts | showing.told(request, meeting))
