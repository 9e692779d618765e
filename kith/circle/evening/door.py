"""The door and the seats: knocking, coming in, stepping out, being asked to leave (rules 10 and 11)."""

from dataclasses import replace

from kith.circle.evening.draft import Draft
from kith.circle.evening.events import (
    CameBack,
    DoorLocked,
    Knocked,
    LeftDoor,
    LetIn,
    ModeChosen,
    Removed,
    SatDown,
    SteppedOut,
    TurnedAway,
)
from kith.circle.evening.facts import KEEPING, Circle, Reason, Seat

MOST_SEATS = 16
NO_ANSWER = 120  # seconds at the door before kind words and "next week"


def knock(draft: Draft) -> None:
    """Come in, or wait at the door. Members walk in until it is locked; first-timers wait for the greeter.

    Facts: alias, seed, role, greeter, new, listens; `apart`: actors with whom nothing may pass, either way; `mine`:
    those this person asked to be kept apart from; `unsafe`: those who said "I'm not safe if this person comes".
    """
    circle, ref = draft.circle, draft.command.actor
    draft.must(circle.phase != "closed", Reason.IT_IS_OVER)
    draft.must(not any(seat.ref == ref and seat.gone for seat in circle.seats), Reason.REMOVED)
    draft.must(circle.seat(ref) is None, Reason.ALREADY_THERE)
    waiting = circle.knock(ref)
    draft.must(waiting is None or waiting.answer, Reason.ALREADY_THERE)
    seat = _arriving(draft)
    unsafe = any(circle.seat(other) for other in draft.command.facts.get("unsafe", ()))
    if unsafe or not _walks_in(circle, seat):
        draft.add(Knocked(draft.now, seat, unsafe))
    else:
        draft.must(len(circle.seated) < MOST_SEATS, Reason.ROOM_IS_FULL)
        sit_down(draft, seat)


def _arriving(draft: Draft) -> Seat:
    facts = draft.command.facts
    mine = tuple(facts.get("mine", ()))
    return Seat(
        ref=draft.command.actor,
        alias=str(facts["alias"]),
        seed=int(facts.get("seed", 0)),
        role=str(facts.get("role", "member")),
        greeter=bool(facts.get("greeter")),
        new=bool(facts.get("new")),
        where=draft.text("where") or "remote",
        mode="listening" if facts.get("listens") else "sharing",
        apart=tuple(facts.get("apart", ())),
        told=tuple(other for other in mine if draft.circle.seat(other)),
    )


def _walks_in(circle: Circle, seat: Seat) -> bool:
    return seat.role in KEEPING or (not seat.new and not circle.locked)


def sit_down(draft: Draft, seat: Seat) -> None:
    """A seat is taken; those who asked to be kept apart from whoever comes are told alone, and nothing shows."""
    wishes = tuple(other for other in seat.apart if other not in seat.told)
    joins = _joins_round(draft.circle, replace(seat, away=False))
    draft.add(SatDown(draft.now, replace(seat, apart=(*seat.told, *wishes)), joins))


def _joins_round(circle: Circle, seat: Seat) -> bool:
    """Later seats append, while the round is still on its way; each has one turn in it."""
    in_round = circle.has_piece and circle.mode != "floor" and not circle.home_at
    known = (*circle.order, *circle.back, *circle.had, circle.piece.holder, circle.piece.offered_to)
    return in_round and seat.sharing and seat.ref not in known


def leave_door(draft: Draft) -> None:
    """ "I've changed my mind", at the door."""
    draft.must(draft.circle.knock(draft.command.actor), Reason.NOTHING_THERE)
    draft.add(LeftDoor(draft.now, draft.command.actor))


def admit(draft: Draft) -> None:
    """At the next pause; at once when nobody is speaking. Never in silence or closing, never against "not tonight"."""
    draft.must(draft.circle.answers_door(draft.actor), Reason.ONLY_THE_DOOR)
    waiting = draft.given(draft.circle.knock(draft.text("who")), Reason.NOTHING_THERE)
    draft.must(not waiting.answer, Reason.NOTHING_THERE)
    draft.must(not waiting.not_tonight, Reason.NOT_TONIGHT)
    draft.must(draft.circle.phase != "closing", Reason.DOOR_IS_CLOSED)
    draft.add(LetIn(draft.now, waiting.seat.ref))
    let_waiting_in(draft)


def turn_away(draft: Draft) -> None:
    draft.must(draft.circle.answers_door(draft.actor), Reason.ONLY_THE_DOOR)
    waiting = draft.given(draft.circle.knock(draft.text("who")), Reason.NOTHING_THERE)
    draft.must(not waiting.answer, Reason.NOTHING_THERE)
    draft.add(TurnedAway(draft.now, waiting.seat.ref, "not_tonight"))


