"""The quiet sign that something waits. Asked only by pages that show it, once, and never in the way of a page."""

from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from kith.notices import reading
from kith.people.models import Person


def context(request: HttpRequest) -> dict[str, Any]:
    """`something_waits`, for any template."""
    return {"something_waits": SimpleLazyObject(lambda: waits_for(request))}


def waits_for(request: HttpRequest) -> bool:
    try:
        person = getattr(request, "user", None)
        return isinstance(person, Person) and reading.something_waits(person, now=timezone.now())
    except DatabaseError:  # the page that says so must not need it
        return False
