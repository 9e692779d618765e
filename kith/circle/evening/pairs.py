"""Two by two: drawn outside, an odd one makes a trio, whoever loses their partner joins another pair (rules 11 and 12)."""

from collections.abc import Sequence

from kith.circle.evening.draft import Draft
from kith.circle.evening.events import PairsChanged
from kith.circle.evening.facts import Circle, Seat

Pairs = tuple[tuple[str, ...], ...]


def draw_pairs(circle: Circle, shuffle: Sequence[str] | None) -> Pairs:
    """Pairs in a drawn order. Nobody sits with someone they are kept apart from; those with the fewest choices come first."""
    drawn = {ref: place for place, ref in enumerate(shuffle or ())}
    waiting = sorted(_who_pair(circle), key=lambda seat: (-len(seat.apart), drawn.get(seat.ref, len(drawn))))
    return _with_all((), waiting)


def _who_pair(circle: Circle) -> list[Seat]:
    return [seat for seat in circle.seated if seat.sharing and seat.present and not seat.by]


def _with_all(pairs: Pairs, alone: list[Seat]) -> Pairs:
    """Everyone in a pair as far as it can be: first with each other, then as the third of a pair."""
    left: list[Seat] = []
    while alone:
        one, *alone = alone
        other = next((seat for seat in alone if seat.ref not in one.apart), None)
        if other is None:
            left.append(one)
        else:
            alone.remove(other)
            pairs = (*pairs, (one.ref, other.ref))
    for one in left:
        pairs = _joined(pairs, one)
    return pairs


def _joined(pairs: Pairs, one: Seat) -> Pairs:
    """The smallest pair without anyone they are kept apart from takes them in; if there is none, nobody does."""
    free = [pair for pair in pairs if not set(one.apart) & set(pair)]
    if not free:
        return pairs
    smallest = min(free, key=len)
    return tuple((*pair, one.ref) if pair is smallest else pair for pair in pairs)


def mend_pairs(draft: Draft, without: str = "") -> None:
    """Someone came, went or was lost (`without`): whoever is here and sits with nobody joins others."""
    circle = draft.circle
    if circle.mode != "pairs":
        return
    left = (tuple(ref for ref in pair if ref != without) for pair in circle.pairs)
    pairs = tuple(pair for pair in left if len(pair) > 1)
    paired = {ref for pair in pairs for ref in pair}
    pairs = _with_all(pairs, [seat for seat in _who_pair(circle) if seat.ref not in paired])
    if pairs != circle.pairs:
        draft.add(PairsChanged(draft.now, pairs))
