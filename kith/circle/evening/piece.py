"""The talking piece: holding it, passing it, offering it, resting it (rules 2 to 7)."""

from kith.circle.evening.door import let_waiting_in
from kith.circle.evening.draft import Draft
from kith.circle.evening.events import (
    Answered,
    Asked,
    CameHome,
    Held,
    MinutesGiven,
    NeedSaid,
    Offered,
    OfferEnded,
    SaidBack,
    TakenBack,
    TurnEnded,
    Withdrew,
)
from kith.circle.evening.facts import ROUND_MODES, Circle, Reason, Seat
from kith.circle.evening.order import air_of, consents, floor_order, has_device, upcoming

UNDO = 10  # seconds in which a pass can be taken back (rule 5)
GRACE = 45  # seconds a holder's line may be lost (rule 4)
ANYONE = 120  # seconds after which anyone may rest a lost holder's piece (rule 4)
SILENT_OFFER = 60  # seconds after which an unanswered offer is shown to the facilitator (rule 3)


# moving on


def move_on(draft: Draft, *, pressed: bool = False) -> None:
    """What follows when nobody holds the piece: the door at the pause, then whoever comes next.

    `pressed`: someone asked for it; without a press nothing new is offered on the floor once it is time to close.
    """
    from kith.circle.evening.agenda import open_next_part

    let_waiting_in(draft)
    if draft.circle.next_after_turn:
        open_next_part(draft)
        return
    while draft.circle.moving and draft.circle.piece.resting:
        line = upcoming(draft.circle)
        if not line:
            come_home(draft)
            return
        if floor_is_closing(draft.circle, draft.now) and not pressed:
            return
        give(draft, line[0])


def floor_is_closing(circle: Circle, now: float) -> bool:
    """Time to close: from now on only a facilitator's press gives the floor to anyone (rule 13)."""
    return circle.mode == "floor" and now >= circle.closing_due


def come_home(draft: Draft) -> None:
    """Everyone here has had the piece. Whoever is lost may still have it when they are back."""
    circle = draft.circle
    waiting = any(circle.sat(ref).present for ref in upcoming(circle))
    if circle.mode in ROUND_MODES and not circle.home_at and not waiting and (circle.had or circle.back):
        draft.add(CameHome(draft.now))


def give(draft: Draft, ref: str) -> None:
    """The next one: skipped, handed to or offered, as they answered ahead."""
    seat, answer = draft.circle.sat(ref), draft.circle.answer_ahead(ref)
    if answer and answer[0] == "pass":
        draft.add(OfferEnded(draft.now, ref, "passed"))
    elif answer and answer[0] == "come_back" and may_come_back(draft.circle, ref):
        draft.add(OfferEnded(draft.now, ref, "back"))
    elif not has_device(seat) or consents(draft.circle, ref, draft.now):
        hold(draft, ref)
    else:
        draft.add(Offered(draft.now, ref))


def hold(draft: Draft, ref: str) -> None:
    """The piece is theirs. In an empathy circle they first say back what they heard."""
    part = draft.circle.now_part
    piece = draft.circle.piece
    before = piece.before if part and part.mode == "empathy" and piece.passed_how == "finished" else ""
    saying_back = before if before and before != ref and draft.circle.seat(before) else ""
    draft.add(Held(draft.now, ref, part.share if part else 4, saying_back))


def end_turn(draft: Draft, how: str) -> None:
    holder = draft.circle.piece.holder
    air = 0.0 if how in ("passed", "back") and not draft.circle.piece.wrote else air_of(draft.circle, draft.now)
    draft.add(TurnEnded(draft.now, holder, how, round(air, 1)))


# verbs of whoever holds it, or is offered it


def _held_by(draft: Draft) -> Seat:
    """The holder, when the actor may act for them: it is theirs, a seat without a device, or the actor keeps the evening."""
    holder = draft.given(draft.circle.seat(draft.circle.piece.holder), Reason.NOT_YOUR_TURN)
    mine = draft.actor.ref in (holder.ref, holder.by)
    draft.must(mine or draft.circle.keeps(draft.actor), Reason.NOT_YOUR_TURN)
    return holder


def pass_on(draft: Draft) -> None:
    """ "I've finished": on to the next. Of a facilitator: "bring it to June", also when it rests."""
    draft.same_turn()
    draft.must(draft.circle.has_piece, Reason.NO_PIECE_NOW)
    if draft.circle.piece.resting:
        draft.must(draft.circle.keeps(draft.actor), Reason.NOT_YOUR_TURN)
        draft.must(upcoming(draft.circle), Reason.NOTHING_THERE)
        _not_paused(draft)
        move_on(draft, pressed=True)
        return
    _held_by(draft)
    end_turn(draft, "finished")
    move_on(draft)


def not_now(draft: Draft) -> None:
    """ "Pass": a whole answer. Final for this round, and nobody can tell it from a turn."""
    draft.same_turn()
    draft.must(draft.circle.has_piece, Reason.NO_PIECE_NOW)
    if draft.circle.piece.offered_to == draft.seat.ref:
        draft.add(OfferEnded(draft.now, draft.seat.ref, "passed"))
    else:
        draft.must(draft.circle.piece.holder == draft.seat.ref, Reason.NOT_YOUR_TURN)
        end_turn(draft, "passed")
    move_on(draft)


