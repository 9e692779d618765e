"""An e-mail address, only if someone wishes: proved by a link, used to find a way back in, taken away with one press."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.http import base36_to_int, int_to_base36

from . import mail
from .models import Mailbox, Person

SALT = "kith.people.mailbox"
PROVE_WITHIN = 3 * 24 * 60 * 60


def here(path: str) -> str:
    """An address in a mail names the place that the settings name, never the one a request claims."""
    return settings.URL.rstrip("/") + path


def fingerprint(person: Person) -> str:
    return person.get_session_auth_hash()[:16]


def wish_mailbox(person: Person, *, address: str, by: Person) -> None:
    """Write to the address; nothing is kept until the link in that note is followed."""
    address = address.strip().lower()
    token = signing.dumps([person.pk, address, fingerprint(person)], salt=SALT, compress=True)
    mail.send_note("prove", to=address, link=here(reverse("people:prove", args=[token])))


@dataclass(frozen=True)
class Proof:
    person: Person
    address: str


def read_proof(token: str) -> Proof | None:
    """Whose address the link proves; None when it is old, changed, or the passphrase changed since."""
    try:
        pk, address, mark = signing.loads(token, salt=SALT, max_age=PROVE_WITHIN)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    person = Person.objects.filter(pk=pk, suspended_at=None).first()
    return Proof(person, address) if person and fingerprint(person) == mark else None


@transaction.atomic
def prove_mailbox(token: str) -> bool:
    """Keep the address that the link proves. Following it twice is harmless."""
    proof = read_proof(token)
    if proof:
        facts = {"address": proof.address, "proved_at": timezone.now()}
        Mailbox.objects.update_or_create(person=proof.person, defaults=facts)
    return proof is not None


def remove_mailbox(person: Person, *, by: Person) -> None:
    Mailbox.objects.filter(person=person).delete()


class WayBack(PasswordResetTokenGenerator):
    """A link that sets one new passphrase, dead once the passphrase or address changes; the suspended have none (S4)."""

    key_salt = "kith.people.way_back"

    def _make_hash_value(self, user: Person, timestamp: int) -> str:
        mailbox = Mailbox.objects.filter(person=user).first()
        return f"{user.pk}{user.password}{timestamp}{mailbox.address if mailbox else ''}"


way_back = WayBack()


def send_way_back(address: str) -> None:
    """One note to the address that was typed, whoever it belongs to: with a link for each account, or saying there is none (S1)."""
    people = Person.objects.written_to_at(address)
    tokens = [f"{int_to_base36(person.pk)}-{way_back.make_token(person)}" for person in people]
    links = [here(reverse("people:new_passphrase", args=[token])) for token in tokens]
    mail.send_note("way_back", to=address, links=links)


def person_of(token: str) -> Person | None:
    """Who may set a new passphrase with this link, or None."""
    pk, _, key = token.partition("-")
    try:
        person = Person.objects.filter(pk=base36_to_int(pk), suspended_at=None).first()
    except (ValueError, OverflowError):
        return None
    return person if person and way_back.check_token(person, key) else None
