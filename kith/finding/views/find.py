"""Finding a group, signed in or not; and the few questions that help to choose."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kith.finding import clocks, directory, fits


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Listed groups, by what was asked for; a page's worth."""
    clocks.choose(request)
    facts: dict[str, Any] = directory.page(request, now=timezone.now())
    return render(request, "finding/find.html", facts)


@require_safe
def fits_me(request: HttpRequest) -> HttpResponse:
    """Four questions, and what fits the answers. They are in the page's address and nowhere else."""
    clocks.choose(request)
    facts: dict[str, Any] = fits.page(request, now=timezone.now())
    return render(request, "finding/fits.html", facts)
