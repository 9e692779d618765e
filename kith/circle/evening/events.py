"""What can happen in a circle. Each event says what it changes; nothing here decides whether it may.

Long for one file because every fact that can come about in a room is listed once, here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

import orjson

from kith.circle.evening.copying import replace
from kith.circle.evening.facts import CLOCK, Call, Circle, Heard, Knock, Line, Part, Piece, Seat, Shown, Slip, words_in

KINDS: dict[str, type["Event"]] = {}
LINES_KEPT = 60  # in the circle as it stands; the log has them all until it is cleared
RECEIVED_KEPT = 24  # for each one, likewise


@dataclass(frozen=True)
class Event:
    """Something that happened, at `at`."""

    at: float
    by_clock: ClassVar[bool] = False

    def __init_subclass__(cls) -> None:
        KINDS[cls.__name__] = cls

    def happen(self, circle: Circle) -> Circle:
        raise NotImplementedError


def evolve(circle: Circle, event: Event) -> Circle:
    """The circle after the event. Total: any event that was decided can happen again in a replay."""
    after = event.happen(circle)
    return after if event.by_clock else replace(after, acted_at=event.at)


def dump_events(events: Iterable[Event]) -> str:
    """The events of one command as JSON text."""
    rows = [{"is": type(event).__name__, **vars(event)} for event in events]
    return orjson.dumps(rows).decode()


def load_events(text: str) -> tuple[Event, ...]:
    """The events that `dump_events` wrote."""
    return tuple(_event(row) for row in orjson.loads(text))


def _event(row: dict[str, Any]) -> Event:
    facts = {key: _tuples(value) for key, value in row.items() if key != "is"}
    if isinstance(facts.get("seat"), dict):
        facts["seat"] = Seat(**facts["seat"])
    if isinstance(facts.get("parts"), tuple):
        facts["parts"] = tuple(Part(**part) for part in facts["parts"])
    return KINDS[row["is"]](**facts)


def _tuples(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_tuples(item) for item in value)
    return {key: _tuples(item) for key, item in value.items()} if isinstance(value, dict) else value


# the door, and who is here


@dataclass(frozen=True)
class Knocked(Event):
    seat: Seat

    def happen(self, circle: Circle) -> Circle:
        others = tuple(knock for knock in circle.door if knock.seat.ref != self.seat.ref)
        return replace(circle, door=(*others, Knock(self.seat, self.at)))


@dataclass(frozen=True)
class LetIn(Event):
    """The greeter said yes; it will be at the next pause."""

    who: str

    def happen(self, circle: Circle) -> Circle:
        return replace(
            circle, door=tuple(replace(k, let_in=True, answer="") if k.seat.ref == self.who else k for k in circle.door)
        )


@dataclass(frozen=True)
class TurnedAway(Event):
    who: str
    answer: str  # not_tonight | next_week

    def happen(self, circle: Circle) -> Circle:
        return replace(
            circle,
            door=tuple(
                replace(k, answer=self.answer, let_in=False) if k.seat.ref == self.who else k for k in circle.door
            ),
        )


@dataclass(frozen=True)
class LeftDoor(Event):
    who: str

    def happen(self, circle: Circle) -> Circle:
        return replace(circle, door=tuple(k for k in circle.door if k.seat.ref != self.who))


@dataclass(frozen=True)
class SatDown(Event):
    """A seat is taken. A latecomer's air time starts at the least of those present; later seats append to a round."""

    seat: Seat
    joins: bool

    def happen(self, circle: Circle) -> Circle:
        present = [seat.heard for seat in circle.seated if seat.sharing and seat.present]
        seat = replace(self.seat, sat_at=self.at, since=self.at, heard=min(present, default=0.0))
        seats = tuple(_beside(other, seat) for other in circle.seats)
        for other in circle.seated:
            seat = _beside(seat, other)
        door = tuple(k for k in circle.door if k.seat.ref != seat.ref)
        order = (*circle.order, seat.ref) if self.joins else circle.order
        return replace(circle, seats=(*seats, seat), door=door, order=order)


def _beside(one: Seat, other: Seat) -> Seat:
    """`one`, now that `other` sits here too: a wish to be kept apart holds both ways, and only who wished it is told."""
    if (other.ref in one.apart or one.ref in other.apart) and other.ref not in one.apart:
        one = replace(one, apart=(*one.apart, other.ref))
    if one.ref in other.wished_by and other.ref not in one.told:
        one = replace(one, told=(*one.told, other.ref))
    return one


