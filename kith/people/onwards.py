"""Where someone was going before they signed in: a path of this place, or home."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def onwards(request: HttpRequest) -> str:
    """The `next` of the request when it is a safe local path, else ""."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = wanted.startswith("/") and len(wanted) < 500 and wanted.isprintable()
    return wanted if safe and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else ""


def onwards_or_home(request: HttpRequest) -> str:
    return onwards(request) or reverse("site:home")
