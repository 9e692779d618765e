"""Whose turn it is to hold an evening, or to read a script aloud. Pure: the same evening always gives the same answer."""

from collections.abc import Collection, Sequence

MANY = 4  # evenings in a row, after which it is time to ask someone


def in_a_row(held: Sequence[str], who: str) -> int:
    """How many evenings they have held without a break. `held` says who did, newest first; "" where nobody is known."""
    for count, holder in enumerate(held):
        if holder != who:
            return count
    return len(held) if who else 0


def to_ask(held: Sequence[str], others: Sequence[str]) -> str:
    """Whoever of the others has not held one for the longest; who never did comes first. "" if there is nobody."""
    since = {who: held.index(who) if who in held else len(held) for who in others}
    return max(others, key=lambda who: since[who], default="")


def readers(places: int, *, ring: Sequence[str], able: Collection[str], evening: int) -> list[str]:
    """One reader for each place, out of the ring of all members; the ring turns with each evening.

    Whoever is not able tonight is passed over for the next one. Nobody reads twice while someone has not read.
    """
    if not any(one in able for one in ring):
        return []
    read: list[str] = []
    for place in range(places):
        start = (evening * places + place) % len(ring)
        line = [one for one in (*ring[start:], *ring[:start]) if one in able]
        read.append(min(line, key=read.count))
    return read