@dataclass(frozen=True)
class SteppedOut(Event):
    who: str

    def happen(self, circle: Circle) -> Circle:
        return circle.without(self.who).with_seat(self.who, away=True, away_at=self.at)


@dataclass(frozen=True)
class CameBack(Event):
    """Back from a moment outside: at the end of the round if they had not had their turn."""

    who: str
    joins: bool

    def happen(self, circle: Circle) -> Circle:
        back = circle.with_seat(self.who, away=False)
        return replace(back, order=(*back.order, self.who)) if self.joins else back


@dataclass(frozen=True)
class ModeChosen(Event):
    who: str
    mode: str
    joins: bool = False

    def happen(self, circle: Circle) -> Circle:
        if self.mode == "listening":
            return circle.without(self.who).with_seat(self.who, mode="listening")
        sharing = circle.with_seat(self.who, mode="sharing")
        return replace(sharing, order=(*sharing.order, self.who)) if self.joins else sharing


@dataclass(frozen=True)
class Removed(Event):
    """Asked to leave. They may still have the call's link, so the facilitator is asked for a new one."""

    who: str

    def happen(self, circle: Circle) -> Circle:
        stale = circle.link_stale or bool(circle.call_link)
        return replace(circle.without(self.who).with_seat(self.who, gone="removed", here=False), link_stale=stale)


@dataclass(frozen=True)
class Forgotten(Event):
    """Someone erased themselves from Kith: their alias and words leave the circle too, and their questions the bowl."""

    who: str
    bowl: tuple[str, ...] = ()
    by_clock = True

    def happen(self, circle: Circle) -> Circle:
        gone = circle.without(self.who).with_seat(
            self.who, gone="forgotten", alias="", seed=0, here=False, greeter=False, role="member"
        )
        return replace(
            gone,
            lines=tuple(line for line in gone.lines if line.by != self.who),
            bowl=tuple(item for item in gone.bowl if item[0] not in self.bowl),
            slips=tuple(slip for slip in gone.slips if slip.by != self.who),
            calls=tuple(call for call in gone.calls if call.by != self.who),
            pending=tuple(heard for heard in gone.pending if self.who not in (heard.by, heard.to)),
            received=tuple(heard for heard in gone.received if self.who not in (heard.by, heard.to)),
            door=tuple(knock for knock in gone.door if knock.seat.ref != self.who),
            greeter="" if gone.greeter == circle.alias(self.who) else gone.greeter,
            lead="" if gone.lead == self.who else gone.lead,
        )


@dataclass(frozen=True)
class LineChanged(Event):
    """A screen's line opened, was lost, or nobody can say."""

    who: str
    here: bool | None
    by_clock = True

    def happen(self, circle: Circle) -> Circle:
        return circle.with_seat(self.who, here=self.here, since=self.at)


@dataclass(frozen=True)
class RoleGiven(Event):
    """The group gave or took a role while they sit here: it counts at once."""

    who: str
    role: str
    greeter: bool
    by_clock = True

    def happen(self, circle: Circle) -> Circle:
        return circle.with_seat(self.who, role=self.role, greeter=self.greeter)


@dataclass(frozen=True)
class DoorLocked(Event):
    locked: bool

    def happen(self, circle: Circle) -> Circle:
        return replace(circle, locked=self.locked)


# who keeps the evening


@dataclass(frozen=True)
class Kept(Event):
    """Someone keeps the evening from now on: the lead. Waiting knocks count anew for them."""

    who: str

    def happen(self, circle: Circle) -> Circle:
        after = _offered_anew(circle, self.at) if circle.paused else circle
        return replace(after, lead=self.who, lead_at=self.at, keeper_wanted_at=0, paused=False)


def _offered_anew(circle: Circle, at: float) -> Circle:
    """Nobody could accept while the circle rested, so an offer counts from now."""
    return circle.with_piece(since=at) if circle.piece.offered_to else circle


@dataclass(frozen=True)
class KeeperWanted(Event):
    by_clock = True

    def happen(self, circle: Circle) -> Circle:
        return replace(circle, keeper_wanted_at=self.at)


