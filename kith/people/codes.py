"""Eight printed codes, each good once: to set a new passphrase, or instead of a lost second factor.

Kept as a keyed hash (HMAC-SHA256 under the server's secret) and not as argon2: a code is 57 random bits, so a slow hash adds
nothing, and one indexed question takes the same time for a known and an unknown name (S1). Without the server's secret a copy
of the database tells nothing. A host who changes KITH_SECRET keeps the old one in SECRET_KEY_FALLBACKS, so that paper stays good.
"""

import secrets

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from kith.kit.refs import ALPHABET
from kith.kit.refusal import Refused

from .models import Person, RecoveryCode
from .passphrases import change_passphrase
from .words import Reason

HOW_MANY = 8


def new_code() -> str:
    """Three groups of four letters and digits without vowels or look-alikes: 57 bits."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(3))


def hashes(typed: str) -> list[str]:
    """The hashes a typed code may have: under today's secret first. Spaces, hyphens and capitals do not matter."""
    plain = "".join(char for char in typed.lower() if char.isalnum())
    every = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [salted_hmac("kith.people.code", plain, secret=secret, algorithm="sha256").hexdigest() for secret in every]


@transaction.atomic
def make_codes(person: Person, *, by: Person) -> list[str]:
    """Eight new codes; the old ones are worth nothing from now on. This is the only time anybody sees them."""
    codes = [new_code() for _ in range(HOW_MANY)]
    RecoveryCode.objects.filter(person=person).delete()
    RecoveryCode.objects.bulk_create([RecoveryCode(person=person, hash=hashes(code)[0]) for code in codes])
    return codes


def codes_left(person: Person) -> int:
    return RecoveryCode.objects.unused().filter(person=person).count()


def codes_wanted(person: Person) -> bool:
    """Whether to offer printed codes: there are none that still work. Asked after a first meeting."""
    return codes_left(person) == 0


def take_code(person: Person, *, code: str) -> bool:
    """Use a code up. True for the one caller who did, however many try at the same moment."""
    unused = RecoveryCode.objects.unused().filter(person=person, hash__in=hashes(code))
    return unused.update(used_at=timezone.now()) > 0


@transaction.atomic
def new_passphrase_by_code(*, sign_in: str, code: str, new: str) -> Person:
    """A sign-in name and a code set a new passphrase; all sessions end. Refused alike for an unknown name and a wrong code."""
    row = RecoveryCode.objects.unused().of_name(sign_in).filter(hash__in=hashes(code)).select_related("person").first()
    if row is None or not take_code(row.person, code=code):
        raise Refused(Reason.NOT_THAT_CODE)
    change_passphrase(row.person, new=new, by=row.person)
    return row.person
