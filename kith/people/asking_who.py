"""Who is asking: a session and its person, by two short questions written by hand.

They are asked at every press in a circle, and the ORM takes ten times as long to write each as the database takes to answer.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from types import SimpleNamespace
from typing import Any, cast

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db import DEFAULT_DB_ALIAS
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from kith.kit import by_hand
from kith.people.models import Person

PERSON = tuple(field.attname for field in Person._meta.concrete_fields)
WHO = f"SELECT {', '.join(PERSON)} FROM {Person._meta.db_table} WHERE id = %(about)s"  # noqa: S608 - names of columns, all ours
HELD = f"SELECT session_data, expire_date FROM {Session._meta.db_table} WHERE session_key = %(about)s"  # noqa: S608

MOST_SEEN = 5_000
_seen: dict[str, int] = {}  # whose a session was: its key, and a row's number


class SessionStore(db.SessionStore):
    """Django's sessions in the database, read the short way. Its rows are Django's own."""

    def load(self) -> dict[str, Any]:
        row = _one(HELD, self._get_session_key())
        if row is None or row[1] <= timezone.now():
            self._session_key = None
            return {}
        return dict(json.loads(_signed(row[0], (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))))


@lru_cache(2_000)
def _signed(text: str, _secrets: tuple[str, ...]) -> str:
    """What a row holds, its signature checked: the same text under the same secrets needs no second check.

    As text again, so that nobody's session is a part of another's.
    """
    return json.dumps(SessionStore().decode(text))


@dataclass(frozen=True, slots=True)
class Said:
    """Whom a session says it has signed in, and with which passphrase (as a hash). Whether that still is so has to be asked."""

    person: int
    hash: str


def said_by(session: str, now: datetime) -> Said | None:
    """What a session says that is good now; None if it says nothing, or not plainly."""
    row = _one(HELD, session or None)
    return said_in(session, row[0], row[1], now) if row else None


def said_in(session: str, text: str, until: datetime, now: datetime) -> Said | None:
    """The same of a row that was read already: what this session holds, and until when."""
    if until <= now:
        return None
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    said = _said(text, secrets, tuple(settings.AUTHENTICATION_BACKENDS))
    if said:
        if len(_seen) >= MOST_SEEN:
            _seen.clear()
        _seen[session] = said.person
    return said


def seen_with(session: str) -> int | None:
    """Whose this session was when it was last read here. Only a guess, so that their row can be asked for in the same question."""
    return _seen.get(session)


@lru_cache(2_000)
def _said(text: str, secrets: tuple[str, ...], backends: tuple[str, ...]) -> Said | None:
    known = json.loads(_signed(text, secrets))
    if known.get(BACKEND_SESSION_KEY) not in backends or not str(known.get(SESSION_KEY, "")).isdecimal():
        return None
    return Said(int(known[SESSION_KEY]), known.get(HASH_SESSION_KEY) or "")


def still_is(said: Said, *, stored: str) -> bool:
    """Whether the passphrase is still the one with which they signed in: `stored` is what is kept of it now."""
    return constant_time_compare(said.hash, _session_hash(stored, settings.SECRET_KEY))


@lru_cache(2_000)
def _session_hash(stored: str, _secret: str) -> str:
    return Person(password=stored).get_session_auth_hash()


class Backend(AuthenticationBackend):
    """allauth's, with the person read the short way. Whoever is suspended is nobody."""

    def get_user(self, user_id: Any) -> Person | None:
        row = _one(WHO, user_id)
        person = Person.from_db(DEFAULT_DB_ALIAS, PERSON, row) if row else None
        return person if person and person.is_active else None


def is_signed_in(session: str) -> bool:
    """Whether this session's key is somebody's now. For what is asked before there is a request."""
    asking = SimpleNamespace(session=SessionStore(session), META={})
    return bool(session) and get_user(cast(HttpRequest, asking)).is_authenticated


def _one(question: str, about: Any) -> Any:
    rows = by_hand.rows(question, {"about": about}) if about is not None else ()
    return rows[0] if rows else None
