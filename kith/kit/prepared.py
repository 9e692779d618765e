"""A line to PostgreSQL on which the same statement is planned once: the server binds its values, so its words stay the same.

Django binds values itself, and asks anew each time. Here psycopg prepares a statement that is asked again and again on one line.
A pooler between Kith and PostgreSQL has to know of prepared statements (PgBouncer does since 1.21); Kith's own needs nothing.
"""

from typing import Any

AFTER = 3  # asked so often on one connection


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
            line.prepare_threshold = AFTER
        return self._connection._prepare_cursor(made(line))


def line(connection: Any) -> Any:
    """The connection itself, where there is nothing to prepare."""
    return Line(connection) if connection.vendor == "postgresql" else connection
