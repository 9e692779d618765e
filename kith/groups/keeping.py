"""Who in this group I asked to be kept apart from. Only I can read it."""

from collections.abc import Iterable

from kith.groups.models import Membership
from kith.people import apart
from kith.people.models import Apart, Person


def wishes(others: Iterable[Membership], *, by: Person) -> list[tuple[Membership, str]]:
    """Each of the others with what I asked for: "block", "unsafe" or nothing."""
    asked: dict[int, str] = {}
    for wish in apart.wishes_of(by):
        asked[wish.of_id] = max(asked.get(wish.of_id, ""), wish.kind)  # "unsafe" asks for more than "block"
    return [(them, asked.get(them.person_id, "")) for them in others]


def wish(them: Membership, *, kind: str, by: Person) -> None:
    """One wish at a time about one person: a new one takes the place of the other, "none" takes it back."""
    for old in set(Apart.Kind.values) - {kind}:
        apart.allow_again(of=them.person, by=by, kind=old)
    if kind in Apart.Kind.values:
        apart.keep_apart(of=them.person, by=by, kind=kind)
