"""Where a request came from, as far as it can be trusted: used to count tries and never kept."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest

NOWHERE = "0.0.0.0"  # noqa: S104 - not a bind address: it says that we did not keep one


def client_address(request: HttpRequest) -> str:
    """The address of the browser. X-Forwarded-For is believed only as far as our own proxies (KITH_PROXIES) wrote it."""
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",")]
    proxies = settings.PROXIES
    text = hops[-proxies] if 0 < proxies <= len(hops) else request.META.get("REMOTE_ADDR", "")
    return tidy(text) or tidy(request.META.get("REMOTE_ADDR", "")) or NOWHERE


def tidy(text: str) -> str:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return ""
    mapped = getattr(address, "ipv4_mapped", None)
    return str(mapped or address)


def neighbourhood(address: str) -> str:
    """The /24 of an IPv4 address, the /48 of an IPv6 one: what one household or hall usually has."""
    bits = 24 if ipaddress.ip_address(address).version == 4 else 48
    return str(ipaddress.ip_network(f"{address}/{bits}", strict=False))
