"""What Django wrote of a small community, again and again in the database's own words: ten times as quick as writing all of it."""

import random
from collections.abc import Sequence
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models

from kith.kit.refs import ALPHABET, LENGTH, RefField

COPIES = "WITH RECURSIVE copies(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM copies WHERE k < {last}) "
NEW_REF = {  # on PostgreSQL the digits that no ref has become letters that one may have
    "sqlite": "new_ref()",
    "postgresql": f"translate(substr(md5(random()::text || t.id), 1, {LENGTH}), '01ae', 'ghjk')",
}


def multiply(kinds: Sequence[type[models.Model]], times: int, *, own: dict[str, str]) -> None:
    """So many times what is there of each of these, in this order. A row that names another names, in each copy, the other's copy.

    `own`: how a unique column is said, from `t.id`, `k` and how many there are of it, `size`.
    """
    if times < 2:
        return
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        connection.connection.create_function("new_ref", 0, lambda: "".join(random.choices(ALPHABET, k=LENGTH)))
    sizes: dict[Any, int] = {one: one._default_manager.aggregate(most=models.Max("pk"))["most"] for one in kinds}
    with connection.cursor() as cursor:
        for kind in kinds:
            names, said = zip(*((one.column, _said(one, sizes, own)) for one in _columns(kind)), strict=True)
            table = connection.ops.quote_name(kind._meta.db_table)
            columns = ", ".join(map(connection.ops.quote_name, names))
            copies = COPIES.format(last=times - 1)
            cursor.execute(
                f"INSERT INTO {table} ({columns}) {copies} SELECT {', '.join(said)} FROM copies, {table} t ORDER BY k, t.id"
            )
        for statement in connection.ops.sequence_reset_sql(no_style(), list(kinds)):
            cursor.execute(statement)


def _columns(kind: type[models.Model]) -> list[Any]:
    return [one for one in kind._meta.concrete_fields if not getattr(one, "generated", False)]


def _said(column: Any, sizes: dict[Any, int], own: dict[str, str]) -> str:
    if said := own.get(column.column):
        return said.format(size=sizes[column.model])
    if isinstance(column, RefField):
        return NEW_REF[connection.vendor]
    of = column.model if column.primary_key else column.related_model
    shift = f" + k * {sizes[of]}" if of in sizes else ""
    return f"t.{connection.ops.quote_name(column.column)}{shift}"
