"""What time and lines do: deadlines live in the circle, any process may fire one, it happens once (rules 3, 4, 9, 13)."""

from collections.abc import Iterator

from kith.circle.evening.door import NO_ANSWER, leave, let_waiting_in, may_sit
from kith.circle.evening.draft import Draft
from kith.circle.evening.events import (
    CallWaited,
    Closed,
    Forgotten,
    KeeperWanted,
    Kept,
    LeftDoor,
    LineChanged,
    Noticed,
    PausedGently,
    RoleGiven,
    TurnedAway,
    WentOn,
)
from kith.circle.evening.facts import CLOCK, KEEPING, Circle, Knock, Reason, Seat, remembered
from kith.circle.evening.pairs import mend_pairs
from kith.circle.evening.piece import (
    ANYONE,
    GRACE,
    SILENT_OFFER,
    back_on_the_line,
    drop,
    end_turn,
    kept_for_brought,
    move_on,
    put_off,
)

LOST_OFFER = 60  # a lost seat's offer goes to the back of the order
KEEPER_GONE = 120  # counted from something only she can do (rule 9)
LATE_START = 300  # five minutes past the start, three seated and no facilitator (rule 1)
EMPTY = 1800  # a circle nobody closes is closed when empty this long past its planned end
LOST_PARTNER = 60

Deadline = tuple[float, str]


@remembered
def due(circle: Circle) -> Deadline | None:
    """The next moment at which time itself does something, and what. None: nothing waits."""
    return None if circle.phase == "closed" else min(deadlines(circle), default=None)


def deadlines(circle: Circle) -> Iterator[Deadline]:
    """Every deadline that is set right now."""
    yield from _of_the_piece(circle)
    yield from _of_the_keeper(circle)
    yield from _of_the_door(circle)
    yield from _of_pairs(circle)
    yield from ((call.at + 60, f"call.{call.ref}") for call in circle.calls if not call.seen_by and not call.waited)
    yield from _told_once(circle)
    if not any(seat.here is True and not seat.gone for seat in circle.seats):
        yield max(circle.ends_at, circle.acted_at) + EMPTY, "empty"


def _of_the_piece(circle: Circle) -> Iterator[Deadline]:
    piece = circle.piece
    holder, offered = circle.seat(piece.holder), circle.seat(piece.offered_to)
    gone = circle.gone_since(holder) if holder else None
    if holder and gone is not None:
        if circle.beside_a_call_or_in_the_hall(holder):
            yield from _once(circle, gone + ANYONE, f"anyone_may_rest.{piece.turn}")
        else:
            yield max(gone, piece.since) + GRACE, "dropped"
    if offered and circle.moving and offered.here is False:
        yield max(offered.since, piece.since) + LOST_OFFER, "lost_offer"
    elif offered and circle.moving:
        yield from _once(circle, piece.since + SILENT_OFFER, f"silent_offer.{piece.turn}")


def _once(circle: Circle, at: float, why: str) -> Iterator[Deadline]:
    if why not in circle.noticed:
        yield at, why


def _told_once(circle: Circle) -> Iterator[Deadline]:
    """Only facilitators are reminded, and only once: time to close, past the end."""
    if circle.phase == "under_way":
        yield from _once(circle, circle.closing_due, "closing_due")
    if circle.phase in ("under_way", "closing"):
        yield from _once(circle, circle.ends_at, "past_the_end")


def _of_the_keeper(circle: Circle) -> Iterator[Deadline]:
    """The kettle with nobody to begin; and the two minutes, counted from something only the lead can do.

    In a hall a line that is lost says nothing, and nothing pauses; only who has plainly gone out is missed (decision 46).
    """
    hall = circle.way.get("hall")
    if circle.paused or circle.phase == "after" or (hall and not _lead_has_left(circle)):
        return
    if circle.keeper_wanted_at:
        if circle.phase != "kettle" and not hall:
            yield circle.keeper_wanted_at + KEEPER_GONE, "pause"
    elif circle.phase == "kettle":
        if len([seat for seat in circle.seated if seat.present]) >= 3 and not _someone_will_begin(circle):
            yield circle.starts_at + LATE_START, "keeper"
    elif (at := waits_for_lead_since(circle)) is not None:
        yield at + KEEPER_GONE, "keeper"


