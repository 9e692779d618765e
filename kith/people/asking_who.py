"""Who is asking: a session and its person, by two short questions written by hand.

They are asked at every press in a circle, and the ORM takes ten times as long to write each as the database takes to answer.
"""

import json
from datetime import UTC, datetime
from functools import lru_cache
from types import SimpleNamespace
from typing import Any, cast

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from kith.people.models import Person

PERSON = tuple(field.attname for field in Person._meta.concrete_fields)
WHO = f"SELECT {', '.join(PERSON)} FROM {Person._meta.db_table} WHERE id = %s"  # noqa: S608 - names of columns, all ours
HELD = f"SELECT session_data, expire_date FROM {Session._meta.db_table} WHERE session_key = %s"  # noqa: S608


class SessionStore(db.SessionStore):
    """Django's sessions in the database, read the short way. Its rows are Django's own."""

    def load(self) -> dict[str, Any]:
        row = _one(HELD, self._get_session_key())
        if row is None or _aware(row[1]) <= timezone.now():
            self._session_key = None
            return {}
        return dict(json.loads(_signed(row[0], (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))))


@lru_cache(2_000)
def _signed(text: str, _secrets: tuple[str, ...]) -> str:
    """What a row holds, its signature checked: the same text under the same secrets needs no second check.

    As text again, so that nobody's session is a part of another's.
    """
    return json.dumps(SessionStore().decode(text))


class Backend(AuthenticationBackend):
    """allauth's, with the person read the short way. Whoever is suspended is nobody."""

    def get_user(self, user_id: Any) -> Person | None:
        row = _one(WHO, user_id)
        person = Person.from_db(connection.alias, PERSON, [_aware(value) for value in row]) if row else None
        return person if person and person.is_active else None


def is_signed_in(session: str) -> bool:
    """Whether this session's key is somebody's now. For what is asked before there is a request."""
    asking = SimpleNamespace(session=SessionStore(session), META={})
    return bool(session) and get_user(cast(HttpRequest, asking)).is_authenticated


def _one(question: str, about: Any) -> Any:
    if about is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(question, [about])
        return cursor.fetchone()


def _aware(value: Any) -> Any:
    """SQLite's moments come without their zone, which is always UTC."""
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) and value.tzinfo is None else value
