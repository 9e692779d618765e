"""Failed tries are counted per name and neighbourhood, so that no stranger can lock anyone out (S2).

A try counts for the name together with the /24 (or /48) it came from, so the right passphrase still works from everywhere
else; and, roomily, for the whole address, because a hall shares one. Rows hold a keyed hash, and go as new ones come.
"""

from datetime import datetime, timedelta
from math import ceil

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from kith.kit.refusal import Refused

from .addresses import client_address, neighbourhood
from .models import Attempt
from .words import Reason

WINDOW = timedelta(minutes=15)
PER_NAME = 10  # from one neighbourhood
PER_ADDRESS = 100
ARRIVALS = 60  # new accounts from one address in a window: a hall full of people may come at once
PER_MAILBOX = 5


REASONS = {
    "code": Reason.TOO_MANY_CODES,
    "factor": Reason.TOO_MANY_CODES,
    "note": Reason.TOO_MANY_NOTES,
    "door": Reason.TOO_MANY_AT_A_DOOR,
}


def wait(reason: Reason, until: datetime, now: datetime) -> Refused:
    """In minutes, because someone signed out has no zone here in which a time of day would be true."""
    return Refused(reason, until=until, minutes=max(1, ceil((until - now).total_seconds() / 60)))


def hashed(*parts: str) -> str:
    return salted_hmac(
        "kith.people.limits", "\n".join(parts), secret=settings.SECRET_KEY, algorithm="sha256"
    ).hexdigest()


def keys(kind: str, name: str, request: HttpRequest) -> tuple[str, str]:
    address = client_address(request)
    return hashed(kind, name.strip().lower(), neighbourhood(address)), hashed(kind, address)


def opens_at(key: str, limit: int, now: datetime) -> datetime | None:
    """When the next try is allowed, or None when it is allowed now."""
    tries = Attempt.objects.filter(key=key, at__gt=now - WINDOW).order_by("-at").values_list("at", flat=True)[:limit]
    return tries[limit - 1] + WINDOW if len(tries) == limit else None


def check(kind: str, name: str, request: HttpRequest) -> None:
    """Refuse (with `until`) when there were too many failed tries for this name from around here, or from this address."""
    now = timezone.now()
    here, address = keys(kind, name, request)
    until = [at for at in (opens_at(here, PER_NAME, now), opens_at(address, PER_ADDRESS, now)) if at]
    if until:
        raise wait(REASONS.get(kind, Reason.TOO_MANY_TRIES), max(until), now)


def failed(kind: str, name: str, request: HttpRequest) -> None:
    """Count one failed try."""
    note(*keys(kind, name, request))


def succeeded(kind: str, name: str, request: HttpRequest) -> None:
    """Whoever knows the passphrase need not guess: their own slips from around here are forgotten, the address's are not."""
    Attempt.objects.filter(key=keys(kind, name, request)[0]).delete()


def arrive(request: HttpRequest) -> None:
    """Count a new account, and refuse when very many came from this address."""
    key = hashed("arrival", client_address(request))
    now = timezone.now()
    until = opens_at(key, ARRIVALS, now)
    if until:
        raise wait(Reason.TOO_MANY_ARRIVALS, until, now)
    note(key)


@transaction.atomic
def note(*noted: str) -> None:
    now = timezone.now()
    Attempt.objects.filter(at__lt=now - WINDOW).delete()
    Attempt.objects.bulk_create([Attempt(key=key, at=now) for key in noted])


def knock(door: str, request: HttpRequest) -> None:
    """Count someone who asks a group something, or asks to come; refuse when many did from around here."""
    check("door", door, request)
    failed("door", door, request)


def may_write_to(address: str, request: HttpRequest) -> bool:
    """Count a note that somebody asks for. Refused when many were asked for from here; False when this mailbox had enough.

    Enough is five in a window, whoever asked: whoever owns the mailbox then has five notes that work.
    """
    check("note", address, request)
    failed("note", address, request)
    mailbox = hashed("mailbox", address.strip().lower())
    enough = opens_at(mailbox, PER_MAILBOX, timezone.now()) is not None
    if not enough:
        note(mailbox)
    return not enough
