"""One's own standing in a group: waiting for an answer or a seat, a plan for the first visit, resting, moving on."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kith.groups import door_facts, first_visit, resting, standing_facts, waiting
from kith.groups.asking import MemberRequest, posted, press, signed_in
from kith.groups.door_forms import PlanForm, TellForm
from kith.groups.models import Membership

State = Membership.State
WAYS: dict[str, Callable[..., Membership]] = {
    "take": waiting.take,
    "pass": waiting.let_pass,
    "off": waiting.step_out,
}


def own(request: MemberRequest, ref: str) -> Membership:
    mine = Membership.objects.own(request.user).select_related("group__greeter", "person", "asking__answered_by")
    return get_object_or_404(mine, group__ref=ref)


def here(request: MemberRequest, ref: str) -> Membership:
    return get_object_or_404(Membership.objects.at_home(request.user), group__ref=ref)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def wait(request: MemberRequest, ref: str) -> HttpResponse:
    """Where to look for an answer, and help if tonight is hard; a seat that is offered, and the answer when it is there."""
    me = own(request, ref)
    if request.method == "POST":
        verb = WAYS.get(request.POST.get("do", ""))
        if verb and press(request, partial(verb, by=me, now=timezone.now()), done=_("Kept.")):
            me = own(request, ref)
        return redirect(door_facts.home_of(me))
    facts = standing_facts.of(me, now=timezone.now())
    return render(request, "groups/waiting.html", facts) if facts else redirect(door_facts.home_of(me))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: MemberRequest, ref: str) -> HttpResponse:
    """My first visit, for me alone."""
    me = here(request, ref)
    kept = first_visit.plan_of(me)
    before: dict[str, object] = {"listens": me.comes == Membership.Comes.LISTEN}
    before |= {"say": kept.say, "leave_with": kept.leave_with} if kept else {}
    form = PlanForm(posted(request), initial=before)
    if form.carry_out(first_visit.keep, by=me, now=timezone.now()):
        messages.success(request, _("Kept, for you alone. You find it on the meeting's page before you go in."))
        return redirect(me.group)
    return render(request, "groups/plan.html", {"me": me, "group": me.group, "form": form})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def pause(request: MemberRequest, ref: str) -> HttpResponse:
    me, form = here(request, ref), TellForm(posted(request))
    if form.carry_out(resting.pause, by=me, now=timezone.now()):
        return redirect("groups:back", ref=ref)
    return render(request, "groups/pause.html", {"me": me, "group": me.group, "form": form})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def back(request: MemberRequest, ref: str) -> HttpResponse:
    """The page of who rests: until when a seat is kept, and the way back in one press. And of who moved on."""
    me = own(request, ref)
    if me.state not in (State.PAUSED, State.GRADUATED):
        return redirect(door_facts.home_of(me))
    if request.method == "POST" and me.state == State.PAUSED:
        press(request, partial(resting.come_back, by=me, now=timezone.now()), done=_("Welcome back."))
        return redirect(door_facts.home_of(own(request, ref)))
    name = "back_again" if me.state == State.PAUSED else "graduated"
    return render(request, f"groups/{name}.html", standing_facts.resting_of(me, now=timezone.now()))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def graduate(request: MemberRequest, ref: str) -> HttpResponse:
    """Leaving because life is good."""
    me, form = here(request, ref), TellForm(posted(request))
    if form.carry_out(resting.graduate, by=me, now=timezone.now()):
        return redirect("groups:back", ref=ref)
    return render(request, "groups/graduate.html", {"me": me, "group": me.group, "form": form})
