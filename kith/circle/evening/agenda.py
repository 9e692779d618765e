"""The evening's shape: beginning, parts, soft time that re-times itself, silence, talk and the end (rules 1, 6, 8, 13)."""

from kith.circle.evening.copying import replace
from kith.circle.evening.door import let_waiting_in
from kith.circle.evening.draft import Draft
from kith.circle.evening.events import (
    Began,
    Closed,
    DrawnFromBowl,
    Ended,
    HushSet,
    Kept,
    LinkSet,
    NextPartWaits,
    PartOpened,
    PromptSet,
    ReadTogether,
    RoundOpened,
    TalkSet,
    WentOn,
)
from kith.circle.evening.facts import PIECE_MODES, ROUND_MODES, Circle, Part, Reason, parts_of
from kith.circle.evening.order import round_order
from kith.circle.evening.pairs import draw_pairs

LEAST_CLOSING = 5.0
ONE_PRESS = 3  # seconds in which a second press is a double tap, or another facilitator who meant the same


def begin(draft: Draft) -> None:
    """The kettle is off. With only two there, `chairs` turns the evening into two chairs (facts["two_chairs"], an agenda)."""
    draft.must(draft.circle.phase == "kettle", Reason.HAS_BEGUN)
    keeper = draft.keeper
    draft.must(len(draft.circle.seated) >= 2, Reason.TOO_FEW)
    agenda = draft.command.facts.get("two_chairs")
    if draft.command.data.get("chairs") and agenda and len(draft.circle.seated) == 2:
        draft.add(Began(draft.now, parts_of(agenda), str(agenda.get("name", ""))))
    else:
        draft.add(Began(draft.now))
    if not draft.circle.lead:
        draft.add(Kept(draft.now, keeper.ref))
    open_part(draft, 0)


def next_part(draft: Draft) -> None:
    """During a turn: "after this turn". Pressed again: now. (rule 8)"""
    from kith.circle.evening.piece import end_turn

    _steer(draft)
    if draft.circle.piece.holder and not draft.circle.next_after_turn:
        draft.add(NextPartWaits(draft.now))
        return
    if draft.circle.piece.holder:
        draft.must(abs(draft.now - draft.circle.next_pressed_at) >= ONE_PRESS, Reason.ALREADY_THERE)
        end_turn(draft, "finished")
    open_next_part(draft)


def _steer(draft: Draft) -> None:
    """What moves the whole evening is for facilitators, and names the part they saw."""
    draft.under_way()
    draft.must(draft.circle.keeps(draft.actor), Reason.ONLY_FACILITATORS)
    draft.same_part()


def open_next_part(draft: Draft) -> None:
    """The next part; past the end of the evening, the closing (rule 13)."""
    index = draft.circle.part + 1
    if draft.now >= draft.circle.ends_at:
        ahead = range(index, len(draft.circle.parts))
        index = next((i for i in ahead if draft.circle.parts[i].mode == "closing"), index)
    if index >= len(draft.circle.parts):
        draft.add(Ended(draft.now))
        let_waiting_in(draft)
    else:
        open_part(draft, index)


def open_part(draft: Draft, index: int) -> None:
    """Open a part: time re-timed, the lighter question when someone is new, the round's order frozen, pairs drawn."""
    from kith.circle.evening.piece import move_on

    if draft.circle.paused:
        draft.add(WentOn(draft.now))
    circle, part = draft.circle, draft.circle.parts[index]
    together = part.mode == "closing" and draft.now >= circle.ends_at
    order = opening_order(circle, part) if part.mode in ROUND_MODES and not together else ()
    pairs = draw_pairs(circle, draft.command.facts.get("shuffle")) if part.mode == "pairs" else ()
    minutes = retimed(circle, index, draft.now)
    draft.add(PartOpened(draft.now, index, question(circle, part), minutes, order, together, pairs))
    let_waiting_in(draft)
    if part.mode in PIECE_MODES and not together:
        move_on(draft)


def question(circle: Circle, part: Part) -> str:
    """The lighter door is the default when someone is new."""
    new = any(seat.new and seat.present for seat in circle.seated)
    return part.lighter if part.lighter and new else part.prompt


def opening_order(circle: Circle, part: Part) -> tuple[str, ...]:
    """Whoever keeps the evening opens, unless they only listen."""
    return round_order(circle.seated, opener=circle.lead, door=circle.greeter)


def retimed(circle: Circle, index: int, now: float) -> tuple[float, ...]:
    """Minutes of every part when `index` opens now. What was freed goes to the next part; what was overrun is shared out.

    Closing keeps one minute a seat, five to ten, even past the end (rule 13). Past parts say what they took.
    """
    ahead = circle.parts[index:]
    left = (circle.ends_at - now) / 60
    planned = sum(part.minutes for part in ahead)
    if left >= planned:
        first = replace(ahead[0], minutes=ahead[0].minutes + left - planned) if circle.part >= 0 else ahead[0]
        new = [first.minutes, *(part.minutes for part in ahead[1:])]
    else:
        others = sum(part.minutes for part in ahead if part.mode != "closing")
        closing = max(left, LEAST_CLOSING)  # all that is left, when nothing else is to come
        if others:
            closes = any(part.mode == "closing" for part in ahead)
            closing = min(circle.closing_minutes, closing) if closes else 0
        scale = max(0.0, left - closing) / others if others else 0.0
        new = [closing if part.mode == "closing" else part.minutes * scale for part in ahead]
    took = [part.minutes for part in circle.parts[:index]]
    if circle.part >= 0 and index > circle.part:
        took[circle.part] = max(0.0, now - circle.part_at) / 60
    return tuple(round(minutes, 1) for minutes in (*took, *new))