def come_back_to_me(draft: Draft) -> None:
    """ "Come back to me": once, at the end of the round. For a silent seat, a facilitator may say it after a minute."""
    draft.same_turn()
    draft.must(draft.circle.has_piece, Reason.NO_PIECE_NOW)
    piece, ref = draft.circle.piece, draft.command.on_behalf
    if ref and ref == piece.offered_to and not _own(draft, ref):
        draft.must(may_move_offer(draft.circle, draft.actor, draft.now), Reason.NOT_YET)
        put_off(draft)
        return
    seat = draft.seat
    draft.must(seat.ref in (piece.offered_to, piece.holder), Reason.NOT_YOUR_TURN)
    draft.must(may_come_back(draft.circle, seat.ref), Reason.CAME_BACK_ALREADY)
    if piece.holder:
        end_turn(draft, "back")
    else:
        draft.add(OfferEnded(draft.now, seat.ref, "back"))
    move_on(draft)


def may_come_back(circle: Circle, ref: str) -> bool:
    """In a round one may say "come back to me" once (rule 6)."""
    return circle.mode not in ROUND_MODES or ref not in circle.returned


def put_off(draft: Draft) -> None:
    """A lost or silent seat's offer goes to the back, and the next one here is offered; with nobody else it rests (rule 3)."""
    ref = draft.circle.piece.offered_to
    draft.add(OfferEnded(draft.now, ref, "later"))
    if any(draft.circle.sat(other).present for other in upcoming(draft.circle) if other != ref):
        move_on(draft)
    else:
        _rest(draft)


def _rest(draft: Draft) -> None:
    """The piece stays in the middle: a pause for the door, and home when everyone here has had it."""
    if draft.circle.next_after_turn:
        move_on(draft)
        return
    let_waiting_in(draft)
    come_home(draft)


def _own(draft: Draft, ref: str) -> bool:
    seat = draft.circle.seat(ref)
    return ref == draft.command.actor or bool(seat and seat.by == draft.command.actor)


def may_move_offer(circle: Circle, seat: Seat, now: float) -> bool:
    """After a silent minute a facilitator may say "come back later"; with none present any sharing seat may (rule 3)."""
    late = bool(circle.piece.offered_to) and now - circle.piece.since >= SILENT_OFFER
    return late and circle.moving and (circle.keeps(seat) or (seat.sharing and not circle.keepers_present))


def accept(draft: Draft) -> None:
    draft.same_turn()
    draft.must(draft.circle.piece.offered_to == draft.seat.ref, Reason.NOT_OFFERED)
    _not_paused(draft)
    hold(draft, draft.seat.ref)


def take(draft: Draft) -> None:
    """From the middle, when nobody is before you (rule 7) or it is still your turn in the round."""
    draft.same_turn()
    draft.must(draft.circle.has_piece, Reason.NO_PIECE_NOW)
    draft.must(draft.circle.piece.resting, Reason.PIECE_IS_HELD)
    _not_paused(draft)
    seat = draft.seat
    draft.must(seat.sharing, Reason.YOU_ARE_LISTENING)
    draft.must(may_take(draft.circle, seat, draft.now), _why_not_take(draft))
    hold(draft, seat.ref)


def may_take(circle: Circle, seat: Seat, now: float) -> bool:
    """In a round: whoever is still to come. On the floor: who is first of those who asked, or anyone when nobody did."""
    if not (circle.moving and circle.piece.resting and seat.sharing):
        return False
    if circle.mode in ROUND_MODES:
        return seat.ref in upcoming(circle) or circle.piece.kept_for == seat.ref
    if floor_is_closing(circle, now) and not circle.keeps(seat):
        return False
    return floor_order(circle)[:1] in ((), (seat.ref,))


def _why_not_take(draft: Draft) -> Reason:
    if draft.circle.mode != "floor":
        return Reason.ALREADY_HAD_TURN
    closing = floor_is_closing(draft.circle, draft.now)
    return Reason.ONLY_FACILITATORS if closing else Reason.OTHERS_ASKED_FIRST


def _not_paused(draft: Draft) -> None:
    draft.must(not draft.circle.hush, Reason.WE_ARE_SILENT)
    draft.must(not draft.circle.paused, Reason.WE_ARE_PAUSED)


def undo(draft: Draft) -> None:
    """Take a pass back, for ten seconds, until the next one has it (rule 5)."""
    draft.same_turn()
    piece = draft.circle.piece
    before = draft.given(draft.circle.seat(piece.before), Reason.TOO_LATE_TO_UNDO)
    draft.must(draft.actor.ref in (before.ref, before.by), Reason.NOT_YOUR_TURN)
    draft.must(can_undo(draft.circle, before, draft.now), Reason.TOO_LATE_TO_UNDO)
    draft.add(TakenBack(draft.now, before.ref, piece.passed_air))


def can_undo(circle: Circle, seat: Seat, now: float) -> bool:
    piece = circle.piece
    free = circle.has_piece and not piece.holder and seat.sharing
    return free and piece.before == seat.ref and now - piece.passed_at <= UNDO


