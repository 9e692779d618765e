"""What time and lines do: deadlines live in the circle, any process may fire one, it happens once (rules 3, 4, 9, 13)."""

from collections.abc import Iterator

from kith.circle.evening.door import NO_ANSWER
from kith.circle.evening.draft import Draft
from kith.circle.evening.events import (
    CallWaited,
    Closed,
    Forgotten,
    KeeperWanted,
    Kept,
    LineChanged,
    Noticed,
    OfferEnded,
    PairsChanged,
    PausedGently,
    RoleGiven,
    TurnedAway,
    WentOn,
)
from kith.circle.evening.facts import CLOCK, KEEPING, Circle, Knock, Reason, Seat
from kith.circle.evening.piece import ANYONE, GRACE, SILENT_OFFER, end_turn, hold, move_on

LOST_OFFER = 60  # a lost seat's offer goes to the back of the order
KEEPER_GONE = 120  # counted from something only she can do (rule 9)
LATE_START = 300  # five minutes past the start, three seated and no facilitator (rule 1)
EMPTY = 1800  # a circle nobody closes is closed when empty this long past its planned end
LOST_PARTNER = 60

Deadline = tuple[float, str]


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
    if holder and holder.here is False:
        if circle.beside_a_call_or_in_the_hall(holder):
            yield from _once(circle, holder.since + ANYONE, f"anyone_may_rest.{piece.turn}")
        else:
            yield max(holder.since, piece.since) + GRACE, "dropped"
    if offered and offered.here is False and not circle.hush and not circle.paused:
        yield max(offered.since, piece.since) + LOST_OFFER, "lost_offer"
    elif offered:
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
    """The kettle with nobody to begin; and the two minutes, counted from something only the lead can do."""
    if circle.paused or circle.way.get("hall") or circle.phase == "after":
        return
    if circle.keeper_wanted_at:
        if circle.phase != "kettle":
            yield circle.keeper_wanted_at + KEEPER_GONE, "pause"
    elif circle.phase == "kettle":
        if len([seat for seat in circle.seated if seat.present]) >= 3 and not circle.keepers_present:
            yield circle.starts_at + LATE_START, "keeper"
    elif (at := waits_for_lead_since(circle)) is not None:
        yield at + KEEPER_GONE, "keeper"


def waits_for_lead_since(circle: Circle) -> float | None:
    """Since when something has waited that only the lead can do, while the lead is away. None: nothing waits."""
    lead = circle.seat(circle.lead)
    if lead and lead.present:
        return None
    gone = circle.lead_at if lead is None else (lead.away_at if lead.away else lead.since)
    waiting = [knock.at for knock in circle.door if _only_lead_answers(circle, knock)]
    if circle.piece.offered_to:
        waiting.append(circle.piece.since)
    if circle.has_piece and circle.piece.resting:
        waiting.append(circle.home_at or circle.piece.since)
    if circle.hush:
        waiting.append(gone)
    if not circle.has_piece and circle.now_part:
        waiting.append(circle.part_at + 60 * circle.now_part.minutes)
    return max(gone, min(waiting)) if waiting else None


def _only_lead_answers(circle: Circle, knock: Knock) -> bool:
    answered = knock.answer or knock.let_in
    return not answered and not any(seat.present for seat in circle.seated if circle.answers_door(seat))


def _of_the_door(circle: Circle) -> Iterator[Deadline]:
    """A latecomer whom nobody answers is told so kindly; only when there was someone who could have."""
    can_answer = [seat for seat in circle.seated if circle.answers_door(seat) and seat.present]
    if circle.phase == "kettle" or not can_answer:
        return
    since = max(circle.lead_at, circle.began_at)
    for knock in circle.door:
        if not knock.answer and not knock.let_in:
            yield max(knock.at, since) + NO_ANSWER, f"knock.{knock.seat.ref}"


def _of_pairs(circle: Circle) -> Iterator[Deadline]:
    if circle.mode != "pairs":
        return
    for pair in circle.pairs:
        for ref in pair:
            seat = circle.sat(ref)
            if seat.here is False and len(circle.pairs) > 1:
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
    """Their line has been gone for its grace: the piece rests in the middle, kept for them in this part (rule 4)."""
    end_turn(draft, "dropped")


def _lost_offer(draft: Draft, _ref: str) -> None:
    """A come-back, not a pass; the next is offered (rule 3)."""
    draft.add(OfferEnded(draft.now, draft.circle.piece.offered_to, "back"))
    others = [ref for ref in draft.circle.order + draft.circle.back if draft.circle.sat(ref).here is not False]
    if others or draft.circle.mode == "floor":
        move_on(draft)


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
    left = [other for other in draft.circle.partners(ref) if draft.circle.sat(other).here is not False]
    pairs = [pair for pair in draft.circle.pairs if ref not in pair]
    if len(left) > 1:
        pairs.append(tuple(left))
    for one in left if len(left) == 1 else ():
        apart = set(draft.circle.sat(one).apart)
        place = next((i for i, pair in enumerate(pairs) if not apart & set(pair)), None)
        if place is None:
            pairs.append((one,))
        else:
            pairs[place] = (*pairs[place], one)
    draft.add(PairsChanged(draft.now, tuple(pairs)))


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


def found(draft: Draft) -> None:
    """A line is open. Back within the same part and nobody took the piece: it is theirs again (rule 4)."""
    seat = _of_clock(draft)
    draft.must(seat.here is not True, Reason.ALREADY_THERE)
    draft.add(LineChanged(draft.now, seat.ref, True))
    piece = draft.circle.piece
    if piece.kept_for == seat.ref and piece.resting and draft.circle.moving and seat.sharing:
        hold(draft, seat.ref)
    _keeper_is_back(draft, seat)
    _back_to_a_pair(draft, seat)


def _keeper_is_back(draft: Draft, seat: Seat) -> None:
    back = draft.circle.seat(seat.ref)
    if draft.circle.keeps(back) and (draft.circle.paused or draft.circle.keeper_wanted_at):
        draft.add(WentOn(draft.now))
        if draft.circle.piece.resting and not draft.circle.home_at and draft.circle.order:
            move_on(draft)


def _back_to_a_pair(draft: Draft, seat: Seat) -> None:
    if draft.circle.mode == "pairs" and seat.sharing and not draft.circle.partners(seat.ref):
        pairs = tuple(pair for pair in draft.circle.pairs if seat.ref not in pair)
        free = [i for i, pair in enumerate(pairs) if not set(seat.apart) & set(pair)]
        place = min(free, key=lambda i: len(pairs[i]), default=None)
        if place is not None:
            joined = tuple((*pair, seat.ref) if i == place else pair for i, pair in enumerate(pairs))
            draft.add(PairsChanged(draft.now, joined))


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
    """Someone erased themselves from Kith. Only the log knows which questions were theirs: facts["bowl"], their refs."""
    seat = _of_clock(draft)
    held = draft.circle.piece.holder == seat.ref
    offered = draft.circle.piece.offered_to == seat.ref
    if held:
        end_turn(draft, "left")
    draft.add(Forgotten(draft.now, seat.ref, tuple(draft.command.facts.get("bowl", ()))))
    if offered:
        draft.add(OfferEnded(draft.now, seat.ref, "gone"))
    if held or offered:
        move_on(draft)


def _of_clock(draft: Draft) -> Seat:
    draft.must(draft.command.actor == CLOCK, Reason.NOT_SEATED)
    return draft.named()
