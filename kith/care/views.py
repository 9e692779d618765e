"""Telling a facilitator or the host, and reading what was told."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from kith.care import hearing, limits, looking, pieces
from kith.care.addressing import standpoint
from kith.care.forms import TellForm
from kith.care.hearing import PersonRequest
from kith.care.models import Telling
from kith.care.telling import tell as put_into_hands
from kith.kit.refusal import Refused, sentence
from kith.people.models import Person


@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest) -> HttpResponse:
    """Anyone, from anywhere, in two presses: the link that leads here, and Send."""
    person = request.user if isinstance(request.user, Person) else None
    at = standpoint(person, **{name: request.GET.get(name, "") for name in ("group", "about", *pieces.SEEN_BY)})
    form = TellForm(request.POST or None, at=at)
    if request.method == "POST" and form.is_valid():
        try:
            limits.one_more(request)
            put_into_hands(by=person, where=request.GET.get("where", ""), **form.facts())
            return redirect("care:told")
        except Refused as no:
            form.add_error("words" if "field" in no.facts else None, sentence(no))
    return render(request, "care/tell.html", {"form": form, "at": at}, status=400 if form.errors else 200)


@require_safe
def told(request: HttpRequest) -> HttpResponse:
    """It is with someone now. Signed in, one sees with whom, and whether it was seen."""
    mine = hearing.mine(request.user) if isinstance(request.user, Person) else []
    return render(request, "care/told.html", {"mine": mine})


@login_required
@require_safe
def tellings(request: PersonRequest) -> HttpResponse:
    """Who needs me: what was told to this person."""
    told_me = Telling.objects.readable_by(request.user)
    return render(request, "care/tellings.html", {"waiting": told_me.waiting(), "settled": told_me.settled()})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def telling(request: PersonRequest, ref: str) -> HttpResponse:
    one = get_object_or_404(Telling.objects.readable_by(request.user), ref=ref)
    if request.method == "POST":
        try:
            hearing.press(one, request.POST, by=request.user)
        except Refused as no:
            messages.warning(request, sentence(no))
        return redirect(one)
    return render(request, "care/telling.html", hearing.page(one, reader=request.user))


@login_required
@require_safe
def looked(request: PersonRequest) -> HttpResponse:
    """Who looked at what I wrote, and why."""
    return render(request, "care/looked.html", {"looks": looking.who_looked(request.user)})