def is_pause(circle: Circle) -> bool:
    """May the door open now? Not while someone holds the piece, not in silence, not in closing."""
    quiet = circle.hush or circle.mode in ("silence", "pairs") or circle.phase in ("closing", "closed")
    return not circle.piece.holder and not quiet


def let_waiting_in(draft: Draft) -> None:
    for waiting in draft.circle.door:
        full = len(draft.circle.seated) >= MOST_SEATS
        if waiting.let_in and is_pause(draft.circle) and not full:
            sit_down(draft, waiting.seat)


def seat_guest(draft: Draft) -> None:
    """A seat without an account: someone in the hall, or who dialled in. The device that adds it works for it."""
    draft.must(draft.circle.phase != "closed", Reason.IT_IS_OVER)
    may = draft.circle.keeps(draft.actor) or draft.actor.where == "hall"
    draft.must(may, Reason.ONLY_FACILITATORS)
    draft.must(len(draft.circle.seated) < MOST_SEATS, Reason.ROOM_IS_FULL)
    seat = Seat(
        ref=str(draft.command.facts["ref"]),
        alias=draft.text("alias"),
        seed=int(draft.command.facts.get("seed", len(draft.circle.seats) % 8)),
        where=draft.text("where") or "hall",
        by=draft.actor.ref,
        guest=True,
    )
    sit_down(draft, seat)


def step_out(draft: Draft) -> None:
    """Out for a moment, or for good: nobody is told why. The piece goes on."""
    from kith.circle.evening.piece import end_turn, move_on

    if draft.circle.seat(draft.command.actor) is None and draft.circle.knock(draft.command.actor):
        leave_door(draft)
        return
    seat = draft.seat
    draft.must(not seat.away, Reason.ALREADY_THERE)
    held = draft.circle.piece.holder == seat.ref
    offered = draft.circle.piece.offered_to == seat.ref
    if held:
        end_turn(draft, "left")
    draft.add(SteppedOut(draft.now, seat.ref))
    _let_go_of_offer(draft, seat, offered=offered)
    if held or offered:
        move_on(draft)


def _let_go_of_offer(draft: Draft, seat: Seat, *, offered: bool) -> None:
    from kith.circle.evening.events import OfferEnded

    if offered:
        draft.add(OfferEnded(draft.now, seat.ref, "gone"))


def come_back(draft: Draft) -> None:
    seat = draft.seat
    draft.must(seat.away, Reason.ALREADY_THERE)
    draft.add(CameBack(draft.now, seat.ref, _joins_round(draft.circle, replace(seat, away=False))))


def just_listen(draft: Draft) -> None:
    """Listening is a normal way to be here; press again to share."""
    from kith.circle.evening.piece import end_turn, move_on

    seat = draft.seat
    if seat.mode == "listening":
        joins = _joins_round(draft.circle, replace(seat, mode="sharing"))
        draft.add(ModeChosen(draft.now, seat.ref, "sharing", joins))
        return
    held = draft.circle.piece.holder == seat.ref
    offered = draft.circle.piece.offered_to == seat.ref
    if held:
        end_turn(draft, "passed")
    draft.add(ModeChosen(draft.now, seat.ref, "listening"))
    _let_go_of_offer(draft, seat, offered=offered)
    if held or offered:
        move_on(draft)


def lock(draft: Draft) -> None:
    draft.must(draft.circle.keeps(draft.actor), Reason.ONLY_FACILITATORS)
    draft.must(not draft.circle.locked, Reason.ALREADY_THERE)
    draft.add(DoorLocked(draft.now, True))


def unlock(draft: Draft) -> None:
    draft.must(draft.circle.keeps(draft.actor), Reason.ONLY_FACILITATORS)
    draft.must(draft.circle.locked, Reason.ALREADY_THERE)
    draft.add(DoorLocked(draft.now, False))


def remove(draft: Draft) -> None:
    """Ask someone to leave. They do not come back tonight, by any tab, link or knock."""
    keeper, seat = draft.keeper, draft.named()
    draft.must(seat.ref != keeper.ref, Reason.NOT_FOR_THEM)
    draft.must(seat.role not in KEEPING, Reason.NOT_FOR_THEM)
    put_out(draft, seat)


def put_out(draft: Draft, seat: Seat) -> None:
    from kith.circle.evening.piece import end_turn, move_on

    held = draft.circle.piece.holder == seat.ref
    offered = draft.circle.piece.offered_to == seat.ref
    if held:
        end_turn(draft, "left")
    draft.add(Removed(draft.now, seat.ref))
    _let_go_of_offer(draft, seat, offered=offered)
    for guest in [other for other in draft.circle.seated if other.by == seat.ref]:
        put_out(draft, guest)
    if held or offered:
        move_on(draft)
