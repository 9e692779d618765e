"""Farewells: a member has died, a group ends."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kith.groups import ending, two
from kith.groups import passing as dying
from kith.groups.asking import MemberRequest, posted, press, signed_in
from kith.groups.forms_keeping import GoodbyeForm
from kith.groups.models import Goodbye, Membership, Passing
from kith.groups.views.members import leading

State = Membership.State


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def passing(request: MemberRequest, ref: str, member: str) -> HttpResponse:
    """Said by two who run the group; where only one does, the host is the other, once that one has said it."""
    known = Membership.objects.known_to_who_runs(request.user).select_related("group", "person")
    them = get_object_or_404(known.filter(state__in=(*dying.MAY_DIE, State.DIED)), group__ref=ref, ref=member)
    if not two.may_say(request.user, them.group, about=them):
        raise Http404
    said = Passing.objects.standing().filter(membership=them).first()
    if request.method == "POST":
        return said_or_undone(request, them, said)
    facts = {"group": them.group, "them": them, "passing": said, "can": dying.can_be_said(them)}
    facts["mine"] = said is not None and said.said_by_id == request.user.pk
    return render(request, "groups/passing.html", facts)


def said_or_undone(request: MemberRequest, them: Membership, said: Passing | None) -> HttpResponse:
    now = timezone.now()
    if request.POST.get("do") == "say":
        press(request, partial(dying.say, them, by=request.user, now=now), done=_("Kept. We are sorry for your loss."))
    elif request.POST.get("do") == "mistake" and said:
        press(request, partial(dying.mistake, said, by=request.user, now=now), done=_("All is as it was before."))
    return redirect("groups:passing", ref=them.group.ref, member=them.ref)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def still_here(request: MemberRequest, ref: str) -> HttpResponse:
    """For someone who is said to have died, and is here: one press, and all is as it was."""
    mine = Passing.objects.mistaken_for(request.user)
    one = get_object_or_404(mine, membership__group__ref=ref)
    if request.method == "POST":
        press(
            request,
            partial(dying.mistake, one, by=request.user, now=timezone.now()),
            done=_("All is as it was before."),
        )
        return redirect("groups:group", ref=ref)
    return render(request, "groups/still_here.html", {"group": one.membership.group})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: MemberRequest, ref: str) -> HttpResponse:
    """First a last meeting, if they wish; then the words, and it has ended. It can be taken back for thirty days."""
    me = leading(request, ref)
    said = Goodbye.objects.led_by(request.user).filter(group=me.group).first()
    form = GoodbyeForm(posted(request))
    if request.method == "POST" and request.POST.get("do") == "go_on":
        press(
            request,
            partial(ending.go_on, me.group, by=me),
            done=_("The group goes on. Plan a meeting when you are ready."),
        )
        return redirect(me.group)
    if form.carry_out(ending.say_goodbye, group=me.group, by=me, now=timezone.now()):
        messages.success(request, _("The group has ended. Thank you for holding it."))
        return redirect(me.group)
    return render(request, "groups/end.html", {"me": me, "group": me.group, "form": form, "goodbye": said})
