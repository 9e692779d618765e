"""Practising to listen: for everyone, signed in or not. What is typed comes back with the page and is kept nowhere."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from kith.groups.asking import posted
from kith.stories import practising
from kith.stories.forms import PractiseForm


@require_safe
def listening(request: HttpRequest) -> HttpResponse:
    """What it is, and the eight stories."""
    return render(request, "stories/practise.html", {"exercises": practising.exercises()})


@require_http_methods(["GET", "HEAD", "POST"])
def listen_to(request: HttpRequest, number: int) -> HttpResponse:
    """One story; and, posted, what a reply to it does."""
    if (one := practising.exercise(number)) is None:
        raise Http404
    form, after = PractiseForm(posted(request), to=one), number + 1
    said = practising.feedback(form.reply_said, to=one) if form.is_valid() else None
    facts = {"one": one, "next": after if practising.exercise(after) else 0, "said": said, "form": form}
    return render(request, "stories/practise_one.html", facts)
