"""The cards as pages. Open to everyone signed in: nothing in them is private, and any member may find themselves keeping a circle.

Signed out one is asked to sign in first; whoever needs help at once has the help page, which asks for nothing.
"""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from kith.circle import hard_moments


@require_safe
@login_required
def cards(request: HttpRequest) -> HttpResponse:
    return render(request, "circle/hard_moments.html", {"cards": hard_moments.cards().values()})


@require_safe
@login_required
def card(request: HttpRequest, key: str) -> HttpResponse:
    found = hard_moments.cards().get(key)
    if found is None:
        raise Http404
    return render(request, "circle/hard_moment.html", {"card": found})


hard_moment_urls = [
    path("hard-moments/", cards, name="hard_moments"),
    path("hard-moments/<slug:key>/", card, name="hard_moment"),
]
