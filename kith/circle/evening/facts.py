"""What is true in a circle at one moment: seats, piece, agenda, words. All frozen; times are seconds since the epoch.

Long for one file because it is the whole vocabulary of the room; it holds no rules, only facts and questions one can ask of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, wraps
from typing import Any, TypeVar

import orjson

from kith.circle.evening.copying import made, replace, written

CLOCK = "clock"  # the actor of what time does
HALL = "hall"  # the viewer that is a projector
MOST_SEATS = 16
KEEPING = ("facilitator", "co_facilitator")
PIECE_MODES = ("round", "floor", "empathy", "closing")
ROUND_MODES = ("round", "empathy", "closing")
QUIET_MODES = ("kettle", "talk", "reading", "silence", "pairs", "writing")  # no piece moves in these


T = TypeVar("T")


class Reason(StrEnum):
    """Every way a circle says no. `kith.circle.words` has the kind sentence of each."""

    NOT_SEATED = "not_seated"
    NOT_YOUR_TURN = "not_your_turn"
    NOT_OFFERED = "not_offered"
    TURN_HAS_PASSED = "turn_has_passed"
    PART_HAS_PASSED = "part_has_passed"
    ONLY_FACILITATORS = "only_facilitators"
    ONLY_THE_DOOR = "only_the_door"
    NO_PIECE_NOW = "no_piece_now"
    PIECE_IS_HELD = "piece_is_held"
    OTHERS_ASKED_FIRST = "others_asked_first"
    YOU_ARE_LISTENING = "you_are_listening"
    ALREADY_HAD_TURN = "already_had_turn"
    TOO_LATE_TO_UNDO = "too_late_to_undo"
    NOT_YET = "not_yet"
    TOO_FEW = "too_few"
    HAS_BEGUN = "has_begun"
    IT_IS_OVER = "it_is_over"
    WE_ARE_SILENT = "we_are_silent"
    WE_ARE_PAUSED = "we_are_paused"
    REMOVED = "removed"
    DOOR_IS_CLOSED = "door_is_closed"
    NOT_TONIGHT = "not_tonight"
    ALREADY_THERE = "already_there"
    NOT_THERE = "not_there"
    NOT_OFFERED_HERE = "not_offered_here"
    NOTHING_THERE = "nothing_there"
    LAST_TURN_WAS_YOURS = "last_turn_was_yours"
    NOT_BESIDE_A_CALL = "not_beside_a_call"
    NOT_FOR_THEM = "not_for_them"
    STILL_UNDER_WAY = "still_under_way"
    ROOM_IS_FULL = "room_is_full"
    NOTHING_DUE = "nothing_due"
    CAME_BACK_ALREADY = "came_back_already"


def remembered(question: Callable[["Circle"], T]) -> Callable[["Circle"], T]:
    """A question about the whole circle is worked out once for each circle: one never changes, and eight views ask the same.

    The answer lies beside the fields, which neither `dump` nor `replace` nor `==` takes for one of them.
    """
    name = f"_{question.__name__}"

    @wraps(question)
    def answer(circle: "Circle") -> T:
        known = circle.__dict__
        if name not in known:
            known[name] = question(circle)
        found: T = known[name]
        return found

    return answer


class Refused(Exception):  # noqa: N818 - it is an answer, not an error
    """The circle said no, and why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class Part:
    """One part of the agenda. `minutes` re-time themselves as the evening goes; `share` is the soft length of one turn."""

    key: str
    name: str
    mode: str
    minutes: float
    share: float = 4
    prompt: str = ""
    lighter: str = ""
    script: str = ""
    asks: bool = False
    planned: float = 0


@dataclass(frozen=True)
class Seat:
    """A place in the circle. `here`: a line is open, is lost, or (None) there never was one: no script, or a seat in the hall."""

    ref: str
    alias: str
    seed: int = 0
    role: str = "member"
    greeter: bool = False
    new: bool = False
    where: str = "remote"  # remote | hall | phone
    by: str = ""  # the seat whose device works for this one; empty: their own
    guest: bool = False
    mode: str = "sharing"  # sharing | listening
    here: bool | None = None
    since: float = 0  # when `here` last changed
    away: bool = False  # stepped out for a moment
    gone: str = ""  # "removed", or "forgotten": never comes back
    sat_at: float = 0
    heard: float = 0  # air time, in seconds
    turns: int = 0  # in this part
    apart: tuple[str, ...] = ()  # nothing passes between the two, and neither can tell
    told: tuple[str, ...] = ()  # whom they asked to be kept apart from: when those are here, told to them alone
    wished_by: tuple[str, ...] = ()  # who asked to be kept apart from them
    unsafe: tuple[str, ...] = ()  # who said of them "I'm not safe if this person comes"
    afraid: tuple[str, ...] = ()  # of whom they said so
    away_at: float = 0

    @property
    def sharing(self) -> bool:
        return self.mode == "sharing" and not self.away and not self.gone

    @property
    def present(self) -> bool:
        """Not known to be away: unknown is not absent."""
        return self.here is not False and not self.away and not self.gone


