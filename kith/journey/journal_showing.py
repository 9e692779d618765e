"""What a browser gets of its owner's journal: locks and sealed notes, some at a time; and the whole of it as one file."""

from typing import Any

from django.utils.translation import gettext as _

from kith.journey.journal_reading import FORMAT
from kith.journey.models.journal import Journal, Note
from kith.people.models import Person

AT_ONCE = 30
NOTE = ("ref", "version", "iv", "sealed")
LOCK = ("opens_with", "salt", "rounds", "iv", "sealed")


def locks(person: Person) -> dict[str, Any]:
    """`journal` is None where none was begun."""
    journal = Journal.objects.of(person).first()
    if journal is None:
        return {"journal": None}
    return {"format": FORMAT, "journal": journal.ref, "turn": journal.turn, "locks": _locks(journal)}


def _locks(journal: Journal) -> list[dict[str, Any]]:
    return list(journal.locks.order_by("opens_with").values(*LOCK))


def notes(journal: Journal, *, before: str = "") -> dict[str, Any]:
    """The newest, or those that are older than the one named; and whether there are more."""
    found = journal.notes.newest_first()
    if before:
        found = found.filter(pk__lt=Note.objects.filter(journal=journal, ref=before).values("pk")[:1])
    some = list(found.values(*NOTE)[: AT_ONCE + 1])
    return {"notes": some[:AT_ONCE], "more": len(some) > AT_ONCE}


def note(one: Note) -> dict[str, Any]:
    return {name: getattr(one, name) for name in NOTE}


def whole(journal: Journal) -> dict[str, Any]:
    """The file to take along: as sealed as it is here, in the order it was begun."""
    return {
        "read_me": _(
            "This is a sealed journal from Kith. Nobody can read it without its passphrase or its sheet. How to open it with"
            " any program is told in docs/journal-format.md, which comes with Kith; it needs no Kith to be running."
        ),
        "format": FORMAT,
        "journal": journal.ref,
        "locks": _locks(journal),
        "notes": list(journal.notes.order_by("pk").values(*NOTE)),
    }
