"""Ways to give: what one can take on in this group, and saying that one would be willing."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kith.groups import being_willing, places, ways
from kith.groups.asking import MemberRequest, press, signed_in
from kith.groups.models import Membership, Willing


@signed_in
@require_safe
def give(request: MemberRequest, ref: str) -> HttpResponse:
    me = get_object_or_404(Membership.objects.at_home(request.user), group__ref=ref)
    facts = {"me": me, "group": me.group, "ways": ways.shown(me), "first": places.ways.show(request, me.group, me)}
    return render(request, "groups/ways.html", facts)


@signed_in
@require_POST
def willing(request: MemberRequest, ref: str, what: str) -> HttpResponse:
    """I'd be willing; `off`: I'd rather not any more."""
    me = get_object_or_404(Membership.objects.at_home(request.user), group__ref=ref)
    if what not in Willing.To.values:
        raise Http404
    if "off" in request.POST:
        being_willing.rather_not(what, by=me)
        messages.success(request, _("Kept. Nobody asks you for it any more."))
    else:
        done = _("Thank you. Those who facilitate see it when they look for someone.")
        press(request, lambda: being_willing.would(what, by=me, now=timezone.now()), done=done)
    return redirect("groups:ways", ref)
