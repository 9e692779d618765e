"""The eight letters on a slip: typed at /come/, tried a few times only, and kept as a keyed hash.

Eight letters are 38 random bits: enough against a few tries an address, not against someone who holds a copy of the database.
So the hash wants the server's secret, and a code that was right is exchanged for a link that nobody can guess.
"""

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from kith.groups.models import Invitation
from kith.groups.words_keeping import Kept
from kith.kit.refs import ALPHABET
from kith.kit.refusal import Refused
from kith.people import limits
from kith.people.addresses import client_address

LETTERS = 8
TRIES = 20  # wrong ones from one address in a quarter of an hour: a hall full of people shares one
EXCHANGED = "c."  # how a link begins that was given for a code
GOOD_FOR = timedelta(days=2)
SALT = "kith.groups.code"


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LETTERS))


def as_read(code: str) -> str:
    """In two halves, as it is printed."""
    return f"{code[:4]} {code[4:]}"


def hashes(typed: str) -> list[str]:
    """Under today's secret first. Spaces, hyphens and capitals do not matter."""
    plain = "".join(char for char in typed.lower() if char.isalnum())
    every = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [salted_hmac(SALT, plain, secret=secret, algorithm="sha256").hexdigest() for secret in every]


def found(*, code: str, request: HttpRequest, now: datetime) -> Invitation:
    """The live invitation with this code, or with this whole link; refused alike for anything else, and after many tries."""
    key, moment = limits.hashed("slip", client_address(request)), timezone.now()
    until = limits.opens_at(key, TRIES, moment)
    if until:
        raise Refused(Kept.MANY_SLIPS, field="code", minutes=max(1, round((until - moment).total_seconds() / 60)))
    live = Invitation.objects.live(now).select_related("group")
    link = live.filter(code_hash__in=hashes(code)).first() or live.filter(**by_link(code)).first()
    if link is None:
        limits.note(key)
        raise Refused(Kept.NOT_THAT_SLIP, field="code")
    return link


def by_link(typed: str) -> dict[str, str]:
    """What a pasted link is found by: its last part is the token."""
    from kith.groups.inviting import digest

    token = typed.strip().rstrip("/").rpartition("/")[2]
    return {"hash": digest(token)}


def exchange(invitation: Invitation) -> str:
    """A token for who typed the code: it cannot be guessed, and is good for two days at most."""
    return EXCHANGED + signing.dumps(invitation.ref, salt=SALT)


def opened(token: str) -> str:
    """The ref of the invitation such a token was given for; "" for any other."""
    if not token.startswith(EXCHANGED):
        return ""
    try:
        return str(signing.loads(token.removeprefix(EXCHANGED), salt=SALT, max_age=GOOD_FOR))
    except signing.BadSignature:
        return ""
