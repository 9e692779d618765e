"""A question written by hand, for the few that are asked at every press and every look in a circle.

Values go by name, `%(name)s`. On SQLite such a question is put to the file itself: what stands between it and Django's cursor takes
three times as long as the answer. Wherever somebody counts, logs or forbids questions it goes Django's way, so nothing is hidden.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models.base import ModelState

M = TypeVar("M", bound=models.Model)


def rows(question: str, about: Mapping[str, Any]) -> list[list[Any]]:
    """Every row that answers it; moments have their zone."""
    return [[_aware(value) for value in row] for row in _put(question, about)]


def told(statement: str, about: Mapping[str, Any]) -> None:
    """Something to be written, which has no answer."""
    _put(statement, about)


def stored(kind: type[M], names: Iterable[str], values: Sequence[Any]) -> M:
    """The row as an ordinary object; a field that is not among `names` is fetched when somebody needs it.

    The same as `kind.from_db`, without its signals: nobody listens to those of these few.
    """
    one = kind.__new__(kind)
    one._state = state = ModelState()
    state.adding, state.db = False, DEFAULT_DB_ALIAS
    one.__dict__.update(zip(names, values, strict=True))
    return one


def _put(question: str, about: Mapping[str, Any]) -> Sequence[Sequence[Any]]:
    connection: Any = connections[DEFAULT_DB_ALIAS]
    if connection.vendor != "sqlite" or connection.queries_logged or connection.execute_wrappers:
        with connection.cursor() as cursor:
            cursor.execute(question, about)
            return cursor.fetchall() if cursor.description else ()
    connection.ensure_connection()
    connection.validate_no_broken_transaction()
    with connection.wrap_database_errors:
        found: list[Sequence[Any]] = connection.connection.execute(_named(question), about).fetchall()
        return found


@lru_cache(100)
def _named(question: str) -> str:
    """Django's "%(name)s" as SQLite's own ":name"."""
    return re.sub(r"%\((\w+)\)s", r":\1", question).replace("%%", "%")


def _aware(value: Any) -> Any:
    """SQLite's moments come without their zone, which is always UTC."""
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) and value.tzinfo is None else value
