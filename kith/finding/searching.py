"""Words looked for in the directory: kit's search, over the words of listed groups.

What narrows the search most (language, themes) is in the index as marks: a common word is not filtered afterwards.
"""

from typing import Any

from django.db import models

from kith.finding.models import Words
from kith.kit import searching
from kith.kit.searching import LONGEST, MOST, TOKEN, Asked, asked, mark, text_of, tokens

__all__ = ["LONGEST", "MOST", "TOKEN", "Asked", "asked", "holding", "keys", "mark", "text_of", "tokens", "told"]


def told(what: Asked) -> str:
    """In the database's own signs: a value of a question, and nothing else of it."""
    return searching.told_to(Words, what)


def keys(told: str) -> Any:
    """The groups (by key) in which it is found, to be asked for with `pk__in`."""
    return searching.keys_told(Words, told)


def holding(what: Asked) -> "models.QuerySet[Words, int]":
    """The same, of what is looked for. Ask only for something: nothing is in nobody's text."""
    return searching.holding(Words, what).values_list("pk", flat=True)
