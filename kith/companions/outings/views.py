"""A group's outings; proposing one; one of them, and what one says to it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kith.companions.models import Outing
from kith.companions.outings import asking, calling_off, coming, deeds, proposing, showing
from kith.companions.outings.forms import OffForm, OutingForm, starting
from kith.groups.asking import MemberRequest, posted, press, signed_in

either = require_http_methods(["GET", "HEAD", "POST"])


@signed_in
@require_safe
def outings(request: MemberRequest, ref: str) -> HttpResponse:
    me = get_object_or_404(asking.me(request.user), group__ref=ref)
    return render(request, "outings/outings.html", showing.home(request, me, now=timezone.now()))


@signed_in
@either
def new(request: MemberRequest, ref: str) -> HttpResponse:
    me = get_object_or_404(asking.me(request.user), group__ref=ref)
    form = OutingForm(me.group, posted(request), times=3)
    if made := form.carry_out(proposing.propose, by=me, now=timezone.now()):
        messages.success(request, _("It is proposed. Everyone in your group is asked along."))
        return redirect(made)
    return render(request, "outings/form.html", {"me": me, "group": me.group, "form": form})


@signed_in
@either
def sheet(request: MemberRequest, ref: str) -> HttpResponse:
    """Keeping safe. `to`: the outing that someone would like to come to."""
    me = get_object_or_404(asking.me(request.user), group__ref=ref)
    to = Outing.objects.visible_to(request.user).filter(ref=request.GET.get("to", ""), group=me.group).first()
    if request.method == "POST":
        coming.read_sheet(by=me, now=timezone.now())
        return redirect(to) if to else redirect("outings:outings", ref)
    facts = {"me": me, "group": me.group, "to": to, "has_read": asking.has_read(me)}
    return render(request, "outings/sheet.html", facts)


@signed_in
@require_safe
def outing(request: MemberRequest, ref: str) -> HttpResponse:
    """One of them; or, for whom it is over, that it is, and no word about why."""
    one = Outing.objects.visible_to(request.user).filter(ref=ref).first()
    if one is None:
        mine = get_object_or_404(asking.ended_for(request.user), outing__ref=ref)
        facts = {"group": mine.outing.group, "ended": showing.ended_at(request, mine)}
        return render(request, "outings/ended.html", facts)
    seen = showing.seen(request, one, request.user, now=timezone.now())
    return render(request, "outings/outing.html", showing.page(request, seen))


@signed_in
@require_POST
def do(request: MemberRequest, ref: str, what: str) -> HttpResponse:
    """One press: yes, no, these times suit me, it is then."""
    one = get_object_or_404(Outing.objects.visible_to(request.user), ref=ref)
    deed = deeds.known().get(what)
    if deed is None:
        raise Http404
    me = asking.of(request.user, one.group)
    press(request, lambda: deed.verb(one, request.POST, me, timezone.now()), done=deed.done)
    return redirect(one)


@signed_in
@either
def change(request: MemberRequest, ref: str) -> HttpResponse:
    now = timezone.now()
    one = get_object_or_404(Outing.objects.by_me(request.user).standing().ahead(now), ref=ref)
    form = OutingForm(one.group, posted(request), times=0 if one.is_poll else 1, initial=starting(one))
    if form.carry_out(deeds.change_of(one), now=now):
        messages.success(request, _("Kept. Whoever answered is told."))
        return redirect(one)
    return render(request, "outings/form.html", {"group": one.group, "form": form, "outing": one})


@signed_in
@either
def off(request: MemberRequest, ref: str) -> HttpResponse:
    """By whoever proposed it; by who facilitates, with a reason."""
    now = timezone.now()
    one = get_object_or_404(asking.may_call_off(request.user).ahead(now), ref=ref)
    me = asking.of(request.user, one.group)
    form = OffForm(posted(request), owed=one.by_id != me.pk)
    if form.carry_out(calling_off.call_off, outing=one, by=me, now=now):
        messages.success(request, _("It is called off. Whoever answered is told."))
        return redirect(one)
    return render(
        request, "outings/off.html", {"group": one.group, "form": form, "outing": one, "mine": one.by_id == me.pk}
    )
