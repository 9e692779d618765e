"""Someone takes everything of theirs away: each app its own, in one transaction, and then the person."""

from django.db import transaction

from . import signing_out
from .models import Person
from .signals import person_erasing


@transaction.atomic
def erase(person: Person, *, by: Person) -> None:
    """Erase a person. Apps above hear `person_erasing` first; if one of them fails, all stays as it was."""
    person_erasing.send(sender=Person, person=person)
    signing_out.end_all(person, by=by)
    person.delete()
