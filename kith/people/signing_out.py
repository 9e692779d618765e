"""The devices someone is signed in on: listed in plain words, ended one by one or all, at once (S4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.auth import logout
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from .models import Person
from .signals import everything_ended, sessions_ended

BROWSERS = (
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
MACHINES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True)
class Device:
    """One place where someone is signed in. `ref` names it in a form without telling the session's key."""

    ref: str
    words: str
    since: datetime
    here: bool


def device_ref(session_key: str) -> str:
    return salted_hmac("kith.people.device", session_key, algorithm="sha256").hexdigest()[:24]


def in_words(agent: str) -> str:
    """ "Firefox on Android", from what a browser says about itself."""
    browser = next((name for mark, name in BROWSERS if mark in agent), "")
    machine = next((name for mark, name in MACHINES if mark in agent), "")
    if browser and machine:
        return _("%(browser)s on %(machine)s") % {"browser": browser, "machine": machine}
    return browser or machine or _("A device we do not recognise")


def signed_in(person: Person) -> list[UserSession]:
    live = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    return list(UserSession.objects.filter(user=person, session_key__in=live).order_by("-created_at"))


def devices(person: Person, *, here: str | None) -> list[Device]:
    """Where they are signed in; `here` is the key of the session that asks, which comes first."""
    found = [
        Device(device_ref(row.session_key), in_words(row.user_agent), row.created_at, row.session_key == here)
        for row in signed_in(person)
    ]
    return sorted(found, key=lambda device: not device.here)


@transaction.atomic
def end_device(person: Person, *, ref: str, by: Person) -> bool:
    """End the session that has this ref. False when it had ended already."""
    keys = [row.session_key for row in signed_in(person) if device_ref(row.session_key) == ref]
    end(person, keys)
    return bool(keys)


@transaction.atomic
def end_all(person: Person, *, by: Person, keep: str | None = None) -> None:
    """Sign out everywhere, but not from the session with the key `keep`. Their calendar's address ends with it, or nothing does."""
    keys = UserSession.objects.filter(user=person).exclude(session_key=keep or "").values_list("session_key", flat=True)
    end(person, list(keys))
    everything_ended.send(sender=Person, person_id=person.pk)


def end(person: Person, keys: Iterable[str]) -> None:
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(user=person, session_key__in=keys).delete()
    announce(person.pk)


def announce(person_id: int) -> None:
    transaction.on_commit(lambda: sessions_ended.send_robust(sender=Person, person_id=person_id))


def moved(*, old: str | None, new: str | None) -> None:
    """Django gives the session that changed the passphrase a new key; the device stays the same."""
    UserSession.objects.filter(session_key=old or "").update(session_key=new or "")


def on_signed_in(sender: Any, request: Any, user: Person, **more: Any) -> None:
    """The new device comes on the list, and what has run out leaves it: in one question, where allauth asks two for each."""
    live = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    UserSession.objects.filter(user=user).exclude(session_key__in=live).delete()
    UserSession.objects.create_from_request(request)


def on_signed_out(sender: Any, request: Any, user: Person | None, **more: Any) -> None:
    """However someone signs out (also by leaving quickly), the device leaves the list and what was open in their name is told."""
    if user is not None:
        UserSession.objects.filter(session_key=request.session.session_key or "").delete()
        announce(user.pk)


def sign_out_here(request: HttpRequest) -> None:
    """End the session of this request; nothing stays in it."""
    logout(request)
