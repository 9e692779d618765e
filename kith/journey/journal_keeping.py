"""Keeping what a browser sealed: a journal, its locks, its notes. Nothing here can open any of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from kith.journey.journal_words import Reason
from kith.journey.models.journal import MOST_HELD, MOST_NOTES, MOST_SEALED, Journal, Lock, Note
from kith.kit.refusal import Refused
from kith.people.models import Person


@dataclass(frozen=True, slots=True)
class Locked:
    """A lock as it was made in the browser: base64 where it is bytes."""

    opens_with: str
    salt: str
    rounds: int
    iv: str
    sealed: str


@dataclass(frozen=True, slots=True)
class Sealed:
    """A note as it was sealed, under the number it was sealed for."""

    version: int
    iv: str
    sealed: str


@transaction.atomic
def begin(ref: str, *, locks: Iterable[Locked], by: Person) -> Journal:
    """Both locks are made before the first word is written. Refused when one was begun on another device."""
    journal, is_new = Journal.objects.get_or_create(of=by, defaults={"ref": ref})
    if is_new:
        Lock.objects.bulk_create(_lock(journal, one) for one in locks)
    elif journal.ref != ref:
        raise Refused(Reason.BEGUN_ELSEWHERE)
    return journal


def _lock(journal: Journal, one: Locked) -> Lock:
    made = {"salt": one.salt, "rounds": one.rounds, "iv": one.iv, "sealed": one.sealed}
    return Lock(journal=journal, opens_with=one.opens_with, **made)


@transaction.atomic
def change_lock(to: Locked, *, of: Journal, turn: int) -> Journal:
    """A new passphrase or a new sheet for the same key; the notes stay as they are. `turn` is the one its maker had seen."""
    journal = _held(of)
    same = journal.locks.filter(opens_with=to.opens_with, salt=to.salt, iv=to.iv, sealed=to.sealed)
    if same.exists():
        return journal
    if journal.turn != turn:
        raise Refused(Reason.LOCKS_CHANGED)
    journal.locks.filter(opens_with=to.opens_with).delete()
    _lock(journal, to).save()
    journal.turn += 1
    journal.save(update_fields=["turn"])
    return journal


@transaction.atomic
def keep(said: Sealed, *, ref: str, into: Journal) -> Note:
    """A new note (number 1), or the next number of one that is there. The same once more is the same."""
    journal = _held(into)
    if len(said.sealed) > MOST_SEALED:
        raise Refused(Reason.TOO_LONG)
    note = journal.notes.filter(ref=ref).first()
    if note and (note.version, note.iv, note.sealed) == (said.version, said.iv, said.sealed):
        return note
    if said.version != (note.version + 1 if note else 1):
        raise Refused(Reason.CHANGED_ELSEWHERE if note else Reason.TAKEN_AWAY)
    _make_room(journal, more=len(said.sealed) - (len(note.sealed) if note else 0), is_new=note is None)
    note = note or Note(journal=journal, ref=ref)
    note.version, note.iv, note.sealed = said.version, said.iv, said.sealed
    note.save()
    return note


def _make_room(journal: Journal, *, more: int, is_new: bool) -> None:
    if is_new and journal.notes.count() >= MOST_NOTES:
        raise Refused(Reason.FULL)
    if more > 0 and journal.held + more > MOST_HELD:
        raise Refused(Reason.FULL)
    _count(journal, more)


def _count(journal: Journal, more: int) -> None:
    Journal.objects.filter(pk=journal.pk).update(held=F("held") + more)


@transaction.atomic
def take_away(ref: str, *, version: int, of: Journal) -> None:
    """One note goes. Refused when it was changed on another device since it was looked at; gone already is gone."""
    journal = _held(of)
    note = journal.notes.filter(ref=ref).first()
    if note is None:
        return
    if note.version != version:
        raise Refused(Reason.CHANGED_ELSEWHERE)
    _count(journal, -len(note.sealed))
    note.delete()


@transaction.atomic
def let_go(*, by: Person) -> None:
    """The whole of it goes, whether or not anyone can still open it; then another can be begun."""
    Journal.objects.of(by).delete()


def _held(journal: Journal) -> Journal:
    """So that two devices come one after the other."""
    found = Journal.objects.select_for_update().filter(pk=journal.pk).first()
    if found is None:
        raise Refused(Reason.IT_WENT)
    return found
