"""A press that is plainly in order is carried out at once; whatever is not, is asked the long way, which says what is wrong.

Two hundred presses a second spent two fifths of their time in what Django does around a view: a request and a response, their
middleware, their signals, objects for a session and a person. Nearly all presses need none of it. What is checked here is the same,
at every press: our host, no other site's page, a session that is good now, a passphrase that has not changed, a person who is not
suspended, a member, a meeting that stands, and the circle's own rules. But this way knows only "yes". At the first doubt it has
done nothing and says nothing, and `presses` is asked; if the circle had already refused, it refuses once more, in words. Asking
twice harms nobody: a press has its `op`, and counts once however often it comes.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from io import BytesIO
from typing import Any
from urllib.parse import parse_qsl

from django.conf import settings
from django.db import connections
from django.http.cookie import parse_cookie
from django.http.request import split_domain_port, validate_host
from django.middleware.csrf import _does_token_match  # type: ignore[attr-defined]
from django.utils import timezone

from kith.circle import answers, asking, core, entering, looking, room, views
from kith.config.presses import FAILED, NOT_PLAIN, PATH, NotPlain, headers_of_all
from kith.kit import turnstile

TOKEN = re.compile("[A-Za-z0-9]{32}|[A-Za-z0-9]{64}")
MOST_FIELDS = 50  # no form in a circle has a tenth of it
Start = Callable[..., Any]


class Quick:
    """WSGI. `presses`: who is asked where the answer is not a plain yes."""

    def __init__(self, presses: Any) -> None:
        self.presses = presses

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        size = environ.get("CONTENT_LENGTH") or "0"
        body = environ["wsgi.input"].read(int(size) if size.isdigit() else 0)
        try:
            done = None if FAILED in environ or NOT_PLAIN in environ else carried_out(environ, body)
        except Exception as error:  # the database is busy, or a mistake of ours: what it is called is said there
            if turnstile.is_together():  # but first all of it is undone
                raise
            environ[FAILED], done = error, None
        if done is None and turnstile.is_together():
            raise NotPlain
        if done is None:
            environ["wsgi.input"] = BytesIO(body)
            with looking.sure.doing_more():
                answer: Iterable[bytes] = self.presses(environ, start)
            return answer
        start("200 OK", [*headers(secure=scheme_of(environ) == "https"), ("Content-Length", str(len(done)))])
        return [done]


def carried_out(environ: Mapping[str, Any], body: bytes) -> bytes | None:
    """What is answered to a press that was carried out; None if it was not, or if anything about it is not plain."""
    found, fields = PATH.fullmatch(environ["PATH_INFO"]), fields_of(environ, body)
    if found is None or found[2] not in core.SHAPES or fields is None:
        return None
    cookies = parse_cookie(environ.get("HTTP_COOKIE", ""))
    if not (is_from_here(environ) and has_token(environ, cookies, fields)):
        return None
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
    arrival = entering.arriving_with(cookies.get(settings.SESSION_COOKIE_NAME, ""), found[1], timezone.now())
    if arrival is None or arrival.room is None:
        return None
    try:
        asked = asking.understood(found[2], fields, needs_op=True)
        outcome = views.act(arrival, asked, locked=turnstile.is_together())
    except (asking.Malformed, room.Declined, room.NoRoom):
        return None
    return answers.text(arrival.membership.ref, outcome).encode()


def fields_of(environ: Mapping[str, Any], body: bytes) -> Mapping[str, Any] | None:
    """What was sent, as JSON or as a form that wants JSON back (the page's own script does that)."""
    if environ.get("QUERY_STRING") or not 0 < len(body) <= asking.MOST_BYTES:
        return None
    try:
        match kind_of(environ):
            case "application/json" | "application/json;charset=utf-8":
                return asking.from_json(body)
            case "application/x-www-form-urlencoded" | "application/x-www-form-urlencoded;charset=utf-8":
                form = body.decode("ascii")
                fields = parse_qsl(form, keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
                return None if "\x00" in form or "%00" in form else dict(fields)
    except ValueError:
        pass
    return None


def kind_of(environ: Mapping[str, Any]) -> str:
    return str(environ.get("CONTENT_TYPE", "")).lower().replace(" ", "")


def is_from_here(environ: Mapping[str, Any]) -> bool:
    """To a host of ours, and not from another site's page. Under https a browser says where it comes from; who does not is
    asked more closely elsewhere.
    """
    host, scheme, origin = environ.get("HTTP_HOST", ""), scheme_of(environ), environ.get("HTTP_ORIGIN")
    if not scheme or not is_ours(host, tuple(settings.ALLOWED_HOSTS)):
        return False
    return scheme == "http" if origin is None else origin == f"{scheme}://{host}"


@lru_cache(100)
def is_ours(host: str, hosts: tuple[str, ...]) -> bool:
    domain, _ = split_domain_port(host)
    return bool(domain) and validate_host(domain, hosts)


def scheme_of(environ: Mapping[str, Any]) -> str:
    """As a proxy of ours has it, else as it came; nothing that is not exactly one of the two."""
    name, _ = settings.SECURE_PROXY_SSL_HEADER or ("wsgi.url_scheme", "")
    said = environ.get(name, environ["wsgi.url_scheme"])
    return said if said in ("http", "https") else ""


def has_token(environ: Mapping[str, Any], cookies: Mapping[str, str], fields: Mapping[str, Any]) -> bool:
    """Django's own check against forgery: what the page knew (in a field, else in a header) is what the cookie holds."""
    secret = cookies.get(settings.CSRF_COOKIE_NAME, "")
    told = environ.get(settings.CSRF_HEADER_NAME, "")
    if "json" not in kind_of(environ):
        told = fields.get("csrfmiddlewaretoken") or told
    if len(secret) != 32 or not TOKEN.fullmatch(secret) or not TOKEN.fullmatch(told):
        return False
    return bool(_does_token_match(told, secret))


def headers(*, secure: bool) -> list[tuple[str, str]]:
    """As on every answer. Nothing in it is in a language, so it does not name one."""
    plain = {"Content-Type": "application/json", "Vary": "Cookie, Accept-Language"}
    return list((headers_of_all(secure=secure) | plain).items())
