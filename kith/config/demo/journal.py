"""One person's journal, sealed here by a second program from docs/journal-format.md. Only the demo can."""

import hashlib
import json
import os
from base64 import b64encode
from datetime import datetime, timedelta
from functools import cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kith.journey import journal_keeping
from kith.journey.journal_keeping import Locked, Sealed
from kith.journey.journal_reading import FORMAT, LEAST_ROUNDS, STEP
from kith.journey.models import Journal
from kith.kit.refs import new_ref
from kith.people.models import Person

WHOSE, PASSPHRASE, SHEET = "marisol", "a lamp in the window", "bcdf" * 8  # told to whoever tries the demo
WROTE = (
    (340, "First evening tonight. I said my name and passed.\n\nNobody minded.", "circle"),
    (301, "His coat is still on the hook. I do not want to move it, and I do not want to walk past it.", ""),
    (
        212,
        "What I would say, if it came to me:\n\nthat I am angry with him for the unpaid bills, and that I miss him.",
        "circle",
    ),
    (118, "Slept through.", ""),
    (47, "Teo said the lamp in the baker's window. I had thought I was the only one who stops there.", "circle"),
    (9, "For the next time: ask June how the move went.", ""),
)


def keep_one(people: dict[str, Person], *, now: datetime) -> None:
    """Begun by the verbs that pages use, with what a browser would have sent."""
    ref, key = new_ref(), os.urandom(32)
    locks = [_locked(key, "passphrase", PASSPHRASE, ref), _locked(key, "sheet", SHEET, ref)]
    journal = journal_keeping.begin(ref, locks=locks, by=people[WHOSE])
    for days, text, where in WROTE:
        _write(text, where, key=key, journal=journal, at=now - timedelta(days=days))


def _write(text: str, where: str, *, key: bytes, journal: Journal, at: datetime) -> None:
    note, said = new_ref(), at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    inside = json.dumps({"text": text, "written": said, "changed": said, "where": where}, ensure_ascii=False).encode()
    inside = inside.ljust(-(-len(inside) // STEP) * STEP)
    iv, sealed = _sealed(key, inside, f"{FORMAT}/{journal.ref}/note/{note}/1")
    journal_keeping.keep(Sealed(version=1, iv=iv, sealed=sealed), ref=note, into=journal)


def _locked(key: bytes, opens_with: str, secret: str, journal: str) -> Locked:
    salt, by = _made(secret)
    iv, sealed = _sealed(by, key, f"{FORMAT}/{journal}/lock/{opens_with}")
    return Locked(opens_with=opens_with, salt=_text(salt), rounds=LEAST_ROUNDS, iv=iv, sealed=sealed)


@cache
def _made(secret: str) -> tuple[bytes, bytes]:
    """The salt and the key. Slow on purpose, so once for all demos of one process."""
    salt = os.urandom(16)
    return salt, hashlib.pbkdf2_hmac("sha256", secret.encode(), salt, LEAST_ROUNDS)


def _sealed(key: bytes, inside: bytes, name: str) -> tuple[str, str]:
    iv = os.urandom(12)
    return _text(iv), _text(AESGCM(key).encrypt(iv, inside, name.encode()))


def _text(some: bytes) -> str:
    return b64encode(some).decode()