@dataclass(frozen=True)
class PausedGently(Event):
    by_clock = True

    def happen(self, circle: Circle) -> Circle:
        return replace(circle, paused=True)


@dataclass(frozen=True)
class WentOn(Event):
    """A keeper is back: the pause, or the asking for one, is over."""

    by_clock = True

    def happen(self, circle: Circle) -> Circle:
        after = _offered_anew(circle, self.at) if circle.paused else circle
        return replace(after, paused=False, keeper_wanted_at=0)


# the evening


@dataclass(frozen=True)
class Began(Event):
    parts: tuple[Part, ...] = ()
    title: str = ""

    def happen(self, circle: Circle) -> Circle:
        other = {"parts": self.parts, "title": self.title} if self.parts else {}
        return replace(circle, phase="under_way", began_at=self.at, **other)


@dataclass(frozen=True)
class PartOpened(Event):
    """The next part begins; the rest of the agenda is re-timed (`minutes` of each part)."""

    index: int
    prompt: str
    minutes: tuple[float, ...]
    order: tuple[str, ...]
    together: bool = False
    pairs: tuple[tuple[str, ...], ...] = ()

    def happen(self, circle: Circle) -> Circle:
        parts = tuple(replace(part, minutes=m) for part, m in zip(circle.parts, self.minutes, strict=True))
        closing = parts[self.index].mode == "closing"
        paired = circle.pairs or circle.paired
        return replace(
            circle,
            phase="closing" if closing else "under_way",
            parts=parts,
            part=self.index,
            part_at=self.at,
            prompt=self.prompt,
            order=self.order,
            together=self.together,
            pairs=self.pairs,
            paired=self.pairs or paired,
            **_fresh_part(circle, self.at),
        )


def _fresh_part(circle: Circle, at: float) -> dict[str, Any]:
    seats = tuple(replace(seat, turns=0) if seat.turns else seat for seat in circle.seats)
    piece = Piece(turn=circle.piece.turn + 1, since=at)
    nothing: tuple[Any, ...] = ()
    return {
        "seats": seats,
        "piece": piece,
        "back": nothing,
        "returned": nothing,
        "had": nothing,
        "asks": nothing,
        "ahead": nothing,
        "lines": nothing,
        "home_at": 0,
        "next_after_turn": False,
        "next_pressed_at": 0,
        "talk": False,
        "hush": False,
        "read": False,
    }


@dataclass(frozen=True)
class RoundOpened(Event):
    """Once more around, with the question as it now stands."""

    order: tuple[str, ...]

    def happen(self, circle: Circle) -> Circle:
        return replace(circle, order=self.order, back=(), returned=(), had=(), ahead=(), home_at=0)


@dataclass(frozen=True)
class CameHome(Event):
    """Everyone has had the piece; it rests. The minutes left belong to the next part."""

    def happen(self, circle: Circle) -> Circle:
        return replace(circle, home_at=self.at)


@dataclass(frozen=True)
class PromptSet(Event):
    text: str

    def happen(self, circle: Circle) -> Circle:
        return replace(circle, prompt=self.text)


@dataclass(frozen=True)
class NextPartWaits(Event):
    """ "After this turn"."""

    def happen(self, circle: Circle) -> Circle:
        return replace(circle, next_after_turn=True, next_pressed_at=self.at)


@dataclass(frozen=True)
class TalkSet(Event):
    on: bool

    def happen(self, circle: Circle) -> Circle:
        return replace(circle.with_piece(held_up=False), talk=self.on)


@dataclass(frozen=True)
class HushSet(Event):
    on: bool

    def happen(self, circle: Circle) -> Circle:
        return replace(circle if self.on else _offered_anew(circle, self.at), hush=self.on)


@dataclass(frozen=True)
class ReadTogether(Event):
    def happen(self, circle: Circle) -> Circle:
        return replace(circle, read=True)


@dataclass(frozen=True)
class Ended(Event):
    """The last part is over; the kettle is on again."""

    def happen(self, circle: Circle) -> Circle:
        fresh = _fresh_part(circle, self.at)
        return replace(circle, phase="after", part=len(circle.parts), order=(), pairs=(), together=False, **fresh)


