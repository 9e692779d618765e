"""Someone comes in: an account that holds no name and nothing true about them."""

from collections.abc import Callable

from django.db import IntegrityError, transaction

from .models import Person
from .names import new_passphrase, new_sign_in, wished_sign_in
from .passphrases import tidy
from .zones import known_zone

TRIES = 20


def make_person(
    *, zone: str = "", sign_in: str = "", passphrase: str = "", is_host: bool = False
) -> tuple[Person, str]:
    """A new person and their passphrase. What is not given is generated; a zone nobody knows is left out.

    A given `sign_in` is taken as it is (for the demo and `kith init`) and raises IntegrityError when somebody has it.
    """
    passphrase = tidy(passphrase) or new_passphrase()
    person = Person(zone=known_zone(zone), is_host=is_host)
    person.set_password(passphrase)
    take_sign_in(person, lambda attempt: sign_in.strip().lower() or new_sign_in(), tries=1 if sign_in else TRIES)
    return person, passphrase


def rename(person: Person, *, wish: str, by: Person) -> str:
    """A new sign-in name out of a wish, with digits of Kith's own. It always succeeds, whoever else wished the same."""
    take_sign_in(person, lambda attempt: wished_sign_in(wish, count=4 if attempt < TRIES // 2 else 6))
    return person.sign_in


def take_sign_in(person: Person, make: Callable[[int], str], *, tries: int = TRIES) -> None:
    for attempt in range(tries):
        if try_sign_in(person, make(attempt)):
            return
    raise IntegrityError("that sign-in name is taken")


def try_sign_in(person: Person, name: str) -> bool:
    before, person.sign_in = person.sign_in, name
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError:
        person.sign_in = before
        return False
    return True
