"""The door and the seats: knocking, coming in, stepping out, being asked to leave (rules 10 and 11)."""

from kith.circle.evening.copying import replace
from kith.circle.evening.draft import Draft
from kith.circle.evening.events import (
    CameBack,
    DoorLocked,
    Event,
    Knocked,
    LeftDoor,
    LetIn,
    ModeChosen,
    OfferEnded,
    Removed,
    SatDown,
    SteppedOut,
    TurnedAway,
)
from kith.circle.evening.facts import KEEPING, Circle, Knock, Reason, Seat
from kith.circle.evening.pairs import mend_pairs

NO_ANSWER = 120  # seconds at the door before kind words and "next week"


def knock(draft: Draft) -> None:
    """Come in, or wait at the door. Members walk in until it is locked; first-timers wait for the greeter.

    Facts: alias, seed, role, greeter, new, listens; `apart`: actors with whom nothing may pass, either way; `mine`:
    those this person asked to be kept apart from; `theirs`: those who asked it of this person; `unsafe`: those who said
    of this person "I'm not safe if this person comes"; `afraid`: those of whom this person said so.
    """
    circle, ref = draft.circle, draft.command.actor
    draft.must(ref not in circle.gone, Reason.REMOVED)
    draft.must(circle.seat(ref) is None, Reason.ALREADY_THERE)
    waiting = circle.knock(ref)
    draft.must(waiting is None or waiting.answer, Reason.ALREADY_THERE)
    draft.must(waiting is None or waiting.answer != "not_tonight", Reason.REMOVED)
    seat = _arriving(draft)
    if circle.unsafe_with(seat) or not _walks_in(circle, seat):
        draft.add(Knocked(draft.now, seat))
    else:
        draft.must(not circle.full, Reason.ROOM_IS_FULL)
        sit_down(draft, seat)


def _arriving(draft: Draft) -> Seat:
    facts = draft.command.facts
    apart, mine = tuple(facts.get("apart", ())), tuple(facts.get("mine", ()))
    return Seat(
        ref=draft.command.actor,
        alias=str(facts["alias"]),
        seed=int(facts.get("seed", 0)),
        role=str(facts.get("role", "member")),
        greeter=bool(facts.get("greeter")),
        new=bool(facts.get("new")),
        where=draft.text("where") or "remote",
        mode="listening" if facts.get("listens") else "sharing",
        apart=apart,
        told=mine,
        wished_by=tuple(facts.get("theirs", (other for other in apart if other not in mine))),
        unsafe=tuple(facts.get("unsafe", ())),
        afraid=tuple(facts.get("afraid", ())),
    )


def _walks_in(circle: Circle, seat: Seat) -> bool:
    return seat.role in KEEPING or (not seat.new and not circle.locked)


def sit_down(draft: Draft, seat: Seat) -> None:
    """A seat is taken; those who asked to be kept apart from whoever comes are told alone, and nothing shows."""
    from kith.circle.evening.time import keeper_is_back

    draft.add(SatDown(draft.now, seat, _joins_round(draft.circle, seat)))
    mend_pairs(draft)
    keeper_is_back(draft, seat)


def _joins_round(circle: Circle, seat: Seat) -> bool:
    """Later seats append, while the round is still on its way; each has one turn in it."""
    return circle.round_on_its_way and seat.sharing and seat.ref not in circle.in_this_round


def leave_door(draft: Draft) -> None:
    """ "I've changed my mind", at the door. A no that was given stays given."""
    waiting = draft.given(draft.circle.knock(draft.command.actor), Reason.NOTHING_THERE)
    draft.must(not waiting.answer, Reason.NOTHING_THERE)
    draft.add(LeftDoor(draft.now, draft.command.actor))


def admit(draft: Draft) -> None:
    """At the next pause; at once when nobody is speaking. Never in silence or closing, never against "not tonight"."""
    draft.must(draft.circle.answers_door(draft.actor), Reason.ONLY_THE_DOOR)
    waiting = _unanswered(draft)
    draft.must(not draft.circle.unsafe_with(waiting.seat), Reason.NOT_TONIGHT)
    draft.must(draft.circle.phase != "closing", Reason.DOOR_IS_CLOSED)
    draft.must(not draft.circle.full, Reason.ROOM_IS_FULL)
    draft.must(not waiting.let_in, Reason.ALREADY_THERE)
    draft.add(LetIn(draft.now, waiting.seat.ref))
    let_waiting_in(draft)


