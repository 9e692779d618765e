"""What those who run a group need to hand: full for now, handing over, cupboards; and a member's number to ring."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kith.groups import cupboards as shelves
from kith.groups import full, gathering, known, places, reaching, wishing
from kith.groups.asking import MemberRequest, posted, press, signed_in
from kith.groups.forms_keeping import NumberForm, WishesForm
from kith.groups.models import Membership, Reach
from kith.groups.views.members import running


@signed_in
@require_POST
def full_for_now(request: MemberRequest, ref: str) -> HttpResponse:
    """One press says it, another takes it back."""
    me, now = running(request, ref), timezone.now()
    if request.POST.get("do") == "room":
        full.room_again(me.group, by=me, now=now)
        messages.success(request, _("There is room again. Whoever waits is offered a seat."))
    else:
        full.for_now(me.group, by=me, now=now)
        messages.success(request, _("The group is full for now. Who asks can wait in line."))
    return redirect(me.group)


@signed_in
@require_safe
def hand_over(request: MemberRequest, ref: str) -> HttpResponse:
    """Everything that somebody needs who facilitates from now on, on one page."""
    me = known.me(request.user, ref, now=timezone.now())
    if me is None or not me.runs:
        raise Http404
    facts = {
        "me": me,
        "group": me.group,
        "agreement": gathering.promised(me)[0],
        "who_run": known.who_run(me),
        "next_meeting": places.next_meeting.show(request, me.group, me),
        "ahead": places.ahead.show(request, me.group, me),
        **gathering.who_needs_me(request, me),
    }
    return render(request, "groups/hand_over.html", facts)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def cupboards(request: MemberRequest, ref: str) -> HttpResponse:
    me = running(request, ref)
    if request.method == "POST":
        what = request.POST.get("what", "")
        verb = shelves.shut if request.POST.get("do") == "shut" else shelves.open_up
        press(request, partial(verb, me.group, what=what, by=me), done=_("Kept."))
        return redirect("groups:cupboards", ref=ref)
    return render(request, "groups/cupboards.html", {"me": me, "group": me.group, "shelf": shelves.shelf(me.group)})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def wishes(request: MemberRequest, ref: str) -> HttpResponse:
    """What I would like done if I am away a while, and if I die. I can change both at any time."""
    me = get_object_or_404(Membership.objects.at_home(request.user), group__ref=ref)
    form = WishesForm(posted(request), initial={"if_away": me.if_away, "words_after": me.words_after})
    if request.method == "POST" and form.is_valid():
        wishing.keep(by=me, **form.cleaned_data)
        messages.success(request, _("Kept."))
        return redirect("groups:wishes_here", ref=ref)
    return render(request, "groups/wishes_here.html", {"me": me, "group": me.group, "form": form})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def number(request: MemberRequest, ref: str) -> HttpResponse:
    """My own, in this group; given for one thing, and taken away as easily."""
    me = get_object_or_404(Membership.objects.at_home(request.user), group__ref=ref)
    given = Reach.objects.of(me).first()
    form = NumberForm(posted(request), initial={"number": given.number if given else ""})
    if request.method == "POST" and form.is_valid():
        form.carry_out(reaching.give, by=me)
        if not form.errors:
            messages.success(request, _("Kept."))
            return redirect("groups:number", ref=ref)
    return render(request, "groups/number.html", {"me": me, "group": me.group, "form": form, "given": given})