@dataclass(frozen=True)
class Shown:
    """What the holder holds up: a keepsake (its picture, and `text` for those who cannot see it), a resource or a strategy."""

    kind: str  # keepsake | resource | strategy
    ref: str
    name: str = ""
    text: str = ""


@dataclass(frozen=True)
class Piece:
    """The talking piece. `turn` grows whenever holder or offer changes, so that a second tap names a turn that has passed."""

    turn: int = 0
    holder: str = ""
    offered_to: str = ""
    since: float = 0
    minutes: float = 4
    need: str = ""
    saying_back: str = ""  # empathy circle: whose words the holder says back first
    wrote: int = 0  # words written in this turn
    before: str = ""  # who passed it on and may take it back
    passed_at: float = 0
    passed_how: str = ""
    passed_air: float = 0  # air time that was kept when it was passed on, and what else undoing brings back
    passed_minutes: float = 0
    passed_need: str = ""
    passed_wrote: int = 0
    spoke: str = ""  # whose turn ended last in this part, and which it was: what they wrote can still be read
    spoke_turn: int = 0
    kept_for: str = ""  # whose line dropped: theirs again if they come back before anyone took it
    shown: Shown | None = None  # while this turn lasts
    # a resource or a strategy was held up in this part: free talk is offered next, until there was some
    held_up: bool = False

    @property
    def resting(self) -> bool:
        return not self.holder and not self.offered_to


@dataclass(frozen=True)
class Knock:
    """Someone at the door. `let_in`: it will be at the next pause. `answer`: the kind no they were given."""

    seat: Seat
    at: float
    let_in: bool = False
    answer: str = ""


@dataclass(frozen=True)
class Line:
    """Words written in this part. `to`: who may read them; empty: all. `turn` 0: not in a turn."""

    by: str
    text: str
    at: float
    turn: int = 0
    to: tuple[str, ...] = ()


@dataclass(frozen=True)
class Heard:
    """An acknowledgement or a reflection, on its way to the one who spoke, or there."""

    to: str
    by: str
    turn: int
    kind: str  # hear_you | me_too | thank_you | reflection | glad
    text: str = ""


@dataclass(frozen=True)
class Slip:
    """ "Is it only me?", without a name to anyone. `too`: who pressed "not only you"."""

    ref: str
    by: str
    text: str
    too: tuple[str, ...] = ()


@dataclass(frozen=True)
class Call:
    """ "I'm not OK", told to `to` (one seat, then perhaps more)."""

    ref: str
    by: str
    to: tuple[str, ...]
    at: float
    seen_by: str = ""
    waited: bool = False  # unseen for a minute


