"""A seat alongside: asked for by a member, answered and made by those who run the group."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kith.groups import alongside as beside
from kith.groups import inviting
from kith.groups.asking import MemberRequest, posted, press, signed_in
from kith.groups.forms_keeping import WishForm
from kith.groups.models import AlongsideWish, Membership
from kith.groups.views.members import other, running
from kith.kit.refusal import Refused, sentence


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: MemberRequest, ref: str) -> HttpResponse:
    """My own wish and its answer; after a yes, the link is mine to make."""
    me = get_object_or_404(Membership.objects.at_home(request.user), group__ref=ref)
    if request.method == "POST" and request.POST.get("do") == "invite":
        return made(request, me, me)
    form = WishForm(posted(request))
    if form.carry_out(beside.wish, by=me, now=timezone.now()):
        messages.success(request, _("Those who facilitate have been asked."))
        return redirect("groups:alongside", ref=ref)
    return shown(request, me, form)


def shown(request: MemberRequest, me: Membership, form: WishForm | None = None, link: str = "") -> HttpResponse:
    facts = {
        "me": me,
        "group": me.group,
        "form": form or WishForm(),
        "link": link,
        "wish": AlongsideWish.objects.of(me).first(),
        "may_invite": me.runs or beside.may_invite(me),
        "with_me": Membership.objects.beside(request.user).filter(alongside_of=me),
        "of": me,
    }
    return render(request, "groups/alongside.html", facts)


def made(request: MemberRequest, me: Membership, of: Membership) -> HttpResponse:
    """A link is shown on this answer only."""
    try:
        token = beside.invite(of, by=me, now=timezone.now())[1]
    except Refused as no:
        messages.warning(request, sentence(no))
        return redirect("groups:members" if me != of else "groups:alongside", ref=me.group.ref)
    link = inviting.address(request, token)
    if of == me:
        return shown(request, me, link=link)
    return render(request, "groups/alongside_link.html", {"me": me, "group": me.group, "of": of, "link": link})


@signed_in
@require_POST
def answer(request: MemberRequest, ref: str, wish: str) -> HttpResponse:
    me = running(request, ref)
    asked = get_object_or_404(AlongsideWish.objects.run_by(request.user).filter(membership__group=me.group), ref=wish)
    yes = request.POST.get("do") == "yes"
    verb = partial(beside.answer, asked, yes=yes, by=me, now=timezone.now())
    press(request, verb, done=_("Kept. They can read your answer now."))
    return redirect("groups:members", ref=ref)


@signed_in
@require_POST
def invite(request: MemberRequest, ref: str, member: str) -> HttpResponse:
    """Made by someone who runs the group, to be given by hand."""
    me = running(request, ref)
    return made(request, me, other(request, me, member))