@dataclass(frozen=True)
class Closed(Event):
    def happen(self, circle: Circle) -> Circle:
        piece = Piece(turn=circle.piece.turn + 1, since=self.at)
        return replace(circle, phase="closed", closed_at=self.at, piece=piece, door=(), **_nothing_left())


def _nothing_left() -> dict[str, Any]:
    return dict.fromkeys(("lines", "order", "back", "had", "asks", "ahead", "pairs"), ()) | {"home_at": 0}


@dataclass(frozen=True)
class LinkSet(Event):
    link: str

    def happen(self, circle: Circle) -> Circle:
        return replace(circle, call_link=self.link, link_stale=False)


# the piece


@dataclass(frozen=True)
class Offered(Event):
    to: str
    by_clock = True

    def happen(self, circle: Circle) -> Circle:
        piece = replace(circle.piece, turn=circle.piece.turn + 1, offered_to=self.to, since=self.at, kept_for="")
        return _on_its_way(replace(circle.out_of_line(self.to), piece=piece))


def _on_its_way(circle: Circle) -> Circle:
    """If the round had come home, it goes on: whoever came in the meantime stands at its end. Nobody is forgotten (rule 6)."""
    if not circle.home_at:
        return circle
    late = tuple(seat.ref for seat in circle.seated if seat.sharing and seat.ref not in circle.in_this_round)
    return replace(circle, order=circle.order + late, home_at=0)


@dataclass(frozen=True)
class OfferEnded(Event):
    """passed: final and unmarked. back: "come back to me", once, at the end. later: at the end too, because they were lost
    or silent. first: still next, when the piece moves again. gone: left."""

    to: str
    how: str

    def happen(self, circle: Circle) -> Circle:
        offered = circle.piece.offered_to == self.to
        after = circle.out_of_line(self.to)
        if offered:
            piece = circle.piece
            kept = replace(piece, turn=piece.turn + 1, offered_to="", since=self.at)
            after = replace(after, piece=kept)
        if self.how == "back":
            return replace(after, back=(*after.back, self.to), returned=(*after.returned, self.to))
        if self.how == "later":
            return replace(after, back=(*after.back, self.to))
        if self.how == "first":
            return _first_in_line(after, self.to)
        return replace(after, had=(*_but(after.had, self.to), self.to)) if self.how == "passed" else after


def _first_in_line(circle: Circle, ref: str) -> Circle:
    """An offer once made is not re-sorted: on the floor, asked at 0 is before everyone (rule 7)."""
    if circle.now_part and circle.now_part.mode == "floor":
        return replace(circle, asks=((ref, 0.0), *circle.asks))
    return replace(circle, order=(ref, *circle.order))


@dataclass(frozen=True)
class Held(Event):
    """The piece is theirs."""

    holder: str
    minutes: float
    saying_back: str = ""

    def happen(self, circle: Circle) -> Circle:
        piece = Piece(
            circle.piece.turn + 1,
            holder=self.holder,
            since=self.at,
            minutes=self.minutes,
            saying_back=self.saying_back,
            spoke=circle.piece.spoke,
            spoke_turn=circle.piece.spoke_turn,
            held_up=circle.piece.held_up,
        )
        return _on_its_way(replace(circle.out_of_line(self.holder), piece=piece))


@dataclass(frozen=True)
class TurnEnded(Event):
    """Their turn is over: air time is kept, and what listeners held back reaches them now.

    how: finished, passed, back, rested, dropped (their line; kept for them), left.
    """

    holder: str
    how: str
    air: float

    def happen(self, circle: Circle) -> Circle:
        piece = circle.piece
        rested = Piece(piece.turn + 1, since=self.at, spoke=self.holder, spoke_turn=piece.turn, held_up=piece.held_up)
        if self.how in ("finished", "passed"):
            rested = self._can_be_undone(rested, piece)
        if self.how == "dropped":
            rested = replace(rested, kept_for=self.holder)
        spoke = self.how not in ("passed", "back")
        seat = circle.sat(self.holder)
        after = circle.with_seat(self.holder, heard=seat.heard + self.air, turns=seat.turns + spoke)
        if self.how == "back":
            after = replace(after, back=(*after.back, self.holder), returned=(*after.returned, self.holder))
        else:
            after = replace(after, had=(*_but(after.had, self.holder), self.holder))
        arrived = (*after.received, *(heard for heard in after.pending if heard.to == self.holder))
        lines = tuple(line for line in after.lines if line.turn == piece.turn)  # may be read until the next turn ends
        return replace(after, piece=rested, received=_kept(arrived), pending=(), lines=lines)

    def _can_be_undone(self, rested: Piece, was: Piece) -> Piece:
        return replace(
            rested,
            before=self.holder,
            passed_at=self.at,
            passed_how=self.how,
            passed_air=self.air,
            passed_minutes=was.minutes,
            passed_need=was.need,
            passed_wrote=was.wrote,
        )


