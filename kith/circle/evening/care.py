""" "I'm not OK": who it can go to, said before it is sent; seen is said; unseen for a minute it can go further (rule 14)."""

from kith.circle.evening.draft import Draft
from kith.circle.evening.events import CalledFor, CallSeen
from kith.circle.evening.facts import Call, Circle, Reason, Seat, remembered

UNSEEN = 60


def ears(circle: Circle, seat: Seat) -> tuple[Seat, ...]:
    """Whoever it can go to, first choice first: a co-facilitator, a facilitator, the lead, the greeter; not whoever
    is speaking if another can be found, never someone they asked to be kept apart from."""
    return tuple([o for o in _listening(circle) if o.ref != seat.ref and o.ref not in seat.apart])


@remembered
def _listening(circle: Circle) -> tuple[Seat, ...]:
    """First choice first; the same for everyone."""

    def first(other: Seat) -> tuple[bool, bool, int]:
        kinds = ("co_facilitator", "facilitator")
        rank = kinds.index(other.role) if other.role in kinds else 2 + (other.ref != circle.lead)
        return other.here is not True, other.ref == circle.piece.holder, rank

    able = (other for other in circle.seated if circle.answers_door(other) and other.present and not other.by)
    return tuple(sorted(able, key=first))


def open_call(circle: Circle, seat: Seat) -> Call | None:
    """What they sent that nobody has seen, or the last that somebody has."""
    return next((call for call in reversed(circle.calls) if call.by == seat.ref), None) if circle.calls else None


def not_ok(draft: Draft) -> None:
    """Tell one person. `to` names who the screen said it would reach; without it, the first who can."""
    seat, calls = draft.actor, draft.circle.calls
    draft.must(draft.command.on_behalf in (None, "", seat.ref), Reason.NOT_FOR_THEM)  # nobody says it of someone else
    able = [other.ref for other in ears(draft.circle, seat)]
    left = unasked(draft.circle, seat)
    to = draft.text("to") or (left[0].ref if left else "")
    draft.must(able and (not to or to in able), Reason.NOT_THERE)
    draft.must(to in [other.ref for other in left], Reason.ALREADY_THERE)
    draft.add(CalledFor(draft.now, f"{seat.ref}-{sum(call.by == seat.ref for call in calls)}", seat.ref, to))


def unasked(circle: Circle, seat: Seat) -> tuple[Seat, ...]:
    """Whoever it can go to and who does not have it yet, unseen."""
    call = open_call(circle, seat)
    able = ears(circle, seat)
    return tuple(other for other in able if other.ref not in call.to) if call and not call.seen_by else able


def seen(draft: Draft) -> None:
    """ "I've seen it": the one who sent it is told."""
    seat, ref = draft.actor, draft.text("call")
    call = next((call for call in draft.circle.calls if call.ref == ref and seat.ref in call.to), None)
    call = draft.given(call, Reason.NOTHING_THERE)
    draft.must(not call.seen_by, Reason.ALREADY_THERE)
    draft.add(CallSeen(draft.now, ref, seat.ref))