def set_prompt(draft: Draft) -> None:
    """The lighter question, the first one, or one's own words. When a round has come home, it goes around once more."""
    from kith.circle.evening.piece import move_on

    _steer(draft)
    part = draft.circle.now_part
    choice = draft.text("choice") or "own"
    text = {"lighter": part.lighter, "planned": part.prompt}.get(choice, "") if part else ""
    text = text or draft.text("text")
    draft.must(text, Reason.NOTHING_THERE)
    draft.add(PromptSet(draft.now, text))
    if draft.circle.home_at and part:
        draft.add(RoundOpened(draft.now, opening_order(draft.circle, part)))
        move_on(draft)


def draw_from_bowl(draft: Draft) -> None:
    """One question out of the bowl; which one is the dice's (facts["dice"], any whole number)."""
    draft.under_way()
    draft.same_part()
    mine = draft.circle.piece.holder == draft.actor.ref
    draft.must(mine or draft.circle.keeps(draft.actor), Reason.ONLY_FACILITATORS)
    draft.must(draft.circle.bowl, Reason.NOTHING_THERE)
    place = int(draft.command.facts.get("dice", 0)) % len(draft.circle.bowl)
    draft.add(DrawnFromBowl(draft.now, draft.circle.bowl[place][0]))


def talk(draft: Draft) -> None:
    """Free talk for a while: no piece, no clock. The piece rests; nobody is cut off, so not during a turn."""
    _between_turns(draft)
    draft.must(not draft.circle.talk and draft.circle.mode in PIECE_MODES, Reason.ALREADY_THERE)
    _lay_down_offer(draft)
    draft.add(TalkSet(draft.now, True))
    let_waiting_in(draft)


def end_talk(draft: Draft) -> None:
    from kith.circle.evening.piece import move_on

    _steer(draft)
    draft.must(draft.circle.talk, Reason.NOTHING_THERE)
    draft.add(TalkSet(draft.now, False))
    move_on(draft)


def _between_turns(draft: Draft) -> None:
    _steer(draft)
    draft.must(not draft.circle.piece.holder, Reason.PIECE_IS_HELD)


def _lay_down_offer(draft: Draft) -> None:
    """Whoever was offered the piece is first in line again when it moves."""
    from kith.circle.evening.events import OfferEnded

    if draft.circle.piece.offered_to:
        draft.add(OfferEnded(draft.now, draft.circle.piece.offered_to, "first"))


def hush(draft: Draft) -> None:
    """A moment of silence. Whoever holds the piece keeps it."""
    _steer(draft)
    draft.must(not draft.circle.hush, Reason.ALREADY_THERE)
    draft.add(HushSet(draft.now, True))


def resume(draft: Draft) -> None:
    """On again, after silence or a pause."""
    from kith.circle.evening.time import go_on

    _steer(draft)
    draft.must(draft.circle.hush or draft.circle.paused, Reason.ALREADY_THERE)
    if draft.circle.hush:
        draft.add(HushSet(draft.now, False))
    if draft.circle.paused:
        draft.add(WentOn(draft.now))
    go_on(draft)


def read_together(draft: Draft) -> None:
    """What was written at once is shown to everyone."""
    _steer(draft)
    draft.must(draft.circle.mode == "writing" and not draft.circle.read, Reason.NOTHING_THERE)
    draft.add(ReadTogether(draft.now))


def keep(draft: Draft) -> None:
    """ "I can keep the evening": someone willing, while nobody does (rules 1 and 9). A paused circle goes on."""
    from kith.circle.evening.time import go_on

    draft.must(draft.circle.keeper_wanted_at or draft.circle.paused, Reason.NOT_YET)
    draft.must(draft.actor.sharing, Reason.YOU_ARE_LISTENING)
    was_paused = draft.circle.paused
    draft.add(Kept(draft.now, draft.actor.ref))
    if was_paused:
        go_on(draft)


def hand_over(draft: Draft) -> None:
    """Someone else keeps the evening from here."""
    draft.must(draft.circle.keeps(draft.actor), Reason.ONLY_FACILITATORS)
    seat = draft.named()
    draft.must(not seat.guest, Reason.NOT_FOR_THEM)
    draft.must(seat.present, Reason.NOT_THERE)
    draft.must(seat.ref != draft.circle.lead, Reason.ALREADY_THERE)
    draft.add(Kept(draft.now, seat.ref))


def call_link(draft: Draft) -> None:
    """A new link for the call beside us; everyone seated has it at once."""
    draft.must(draft.circle.keeps(draft.actor), Reason.ONLY_FACILITATORS)
    draft.must(draft.circle.way.get("call"), Reason.NOT_BESIDE_A_CALL)
    draft.add(LinkSet(draft.now, draft.text("link")))


def close(draft: Draft) -> None:
    """Goodnight. Only once the closing has begun, or before the beginning; else say so with `sure`."""
    from kith.circle.evening.piece import end_turn

    draft.must(draft.circle.keeps(draft.actor), Reason.ONLY_FACILITATORS)
    draft.same_part()
    early = draft.circle.phase == "under_way" and not draft.command.data.get("sure")
    draft.must(not early, Reason.STILL_UNDER_WAY)
    if draft.circle.piece.holder:
        end_turn(draft, "finished")
    draft.add(Closed(draft.now))