def _lead_has_left(circle: Circle) -> bool:
    """They pressed that they step out, erased themselves, or keep evenings no more."""
    lead = circle.seat(circle.lead)
    return circle.phase != "kettle" and (lead is None or lead.away)


def _someone_will_begin(circle: Circle) -> bool:
    return any(seat.role == "facilitator" or seat.ref == circle.lead for seat in circle.keepers_present)


def waits_for_lead_since(circle: Circle) -> float | None:
    """Since when something has waited that only the lead can do, while the lead is away. None: nothing waits."""
    lead = circle.seat(circle.lead)
    if lead and lead.present:
        return None
    gone = circle.lead_at if lead is None else max(lead.away_at if lead.away else 0, 0 if lead.here else lead.since)
    first = min(_wait_for_lead(circle, gone), default=None)
    return None if first is None else max(gone, first)


def _wait_for_lead(circle: Circle, gone: float) -> Iterator[float]:
    """Since when each thing has waited: a knock, an offer, a round come home or rested, silence, a part that is over.

    On the floor anyone may take the piece, so there she is missed only when the part, or the time for it, is over.
    """
    yield from (knock.at for knock in circle.door if _only_lead_answers(circle, knock))
    if circle.piece.offered_to:
        yield circle.piece.since
    resting = circle.has_piece and circle.piece.resting
    if resting and circle.mode != "floor":
        yield circle.home_at or circle.piece.since
    if circle.hush:
        yield gone
    if circle.now_part and (resting or not circle.has_piece):
        over = circle.part_at + 60 * circle.now_part.minutes
        yield max(min(over, circle.closing_due), circle.piece.since) if resting else over


def _only_lead_answers(circle: Circle, knock: Knock) -> bool:
    answered = knock.answer or knock.let_in
    return not answered and not any(seat.present for seat in circle.seated if circle.answers_door(seat))


def _of_the_door(circle: Circle) -> Iterator[Deadline]:
    """A latecomer whom nobody answers is told so kindly; only when there was someone who could have."""
    can_answer = [seat for seat in circle.seated if circle.answers_door(seat) and seat.present]
    if circle.phase in ("kettle", "after") or not can_answer:
        return
    since = max(circle.lead_at, circle.began_at)
    for knock in circle.door:
        will_come = knock.let_in and circle.phase != "closing" and may_sit(circle, knock.seat)
        if not knock.answer and not will_come:
            yield max(knock.at, since) + NO_ANSWER, f"knock.{knock.seat.ref}"


def _of_pairs(circle: Circle) -> Iterator[Deadline]:
    if circle.mode != "pairs":
        return
    for pair in circle.pairs:
        for ref in pair:
            seat = circle.sat(ref)
            if seat.here is False:
                yield seat.since + LOST_PARTNER, f"partner.{ref}"


def lapse(draft: Draft) -> None:
    """A deadline has passed: do what it says. Refused when it is not the next one, or not yet."""
    draft.must(draft.command.actor == CLOCK, Reason.NOT_SEATED)
    next_due, why = due(draft.circle), draft.text("why")
    draft.must(next_due and next_due[1] == why and next_due[0] <= draft.now, Reason.NOTHING_DUE)
    kind, _, ref = why.partition(".")
    verb = LAPSES.get(kind)
    if verb is None:
        draft.add(Noticed(draft.now, why))
    else:
        verb(draft, ref)


def _dropped(draft: Draft, _ref: str) -> None:
    drop(draft)


def _lost_offer(draft: Draft, _ref: str) -> None:
    put_off(draft)


def _keeper(draft: Draft, _ref: str) -> None:
    """Co-facilitator, else someone willing is asked (rule 9)."""
    other = next((seat for seat in draft.circle.keepers_present if seat.ref != draft.circle.lead), None)
    draft.add(Kept(draft.now, other.ref) if other else KeeperWanted(draft.now))


def _pause(draft: Draft, _ref: str) -> None:
    draft.add(PausedGently(draft.now))


def _knock(draft: Draft, ref: str) -> None:
    draft.add(TurnedAway(draft.now, ref, "next_week"))


def _call(draft: Draft, ref: str) -> None:
    draft.add(CallWaited(draft.now, ref))


