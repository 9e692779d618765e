"""Who is in the group and in which role: for those who run it; and leaving, for everyone."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kith.groups import being_willing, leaving, roles, taking_off
from kith.groups.asking import MemberRequest, posted, press, signed_in
from kith.groups.door_forms import TellForm
from kith.groups.forms import GreeterForm, RoleForm, WhyForm
from kith.groups.models import AlongsideWish, Membership


def running(request: MemberRequest, ref: str) -> Membership:
    return get_object_or_404(Membership.objects.running(request.user).select_related("group"), group__ref=ref)


def leading(request: MemberRequest, ref: str) -> Membership:
    return get_object_or_404(Membership.objects.leading(request.user).select_related("group"), group__ref=ref)


def other(request: MemberRequest, me: Membership, ref: str) -> Membership:
    return get_object_or_404(Membership.objects.beside(request.user), group=me.group, ref=ref)


@signed_in
@require_safe
def members(request: MemberRequest, ref: str) -> HttpResponse:
    """Aliases and roles, nothing else: no names, no times, no counts."""
    me = running(request, ref)
    people = (
        Membership.objects.beside(request.user).filter(group=me.group).select_related("alongside_of").order_by("alias")
    )
    facts = {"me": me, "group": me.group, "members": people, "form": GreeterForm(me.group)}
    rest = Membership.objects.named_by_who_runs(request.user).filter(group=me.group, state=Membership.State.PAUSED)
    facts["resting"] = rest.select_related("alongside_of").order_by("alias")
    facts["willing"] = being_willing.to_see(me)
    facts["wishes"] = AlongsideWish.objects.run_by(request.user).waiting().filter(membership__group=me.group)
    return render(request, "groups/members.html", facts)


@signed_in
@require_POST
def role(request: MemberRequest, ref: str, member: str) -> HttpResponse:
    """Facilitators ask someone to share the work."""
    me = leading(request, ref)
    them, form = other(request, me, member), RoleForm(request.POST)
    if form.is_valid():
        verb = partial(roles.give, them, role=form.cleaned_data["role"], by=me)
        press(request, verb, done=_("%(alias)s shares the work now.") % {"alias": them.alias})
    return redirect("groups:members", ref=ref)


@signed_in
@require_POST
def lay_down(request: MemberRequest, ref: str) -> HttpResponse:
    me = running(request, ref)
    done = press(request, partial(roles.lay_down, by=me), done=_("You are a member again. Thank you."))
    return redirect(me.group) if done else redirect("groups:members", ref=ref)


@signed_in
@require_POST
def greeter(request: MemberRequest, ref: str) -> HttpResponse:
    me = running(request, ref)
    form = GreeterForm(me.group, request.POST)
    if form.carry_out(roles.choose_greeter, group=me.group, by=me):
        messages.success(request, _("Kept. Tell them, so that it is no surprise."))
    return redirect("groups:members", ref=ref)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: MemberRequest, ref: str, member: str) -> HttpResponse:
    """A page of its own, so that nobody is sent away by a slip of the thumb."""
    me = running(request, ref)
    named = Membership.objects.named_by_who_runs(request.user).filter(group=me.group)
    them, form = get_object_or_404(named, ref=member), WhyForm(posted(request))
    if them.runs and them.pk != me.pk:
        return redirect("groups:parting_ask", ref=ref, member=member)  # never by one person alone
    if form.is_valid():
        verb = partial(leaving.remove, them, by=me, why=form.cleaned_data["why"])
        press(request, verb, done=_("%(alias)s has no place here any more.") % {"alias": them.alias})
        return redirect(came_from(them), ref=ref)
    is_in, facts = them.state not in taking_off.OUTSIDE, {"me": me, "group": me.group, "them": them, "form": form}
    return render(request, "groups/remove.html", facts | {"is_in": is_in, "back": came_from(them)})


def came_from(them: Membership) -> str:
    """On which page those who run the group find someone: who waits or asked stands at the door."""
    return "groups:door" if them.state in taking_off.OUTSIDE else "groups:members"


@signed_in
@require_POST
def take_off(request: MemberRequest, ref: str, member: str) -> HttpResponse:
    """Off the waiting list. They are told, and may ask again."""
    me = running(request, ref)
    named = Membership.objects.named_by_who_runs(request.user).filter(group=me.group)
    them = get_object_or_404(named, ref=member)
    verb = partial(taking_off.take_off, them, by=me, now=timezone.now())
    press(request, verb, done=_("%(alias)s is not on the list any more, and is told so.") % {"alias": them.alias})
    return redirect("groups:door", ref=ref)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: MemberRequest, ref: str) -> HttpResponse:
    """Nobody is asked why. What happens to what is theirs is said before."""
    me = get_object_or_404(Membership.objects.at_home(request.user), group__ref=ref)
    form = TellForm(posted(request))
    if form.is_valid():
        verb = partial(leaving.leave, by=me, told=form.cleaned_data["told"])
        if press(request, verb, done=_("You have left. Go well.")):
            return redirect("site:home")
    alone = not Membership.objects.beside(request.user).filter(group=me.group).exclude(pk=me.pk).exists()
    return render(request, "groups/leave.html", {"me": me, "group": me.group, "alone": alone, "form": form})