@dataclass(frozen=True)
class Circle:
    title: str
    parts: tuple[Part, ...]
    starts_at: float
    ends_at: float
    way: dict[str, bool]
    call_link: str = ""
    greeter: str = ""  # alias, for the door before the greeter has come
    empty_seat: bool = False
    phase: str = "kettle"  # kettle | under_way | closing | after | closed
    part: int = -1
    part_at: float = 0
    began_at: float = 0
    closed_at: float = 0
    acted_at: float = 0
    prompt: str = ""
    lead: str = ""
    lead_at: float = 0
    keeper_wanted_at: float = 0
    paused: bool = False
    hush: bool = False
    talk: bool = False
    together: bool = False  # the short closing: one word each, written at once
    read: bool = False  # what was written at once is read together
    locked: bool = False
    next_after_turn: bool = False
    next_pressed_at: float = 0
    link_stale: bool = False
    home_at: float = 0  # the round has come home
    seats: tuple[Seat, ...] = ()
    door: tuple[Knock, ...] = ()
    piece: Piece = Piece()
    order: tuple[str, ...] = ()  # who is still to come in this round
    back: tuple[str, ...] = ()  # "come back to me", in order
    returned: tuple[str, ...] = ()  # who said so themselves in this round: it is for once
    had: tuple[str, ...] = ()  # who has had their turn, or passed: nobody can tell which
    asks: tuple[tuple[str, float], ...] = ()
    ahead: tuple[tuple[str, str, float], ...] = ()  # heads-up answers: seat, answer, when
    lines: tuple[Line, ...] = ()
    pending: tuple[Heard, ...] = ()
    received: tuple[Heard, ...] = ()
    bowl: tuple[tuple[str, str], ...] = ()
    slips: tuple[Slip, ...] = ()
    pairs: tuple[tuple[str, ...], ...] = ()
    paired: tuple[tuple[str, ...], ...] = ()  # the last pairs, for "I was glad to be paired with you"
    calls: tuple[Call, ...] = ()
    noticed: tuple[str, ...] = ()  # deadlines that were told once

    # questions one can ask of a circle; what is cached lies beside the fields, as with `remembered`

    @cached_property
    def seated(self) -> tuple[Seat, ...]:
        return tuple(seat for seat in self.seats if not seat.gone)

    @cached_property
    def by_ref(self) -> dict[str, Seat]:
        return {seat.ref: seat for seat in reversed(self.seated)}

    @cached_property
    def gone(self) -> frozenset[str]:
        """Who was asked to leave, or forgotten: for them there is no circle any more."""
        return frozenset(seat.ref for seat in self.seats if seat.gone)

    def seat(self, ref: str) -> Seat | None:
        """Their seat, unless they were asked to leave or were forgotten."""
        return self.by_ref.get(ref)

    def sat(self, ref: str) -> Seat:
        """Their seat, which must be there."""
        return next(seat for seat in self.seats if seat.ref == ref)

    @cached_property
    def aliases(self) -> dict[str, str]:
        return {seat.ref: seat.alias for seat in reversed(self.seats)}

    def alias(self, ref: str) -> str:
        return self.aliases.get(ref, "")

    def knock(self, ref: str) -> Knock | None:
        return next((knock for knock in self.door if knock.seat.ref == ref), None)

    @property
    def now_part(self) -> Part | None:
        return self.parts[self.part] if 0 <= self.part < len(self.parts) else None

    @cached_property
    def mode(self) -> str:
        """How we are together right now; an interlude of free talk or the short closing has its own."""
        if self.phase in ("kettle", "after") or not self.now_part:
            return "kettle"
        if self.talk:
            return "talk"
        return "writing" if self.together else self.now_part.mode

    @cached_property
    def has_piece(self) -> bool:
        return self.phase in ("under_way", "closing") and self.mode in PIECE_MODES

    @cached_property
    def round_on_its_way(self) -> bool:
        """A round is on its way, also while it stands aside for free talk: whoever comes now stands at its end."""
        going = self.phase in ("under_way", "closing") and not self.together and not self.home_at
        return going and self.now_part is not None and self.now_part.mode in ROUND_MODES

    @property
    def in_this_round(self) -> tuple[str, ...]:
        """Who has it, has had it or is to come. One turn each."""
        return (*self.order, *self.back, *self.had, self.piece.holder, self.piece.offered_to)

    @cached_property
    def moving(self) -> bool:
        """The piece may go from hand to hand now."""
        return self.has_piece and not self.hush and not self.paused

    def keeps(self, seat: Seat | None) -> bool:
        """May this seat use the facilitator's controls?"""
        return seat is not None and not seat.gone and (seat.role in KEEPING or seat.ref == self.lead)

    @cached_property
    def keepers_present(self) -> tuple[Seat, ...]:
        return tuple(seat for seat in self.seats if self.keeps(seat) and seat.present)

    def answers_door(self, seat: Seat | None) -> bool:
        return seat is not None and (seat.greeter or self.keeps(seat))

    @property
    def full(self) -> bool:
        return len(self.seated) >= MOST_SEATS

    def unsafe_with(self, seat: Seat) -> bool:
        """Did someone seated say of them "I'm not safe if this person comes"? (rule 10) Whoever said it is not kept out."""
        return any(other.ref in seat.unsafe or seat.ref in other.afraid for other in self.seated)

    def device(self, seat: Seat) -> Seat | None:
        """Whose screen works for this seat: their own, or that of whoever brought them."""
        return self.seat(seat.by) if seat.by else seat

    def brought_by(self, ref: str) -> list[Seat]:
        """Who sits here and is worked for by this seat's device."""
        return [seat for seat in self.seated if seat.by == ref]

    def gone_since(self, seat: Seat) -> float | None:
        """Since when nobody's screen works for this seat: its line is lost, or who brought them stepped out. None: one may."""
        device = self.device(seat)
        if device is None:
            return seat.since
        if device.here is False:
            return device.since
        return device.away_at if device.away else None

    def beside_a_call_or_in_the_hall(self, seat: Seat) -> bool:
        """Where a sleeping phone is normal."""
        return self.way.get("call", False) or seat.where != "remote"

    @property
    def closing_minutes(self) -> int:
        return min(10, max(5, len(self.seated)))

    @property
    def closing_due(self) -> float:
        return self.ends_at - 60 * self.closing_minutes

    def answer_ahead(self, ref: str) -> tuple[str, float] | None:
        return next(((answer, at) for seat, answer, at in self.ahead if seat == ref), None)

    def partners(self, ref: str, pairs: tuple[tuple[str, ...], ...] | None = None) -> tuple[str, ...]:
        mine: tuple[str, ...] = next((pair for pair in (self.pairs if pairs is None else pairs) if ref in pair), ())
        return tuple(other for other in mine if other != ref)

    # and how one fact becomes another

    def with_seat(self, ref: str, **changes: Any) -> "Circle":
        return replace(self, seats=tuple(replace(s, **changes) if s.ref == ref else s for s in self.seats))

    def with_piece(self, **changes: Any) -> "Circle":
        return replace(self, piece=replace(self.piece, **changes))

    def without(self, ref: str) -> "Circle":
        """The circle with this seat in no line: not next, not asked, not paired."""
        pairs = tuple(pair for pair in (tuple(r for r in pair if r != ref) for pair in self.pairs) if pair)
        return replace(self.out_of_line(ref), pairs=pairs)

    def out_of_line(self, ref: str) -> "Circle":
        """The circle with this seat not waiting for the piece."""
        return replace(
            self,
            order=tuple(r for r in self.order if r != ref),
            back=tuple(r for r in self.back if r != ref),
            asks=tuple(ask for ask in self.asks if ask[0] != ref),
            ahead=tuple(answer for answer in self.ahead if answer[0] != ref),
        )


