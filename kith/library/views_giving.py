"""A card from the shelf, put into the jar of someone who welcomes ideas."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kith.companions import giving, kindness
from kith.companions.forms_kindness import WordsForm
from kith.companions.showing_kindness import KEPT
from kith.groups.asking import MemberRequest, posted, signed_in
from kith.library import asking


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def give_strategy(request: MemberRequest, ref: str) -> HttpResponse:
    """Only who said that they are glad of ideas can be chosen."""
    one = get_object_or_404(asking.strategies(request.user), ref=ref)
    me = get_object_or_404(kindness.me(request.user), group=one.group)
    form = WordsForm(posted(request), whom=kindness.glad_of_ideas(me))
    if form.carry_out(giving.give, by=me, now=timezone.now(), card=one.ref):
        messages.success(request, KEPT)
        return redirect("library:strategy", ref)
    return render(request, "library/give.html", {"group": me.group, "strategy": one, "form": form})
