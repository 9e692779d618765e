"""Asking someone who runs the group to go: never one person alone."""

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kith.groups import host_asked
from kith.groups import parting as deciding
from kith.groups.asking import MemberRequest, posted, press, signed_in
from kith.groups.forms_keeping import PartingAnswerForm, PartingForm
from kith.groups.models import Membership, Parting
from kith.groups.views.members import other, running


@signed_in
@require_safe
def for_the_host(request: MemberRequest) -> HttpResponse:
    """What waits for a host's word, in all groups. For anyone else this page does not exist."""
    if not request.user.is_host:
        raise Http404
    return render(request, "groups/host_asked.html", {"waits": host_asked.waiting_for(request.user)})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: MemberRequest, ref: str, member: str) -> HttpResponse:
    """Said with a reason, which they read. Nothing happens until others have agreed."""
    me = running(request, ref)
    them, form = other(request, me, member), PartingForm(posted(request))
    if begun := form.carry_out(deciding.ask, about=them, by=me, now=timezone.now()):
        return redirect("groups:parting", ref=ref, parting=begun.ref)
    return render(request, "groups/parting_ask.html", {"me": me, "group": me.group, "them": them, "form": form})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: MemberRequest, ref: str, parting: str) -> HttpResponse:
    """For those who run the group, the one it is about among them, and for the host: why, the answer, who has agreed."""
    found = Parting.objects.readable_by(request.user).with_names().filter(group__ref=ref)
    one = get_object_or_404(found, ref=parting)
    me = Membership.objects.running(request.user).filter(group=one.group).first()
    if request.method == "POST":
        return pressed(request, one, me)
    return render(request, "groups/parting.html", drawn(request, one, me))


def drawn(request: MemberRequest, one: Parting, me: Membership | None) -> dict[str, object]:
    mine = me is not None and one.about_id == me.pk
    return {
        "me": me,
        "group": one.group,
        "parting": one,
        "is_me": mine,
        "asked": me is not None and one.by_id == me.pk,
        "may_agree": me is not None and not mine and one.by_id != me.pk and one.yes_by_id is None,
        "may_host": request.user.is_host
        and one.host_by_id is None
        and (me is None or (not mine and one.by_id != me.pk)),
        "waits_for_another": deciding.waits_for_another(one),
        "form": PartingAnswerForm(initial={"words": one.answer}),
    }


def pressed(request: MemberRequest, one: Parting, me: Membership | None) -> HttpResponse:
    """Which button it was. Whoever runs nothing here has only the host's."""
    now, form = timezone.now(), PartingAnswerForm(request.POST)
    verbs = {"host": partial(deciding.agree_as_host, one, by=request.user, now=now)} if request.user.is_host else {}
    if me:
        verbs |= {
            "agree": partial(deciding.agree, one, by=me, now=now),
            "take_back": partial(deciding.take_back, one, by=me, now=now),
        }
        if form.is_valid():
            verbs["answer"] = partial(deciding.answer, one, words=form.cleaned_data["words"], by=me)
    if verb := verbs.get(request.POST.get("do", "")):
        press(request, verb, done=_("Kept."))
    return redirect("groups:parting", ref=one.group.ref, parting=one.ref)
