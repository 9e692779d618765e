"""The edge: headers on every answer, and kind words where something went wrong. It knows no domain."""

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

GetResponse = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger("kith.edge")
PERMISSIONS = "camera=(self), microphone=(self), geolocation=(), browsing-topics=()"


def headers(get_response: GetResponse) -> GetResponse:
    """Signed-in pages are never kept by a browser or a proxy; nothing may use what Kith does not need."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if not response.has_header("Cache-Control"):
            response.headers["Cache-Control"] = "no-store"
        return response

    return answer


def wants_json(request: HttpRequest) -> bool:
    accept = request.headers.get("Accept", "")
    return "application/json" in accept or request.content_type == "application/json"


def say(request: HttpRequest, status: int, title: str, words: str, **more: Any) -> HttpResponse:
    """One calm page (or JSON, for whom asked for it) with what happened and what to do. Needs no database."""
    if wants_json(request):
        return JsonResponse({"error": title, "say": words, **more}, status=status)
    response = render(request, "kit/sorry.html", {"title": title, "words": words, **more}, status=status, using=None)
    return response


def kind_errors(get_response: GetResponse) -> GetResponse:
    """A busy database, a body too big or a null byte gets a plain sentence, never a trace."""

    def answer(request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return bad_request(request)
        return get_response(request)

    def process_exception(request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, OperationalError):
            log.warning("database busy or away: %s", type(error).__name__)
            return busy(request)
        if isinstance(error, RequestDataTooBig | TooManyFieldsSent):
            return too_big(request)
        if isinstance(error, ValueError) and "null" in str(error).lower():
            return bad_request(request)
        return None

    answer.process_exception = process_exception  # type: ignore[attr-defined]
    return answer


def busy(request: HttpRequest) -> HttpResponse:
    words = _("Nothing was lost. Please try again in a moment; what you wrote is still on the page before this one.")
    response = say(request, 503, _("One moment, please"), words)
    response.headers["Retry-After"] = "2"
    return response


def too_big(request: HttpRequest) -> HttpResponse:
    return say(request, 413, _("That is too much at once"), _("Please send less. Go back: what you wrote is still there."))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return say(request, 400, _("We did not understand that"), _("Something in the address or form was not right. Please go back and try again."))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return say(request, 403, _("That is not open to you"), _("If you think it should be, a facilitator of your group can help."))


def forgery(request: HttpRequest, reason: str = "") -> HttpResponse:
    return say(request, 403, _("Please send that once more"), _("The page had been open too long. Go back, load it again and send it once more."))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return say(request, 404, _("There is nothing here"), _("The address may be old, or not for you. Your groups are on your first page."))


def broken(request: HttpRequest) -> HttpResponse:
    return say(request, 500, _("Something broke on our side"), _("It is not your doing. Please try again in a little while."))


def page_context(request: HttpRequest) -> dict[str, Any]:
    return {"host_name": settings.HOST_NAME}
