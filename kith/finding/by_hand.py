"""Parts of questions put together by hand: who meets when, what a group is about. Only our words; what differs is a parameter."""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import BooleanField, DateTimeField, TextField
from django.db.models.expressions import RawSQL

from kith.finding import hours
from kith.groups.models import Group, Theme
from kith.kit import prepared
from kith.meetings.models import Cancellation, Meeting

# One small question a span, put together by hand: an OR of thirty is slow to answer, and thirty querysets are slow to write.
MEETS = f"""SELECT m.group_id FROM {Meeting._meta.db_table} m WHERE m.starts_at >= %s AND m.starts_at < %s
    AND NOT EXISTS (SELECT 1 FROM {Cancellation._meta.db_table} c WHERE c.meeting_id = m.id)"""  # noqa: S608 - our tables

# PostgreSQL plans thirty questions longer than it answers them. OFFSET 0: each span is looked up in the index by itself.
EACH = f"""SELECT m.group_id
    FROM unnest(ARRAY[{{begins}}]::timestamptz[], ARRAY[{{ends}}]::timestamptz[]) AS span(begins, ends) CROSS JOIN LATERAL (
    SELECT id, group_id FROM {Meeting._meta.db_table} WHERE starts_at >= span.begins AND starts_at < span.ends OFFSET 0) m
    WHERE NOT EXISTS (SELECT 1 FROM {Cancellation._meta.db_table} c WHERE c.meeting_id = m.id)"""  # noqa: S608

# The same asked of one group: where few groups are looked at, one after the other. IS TRUE: else PostgreSQL asks it of all at once.
ITS = f"""(EXISTS (SELECT 1 FROM {Meeting._meta.db_table} m WHERE m.group_id = {Group._meta.db_table}.id AND ({{spans}})
    AND NOT EXISTS (SELECT 1 FROM {Cancellation._meta.db_table} c WHERE c.meeting_id = m.id))) IS TRUE"""  # noqa: S608
WITHIN = "(m.starts_at >= %s AND m.starts_at < %s)"

# And when it does first.
FIRST = f"""(SELECT MIN(m.starts_at) FROM {Meeting._meta.db_table} m WHERE m.group_id = {Group._meta.db_table}.id AND ({{spans}})
    AND NOT EXISTS (SELECT 1 FROM {Cancellation._meta.db_table} c WHERE c.meeting_id = m.id))"""  # noqa: S608

AFTER_ALL = 100_000  # themes are counted in a small number

# From one language to the next along their index: DISTINCT would read every listed group.
LANGUAGES = f"""WITH RECURSIVE said(language) AS (SELECT MIN(language) FROM {Group._meta.db_table} WHERE listed_at IS NOT NULL
    UNION ALL SELECT (SELECT MIN(g.language) FROM {Group._meta.db_table} g
        WHERE g.listed_at IS NOT NULL AND g.language > said.language)
    FROM said WHERE said.language IS NOT NULL)"""  # noqa: S608

# Both are the same for every visitor and on every page: one question, the languages at its end.
THEMES = f"""{LANGUAGES} SELECT id, ref, name, under_id, "order" FROM {Theme._meta.db_table}
    UNION ALL SELECT NULL, NULL, language, NULL, {AFTER_ALL} FROM said WHERE language IS NOT NULL ORDER BY 5, 3"""  # noqa: S608

NEVER = f"SELECT group_id FROM {Meeting._meta.db_table} WHERE 1 = 0"  # noqa: S608


def who_meet_in(spans: list[hours.Span]) -> RawSQL:
    """The groups (by key) with a meeting in one of these spans that is not called off."""
    if not spans:
        return RawSQL(NEVER, [])  # noqa: S611 - only our words
    if connection.vendor == "postgresql":
        marks = ", ".join(["%s"] * len(spans))
        each = EACH.format(begins=marks, ends=marks)
        return RawSQL(each, [moment for side in zip(*spans, strict=True) for moment in side])  # noqa: S611
    return RawSQL(" UNION ALL ".join([MEETS] * len(spans)), _moments(spans))  # noqa: S611


def meets_in(spans: list[hours.Span]) -> RawSQL:
    """Whether a group has such a meeting: for the few that are looked at, or along the index until enough are found."""
    return RawSQL(ITS.format(spans=_within(spans)), _moments(spans), output_field=BooleanField())  # noqa: S611


def first_in(spans: list[hours.Span]) -> RawSQL:
    """When a group's first such meeting is."""
    return RawSQL(FIRST.format(spans=_within(spans)), _moments(spans), output_field=DateTimeField())  # noqa: S611


def _within(spans: list[hours.Span]) -> str:
    return " OR ".join([WITHIN] * len(spans)) or "1 = 0"


def about_keys() -> RawSQL:
    """The keys of a group's themes in one text: "3,17"."""
    joined = "string_agg(t.theme_id::text, ',')" if connection.vendor == "postgresql" else "group_concat(t.theme_id)"
    themed = Group.themes.through._meta.db_table
    its = f"(SELECT {joined} FROM {themed} t WHERE t.group_id = {Group._meta.db_table}.id)"  # noqa: S608
    return RawSQL(its, [], output_field=TextField())  # noqa: S611


def counts(asked: Sequence[tuple[str, Sequence[Any]]]) -> list[int]:
    """How many rows each of these statements has: one question, in which each may have its own LIMIT."""
    told = [f"SELECT {place}, COUNT(*) FROM ({sql}) AS t{place}" for place, (sql, _) in enumerate(asked)]  # noqa: S608
    if not told:
        return []
    with prepared.line(connection).cursor() as cursor:
        cursor.execute(" UNION ALL ".join(told), [value for _, values in asked for value in values])
        found = dict(cursor.fetchall())
    return [found[place] for place in range(len(asked))]


def themes_and_languages() -> tuple[list[tuple[Any, ...]], list[str]]:
    """Every theme (key, ref, name, under which, order), in their order; and the languages that listed groups speak."""
    with prepared.line(connection).cursor() as cursor:
        cursor.execute(THEMES)
        rows = cursor.fetchall()
    return [row for row in rows if row[0] is not None], [name for key, _, name, *_ in rows if key is None]


def _moments(spans: list[hours.Span]) -> list[Any]:
    return [connection.ops.adapt_datetimefield_value(moment) for span in spans for moment in span]
