"""A line to PostgreSQL on which the same statement is planned once: the server binds its values, so its words stay the same.

Django binds values itself, and asks anew each time. Here psycopg prepares a statement that is asked again and again on one line.
A pooler between Kith and PostgreSQL has to know of prepared statements (PgBouncer does since 1.21); Kith's own needs nothing.
"""

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
        from django.db.backends.postgresql import base  # not at the top: PostgreSQL's driver may not be there

        made: Any = base.ServerBindingCursor
        self._connection.ensure_connection()
        line = self._connection.connection
        if line.prepare_threshold is None:  # only our cursors are bound by the server, so nothing else is prepared
            line.prepare_threshold, line.prepared_max = AFTER, MOST
        return self._connection._prepare_cursor(_plain(made(line)))


def _plain(cursor: Any) -> Any:
    """Numbers are all of one kind (psycopg says smallint to 7: another statement to the server than that of 70,000); and moments
    are read by psycopg's own reader, in C: Django's takes twenty times as long, and gives the same.
    """
    from psycopg.types.datetime import TimestamptzLoader
    from psycopg.types.numeric import Int8Dumper

    cursor.adapters.register_dumper(int, Int8Dumper)
    cursor.adapters.register_loader("timestamptz", TimestamptzLoader)
    return cursor


def line(connection: Any) -> Any:
    """The connection itself, where there is nothing to prepare."""
    return Line(connection) if connection.vendor == "postgresql" else connection