def answer_ahead(draft: Draft) -> None:
    """The heads-up answer, from two turns ahead: speak, write, pass or come back (rule 2)."""
    seat, answer = draft.seat, draft.text("answer")
    draft.must(seat.ref in upcoming(draft.circle)[:2], Reason.NOT_YET)
    draft.must(answer != "come_back" or may_come_back(draft.circle, seat.ref), Reason.CAME_BACK_ALREADY)
    draft.add(Answered(draft.now, seat.ref, answer))


def ask_to_share(draft: Draft) -> None:
    """A hand up on the floor; when the piece is in the middle and nobody asked before, asking takes it."""
    draft.must(draft.circle.phase != "kettle", Reason.NOT_YET)
    draft.must(draft.circle.has_piece and draft.circle.mode == "floor", Reason.NO_PIECE_NOW)
    seat = draft.seat
    draft.must(seat.sharing, Reason.YOU_ARE_LISTENING)
    draft.must(seat.ref not in (draft.circle.piece.holder, draft.circle.piece.offered_to), Reason.PIECE_IS_HELD)
    draft.must(not has_asked(draft.circle, seat.ref), Reason.ALREADY_THERE)
    if may_take(draft.circle, seat, draft.now):
        hold(draft, seat.ref)
    else:
        draft.add(Asked(draft.now, seat.ref))


def has_asked(circle: Circle, ref: str) -> bool:
    """On the floor: is their hand up? Also of those who said "come back to me", or were lost when it came to them."""
    return circle.mode == "floor" and ref in upcoming(circle)


def withdraw(draft: Draft) -> None:
    seat = draft.seat
    draft.must(has_asked(draft.circle, seat.ref), Reason.NOTHING_THERE)
    draft.add(Withdrew(draft.now, seat.ref))


def need(draft: Draft) -> None:
    """What the speaker wants back."""
    draft.same_turn()
    draft.must(draft.circle.piece.holder == draft.seat.ref, Reason.NOT_YOUR_TURN)
    draft.add(NeedSaid(draft.now, draft.text("need")))


def said_back(draft: Draft) -> None:
    """Empathy circle: the listener has said back what they heard; now their own words."""
    draft.same_turn()
    piece = draft.circle.piece
    draft.must(piece.holder == draft.seat.ref and piece.saying_back, Reason.NOT_YOUR_TURN)
    draft.add(SaidBack(draft.now))


def rest_in_middle(draft: Draft) -> None:
    """Lay it down. The holder or a facilitator at any time; anyone, once the holder's line has been gone two minutes."""
    draft.same_turn()
    draft.must(draft.circle.has_piece, Reason.NO_PIECE_NOW)
    draft.must(not draft.circle.piece.resting, Reason.NOTHING_THERE)
    draft.must(may_rest(draft.circle, draft.actor, draft.now), Reason.NOT_YOUR_TURN)
    if draft.circle.piece.holder:
        lost = draft.circle.gone_since(draft.circle.sat(draft.circle.piece.holder)) is not None
        end_turn(draft, "dropped" if lost else "rested")
        _rest(draft)
    else:
        draft.add(OfferEnded(draft.now, draft.circle.piece.offered_to, "first"))
        let_waiting_in(draft)


def drop(draft: Draft) -> None:
    """Their line has been gone for its grace: the piece rests in the middle, kept for them in this part (rule 4)."""
    end_turn(draft, "dropped")
    _rest(draft)


def back_on_the_line(draft: Draft, ref: str) -> None:
    """Back within the same part: theirs again if nobody took it; and theirs now, if only the lost were still to come."""
    circle = draft.circle
    if not (circle.moving and circle.piece.resting and circle.sat(ref).sharing):
        return
    others = [other for other in upcoming(circle) if other != ref and circle.sat(other).present]
    if circle.piece.kept_for == ref:
        hold(draft, ref)
    elif ref in upcoming(circle) and not others and not floor_is_closing(circle, draft.now):
        give(draft, ref)


def kept_for_brought(circle: Circle, seat: Seat) -> str:
    """Whom they brought, if that one's turn was kept; else nobody."""
    return next((guest.ref for guest in circle.brought_by(seat.ref) if guest.ref == circle.piece.kept_for), "")


def may_rest(circle: Circle, seat: Seat, now: float) -> bool:
    holder = circle.seat(circle.piece.holder)
    if circle.keeps(seat) and not circle.piece.resting:
        return True
    if holder is None:
        return False
    gone = circle.gone_since(holder)
    return seat.ref in (holder.ref, holder.by) or (gone is not None and now - gone >= ANYONE)


def gift_minutes(draft: Draft) -> None:
    """A little more time, from a facilitator to whoever speaks."""
    draft.same_turn()
    draft.must(draft.circle.keeps(draft.actor), Reason.ONLY_FACILITATORS)
    draft.must(draft.circle.piece.holder, Reason.NO_PIECE_NOW)
    draft.add(MinutesGiven(draft.now, max(1.0, float(draft.command.data.get("minutes") or 2))))
