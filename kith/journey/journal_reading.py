"""Reading what a browser sends: JSON whose every field is of the one shape that sealing makes. Anything else is a 400.

So words in the clear cannot slip in: a field holds a short name, a number, or base64 of a known length.
"""

import binascii
import json
import re
from base64 import b64decode
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest

from kith.journey.journal_keeping import Locked, Sealed
from kith.journey.models.journal import MOST_SEALED, Lock
from kith.kit.refs import ALPHABET, LENGTH

FORMAT = "kith-journal/1"
REF = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")
LEAST_ROUNDS, MOST_ROUNDS = 600_000, 100_000_000
MOST_NUMBER = 1_000_000_000
SALT, IV, KEY, TAG = 16, 12, 32, 16  # bytes
STEP = 512  # a sealed note is so many bytes, or twice, or three times ..., and a tag


def sent(request: HttpRequest) -> Mapping[str, Any]:
    """The fields of the JSON that came."""
    if request.content_type != "application/json":
        raise BadRequest
    try:
        said = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise BadRequest from error
    return _fields(said)


def ref(said: object) -> str:
    if not isinstance(said, str) or not REF.fullmatch(said):
        raise BadRequest
    return said


def number(said: object, *, least: int = 1, most: int = MOST_NUMBER) -> int:
    if not isinstance(said, int) or isinstance(said, bool) or not least <= said <= most:
        raise BadRequest
    return said


def locks(said: object) -> list[Locked]:
    """One of each kind: both are made before a journal begins."""
    made = [lock(one) for one in said] if isinstance(said, list) and len(said) == len(Lock.Opens) else []
    if {one.opens_with for one in made} != set(Lock.Opens.values):
        raise BadRequest
    return made


def lock(said: object) -> Locked:
    fields = _fields(said)
    if fields.get("opens_with") not in Lock.Opens.values:
        raise BadRequest
    return Locked(
        opens_with=fields["opens_with"],
        salt=_bytes(fields.get("salt"), SALT),
        rounds=number(fields.get("rounds"), least=LEAST_ROUNDS, most=MOST_ROUNDS),
        iv=_bytes(fields.get("iv"), IV),
        sealed=_bytes(fields.get("sealed"), KEY + TAG),
    )


def note(said: object) -> Sealed:
    """How long it is, is refused by the verb, in words."""
    fields = _fields(said)
    sealed = _text(fields.get("sealed"))
    if len(sealed) <= MOST_SEALED and (_length(sealed) - TAG) % STEP:
        raise BadRequest
    return Sealed(version=number(fields.get("version")), iv=_bytes(fields.get("iv"), IV), sealed=sealed)


def _fields(said: object) -> Mapping[str, Any]:
    if not isinstance(said, dict):
        raise BadRequest
    return said


def _bytes(said: object, length: int) -> str:
    text = _text(said)
    if _length(text) != length:
        raise BadRequest
    return text


def _length(text: str) -> int:
    """How many bytes it is in base64, in the one way to write them."""
    try:
        return len(b64decode(text, validate=True))
    except (binascii.Error, ValueError) as error:
        raise BadRequest from error


def _text(said: object) -> str:
    if not isinstance(said, str) or not said:
        raise BadRequest
    return said
