"""A sealed journal, as the server has it: for world.py, and for whoever needs sealed things of the right shape."""

from base64 import b64encode
from typing import TYPE_CHECKING, Any

from kith.journey import journal_keeping
from kith.journey.journal_keeping import Locked, Sealed
from kith.journey.models import Journal
from kith.kit.refs import ALPHABET
from kith.people.models import Person

if TYPE_CHECKING:
    from tests.access.world import World

KEPT = ALPHABET[:17]


def some(many: int, of: int = 7) -> str:
    """So many bytes, as they travel."""
    return b64encode(bytes([of]) * many).decode()


def lock(opens_with: str = "passphrase", of: int = 7) -> Locked:
    return Locked(opens_with=opens_with, salt=some(16, of), rounds=600_000, iv=some(12, of), sealed=some(48, of))


def sealed(version: int = 1, of: int = 7, steps: int = 1) -> Sealed:
    return Sealed(version=version, iv=some(12, of), sealed=some(512 * steps + 16, of))


def begun(by: Person, ref: str = KEPT) -> Journal:
    return journal_keeping.begin(ref, locks=[lock("passphrase"), lock("sheet")], by=by)


def a_journal(world: "World", state: str) -> None:
    """Ben's, with one note in it; `none`: nobody has one. The same names stand in both addresses."""
    world.more |= {"journal": KEPT, "note": KEPT[::-1]}
    if state == "begun":
        mine = begun(Person.objects.get(sign_in="ben"))
        journal_keeping.keep(sealed(), ref=KEPT[::-1], into=mine)


def as_sent(one: Locked | Sealed) -> dict[str, Any]:
    return {name: getattr(one, name) for name in one.__slots__}
