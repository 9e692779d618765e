"""What is asked of a socket before anyone is looked up: which circle, from which page, with which session."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http.cookie import parse_cookie
from django.http.request import split_domain_port, validate_host


def meeting_ref(path: str) -> str:
    """The ref in `/circle/<ref>/live`, or nothing."""
    match path.strip("/").split("/"):
        case ["circle", ref, "live"] if ref.isascii() and ref.isalnum() and len(ref) <= 20:
            return ref
    return ""


def from_here(headers: dict[bytes, bytes]) -> bool:
    """A page of another site must not open a circle with someone's cookie. What has no origin is not a browser."""
    host = headers.get(b"host", b"").decode("latin-1").lower()
    domain, _ = split_domain_port(host)
    if not domain or not validate_host(domain, settings.ALLOWED_HOSTS):
        return False
    origin = headers.get(b"origin")
    if origin is None:
        return True
    text = origin.decode("latin-1").lower()
    return urlsplit(text).netloc == host or text == settings.URL.lower().rstrip("/")


def session_key(headers: dict[bytes, bytes]) -> str:
    return parse_cookie(headers.get(b"cookie", b"").decode("latin-1")).get(settings.SESSION_COOKIE_NAME, "")
