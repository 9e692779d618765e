"""A line to PostgreSQL on which the same statement is planned once: the server binds its values, so its words stay the same.

Django binds values itself, and asks anew each time. Here psycopg prepares a statement that is asked again and again on one line.
A pooler between Kith and PostgreSQL has to know of prepared statements (PgBouncer does since 1.21); Kith's own needs nothing.
"""

import re
from functools import cache, lru_cache
from itertools import count
from typing import Any

AFTER = 3  # asked so often on one connection
MOST = 500  # of them on one connection: psycopg's 100 are fewer than Kith has, and then each is forgotten before it comes again


class Line:
    """Stands where Django looks for a connection: everything of it, but for the cursor."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def cursor(self) -> Any:
        """Counted and wrapped as any other."""
        self._connection.ensure_connection()
        line = self._connection.connection
        if line.prepare_threshold is None:  # only our cursors are bound by the server, so nothing else is prepared
            line.prepare_threshold, line.prepared_max = AFTER, MOST
        return self._connection._prepare_cursor(_kind()(line))


@cache
def _kind() -> Any:
    """A cursor that hands a statement on as it is. What it knows better than Django's: numbers are all of one kind (psycopg says
    smallint to 7, to the server another statement than that of 70,000), and moments are read by psycopg's own reader, in C, which
    gives the same as Django's in a twentieth of the time.
    """
    from django.db.backends.postgresql.base import CursorMixin  # not at the top: PostgreSQL's driver may not be there
    from psycopg import RawCursor
    from psycopg.types.datetime import TimestamptzLoader
    from psycopg.types.numeric import Int8Dumper

    class Plain(CursorMixin, RawCursor):
        def __init__(self, *line: Any) -> None:
            super().__init__(*line)
            self.adapters.register_dumper(int, Int8Dumper)
            self.adapters.register_loader("timestamptz", TimestamptzLoader)

        def execute(self, query: Any, params: Any = None, **more: Any) -> Any:
            return super().execute(_numbered(query) if params is not None else query, params, **more)

    return Plain


@lru_cache(MOST)
def _numbered(query: str) -> str:
    """Django's "%s" as PostgreSQL's own "$1": psycopg would look for them anew each time where there are more than fifty."""
    number = count(1)
    return re.sub("%[s%]", lambda sign: f"${next(number)}" if sign[0] == "%s" else "%", query)


def line(connection: Any) -> Any:
    """The connection itself, where there is nothing to prepare."""
    return Line(connection) if connection.vendor == "postgresql" else connection
