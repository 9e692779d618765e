"""Words looked for in the directory: kit's search, over the words of listed groups.

What narrows the search most (language, themes) is in the index as marks: a common word is not filtered afterwards.
"""

from typing import Any, TypeVar

from django.db import connection, models
from django.db.models.expressions import RawSQL

from kith.finding.models import Words
from kith.groups.models import Group
from kith.kit import searching
from kith.kit.searching import LONGEST, MOST, TOKEN, Asked, asked, mark, text_of, tokens

__all__ = [
    "LONGEST",
    "MOST",
    "TOKEN",
    "Asked",
    "asked",
    "holding",
    "keys",
    "mark",
    "of_each",
    "text_of",
    "tokens",
    "told",
]

Found = TypeVar("Found", bound="models.QuerySet[Group]")
ITS = f"""(SELECT w.vector @@ %s::tsquery FROM {Words._meta.db_table} w
    WHERE w.group_id = {Group._meta.db_table}.id)"""  # noqa: S608 - our tables


def told(what: Asked) -> str:
    """In the database's own signs: a value of a question, and nothing else of it."""
    return searching.told_to(Words, what)


def keys(told: str) -> Any:
    """The groups (by key) in which it is found, to be asked for with `pk__in`."""
    return searching.keys_told(Words, told)


def of_each(found: Found, told: str) -> Found:
    """Those of `found` in which it is, each asked by itself: for a walk along their order, which ends when enough are found.

    Else a database would rather look up all that hold it first: nine thousand for a common word.
    """
    if connection.vendor == "postgresql":
        return found.filter(RawSQL(ITS, [told], output_field=models.BooleanField()))  # noqa: S611 - only our words
    return found.alias(key=models.F("pk") + 0).filter(key__in=keys(told))  # a sum is in no index


def holding(what: Asked) -> "models.QuerySet[Words, int]":
    """The same, of what is looked for. Ask only for something: nothing is in nobody's text."""
    return searching.holding(Words, what).values_list("pk", flat=True)
