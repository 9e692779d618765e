"""Holding something up: who may not comes first; then how long it is seen, and by whom."""

import json

from kith.circle import core
from kith.circle.core import CLOCK, HALL, Reason
from kith.circle.tests.core.evening import Evening, floor_of, round_of

TIN = {"kind": "keepsake", "ref": "tin", "name": "", "text": "canary-tin-1 A blue tin"}
WALK = {"kind": "strategy", "ref": "walk", "name": "A walk", "text": "Ten minutes."}


def holding(**more: object) -> Evening:
    """Ben holds the piece on the floor; Rowan keeps the evening."""
    evening = floor_of("rowan", "ben", "ash", **more)
    return evening.do("ben", "ask_to_share")


def shows(evening: Evening, who: str = "ben", thing: object = TIN) -> Evening:
    return evening.do(who, "show", ref="tin", facts={"shown": thing})


def test_only_who_holds_the_piece_shows_something() -> None:
    evening = holding()
    assert evening.no("ash", "show", ref="tin", facts={"shown": TIN}) == Reason.NOT_YOUR_TURN
    assert evening.no("rowan", "show", ref="tin", facts={"shown": TIN}) == Reason.NOT_YOUR_TURN
    assert "show" in evening.can("ben") and "show" not in evening.can("ash") + evening.can("rowan")
    assert shows(evening).view("ash")["shown"] == TIN


def test_only_what_the_server_knows_they_brought_is_shown() -> None:
    evening = holding()
    assert evening.no("ben", "show", ref="tin", facts={"shown": None}) == Reason.NOTHING_THERE
    assert evening.no("ben", "show", ref="tin") == Reason.NOTHING_THERE
    assert evening.no("ben", "show", ref="x", facts={"shown": TIN | {"kind": "film"}}) == Reason.NOTHING_THERE
    assert evening.view("ash")["shown"] is None


def test_a_press_of_a_turn_that_has_passed_shows_nothing() -> None:
    evening = holding()
    late = evening.turn
    evening.do("ben", "pass_on").do("ash", "ask_to_share")
    assert evening.no("ash", "show", turn=late, ref="tin", facts={"shown": TIN}) == Reason.TURN_HAS_PASSED


def test_outside_and_at_the_door_nobody_sees_it_and_everyone_seated_and_the_hall_do() -> None:
    evening = holding(hall=True)
    evening.knock("wren", new=True)
    shows(evening)
    for viewer in ("wren", "stranger"):
        assert "canary" not in json.dumps(evening.view(viewer))
    for viewer in ("rowan", "ash", "ben", HALL):
        assert evening.view(viewer)["shown"] == TIN


def test_it_ends_with_the_turn_however_that_ends() -> None:
    for ends in ("pass_on", "not_now", "come_back_to_me", "rest_in_middle", "step_out", "just_listen"):
        evening = shows(holding())
        evening.do("ben", ends)
        assert evening.view("ash")["shown"] is None, ends
    evening = shows(holding())
    evening.do("rowan", "next_part").wait(5)
    assert evening.view("ash")["shown"] == TIN  # after this turn
    evening.do("rowan", "next_part")
    assert evening.view("ash")["shown"] is None
    evening = shows(holding())
    evening.do("rowan", "remove", seat="ben")
    assert evening.view("ash")["shown"] is None
    evening = shows(holding())
    evening.lose("ben").wait(46)
    assert evening.view("ash")["shown"] is None


def test_taking_a_pass_back_does_not_show_it_again() -> None:
    evening = shows(holding()).do("ben", "pass_on").do("ben", "undo")
    assert evening.holder == "ben" and evening.view("ash")["shown"] is None


def test_its_owner_or_who_keeps_the_evening_puts_it_away_and_nobody_else() -> None:
    for who in ("ben", "rowan"):
        evening = shows(holding())
        assert "put_away" in evening.can(who) and "put_away" not in evening.can("ash")
        assert evening.no("ash", "put_away") == Reason.NOT_YOUR_TURN
        assert evening.do(who, "put_away").view("ash")["shown"] is None
        assert evening.no(who, "put_away") == Reason.NOTHING_THERE


def test_what_is_taken_back_is_put_away_by_the_clock_alone() -> None:
    evening = shows(holding())
    assert "taken_back" not in core.SHAPES
    assert evening.no(CLOCK, "taken_back", ref="another") == Reason.NOTHING_THERE
    assert evening.do(CLOCK, "taken_back", ref="tin").view("ash")["shown"] is None


def test_another_takes_its_place() -> None:
    evening = shows(shows(holding()), thing=WALK)
    assert evening.view("ash")["shown"] == WALK


def test_after_a_strategy_free_talk_is_offered_next_to_who_keeps_the_evening() -> None:
    evening = shows(holding(), thing=WALK)
    assert evening.keeping("rowan")["talk_next"] is False
    evening.do("ben", "pass_on")
    assert evening.keeping("rowan")["talk_next"] is True
    assert "talk" in evening.can("rowan")
    evening.do("rowan", "talk").do("rowan", "end_talk")
    assert evening.keeping("rowan")["talk_next"] is False
    tin = shows(holding()).do("ben", "pass_on")
    assert tin.keeping("rowan")["talk_next"] is False


def test_it_waits_while_the_next_one_spoke_at_once() -> None:
    """Who said "speak" ahead has the piece without a pause; the offer of free talk is not lost by that."""
    evening = shows(holding(), thing=WALK).do("ash", "ask_to_share").do("ash", "answer_ahead", answer="speak")
    evening.do("ben", "pass_on")
    assert evening.holder == "ash" and evening.keeping("rowan")["talk_next"] is False
    assert evening.do("ash", "pass_on").keeping("rowan")["talk_next"] is True


def test_a_circle_written_before_there_was_such_a_thing_is_read() -> None:
    evening = round_of("rowan", "ben", "ash")
    facts = json.loads(core.dump(evening.circle))
    assert not {"shown", "held_up"} & facts["piece"].keys()
    assert core.load(json.dumps(facts)) == evening.circle
    shown = shows(holding())
    assert core.load(core.dump(shown.circle)) == shown.circle