def _empty(draft: Draft, _ref: str) -> None:
    if draft.circle.piece.holder:
        end_turn(draft, "left")
    draft.add(Closed(draft.now))


def _partner(draft: Draft, ref: str) -> None:
    """Whoever lost their partner joins another pair; whoever was lost sits with nobody until they are back (rule 12)."""
    mend_pairs(draft, without=ref)


LAPSES = {
    "dropped": _dropped,
    "lost_offer": _lost_offer,
    "keeper": _keeper,
    "pause": _pause,
    "knock": _knock,
    "call": _call,
    "empty": _empty,
    "partner": _partner,
}


# lines


def lost(draft: Draft) -> None:
    """A seat's last line has been gone for ten seconds. Nothing else happens until its grace has passed (I10)."""
    seat = _of_clock(draft)
    draft.must(seat.here is not False, Reason.ALREADY_THERE)
    draft.add(LineChanged(draft.now, seat.ref, False))


def unknown(draft: Draft) -> None:
    """The process that knew has died: unknown is not empty."""
    seat = _of_clock(draft)
    draft.must(seat.here is not None, Reason.ALREADY_THERE)
    draft.add(LineChanged(draft.now, seat.ref, None))
    keeper_is_back(draft, seat)
    mend_pairs(draft)


def found(draft: Draft) -> None:
    """A line is open. Back within the same part and nobody took the piece: it is theirs again (rule 4)."""
    seat = _of_clock(draft)
    draft.must(seat.here is not True, Reason.ALREADY_THERE)
    draft.add(LineChanged(draft.now, seat.ref, True))
    back_on_the_line(draft, kept_for_brought(draft.circle, seat) or seat.ref)
    keeper_is_back(draft, seat)
    mend_pairs(draft)


def keeper_is_back(draft: Draft, seat: Seat) -> None:
    """A facilitator is here again: the pause, or the asking for someone who keeps the evening, is over."""
    back, waiting = draft.circle.seat(seat.ref), draft.circle.paused or draft.circle.keeper_wanted_at
    if draft.circle.keeps(back) and back and back.present and waiting:
        draft.add(WentOn(draft.now))
        go_on(draft)


def go_on(draft: Draft) -> None:
    """Silence or a pause is over: whoever's turn was kept has it again, else the next one is offered the piece."""
    let_waiting_in(draft)
    kept = draft.circle.seat(draft.circle.piece.kept_for)
    if kept and (device := draft.circle.device(kept)) and device.here and not device.away:
        back_on_the_line(draft, kept.ref)
    if draft.circle.piece.resting and not draft.circle.home_at:
        move_on(draft)


def role(draft: Draft) -> None:
    """The group changed what they are: `role` and `greeter`, known to the server. A lead who lost it no longer keeps."""
    seat = _of_clock(draft)
    facts = draft.command.facts
    draft.must((seat.role, seat.greeter) != (facts["role"], bool(facts.get("greeter"))), Reason.ALREADY_THERE)
    draft.add(RoleGiven(draft.now, seat.ref, str(facts["role"]), bool(facts.get("greeter"))))
    if draft.circle.lead == seat.ref and facts["role"] not in KEEPING:
        other = next((one for one in draft.circle.keepers_present if one.ref != seat.ref), None)
        draft.add(Kept(draft.now, other.ref if other else ""))


def forget(draft: Draft) -> None:
    """Someone erased themselves from Kith, and whom they brought goes with them. Only the log knows which questions were
    theirs: facts["bowl"], their refs."""
    ref, forgotten = (
        draft.text("seat"),
        Forgotten(draft.now, draft.text("seat"), tuple(draft.command.facts.get("bowl", ()))),
    )
    if draft.circle.knock(ref):
        draft.add(LeftDoor(draft.now, ref))
        return
    seat = next((seat for seat in draft.circle.seats if seat.ref == ref and seat.gone != "forgotten"), None)
    seat = draft.given(seat, Reason.NOT_THERE)
    for guest in draft.circle.brought_by(ref):
        leave(draft, Forgotten(draft.now, guest.ref), guest)
    leave(draft, forgotten, seat)


def _of_clock(draft: Draft) -> Seat:
    draft.must(draft.command.actor == CLOCK, Reason.NOT_SEATED)
    return draft.named()
