"""How am I?: my page, answering, taking away, what it is and is not; and a group's months, for its members."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kith.groups.asking import MemberRequest, posted, signed_in
from kith.journey import how_am_i
from kith.journey import how_am_i_showing as showing
from kith.journey.how_am_i_forms import HowAmIForm
from kith.journey.models.how_am_i import HowAmI


@signed_in
@require_safe
def mine(request: MemberRequest) -> HttpResponse:
    return render(request, "journey/how_am_i.html", showing.mine(request.user))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: MemberRequest) -> HttpResponse:
    form = HowAmIForm(posted(request), groups=how_am_i.groups_of(request.user))
    if form.carry_out(how_am_i.answer, by=request.user, now=timezone.now()):
        return redirect("journey:how_am_i")
    return render(request, "journey/how_am_i_answer.html", {"form": form})


@signed_in
@require_safe
def about(request: MemberRequest) -> HttpResponse:
    return render(request, "journey/how_am_i_about.html")


@signed_in
@require_POST
def take_away(request: MemberRequest, ref: str) -> HttpResponse:
    """One answer; `counting`: it stays, and counts nowhere."""
    one = get_object_or_404(HowAmI.objects.of(request.user), ref=ref)
    if "counting" in request.POST:
        how_am_i.do_not_count(one)
        messages.success(request, _("It counts in no group any more."))
    else:
        how_am_i.take_away(one)
        messages.success(request, _("It is gone."))
    return redirect("journey:how_am_i")


@signed_in
@require_safe
def ours(request: MemberRequest, ref: str) -> HttpResponse:
    """One word for each month, from five people on. For members, all alike."""
    me = get_object_or_404(how_am_i.groups_of(request.user).select_related("person"), group__ref=ref)
    facts = showing.ours(me) | {"next_told": showing.next_told(me.group, timezone.now())}
    return render(request, "journey/how_are_we.html", facts)


how_am_i_urls = [
    path("how-am-i/", mine, name="how_am_i"),
    path("how-am-i/answer/", answer, name="how_am_i_answer"),
    path("how-am-i/what-it-is/", about, name="how_am_i_about"),
    path("how-am-i/<str:ref>/take-away/", take_away, name="how_am_i_take_away"),
    path("groups/<str:ref>/how-are-we/", ours, name="how_are_we"),
]
