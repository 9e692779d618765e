"""Wishing for a companion, the pact, and what facilitators see of it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kith.companions import asking, deeds, places, resting, showing, wishing
from kith.companions.models import Pact
from kith.groups.asking import MemberRequest, press, signed_in


@signed_in
@require_safe
def wishes(request: MemberRequest, ref: str) -> HttpResponse:
    me = get_object_or_404(asking.me(request.user), group__ref=ref)
    return render(request, "companions/wishes.html", showing.wishes(me))


@signed_in
@require_POST
def tick(request: MemberRequest, ref: str) -> HttpResponse:
    me = get_object_or_404(asking.me(request.user), group__ref=ref)
    wished = get_object_or_404(asking.known_to(me), ref=request.POST.get("for", ""))
    press(
        request, lambda: wishing.tick(wished, by=me, now=timezone.now()), done=_("Your wish is kept. Only you see it.")
    )
    return redirect("companions:wishes", ref)


@signed_in
@require_POST
def untick(request: MemberRequest, ref: str) -> HttpResponse:
    me = get_object_or_404(asking.me(request.user), group__ref=ref)
    wished = get_object_or_404(asking.known_to(me), ref=request.POST.get("for", ""))
    press(request, lambda: wishing.untick(wished, by=me), done=_("Your wish is taken back."))
    return redirect("companions:wishes", ref)


@signed_in
@require_POST
def rota(request: MemberRequest, ref: str) -> HttpResponse:
    """`off`: not any more."""
    me = get_object_or_404(asking.me(request.user), group__ref=ref)
    if "off" in request.POST:
        press(request, lambda: wishing.not_anyone(by=me), done=_("You are not on the rota any more."))
    else:
        press(request, lambda: wishing.anyone_is_fine(by=me, now=timezone.now()), done=_("You are on the rota."))
    return redirect("companions:wishes", ref)


@signed_in
@require_safe
def pairs(request: MemberRequest, ref: str) -> HttpResponse:
    me = get_object_or_404(asking.run(request.user), group__ref=ref)
    return render(request, "companions/pairs.html", showing.pairs(me))


@signed_in
@require_POST
def rest(request: MemberRequest, ref: str) -> HttpResponse:
    """All pairing pauses; `off`: it goes on."""
    me = get_object_or_404(asking.run(request.user), group__ref=ref)
    if "off" in request.POST:
        press(request, lambda: resting.go_on(by=me), done=_("Pairing goes on."))
    else:
        press(request, lambda: resting.rest(by=me), done=_("Pairing rests. Companions who are together stay so."))
    return redirect("companions:pairs", ref)


@signed_in
@require_safe
def pact(request: MemberRequest, ref: str) -> HttpResponse:
    one = get_object_or_404(Pact.objects.visible_to(request.user), ref=ref)
    return _page(request, showing.seen(one, request.user, timezone.now()))


@signed_in
@require_POST
def do(request: MemberRequest, ref: str, what: str) -> HttpResponse:
    """One of the deeds; what was typed stays on the page when it is refused."""
    one = get_object_or_404(Pact.objects.visible_to(request.user), ref=ref)
    seen = showing.seen(one, request.user, now := timezone.now())
    if (deed := deeds.known().get(what)) is None:
        raise Http404
    form = deed.form(request.POST, seen)
    if form.is_valid() and deed.carry_out(form, seen.mine, now):
        messages.success(request, deed.done)
        return redirect(one)
    seen.forms[what.replace("-", "_")] = form
    return _page(request, seen)


@signed_in
@require_safe
def way_out(request: MemberRequest, ref: str) -> HttpResponse:
    """Asks once, kindly; the button there does it."""
    one = get_object_or_404(Pact.objects.visible_to(request.user).lasting(), ref=ref)
    return render(request, "companions/way_out.html", {"group": one.group, "pact": one})


@signed_in
@require_safe
def copy(request: MemberRequest, ref: str) -> HttpResponse:
    one = get_object_or_404(Pact.objects.visible_to(request.user), ref=ref)
    seen = showing.seen(one, request.user, now := timezone.now())
    named = {"Content-Disposition": 'attachment; filename="a-copy.txt"'}
    return HttpResponse(showing.copy(seen, now), content_type="text/plain; charset=utf-8", headers=named)


def _page(request: MemberRequest, seen: showing.Seen) -> HttpResponse:
    facts: dict[str, Any] = {"seen": seen, "pact": seen.pact, "group": seen.pact.group, "other": seen.other}
    facts["with_the_week"] = places.week.show(request, seen)
    return render(request, "companions/pact.html", facts)
