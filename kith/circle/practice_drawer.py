"""Where a practice lies: in a session row of its own, which only the browser's own session knows of, for a day at most.

Not in the session itself: a page that looks every few seconds must not write to the session someone is signed in with, and
what was written here must not stay as long as they are. When that session ends, nothing leads to this row any more.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest

from kith.circle import practice
from kith.circle.practice import Practice

NAME = "practice"
Change = Callable[[Practice], Practice]


def put(request: HttpRequest, made: Practice) -> None:
    """Begin this practice, in place of the one that lay here."""
    keys = _keys(request)
    _drop(keys.pop(made.which, ""))
    store = SessionStore()
    store["practice"] = practice.dump(made)
    store.set_expiry(datetime.fromtimestamp(made.begun, UTC) + timedelta(seconds=practice.DAY))
    store.create()
    request.session[NAME] = {**keys, made.which: store.session_key}


def peek(request: HttpRequest, which: str, now: float) -> Practice | None:
    """The practice as it lies there. None: none was begun, or it is a day old."""
    key = _keys(request).get(which, "")
    row = Session.objects.filter(session_key=key, expire_date__gt=_moment(now)).first() if key else None
    return _read(row, which)


def change(request: HttpRequest, which: str, now: float, how: Change) -> Practice | None:
    """Carry out `how` on it under its row's lock, so that nothing pressed in two tabs is lost. If `how` raises, nothing changed."""
    key = _keys(request).get(which, "")
    if not key:
        return None
    with transaction.atomic():
        row = Session.objects.select_for_update().filter(session_key=key, expire_date__gt=_moment(now)).first()
        lying = _read(row, which)
        if row is None or lying is None:
            return None
        after = how(lying)
        if after != lying:
            row.session_data = SessionStore().encode({**row.get_decoded(), "practice": practice.dump(after)})
            row.save(update_fields=["session_data"])
        return after


def let_time_pass(request: HttpRequest, which: str, now: float) -> Practice | None:
    """The practice as it is by now. Most looks change nothing, and those take no lock."""
    lying = peek(request, which, now)
    if lying is None or practice.look(lying, now) == lying:
        return lying
    return change(request, which, now, lambda one: practice.look(one, now))


def throw_away(request: HttpRequest, which: str) -> None:
    """Gone. A session that held nothing else goes with it."""
    keys = _keys(request)
    _drop(keys.pop(which, ""))
    if keys:
        request.session[NAME] = keys
    elif request.session.pop(NAME, None) is not None and not request.session.keys():
        request.session.flush()


def sweep(now: datetime) -> None:
    """Once an hour: what has run out is deleted, practices of yesterday among it."""
    Session.objects.filter(expire_date__lt=now).delete()


def on_signed_out(sender: object, request: HttpRequest | None, **more: object) -> None:
    """Signing out, or leaving quickly while signed in, throws away all of it at once."""
    for key in _keys(request).values() if request is not None else ():
        _drop(key)


def _keys(request: HttpRequest) -> dict[str, str]:
    return dict(request.session.get(NAME, {}))


def _drop(key: str) -> None:
    if key:
        Session.objects.filter(session_key=key).delete()


def _read(row: Session | None, which: str) -> Practice | None:
    """A practice that an older Kith wrote and this one cannot read is none."""
    try:
        found = practice.load(row.get_decoded()["practice"]) if row else None
    except (ValueError, KeyError, TypeError):
        return None
    return found if found and found.which == which else None


def _moment(now: float) -> datetime:
    return datetime.fromtimestamp(now, UTC)
