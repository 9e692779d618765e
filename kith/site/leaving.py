"""Leaving quickly (X9): the session ends and the circle is stepped out of, without script, whatever else is broken.

It is a link, so another site could make a browser open it. All that this could do is sign someone out of Kith. Browsers
say where a request came from (all of today's do): then nothing happens. A form with a token instead would need a page
that has loaded whole, and would fail exactly when someone is in a hurry.
"""

import logging

from django.conf import settings
from django.contrib import auth
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kith.kit.edge import SET_ASIDE
from kith.people.models import Person

log = logging.getLogger("kith.leaving")
COOKIES = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "messages")


def is_meant(request: HttpRequest) -> bool:
    """Asked for by a person: not by another site, not by a browser looking ahead, not by a mere HEAD."""
    from_elsewhere = request.headers.get("Sec-Fetch-Site") in {"cross-site", "same-site"}
    looking_ahead = "prefetch" in request.headers.get("Sec-Purpose", request.headers.get("Purpose", ""))
    return request.method != "HEAD" and not from_elsewhere and not looking_ahead


def go(request: HttpRequest, answer: HttpResponse) -> None:
    """End it here and there. If the database is away, the browser at least forgets its key."""
    try:
        end_session(request)
    except Exception as error:  # whatever it is, the person must be gone
        log.warning("left, but the session could not be ended: %s", type(error).__name__)
    for name in COOKIES:
        answer.delete_cookie(name)


def end_session(request: HttpRequest) -> None:
    key = request.META.get(SET_ASIDE, "")
    if not key:
        return
    request.session = SessionStore(key)
    request.user = person = auth.get_user(request)
    if isinstance(person, Person):
        step_out(person)
    auth.logout(request)


def step_out(person: Person) -> None:
    """Out of every circle the person sits in."""
    try:
        from kith.circle.leaving import leave_rooms  # type: ignore[import-not-found, unused-ignore]
    except ImportError:  # pragma: no cover - until the circle has it
        return
    leave_rooms(person)


def blank_next() -> HttpResponse:
    return HttpResponse(status=303, headers={"Location": reverse("site:blank")})