def _kept(received: tuple[Heard, ...]) -> tuple[Heard, ...]:
    """What reached each one, the newest of it: one who got much pushes nobody else's out."""
    many: dict[str, int] = {}
    kept = []
    for heard in reversed(received):
        many[heard.to] = many.get(heard.to, 0) + 1
        if many[heard.to] <= RECEIVED_KEPT:
            kept.append(heard)
    return tuple(reversed(kept))


@dataclass(frozen=True)
class TakenBack(Event):
    """Undo: the piece is theirs again, and whoever it was offered to is first in line as before.

    In the meantime they may have asked for it anew, or be in a round that has opened anew: this is that turn.
    """

    holder: str
    air: float

    def happen(self, circle: Circle) -> Circle:
        was, offered = circle.piece, circle.piece.offered_to
        seat = circle.sat(self.holder)
        spoke = was.passed_how == "finished"
        after = circle.with_seat(self.holder, heard=max(0.0, seat.heard - self.air), turns=seat.turns - spoke)
        if offered:
            after = _first_in_line(after, offered)
        after = after.out_of_line(self.holder)
        piece = Piece(
            was.turn + 1,
            holder=self.holder,
            since=self.at - self.air,
            minutes=was.passed_minutes,
            need=was.passed_need,
            wrote=was.passed_wrote,
            spoke=was.spoke,
            spoke_turn=was.spoke_turn,
            held_up=was.held_up,
        )
        lines = tuple(replace(line, turn=piece.turn) if line.turn == was.spoke_turn else line for line in after.lines)
        return _on_its_way(replace(after, piece=piece, had=_but(after.had, self.holder), lines=lines))


@dataclass(frozen=True)
class Answered(Event):
    who: str
    answer: str

    def happen(self, circle: Circle) -> Circle:
        others = tuple(item for item in circle.ahead if item[0] != self.who)
        return replace(circle, ahead=(*others, (self.who, self.answer, self.at)))


@dataclass(frozen=True)
class Asked(Event):
    who: str

    def happen(self, circle: Circle) -> Circle:
        return replace(circle, asks=(*circle.asks, (self.who, self.at)), back=_but(circle.back, self.who))


@dataclass(frozen=True)
class Withdrew(Event):
    who: str

    def happen(self, circle: Circle) -> Circle:
        asks = tuple(ask for ask in circle.asks if ask[0] != self.who)
        return replace(circle, asks=asks, back=_but(circle.back, self.who))


def _but(refs: tuple[str, ...], ref: str) -> tuple[str, ...]:
    return tuple(other for other in refs if other != ref)


@dataclass(frozen=True)
class NeedSaid(Event):
    need: str

    def happen(self, circle: Circle) -> Circle:
        return circle.with_piece(need=self.need)


@dataclass(frozen=True)
class MinutesGiven(Event):
    minutes: float

    def happen(self, circle: Circle) -> Circle:
        return circle.with_piece(minutes=circle.piece.minutes + self.minutes)


@dataclass(frozen=True)
class SaidBack(Event):
    """Empathy circle: what was heard has been said back; now the piece is for their own words."""

    def happen(self, circle: Circle) -> Circle:
        return circle.with_piece(saying_back="")


@dataclass(frozen=True)
class Showed(Event):
    """The holder holds something up. It is there for as long as the turn lasts: a new piece of time has nothing in it."""

    who: str
    kind: str
    ref: str
    name: str
    text: str

    def happen(self, circle: Circle) -> Circle:
        held_up = circle.piece.held_up or self.kind != "keepsake"
        return circle.with_piece(shown=Shown(self.kind, self.ref, self.name, self.text), held_up=held_up)


@dataclass(frozen=True)
class PutAway(Event):
    def happen(self, circle: Circle) -> Circle:
        return circle.with_piece(shown=None)


