"""The index over a table of words, kept by each database itself: a row that goes, by whatever way, goes there in the same moment.

FTS5 by triggers on SQLite; a kept tsvector with GIN on PostgreSQL. Where a migration lets Django make such a table anew on SQLite
(AlterField does), the index has to be made after it once more: the triggers go with the old table.
"""

from typing import Any

from django.db import connection
from django.db.migrations.operations.base import Operation


def index_of(table: str) -> str:
    return f"{table}_index"


def fts5(table: str, key: str, begins: str) -> list[str]:
    """The tokens are made in searching.py: FTS5 only parts them at blanks. Its text stays in the table."""
    index = index_of(table)
    put = f"INSERT INTO {index}(rowid, text) VALUES (new.{key}, new.text);"  # noqa: S608
    take = f"INSERT INTO {index}({index}, rowid, text) VALUES ('delete', old.{key}, old.text);"  # noqa: S608
    beginnings = f", prefix='{begins}'" if begins else ""
    return [
        f"CREATE VIRTUAL TABLE {index} USING fts5(text, content='{table}', content_rowid='{key}',"
        f" tokenize=\"ascii tokenchars '_'\", detail='none'{beginnings})",
        f"CREATE TRIGGER {table}_in AFTER INSERT ON {table} BEGIN {put} END",
        f"CREATE TRIGGER {table}_out AFTER DELETE ON {table} BEGIN {take} END",
        f"CREATE TRIGGER {table}_anew AFTER UPDATE OF text ON {table} BEGIN {take} {put} END",
    ]


def gin(table: str) -> list[str]:
    """The vector is kept, not made at each search. fastupdate off: no search has to read a list of what was not yet sorted in."""
    return [
        f"ALTER TABLE {table} ADD COLUMN vector tsvector"
        " GENERATED ALWAYS AS (array_to_tsvector(string_to_array(text, ' '))) STORED",
        f"CREATE INDEX {index_of(table)} ON {table} USING gin (vector) WITH (fastupdate = off)",
    ]


def no_index(table: str, *, sqlite: bool) -> list[str]:
    if sqlite:
        return [*(f"DROP TRIGGER {table}_{when}" for when in ("in", "out", "anew")), f"DROP TABLE {index_of(table)}"]
    return [f"DROP INDEX {index_of(table)}", f"ALTER TABLE {table} DROP COLUMN vector"]


class Index(Operation):
    """In a migration, after the table. `begins`: how long the beginnings are that are kept beside whole words ("2 3").

    None for words that stand behind a place: only few begin alike there.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, table: str, *, key: str = "id", begins: str = "") -> None:
        self.table, self.key, self.begins = table, key, begins

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.table], {"key": self.key, "begins": self.begins}

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The models stay as they are."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        sqlite = schema_editor.connection.vendor == "sqlite"
        for statement in fts5(self.table, self.key, self.begins) if sqlite else gin(self.table):
            schema_editor.execute(statement)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for statement in no_index(self.table, sqlite=schema_editor.connection.vendor == "sqlite"):
            schema_editor.execute(statement)

    def describe(self) -> str:
        return f"Index the words in {self.table}"


def merge(table: str) -> None:
    """What was deleted leaves the file, not only the answers. PostgreSQL does so by itself."""
    index = index_of(table)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {index}({index}) VALUES ('optimize')")  # noqa: S608
