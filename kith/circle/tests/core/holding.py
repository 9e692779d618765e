"""What holds in every circle at every moment, whoever pressed what."""

import json
import re
from itertools import pairwise
from typing import Any

from kith.circle import core
from kith.circle.core import CLOCK, HALL, Circle, Command, Event
from kith.circle.evening.facts import Seat

Lapsed = tuple[Command, Circle, Circle, tuple[Event, ...]]
SECRETS = re.compile(r"canary-[a-z_]+-\d+")


def holds(circle: Circle) -> None:
    """The promises about one moment."""
    one_holder_who_is_seated(circle)
    nobody_stands_in_line_twice(circle)
    nobody_is_forgotten(circle)
    assert core.load(core.dump(circle)) == circle
    assert all(len(set(pair)) == len(pair) for pair in circle.pairs)
    assert len({ref for pair in circle.pairs for ref in pair}) == sum(map(len, circle.pairs))
    for pair in circle.pairs:
        assert not any(set(circle.sat(ref).apart) & set(pair) for ref in pair)
    for seat in circle.seated:
        assert all(seat.ref in circle.sat(other).apart for other in seat.apart if circle.seat(other))
    for part in circle.parts:
        assert part.minutes >= 0


def one_holder_who_is_seated(circle: Circle) -> None:
    piece = circle.piece
    assert not (piece.holder and piece.offered_to)  # I1: held, or offered, or in the middle
    for ref in (piece.holder, piece.offered_to):
        if ref:
            assert circle.has_piece
            seat = circle.seat(ref)
            assert seat and seat.sharing, "whoever has the piece sits here and shares"


def nobody_stands_in_line_twice(circle: Circle) -> None:
    waiting = [
        *circle.order,
        *circle.back,
        *(ref for ref, _ in circle.asks),
        circle.piece.holder,
        circle.piece.offered_to,
    ]
    waiting = [ref for ref in waiting if ref]
    assert len(set(waiting)) == len(waiting)
    assert len(set(circle.had)) == len(circle.had)
    if circle.has_piece:
        assert all((seat := circle.seat(ref)) and seat.sharing for ref in waiting)


def nobody_is_forgotten(circle: Circle) -> None:
    """While a round is on its way, whoever shares has it, has had it or is to come."""
    if circle.round_on_its_way:
        assert not {seat.ref for seat in circle.seated if seat.sharing} - {*circle.in_this_round}


def follows(before: Circle, after: Circle, events: tuple[Event, ...]) -> None:
    """The promises about one step."""
    assert core.load_events(core.dump_events(events)) == events
    assert after.piece.turn >= before.piece.turn
    moved = (before.piece.holder, before.piece.offered_to) != (after.piece.holder, after.piece.offered_to)
    assert not moved or after.piece.turn > before.piece.turn
    circle = before
    for one, other in pairwise([circle, *(circle := core.evolve(circle, event) for event in events)]):
        holds_in_between = sum(map(bool, (other.piece.holder, other.piece.offered_to)))
        assert holds_in_between <= 1
        assert other.piece.turn >= one.piece.turn


def views_keep_to_their_audience(circle: Circle, now: float, audiences: dict[str, set[str]]) -> None:
    """I8, I9, W1. `audiences`: each secret word, and who may ever read it."""
    viewers = [seat.ref for seat in circle.seats] + [knock.seat.ref for knock in circle.door] + ["stranger", HALL]
    for viewer in viewers:
        view = core.view(circle, viewer, now)
        text = json.dumps(view)
        for word in set(SECRETS.findall(text)):
            may = viewer in audiences[word] or "all" in audiences[word]
            assert may or ("seated" in audiences[word] and circle.seat(viewer)), (viewer, word)
        seat = circle.seat(viewer)
        if viewer == HALL:
            assert not {"keeping", "door", "call"} & view.keys()
        elif seat is None:
            outside(circle, viewer, view)
        elif circle.phase != "closed":
            time_is_for_holder_and_keepers(circle, seat, view)


def outside(circle: Circle, viewer: str, view: dict[str, Any]) -> None:
    """At the door, elsewhere or asked to leave: no alias but the greeter's and one's own."""
    assert view.keys() <= {"phase", "you", "can", "door"}
    greeters = {seat.alias for seat in circle.seated if circle.answers_door(seat)} | {circle.greeter}
    knock = circle.knock(viewer)
    if "door" in view:
        assert knock and view["door"].keys() == {"greeter", "at_next_pause", "answer"}
        assert view["door"]["greeter"] in greeters
    others = {seat.alias for seat in circle.seats if seat.alias} - greeters - ({knock.seat.alias} if knock else set())
    assert not others & set(re.findall(r"[A-Z][a-z]+", json.dumps(view)))


def time_is_for_holder_and_keepers(circle: Circle, seat: Seat, view: dict[str, Any]) -> None:
    numbers = "turns", "heard", "air", "since", "about"
    if not circle.keeps(seat):
        assert "keeping" not in view
        assert "door" not in view or seat.greeter
        assert view["you"]["time"] is None or circle.piece.holder == seat.ref
    keys = _keys({**view, "you": {**view["you"], "time": None, "heads_up": None}})
    if "keeping" in view:
        keys = _keys({**view, "you": None, "keeping": {**view["keeping"], "time": None}})
    assert not keys & set(numbers)  # nobody's air time, in no view


def _keys(of: Any) -> set[str]:
    if isinstance(of, dict):
        return set(of) | {key for value in of.values() for key in _keys(value)}
    return {key for item in of for key in _keys(item)} if isinstance(of, list | tuple) else set()


def settles(circle: Circle, now: float) -> tuple[Circle, list[Lapsed]]:
    """At one fixed moment, time comes to rest: the circle then, and what was done to get there."""
    lapsed: list[Lapsed] = []
    for _ in range(60):
        due = core.due(circle)
        if due is None or due[0] > now:
            return circle, lapsed
        was = circle
        lapse = Command("lapse", CLOCK, circle.piece.turn, data={"why": due[1]})
        events = core.decide(circle, lapse, now)
        circle = core.replay(circle, events)
        lapsed.append((lapse, was, circle, events))
        follows(was, circle, events)
        holds(circle)
        anyone_here = any(seat.here is True for seat in was.seated)
        assert circle.phase != "closed" or not anyone_here  # C9: nothing ends while people are in it
    raise AssertionError(f"time never settles: {core.due(circle)}")
