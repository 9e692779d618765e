"""The edge: headers on every answer, kind words where something went wrong. It knows no domain, needs no database."""

import logging
import sys
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import DataError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from kith.kit import large
from kith.kit.refusal import Refused, sentence

GetResponse = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger("kith.edge")
PERMISSIONS = "camera=(self), microphone=(self), geolocation=(), browsing-topics=()"
MAX_BODY = 1_100_000  # bytes, as declared; what is sent beyond what was declared is never read
SET_ASIDE = "kith.session"  # where `nobody` leaves the session's key, for the one page that ends it
IN_JSON = "kith.in_json"
AWAY = OperationalError | InterfaceError
TOO_MUCH = RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent


def headers(get_response: GetResponse) -> GetResponse:
    """Nothing is kept by a browser or a proxy unless its view says so; nothing may use what Kith does not need."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return answer


def nobody(get_response: GetResponse) -> GetResponse:
    """Pages that must work whatever is broken know nobody: no session is looked up, so no database is asked."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.path in settings.KNOWS_NOBODY:
            request.META[SET_ASIDE] = request.COOKIES.pop(settings.SESSION_COOKIE_NAME, "")
        return get_response(request)

    return answer


def kind_errors(get_response: GetResponse) -> GetResponse:
    """A busy database, a body too big or a null byte gets a plain sentence, never a trace."""

    def answer(request: HttpRequest) -> HttpResponse:
        if declared(request) > MAX_BODY and (no := not_so_much(request)):
            return no
        if request.META.get("HTTP_TRANSFER_ENCODING") and not request.META.get("CONTENT_LENGTH"):
            return no_length(request)
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return bad_request(request)
        response = get_response(request)
        return response if response.status_code != 405 or response.content else not_to_be_opened(request, response)

    def process_view(request: HttpRequest, view: Callable[..., Any], *told: object) -> HttpResponse | None:
        """A null byte in a form, unless the view says that it finds it itself, and gives back what was typed around it."""
        looks = request.method == "POST" and not getattr(view, "finds_null_bytes", False)
        return bad_request(request) if looks and has_null(request.POST) else None

    answer.process_view = process_view  # type: ignore[attr-defined]
    answer.process_exception = in_words  # type: ignore[attr-defined]
    return answer


def not_so_much(request: HttpRequest) -> HttpResponse | None:
    """More than words: only where an app said so, and from whom it knows."""
    room = large.at(request.method or "", request.path)
    if room is None or declared(request) > room.most:
        return too_big(request, str(room.words) if room else "")
    if room.may(request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")):
        return None
    return say(request, 403, _("You are signed out"), _("Sign in, and then send it once more."))


def declared(request: HttpRequest) -> int:
    size = request.META.get("CONTENT_LENGTH") or "0"
    return int(size) if size.isascii() and size.isdigit() else 0


def has_null(form: QueryDict) -> bool:
    return any("\x00" in name or any("\x00" in str(value) for value in values) for name, values in form.lists())


def in_words(request: HttpRequest, error: BaseException | None) -> HttpResponse | None:
    """The page for an error that is known; None for one that is a mistake of ours."""
    if isinstance(error, Refused):
        return say(request, 409, _("Not just now"), sentence(error), refused=error.reason)
    if isinstance(error, AWAY):
        log.warning("database busy or away: %s", type(error).__name__)
        return busy(request)
    if isinstance(error, TOO_MUCH):
        return too_big(request)
    return bad_request(request) if cannot_be_kept(error) else None


def cannot_be_kept(error: BaseException | None) -> bool:
    """What no database can keep: a null byte, half of a surrogate pair, a number beyond all bounds."""
    null_byte = isinstance(error, ValueError) and "null" in str(error).lower()
    return null_byte or isinstance(error, UnicodeError | DataError | OverflowError)


def in_json(request: HttpRequest) -> None:
    """Whatever this request comes to, it is answered in JSON."""
    request.META[IN_JSON] = "1"


def wants_json(request: HttpRequest) -> bool:
    if IN_JSON in request.META:
        return True
    return request.content_type == "application/json" or "application/json" in request.headers.get("Accept", "")


def say(request: HttpRequest, status: int, title: str, words: str, **more: Any) -> HttpResponse:
    """One calm page (or JSON, for whom asked for it) with what happened and what to do. Needs no database."""
    if wants_json(request):
        return JsonResponse({"error": title, "say": words, **more}, status=status)
    return render(request, "kit/sorry.html", {"title": title, "words": words, **more}, status=status)


def busy(request: HttpRequest) -> HttpResponse:
    words = _("Nothing was lost. Please try again in a moment; what you wrote is still on the page before this one.")
    response = say(request, 503, _("One moment, please"), words)
    response.headers["Retry-After"] = "2"
    return response


def too_big(request: HttpRequest, words: str = "") -> HttpResponse:
    words = words or _("Please send less. Go back: what you wrote is still there.")
    return say(request, 413, _("That is too much at once"), words)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, TOO_MUCH):
        return too_big(request)
    words = _("Something in the address or form was not right. Please go back and try again.")
    return say(request, 400, _("We did not understand that"), words)


def no_length(request: HttpRequest) -> HttpResponse:
    """A body that does not say how long it is cannot be held to a limit before it is read."""
    words = _("It has to say how long it is. Send it in one piece, with a Content-Length.")
    return say(request, 411, _("We could not read that"), words)


def not_to_be_opened(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """An address that takes what a page sends, opened like a page: a tab that came back, or a link that was copied."""
    words = _("This address only takes what a page sends. Go back to that page, or begin at your first page.")
    said = say(request, 405, _("There is no page here"), words)
    said.headers["Allow"] = response.headers["Allow"]
    return said


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    words = _("If you think it should be, a facilitator of your group can help.")
    return say(request, 403, _("That is not open to you"), words)


def forgery(request: HttpRequest, reason: str = "") -> HttpResponse:
    words = _("The page had been open too long. Go back, load it again and send it once more.")
    return say(request, 403, _("Please send that once more"), words)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    words = _("The address may be old, or not for you. Your groups are on your first page.")
    return say(request, 404, _("There is nothing here"), words)


def broken(request: HttpRequest) -> HttpResponse:
    """Called while the error is being handled: one from before any view (an unreadable session) gets its words too."""
    words = _("It is not your doing. Please try again in a little while.")
    return in_words(request, sys.exc_info()[1]) or say(request, 500, _("Something broke on our side"), words)


def page_context(request: HttpRequest) -> dict[str, Any]:
    return {"host_name": settings.HOST_NAME}
