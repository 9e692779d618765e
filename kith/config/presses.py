"""A short way in for presses that a script sends in a circle: the same view, session, CSRF check, headers and words as every page.

A press comes every second from every circle, as JSON or (from the page's own script) as the form it is, and is answered in JSON. It
shows no message, no time in someone's zone and no static file; the middleware for those took a fifth of its time in its thread
(decision 22). A form that wants a page back goes the long way. Most presses need not even this: `kith.config.quick`.
"""

import re
from collections.abc import Callable
from functools import cache, partial
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.handlers.exception import convert_exception_to_response
from django.core.handlers.wsgi import WSGIHandler
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.utils.cache import patch_vary_headers
from django.utils.module_loading import import_string

from kith.circle import views
from kith.kit import edge

Answer = Callable[[HttpRequest], HttpResponse]
FAILED = "kith.failed"  # in the environment of a press that was undone: the error that is to be put into words
NOT_PLAIN = "kith.not_plain"  # there: the quick way has left it to the long one
PATH = re.compile(r"/circle/([^/]+)/do/(?!kind_words/)([^/]+)/")  # kind words go to a view of their own
JSON, FORM = b"application/json", b"application/x-www-form-urlencoded"
# Of settings.MIDDLEWARE, those that put headers on an answer without looking at who asks or what was asked.
ONLY_HEADERS = (
    "django.middleware.security.SecurityMiddleware",
    "kith.kit.edge.headers",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
)


class NotPlain(Exception):  # noqa: N818 - an answer: it is left to the long way, which has a transaction of its own
    """Nothing was done, and nothing is said yet."""


def is_press(scope: Any) -> bool:
    """A command sent by script, which is answered in JSON whatever happens."""
    if scope["method"] != "POST" or not PATH.fullmatch(scope["path"]):
        return False
    kinds = {value.split(b";")[0].strip().lower() for name, value in scope["headers"] if name == b"content-type"}
    return kinds == {JSON} or (
        kinds == {FORM} and any(JSON in value for name, value in scope["headers"] if name == b"accept")
    )


class Presses(WSGIHandler):
    """Django's own handler with another chain, and with the one view there is instead of a search for it."""

    def load_middleware(self, is_async: bool = False) -> None:
        chain: Any = convert_exception_to_response(self._get_response)  # type: ignore[attr-defined]
        for middleware in reversed(CHAIN):
            chain = convert_exception_to_response(middleware(chain))
        self._view_middleware: list[Any] = [edge.kind_errors(chain).process_view]  # type: ignore[attr-defined]
        self._template_response_middleware: list[Any] = []
        self._exception_middleware = [edge.in_words]
        self._middleware_chain = chain

    def resolve_request(self, request: HttpRequest) -> Any:
        if error := request.META.get(FAILED):
            return partial(failing, error), (), {}
        found = PATH.fullmatch(request.path_info)
        if found is None:
            raise Http404
        return views.do, (), {"ref": found[1], "command": found[2]}


def failing(error: Exception, request: HttpRequest) -> HttpResponse:
    """The view of a press that has failed already."""
    raise error


def with_headers(get_response: Answer) -> Answer:
    """The headers of every page, and the answer's length."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in headers_of_all(secure=request.is_secure()).items():
            response.headers.setdefault(name, value)
        patch_vary_headers(response, ("Cookie",))
        response.headers.setdefault("Content-Length", str(len(response.content)))
        return response

    return answer


def for_our_host(get_response: Answer) -> Answer:
    """Raises for a host that is not ours, as Django's CommonMiddleware does."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.get_host()
        return get_response(request)

    return answer


# The CSRF check is the view's own, so that who is signed out hears that and nothing else.
CHAIN = (
    with_headers,
    edge.kind_errors,
    SessionMiddleware,
    LocaleMiddleware,
    for_our_host,
    AuthenticationMiddleware,
)


@cache
def headers_of_all(*, secure: bool) -> dict[str, str]:
    """The headers that the long way gives to any answer. They are the same each time, so its middleware is asked once."""
    request, plain = HttpRequest(), HttpResponse()
    request.META |= dict([settings.SECURE_PROXY_SSL_HEADER]) if secure and settings.SECURE_PROXY_SSL_HEADER else {}
    before = set(plain.headers)
    ask: Any = lambda _: plain  # noqa: E731
    for path in reversed([path for path in settings.MIDDLEWARE if path in ONLY_HEADERS]):
        ask = import_string(path)(ask)
    return {name: value for name, value in ask(request).items() if name not in before}
