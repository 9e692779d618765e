"""One writer after another within this process, where the database is one file.

SQLite lets one writer in at a time, and those who wait sleep for longer and longer before they look again: with four threads
pressing, most of an answer's time was sleep. Waiting here is fair and ends the moment the one before is through. Other
processes, and PostgreSQL, need none of it.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction

PATIENCE = 2.0  # seconds; then "one moment, please", as when the file itself stays locked
_one = threading.RLock()
_here = threading.local()


@contextmanager
def passing() -> Iterator[None]:
    """Hold the turnstile while writing. Raises OperationalError after two seconds. May be held twice by the same thread."""
    if connection.vendor != "sqlite":
        yield
        return
    if not _one.acquire(timeout=PATIENCE):
        raise OperationalError("database is busy")
    try:
        yield
    finally:
        _one.release()


@contextmanager
def writing() -> Iterator[None]:
    """One transaction, behind the turnstile. Within `together` it is a part of that one: what breaks in it undoes all of that."""
    if is_together():
        with transaction.atomic(savepoint=False):
            yield
        return
    with passing(), transaction.atomic():
        yield


@contextmanager
def together() -> Iterator[None]:
    """One transaction for all that is written on this thread meanwhile. On SQLite nobody else writes from its first moment on."""
    with passing(), transaction.atomic():
        _here.together = True
        try:
            yield
        finally:
            _here.together = False


def is_together() -> bool:
    return getattr(_here, "together", False)
