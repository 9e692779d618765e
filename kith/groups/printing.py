"""What can be printed: a poster, a sheet of slips, a page for a first evening. QR codes are drawn here, by attributes."""

from dataclasses import dataclass
from datetime import datetime

import segno
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from kith.groups import inviting, inviting_by_code
from kith.groups.models import Group, Membership

QUIET = 4  # modules of white around it: what the norm asks for


@dataclass(frozen=True, slots=True)
class Link:
    """A link on paper: to be photographed, to be typed whole, or as eight letters at /come/."""

    address: str
    code: str
    qr: SafeString
    until: datetime


def make(request: HttpRequest, group: Group, *, seats: int, days: int, by: Membership, now: datetime) -> Link:
    """Made now and shown once: of the link and of the code only hashes stay."""
    code = inviting_by_code.new_code()
    invitation, token = inviting.invite(group, seats=seats, days=days, by=by, now=now, code=code)
    address = inviting.address(request, token)
    return Link(address, inviting_by_code.as_read(code), qr(address), invitation.expires_at)


def where(request: HttpRequest) -> str:
    """Where the eight letters are typed, as one says it: without what every browser puts before it."""
    return request.build_absolute_uri(reverse("groups:slip")).partition("://")[2]


def qr(text: str) -> SafeString:
    """One path in an SVG without any style: black on white also on a dark screen, so that a phone can read it."""
    rows = list(segno.make(text, error="m", micro=False).matrix)
    size = len(rows) + 2 * QUIET
    runs = "".join(_runs(row, y + QUIET) for y, row in enumerate(rows))
    return mark_safe(  # noqa: S308 - numbers only
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" class="qr" aria-hidden="true" '
        f'shape-rendering="crispEdges"><rect width="{size}" height="{size}" fill="#fff"/><path d="{runs}" fill="#000"/></svg>'
    )


def _runs(row: bytearray | bytes, y: int) -> str:
    """The dark stretches of one row, each as one rectangle."""
    drawn, x = [], 0
    while x < len(row):
        end = x
        while end < len(row) and row[end]:
            end += 1
        if end > x:
            drawn.append(f"M{x + QUIET} {y}h{end - x}v1h-{end - x}z")
        x = end + 1
    return "".join(drawn)
