"""When a person is erased their words go. That something was told stays, so that whoever cares for it can finish."""

from kith.care.models import Telling, Unveiled
from kith.people.models import Person


def forget(person: Person) -> None:
    """What others told about this person stays: it is theirs. The database lets go of both names with the rows."""
    Telling.objects.filter(by=person).update(words="", clause="", where="", by=None)
    Unveiled.objects.filter(by=person).update(why="")


def on_person_erasing(sender: object, person: Person, **_: object) -> None:
    forget(person)
