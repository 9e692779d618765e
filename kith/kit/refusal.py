"""A refusal has a name. Verbs raise it, the edge turns it into kind words, once."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _


class Refused(Exception):  # noqa: N818 - it is an answer, not an error
    """A verb said no. `reason` is its name; `facts` fill the sentence that tells it.

    An app writes its reasons as a StrEnum and their sentences in its `words.py`.
    """

    def __init__(self, reason: str, **facts: object) -> None:
        super().__init__(reason)
        self.reason = str(reason)
        self.facts = facts


SENTENCES: dict[str, str | Promise] = {}


def teach(words: Mapping[Any, Any]) -> None:
    """An app tells the edge the sentences for its reasons, from `apps.ready()`."""
    SENTENCES.update({str(reason): words[reason] for reason in words})


def sentence(refused: Refused) -> str:
    """The kind words for a refusal; facts are put in by name, as in "%(seats)s seats"."""
    words = str(SENTENCES.get(refused.reason) or _("That is not possible just now. Nothing was changed."))
    return words % refused.facts if refused.facts else words
