"""Something is shown once, for an hour at most: a passphrase or codes, until the person says "I have them".

It waits in two halves: the session holds it hidden under a pad, and only the browser's cookie holds the pad. A copy of the
database (or a backup) tells nothing, nor does the cookie; and turning the phone or loading the page again does no harm.
"""

import json
import secrets
import time
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

HOUR = 60 * 60


def hold(request: HttpRequest, response: HttpResponse, what: str, value: Any) -> None:
    """Keep `value` (anything JSON can say) to show on the next page."""
    plain = json.dumps(value).encode()
    pad = secrets.token_bytes(len(plain))
    request.session[session_name(what)] = [time.time() + HOUR, masked(plain, pad).hex()]
    response.set_cookie(
        cookie_name(what), pad.hex(), max_age=HOUR, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )


def held(request: HttpRequest, what: str) -> Any:
    """What is being shown, or None when there is nothing (any more)."""
    until, hidden = request.session.get(session_name(what), [0.0, ""])
    try:
        pad = bytes.fromhex(request.COOKIES.get(cookie_name(what), ""))
        return json.loads(masked(bytes.fromhex(hidden), pad)) if time.time() < until else None
    except ValueError:
        return None


def let_go(request: HttpRequest, response: HttpResponse, what: str) -> None:
    """They have it: from now on nobody does."""
    request.session.pop(session_name(what), None)
    response.delete_cookie(cookie_name(what))


def masked(text: bytes, pad: bytes) -> bytes:
    return bytes(one ^ other for one, other in zip(text, pad, strict=True))


def session_name(what: str) -> str:
    return f"shown_once_{what}"


def cookie_name(what: str) -> str:
    return f"kith_once_{what}"