# words


@dataclass(frozen=True)
class Said(Event):
    who: str
    text: str
    to: tuple[str, ...] = ()
    once: bool = False  # written at once: a second time replaces the first

    def happen(self, circle: Circle) -> Circle:
        mine = circle.piece.holder == self.who
        line = Line(self.who, self.text, self.at, circle.piece.turn if mine else 0, self.to)
        kept = tuple(other for other in circle.lines if not (self.once and other.by == self.who))
        after = replace(circle, lines=(*kept, line)[-LINES_KEPT:])
        return after.with_piece(wrote=after.piece.wrote + words_in(self.text)) if mine else after


@dataclass(frozen=True)
class Sent(Event):
    """An acknowledgement or a reflection: waits until the turn ends, reaches only the speaker. `to` nobody: it reaches
    nobody, and whoever sent it cannot tell (rule 11)."""

    who: str
    to: str
    turn: int
    kind: str
    text: str = ""
    now: bool = False

    def happen(self, circle: Circle) -> Circle:
        heard = Heard(self.to, self.who, self.turn, self.kind, self.text)
        if self.now:
            return replace(circle, received=_kept((*circle.received, heard)))
        return replace(circle, pending=(*circle.pending, heard))


@dataclass(frozen=True)
class DroppedInBowl(Event):
    """A question without a name: the circle never knows whose."""

    ref: str
    text: str

    def happen(self, circle: Circle) -> Circle:
        return replace(circle, bowl=(*circle.bowl, (self.ref, self.text)))


@dataclass(frozen=True)
class DrawnFromBowl(Event):
    ref: str

    def happen(self, circle: Circle) -> Circle:
        text = next(text for ref, text in circle.bowl if ref == self.ref)
        return replace(circle, prompt=text, bowl=tuple(item for item in circle.bowl if item[0] != self.ref))


@dataclass(frozen=True)
class Slipped(Event):
    ref: str
    who: str
    text: str

    def happen(self, circle: Circle) -> Circle:
        return replace(circle, slips=(*circle.slips, Slip(self.ref, self.who, self.text)))


@dataclass(frozen=True)
class NotOnlyYou(Event):
    ref: str
    who: str

    def happen(self, circle: Circle) -> Circle:
        slips = tuple(replace(s, too=(*s.too, self.who)) if s.ref == self.ref else s for s in circle.slips)
        return replace(circle, slips=slips)


@dataclass(frozen=True)
class PairsChanged(Event):
    pairs: tuple[tuple[str, ...], ...]

    def happen(self, circle: Circle) -> Circle:
        return replace(circle, pairs=self.pairs, paired=self.pairs)


# not OK, and the clock


@dataclass(frozen=True)
class CalledFor(Event):
    ref: str
    who: str
    to: str

    def happen(self, circle: Circle) -> Circle:
        mine = next((call for call in circle.calls if call.by == self.who and not call.seen_by), None)
        if mine:
            more = replace(mine, to=(*mine.to, self.to), at=self.at, waited=False)
            return replace(circle, calls=tuple(more if call is mine else call for call in circle.calls))
        return replace(circle, calls=(*circle.calls, Call(self.ref, self.who, (self.to,), self.at)))


@dataclass(frozen=True)
class CallSeen(Event):
    ref: str
    who: str

    def happen(self, circle: Circle) -> Circle:
        return replace(
            circle, calls=tuple(replace(c, seen_by=self.who) if c.ref == self.ref else c for c in circle.calls)
        )


@dataclass(frozen=True)
class CallWaited(Event):
    ref: str
    by_clock = True

    def happen(self, circle: Circle) -> Circle:
        return replace(circle, calls=tuple(replace(c, waited=True) if c.ref == self.ref else c for c in circle.calls))


@dataclass(frozen=True)
class Noticed(Event):
    """A deadline passed that only changes what is offered on a screen. Told once."""

    why: str
    by_clock = True

    def happen(self, circle: Circle) -> Circle:
        of_old_turns = (f".{circle.piece.turn}", "_due", "_end")
        still = tuple(why for why in circle.noticed if why.endswith(of_old_turns))
        return replace(circle, noticed=(*still, self.why))


__all__ = ["CLOCK", "Event", "dump_events", "evolve", "load_events"]