def turn_away(draft: Draft) -> None:
    """ "Not tonight, please." They do not knock again tonight."""
    draft.must(draft.circle.answers_door(draft.actor), Reason.ONLY_THE_DOOR)
    draft.add(TurnedAway(draft.now, _unanswered(draft).seat.ref, "not_tonight"))


def _unanswered(draft: Draft) -> Knock:
    waiting = draft.given(draft.circle.knock(draft.text("who")), Reason.NOTHING_THERE)
    draft.must(not waiting.answer, Reason.NOTHING_THERE)
    return waiting


def is_pause(circle: Circle) -> bool:
    """May the door open now? Not while someone holds the piece, not in silence, not in closing."""
    quiet = circle.hush or circle.mode in ("silence", "pairs") or circle.phase in ("closing", "closed")
    return not circle.piece.holder and not quiet


def let_waiting_in(draft: Draft) -> None:
    for waiting in draft.circle.door:
        if waiting.let_in and is_pause(draft.circle) and may_sit(draft.circle, waiting.seat):
            sit_down(draft, waiting.seat)


def may_sit(circle: Circle, seat: Seat) -> bool:
    return not circle.full and not circle.unsafe_with(seat)


def seat_guest(draft: Draft) -> None:
    """A seat without an account: someone in the hall, or who dialled in. The device that adds it works for it."""
    draft.must(may_seat_guests(draft.circle, draft.actor), Reason.ONLY_FACILITATORS)
    draft.must(not draft.circle.full, Reason.ROOM_IS_FULL)
    ref = str(draft.command.facts["ref"])
    draft.must(all(seat.ref != ref for seat in draft.circle.seats), Reason.ALREADY_THERE)
    seat = Seat(
        ref=ref,
        alias=draft.text("alias"),
        seed=int(draft.command.facts.get("seed", len(draft.circle.seats) % 8)),
        where=draft.text("where") or "hall",
        by=draft.actor.ref,
        guest=True,
    )
    sit_down(draft, seat)


def may_seat_guests(circle: Circle, seat: Seat) -> bool:
    """A facilitator; and in the hall whoever holds the phone, until the door is locked."""
    return circle.keeps(seat) or (seat.where == "hall" and not circle.locked)


def step_out(draft: Draft) -> None:
    """Out for a moment, or for good: nobody is told why. The piece goes on."""
    if draft.circle.seat(draft.command.actor) is None and draft.circle.knock(draft.command.actor):
        leave_door(draft)
        return
    seat = draft.seat
    draft.must(not seat.away, Reason.ALREADY_THERE)
    leave(draft, SteppedOut(draft.now, seat.ref), seat)


def leave(draft: Draft, event: Event, seat: Seat, how: str = "left") -> None:
    """Someone no longer shares, by `event`: what they held or were offered goes on, and nobody is left without a pair."""
    from kith.circle.evening.piece import end_turn, move_on

    held = draft.circle.piece.holder == seat.ref
    offered = draft.circle.piece.offered_to == seat.ref
    if held:
        end_turn(draft, how)
    draft.add(event)
    if offered:
        draft.add(OfferEnded(draft.now, seat.ref, "gone"))
    if held or offered:
        move_on(draft)
    mend_pairs(draft)


def come_back(draft: Draft) -> None:
    """Back from outside. A facilitator who comes back ends a pause, or the asking for someone who keeps the evening."""
    from kith.circle.evening.piece import back_on_the_line, kept_for_brought
    from kith.circle.evening.time import keeper_is_back

    seat = draft.seat
    draft.must(seat.away, Reason.ALREADY_THERE)
    draft.add(CameBack(draft.now, seat.ref, _joins_round(draft.circle, replace(seat, away=False))))
    if kept := kept_for_brought(draft.circle, seat):
        back_on_the_line(draft, kept)
    mend_pairs(draft)
    keeper_is_back(draft, seat)


def just_listen(draft: Draft) -> None:
    """Listening is a normal way to be here; press again to share."""
    seat = draft.seat
    if seat.mode == "sharing":
        leave(draft, ModeChosen(draft.now, seat.ref, "listening"), seat, "passed")
        return
    joins = _joins_round(draft.circle, replace(seat, mode="sharing"))
    draft.add(ModeChosen(draft.now, seat.ref, "sharing", joins))
    mend_pairs(draft)


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
    """Whoever they brought along on their device goes first, so that nothing is handed to a seat about to go."""
    for guest in draft.circle.brought_by(seat.ref):
        put_out(draft, guest)
    leave(draft, Removed(draft.now, seat.ref), seat)
