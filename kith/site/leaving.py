"""Leaving quickly (X9): the session ends and the circle is stepped out of, without script, whatever else is broken.

It is a link, so another site could make a browser open it. All that this could do is sign someone out of Kith. Browsers
say where a request came from (all of today's do): then nothing happens. A form with a token instead would need a page
that has loaded whole, and would fail exactly when someone is in a hurry.
"""

import logging
from collections.abc import Callable
from typing import TypeVar

from django.conf import settings
from django.contrib import auth
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kith.circle.leaving import leave_rooms
from kith.kit.edge import SET_ASIDE
from kith.people.models import Person

A = TypeVar("A")
B = TypeVar("B")
log = logging.getLogger("kith.leaving")
COOKIES = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "messages")


def is_meant(request: HttpRequest) -> bool:
    """Asked for by a person: not by another site, not by a browser looking ahead, not by a mere HEAD."""
    from_elsewhere = request.headers.get("Sec-Fetch-Site") in {"cross-site", "same-site"}
    looking_ahead = "prefetch" in request.headers.get("Sec-Purpose", request.headers.get("Purpose", ""))
    return request.method != "HEAD" and not from_elsewhere and not looking_ahead


def go(request: HttpRequest, answer: HttpResponse) -> None:
    """End it here and there. If the database is away, the browser at least forgets its key."""
    person = whatever_happens(who_leaves, request)
    if isinstance(person, Person):
        whatever_happens(step_out, person)
        whatever_happens(end_session, request)
    for name in COOKIES:
        answer.delete_cookie(name)


def whatever_happens(step: Callable[[A], B], on: A) -> B | None:
    """The person must be gone, so no step stops the next."""
    try:
        return step(on)
    except Exception as error:
        log.warning("leaving: %s failed with %s", step.__name__, type(error).__name__)
        return None


def who_leaves(request: HttpRequest) -> object:
    """The one whose session was set aside for this page (see `kith.kit.edge.nobody`)."""
    request.session = SessionStore(request.META.get(SET_ASIDE) or None)
    request.user = auth.get_user(request)
    return request.user


def step_out(person: Person) -> None:
    """Out of every circle the person sits in; the piece goes on."""
    leave_rooms(person)


def end_session(request: HttpRequest) -> None:
    auth.logout(request)


def blank_next() -> HttpResponse:
    return HttpResponse(status=303, headers={"Location": reverse("site:blank")})
