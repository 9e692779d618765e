"""Poster, slips and a how-to on paper; and the page where a code from such a slip is typed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kith.groups import inviting_by_code, places, printing
from kith.groups.asking import MemberRequest, posted, signed_in
from kith.groups.forms_keeping import PrintForm, SlipForm
from kith.groups.models import Membership
from kith.groups.views.members import running
from kith.kit.refusal import Refused, sentence

SHEETS = ("poster", "slips")
ON_A_SHEET = 6


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def sheets(request: MemberRequest, ref: str) -> HttpResponse:
    """What there is to print. A poster or slips carry a link made now: they are on this answer only."""
    me = running(request, ref)
    form = PrintForm(posted(request))
    if request.method == "POST" and request.POST.get("what") in SHEETS and form.is_valid():
        return sheet(request, me, form, request.POST["what"])
    return render(request, "groups/print.html", {"me": me, "group": me.group, "form": form})


def sheet(request: MemberRequest, me: Membership, form: PrintForm, what: str) -> HttpResponse:
    try:
        link = printing.make(request, me.group, by=me, now=timezone.now(), **form.cleaned_data)
    except Refused as no:
        messages.warning(request, sentence(no))
        return redirect("groups:print", ref=me.group.ref)
    facts = {"me": me, "group": me.group, "link": link, "slips": range(ON_A_SHEET), "come": printing.where(request)}
    return render(request, f"groups/print_{what}.html", facts)


@signed_in
@require_safe
def how_to(request: MemberRequest, ref: str) -> HttpResponse:
    """One page for someone who comes for the first time: what it is like, and what we try to keep. No name but the greeter's."""
    me = get_object_or_404(Membership.objects.at_home(request.user), group__ref=ref)
    evening = places.first_evening.show(request, me.group)
    facts = {"me": me, "group": me.group, "agreement": me.group.agreement, "evening": evening}
    return render(request, "groups/how_to.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
def slip(request: HttpRequest) -> HttpResponse:
    """Eight letters lead to the group's door, as its link does."""
    form = SlipForm(posted(request))
    if invitation := form.carry_out(inviting_by_code.found, request=request, now=timezone.now()):
        return redirect("groups:come", token=inviting_by_code.exchange(invitation))
    return render(request, "groups/slip.html", {"form": form})
