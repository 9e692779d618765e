"""Who comes next: the order of a round (rule 6) and of the floor (rule 7)."""

from collections.abc import Sequence
from itertools import zip_longest

from kith.circle.evening.facts import ROUND_MODES, Circle, Seat, remembered

FRESH = 180  # seconds for which "speak", given ahead, stands as consent (rule 2)
READING_ALOUD = 150 / 60  # words a second: written turns count at reading-aloud speed (rule 7)


def round_order(seats: Sequence[Seat], *, opener: str, door: str = "") -> tuple[str, ...]:
    """The frozen order of a round: the opener, then around the seats, hall and remote alternating.

    Newcomers come beside the greeter and never right after the opener, unless only newcomers are there. Where several
    greet, it is the one with the alias `door`: whoever has the door tonight. Only sharing seats are in it.
    """
    ring = _from(opener, [seat for seat in seats if seat.sharing])
    first, rest = ring[:1], ring[1:]
    if first and first[0].ref != opener:
        first, rest = [], ring
    settled = [seat for seat in rest if not seat.new]
    newcomers = [seat for seat in rest if seat.new]
    line = first + _alternate(settled, after=first)
    return tuple(seat.ref for seat in _beside_greeter(line, newcomers, door))


def _from(opener: str, seats: list[Seat]) -> list[Seat]:
    start = next((i for i, seat in enumerate(seats) if seat.ref == opener), 0)
    return seats[start:] + seats[:start]


def _alternate(seats: list[Seat], *, after: list[Seat]) -> list[Seat]:
    """Hall, remote, hall, remote, as long as there are both."""
    hall = [seat for seat in seats if seat.where == "hall"]
    remote = [seat for seat in seats if seat.where != "hall"]
    begins_with_hall = not after or after[-1].where != "hall"
    one, other = (hall, remote) if begins_with_hall else (remote, hall)
    return [seat for pair in zip_longest(one, other) for seat in pair if seat]


def _beside_greeter(line: list[Seat], newcomers: list[Seat], door: str) -> list[Seat]:
    """After the greeter; when she opens, at the end: in a ring that is beside her too, and never right after the opener."""
    if not newcomers:
        return line
    greeters = [i + 1 for i, seat in enumerate(line) if seat.greeter]
    place = next((i for i in greeters if line[i - 1].alias == door), greeters[0] if greeters else len(line))
    if place == 1:
        place = len(line)
    return line[:place] + newcomers + line[place:]


@remembered
def floor_order(circle: Circle) -> tuple[str, ...]:
    """Those who asked: fewest turns in this part, then heard to the whole minute, then who asked first."""

    def least_heard(ask: tuple[str, float]) -> tuple[bool, int, int, float]:
        seat = circle.sat(ask[0])
        return ask[1] > 0, seat.turns, int(seat.heard // 60), ask[1]  # asked at 0: was offered it before

    return tuple(ref for ref, _ in sorted(circle.asks, key=least_heard))


@remembered
def upcoming(circle: Circle) -> tuple[str, ...]:
    """Everyone still to come in this part, next first."""
    if not circle.has_piece:
        return ()
    return (circle.order if circle.mode in ROUND_MODES else floor_order(circle)) + circle.back


def consents(circle: Circle, ref: str, now: float) -> bool:
    """Did this seat answer "speak" or "write" while here, less than three minutes ago? (rule 2)"""
    answer, seat = circle.answer_ahead(ref), circle.sat(ref)
    return answer is not None and answer[0] in ("speak", "write") and now - answer[1] < FRESH and seat.present


def has_device(seat: Seat) -> bool:
    """Guests and seats in the hall that share a phone have none of their own."""
    return not seat.by


def air_of(circle: Circle, now: float) -> float:
    """Seconds of air time of the present turn, until the line was lost; written words count as if read aloud."""
    piece, gone = circle.piece, circle.gone_since(circle.sat(circle.piece.holder))
    if piece.wrote:
        return piece.wrote / READING_ALOUD
    return max(0.0, (now if gone is None else min(now, gone)) - piece.since)
