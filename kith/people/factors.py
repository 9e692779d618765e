"""The second factor: a code from an app, or a passkey. Offered to those who look after others; anyone may have one."""

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from .models import Person


def factors(person: Person) -> "QuerySet[Authenticator]":
    return (
        Authenticator.objects.filter(user=person).exclude(type=Authenticator.Type.RECOVERY_CODES).order_by("created_at")
    )


def has_second_factor(person: Person) -> bool:
    return factors(person).exists()


def needs_second_factor(person: Person) -> bool:
    """True while someone has none; a facilitator's page then offers one."""
    return not has_second_factor(person)


def factor_ref(factor: Authenticator) -> str:
    return salted_hmac("kith.people.factor", str(factor.pk), algorithm="sha256").hexdigest()[:24]


@transaction.atomic
def remove_factor(person: Person, *, ref: str, by: Person) -> None:
    """Remove one; doing it twice is harmless."""
    for factor in factors(person):
        if factor_ref(factor) == ref:
            factor.delete()
