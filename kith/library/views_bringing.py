"""Bringing something from the shelf to a meeting that is still to come, or leaving it at home after all."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kith.groups.asking import MemberRequest, press, signed_in
from kith.library import asking, holding_up
from kith.library.models import Resource, Strategy


@signed_in
@require_POST
def bring_resource(request: MemberRequest, ref: str) -> HttpResponse:
    one = get_object_or_404(asking.resources(request.user).filter(by__person=request.user), ref=ref)
    _bring(request, one)
    return redirect("library:resource", one.ref)


@signed_in
@require_POST
def bring_strategy(request: MemberRequest, ref: str) -> HttpResponse:
    one = get_object_or_404(asking.strategies(request.user).filter(by__person=request.user), ref=ref)
    _bring(request, one)
    return redirect("library:strategy", one.ref)


def _bring(request: MemberRequest, one: Resource | Strategy) -> None:
    ahead = holding_up.ahead(one.by, now=timezone.now())
    to = get_object_or_404(ahead, ref=request.POST.get("meeting", ""))
    if request.POST.get("do") == "leave":
        holding_up.leave_at_home(one, to=to, by=one.by)
        messages.success(request, _("It stays at home."))
        return
    done = _("It comes along. When you have the piece, you find it under “More”.")
    press(request, lambda: holding_up.bring(one, to=to, by=one.by), done=done)
