"""The pages that belong to the whole house: first page, help, the way out, and what is held."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from kith.groups.asking import MemberRequest, signed_in
from kith.people.models import Person

from . import helping, holding, leaving, overview, searching


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Signed out: what Kith is. Signed in: your groups, and the circle that is open now."""
    if not isinstance(request.user, Person):
        return render(request, "site/welcome.html")
    return render(request, "site/home.html", overview.of(request.user, now=timezone.now()))


@signed_in
@require_safe
def search(request: MemberRequest) -> HttpResponse:
    """Across what I may see in my groups, this moment. What was typed is in the page's address and nowhere else."""
    return render(request, "site/search.html", searching.page(request.user, searching.Search.said_in(request.GET)))


@require_safe
@cache_control(public=True, max_age=3600)
def helps(request: HttpRequest) -> HttpResponse:
    """Works signed out, and with the database gone: it is made from a file."""
    return render(request, "site/help.html", {"help": helping.page()})


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """End the session, step out of every circle, and land on a page that says nothing."""
    answer = leaving.blank_next()
    if leaving.is_meant(request):
        leaving.go(request, answer)
    return answer


@require_safe
def blank(request: HttpRequest) -> HttpResponse:
    """Nothing to see; and what the browser kept of Kith is dropped."""
    answer = render(request, "site/blank.html")
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


@require_safe
def safety(request: HttpRequest) -> HttpResponse:
    return render(request, "site/safety.html", {"help": helping.page()})


@require_safe
def held(request: HttpRequest) -> HttpResponse:
    return render(request, "site/held.html", {"shelves": holding.shelves()})


@require_safe
def how(request: HttpRequest) -> HttpResponse:
    return render(request, "site/how.html")