def open_circle(
    *,
    title: str,
    agenda: dict[str, Any],
    starts_at: float,
    ends_at: float,
    way: dict[str, bool],
    call_link: str = "",
    empty_seat: bool = False,
    greeter: str = "",
) -> Circle:
    """The circle of a meeting before anyone has come. Raises KeyError if a part lacks key, name, mode or minutes."""
    return Circle(
        title, parts_of(agenda), starts_at, ends_at, dict(way), call_link, greeter, empty_seat, acted_at=starts_at
    )


def parts_of(agenda: dict[str, Any]) -> tuple[Part, ...]:
    return tuple(
        Part(
            key=part["key"],
            name=part["name"],
            mode=part["mode"],
            minutes=part["minutes"],
            share=part.get("share") or 3,
            prompt=part.get("prompt") or "",
            lighter=part.get("lighter") or "",
            script=part.get("script") or "",
            asks=bool(part.get("asks")),
            planned=part["minutes"],
        )
        for part in agenda["parts"]
    )


def dump(circle: Circle) -> str:
    """The circle as JSON text; `load` gives an equal circle back. A default that is changed changes what was written before."""
    return written(circle)


def load(text: str) -> Circle:
    """The circle that `dump` wrote. Raises ValueError, TypeError or KeyError for anything else."""
    facts = orjson.loads(text)
    return made(Circle, {name: READ[name](value) if name in READ else value for name, value in facts.items()})


def _fact(kind: type[T]) -> Callable[[dict[str, Any]], T]:
    """Reads one fact; what is a list in JSON is a tuple in it."""
    return lambda facts: made(
        kind, {name: tuple(value) if value.__class__ is list else value for name, value in facts.items()}
    )


def _each(read: Callable[[Any], Any]) -> Callable[[list[Any]], tuple[Any, ...]]:
    return lambda listed: tuple(map(read, listed))


_seat = _fact(Seat)
READ: dict[str, Callable[[Any], Any]] = {
    "parts": _each(_fact(Part)),
    "seats": _each(_seat),
    "door": _each(lambda knock: made(Knock, {**knock, "seat": _seat(knock["seat"])})),
    "piece": lambda piece: made(
        Piece, {**piece, "shown": _fact(Shown)(shown) if (shown := piece.get("shown")) else None}
    ),
    "lines": _each(_fact(Line)),
    "pending": _each(_fact(Heard)),
    "received": _each(_fact(Heard)),
    "slips": _each(_fact(Slip)),
    "calls": _each(_fact(Call)),
    **dict.fromkeys(("order", "back", "returned", "had", "noticed"), tuple),
    **dict.fromkeys(("asks", "ahead", "bowl", "pairs", "paired"), _each(tuple)),
}


def words_in(text: str) -> int:
    return len(text.split())
