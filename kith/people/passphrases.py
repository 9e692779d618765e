"""Passphrases: tidied the same way whenever they are set or tried, and a new one ends every other session."""

import unicodedata

from django.db import transaction

from . import signing_out
from .models import Person

LONGEST = 200


def tidy(typed: str) -> str:
    """A phone that adds a space at the end, or two between words, must not keep anybody out."""
    return " ".join(unicodedata.normalize("NFKC", typed).split())


@transaction.atomic
def change_passphrase(person: Person, *, new: str, by: Person, keep: str | None = None) -> None:
    """Set a new passphrase and end all their sessions at once, but the one with the session key `keep` (S4)."""
    person.set_password(tidy(new))
    person.save(update_fields=["password"])
    signing_out.end_all(person, by=by, keep=keep)
