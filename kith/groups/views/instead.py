"""What someone meets instead of the group's page: a goodbye, a new agreement to read, or the news that they had died."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from kith.groups import agreeing
from kith.groups.asking import MemberRequest
from kith.groups.models import Agreement, Goodbye, Membership, Passing


def of_nothing(request: MemberRequest, ref: str) -> HttpResponse:
    """For who is no member: nothing, unless they are said to have died, and are here."""
    mistaken = Passing.objects.mistaken_for(request.user).filter(membership__group__ref=ref)
    get_object_or_404(mistaken)
    return redirect("groups:still_here", ref=ref)


def of_home(request: MemberRequest, me: Membership, agreement: Agreement | None, asked: bool) -> HttpResponse | None:
    """None: the group's page as it is. A new agreement is no wall: "not yet" shows the page, and nothing else asks."""
    if goodbye := getattr(me.group, "goodbye", None):
        return farewell(request, me, goodbye, agreement)
    if agreement is None or not asked or agreement.version == 1 or "later" in request.GET:
        return None
    return changed(request, me, agreement)


def farewell(request: MemberRequest, me: Membership, goodbye: Goodbye, agreement: Agreement | None) -> HttpResponse:
    facts = {"me": me, "group": me.group, "goodbye": goodbye, "agreement": agreement}
    return render(request, "groups/goodbye.html", facts)


def changed(request: MemberRequest, me: Membership, agreement: Agreement) -> HttpResponse:
    """What is new is marked against the version they said yes to last."""
    said = me.acceptances.select_related("agreement").order_by("-agreement__version").first()
    before = said.agreement.clauses if said else []
    lines = (
        agreeing.compared(before, agreement.clauses)
        if before
        else agreeing.compared(agreement.clauses, agreement.clauses)
    )
    facts = {"me": me, "group": me.group, "agreement": agreement, "lines": lines}
    return render(request, "groups/instead_agreement.html", facts)
