"""What people say and send in the room: writing, acknowledging, reflecting, the bowl, the slips (rules 2, 11, 12)."""

from kith.circle.evening.draft import Draft
from kith.circle.evening.events import DroppedInBowl, NotOnlyYou, ReadTogether, Said, Sent, Slipped
from kith.circle.evening.facts import Circle, Reason, Seat, Slip

MOST_IN_BOWL = 30
MOST_SLIPS = 20
ENOUGH_NODS = 3  # "not only you": when three have, the writer alone reads that they are not the only one


def say(draft: Draft) -> None:
    """Written words. Of the holder: their turn, read by all. In free talk and the kettle: anyone. In pairs: to the pair."""
    seat, circle, text = draft.seat, draft.circle, draft.text("text")
    draft.must(not seat.away, Reason.NOT_SEATED)
    draft.must(text, Reason.NOTHING_THERE)
    if circle.has_piece:
        draft.same_turn()
        draft.must(circle.piece.holder == seat.ref, Reason.NOT_YOUR_TURN)
        draft.add(Said(draft.now, seat.ref, text))
    elif circle.mode == "pairs":
        partners = circle.partners(seat.ref)
        draft.must(partners, Reason.NO_PIECE_NOW)
        draft.add(Said(draft.now, seat.ref, text, to=(seat.ref, *partners)))
    elif circle.mode == "writing":
        draft.must(not circle.read, Reason.PART_HAS_PASSED)
        draft.add(Said(draft.now, seat.ref, text, once=True))
        if all_have_written(draft.circle):
            draft.add(ReadTogether(draft.now))
    else:
        _must_be_open_talk(draft)
        draft.add(Said(draft.now, seat.ref, text))


def _must_be_open_talk(draft: Draft) -> None:
    draft.must(not draft.circle.hush, Reason.WE_ARE_SILENT)
    draft.must(draft.circle.mode in ("kettle", "talk"), Reason.NO_PIECE_NOW)


def may_write(circle: Circle, seat: Seat) -> bool:
    """Is there a place to write in right now? (the holder's own box included)"""
    if seat.away or circle.phase == "closed":
        return False
    if circle.has_piece:
        return circle.piece.holder == seat.ref
    if circle.mode == "pairs":
        return bool(circle.partners(seat.ref))
    if circle.mode == "writing":
        return not circle.read
    return not circle.hush and circle.mode in ("kettle", "talk")


def all_have_written(circle: Circle) -> bool:
    """In writing together: everyone who shares and is here has written, or it was said to read now."""
    wrote = {line.by for line in circle.lines}
    return circle.read or all(seat.ref in wrote for seat in circle.seated if seat.sharing and seat.present)


def acknowledge(draft: Draft) -> None:
    """ "I hear you", "me too", "thank you": waits until the turn ends. Under *just listen* "me too" is not offered."""
    draft.same_turn()
    seat, holder = _listening_to(draft)
    kind = draft.text("kind") or "hear_you"
    draft.must(kind != "me_too" or draft.circle.piece.need != "just_listen", Reason.NOT_OFFERED_HERE)
    sent = any(h.by == seat.ref and h.turn == draft.circle.piece.turn and h.kind == kind for h in draft.circle.pending)
    draft.must(not sent, Reason.ALREADY_THERE)
    draft.add(Sent(draft.now, seat.ref, _unless_apart(seat, holder.ref), draft.circle.piece.turn, kind))


def _unless_apart(seat: Seat, to: str) -> str:
    """Between two who are kept apart nothing passes, and the screen of who sent it shows nothing of that (rule 11)."""
    return "" if to in seat.apart else to


def reflect(draft: Draft) -> None:
    """What I heard you say, without advice: while they speak, or soon after, to them alone.

    `turn` names whose words it answers: sent a moment late, it still reaches them and not the next one.
    """
    text, seat, piece = draft.text("text"), draft.seat, draft.circle.piece
    draft.must(text, Reason.NOTHING_THERE)
    late = draft.command.turn == piece.spoke_turn if draft.command.turn is not None else not piece.holder
    if not late:
        draft.same_turn()
    to = piece.spoke if late or not piece.holder else piece.holder
    draft.must(to and draft.circle.seat(to), Reason.NO_PIECE_NOW)
    draft.must(to != seat.ref, Reason.NOT_FOR_THEM)
    turn = piece.turn if to == piece.holder else piece.spoke_turn
    draft.add(Sent(draft.now, seat.ref, _unless_apart(seat, to), turn, "reflection", text, now=to != piece.holder))


def _listening_to(draft: Draft) -> tuple[Seat, Seat]:
    seat = draft.seat
    holder = draft.given(draft.circle.seat(draft.circle.piece.holder), Reason.NO_PIECE_NOW)
    draft.must(holder.ref != seat.ref, Reason.NOT_FOR_THEM)
    return seat, holder


def drop_in_bowl(draft: Draft) -> None:
    """A question for the group, without your name: the circle does not know whose it is."""
    draft.must(draft.circle.phase in ("kettle", "under_way"), Reason.IT_IS_OVER)
    draft.must(draft.circle.seat(draft.actor.ref), Reason.NOT_SEATED)
    draft.must(len(draft.circle.bowl) < MOST_IN_BOWL, Reason.ROOM_IS_FULL)
    draft.must(draft.text("text"), Reason.NOTHING_THERE)
    draft.add(DroppedInBowl(draft.now, str(draft.command.facts["ref"]), draft.text("text")))


def slip(draft: Draft) -> None:
    """ "Is it only me?" """
    draft.must(draft.circle.phase in ("under_way", "closing"), Reason.NOT_YET)
    draft.must(len(draft.circle.slips) < MOST_SLIPS, Reason.ROOM_IS_FULL)
    draft.must(draft.text("text"), Reason.NOTHING_THERE)
    draft.add(Slipped(draft.now, str(draft.command.facts["ref"]), draft.seat.ref, draft.text("text")))


def not_only_you(draft: Draft) -> None:
    """Pressed privately. Nobody sees how many; when three have, the writer alone reads one sentence."""
    draft.under_way()
    seat, ref = draft.actor, draft.text("slip")
    found = draft.given(next((slip for slip in draft.circle.slips if slip.ref == ref), None), Reason.NOTHING_THERE)
    draft.must(found.by != seat.ref, Reason.NOT_FOR_THEM)
    draft.must(seat.ref not in found.too, Reason.ALREADY_THERE)
    draft.add(NotOnlyYou(draft.now, ref, seat.ref))


def is_not_only_one(circle: Circle, slip: Slip) -> bool:
    """Three have pressed. Who is kept apart from the writer presses like anyone, and does not count (rule 11)."""
    writer = circle.seat(slip.by)
    return writer is not None and len(set(slip.too) - set(writer.apart)) >= ENOUGH_NODS


def glad_paired(draft: Draft) -> None:
    """ "I was glad to be paired with you", after pairs, to that one alone."""
    seat = draft.seat
    partners = draft.circle.partners(seat.ref, draft.circle.paired)
    draft.must(partners and not draft.circle.pairs, Reason.NOT_YET)
    told = {heard.to for heard in draft.circle.received if heard.kind == "glad" and heard.by == seat.ref}
    draft.must(set(partners) - told, Reason.ALREADY_THERE)
    for other in partners:
        if other not in told:
            draft.add(Sent(draft.now, seat.ref, other, 0, "glad", now=True))
