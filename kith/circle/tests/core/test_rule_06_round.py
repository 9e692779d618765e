"""Rule 6. A round: its order is frozen at the start, a pass is final and unmarked, come-backs once; then the piece rests."""

import json

import pytest

from kith.circle.core import Reason
from kith.circle.tests.core.evening import START, Evening


def opened(*names: str, **ways: dict[str, object]) -> Evening:
    """A round with these seats, the first of them keeping the evening. `ways`: facts of some of them."""
    evening = Evening("round", "closing")
    evening.sit(names[0], facilitator=True, **ways.get(names[0], {}))
    for name in names[1:]:
        evening.sit(name, **ways.get(name, {}))
    return evening.begin()


def whole_order(evening: Evening) -> list[str]:
    return [evening.offered, *evening.circle.order]


def test_the_order_is_frozen_at_the_start_and_later_seats_append() -> None:
    evening = opened("ana", "ben", "cleo")
    evening.do("ana", "accept").sit("dee").do("ana", "pass_on").do("ben", "accept").sit("eli")
    assert evening.go_round() == ["ben", "cleo", "dee", "eli"]


def test_newcomers_come_beside_the_greeter() -> None:
    evening = opened("ana", "gus", "cleo", "nia", gus={"greeter": True}, nia={"new": True})
    assert whole_order(evening) == ["ana", "gus", "nia", "cleo"]


def test_never_right_after_the_opener_even_when_the_greeter_opens() -> None:
    evening = opened("ana", "nia", "cleo", ana={"greeter": True}, nia={"new": True})
    assert whole_order(evening) == ["ana", "cleo", "nia"]


def test_never_right_after_whoever_opens_when_the_facilitator_only_listens() -> None:
    evening = Evening("round", "closing").sit("ana", facilitator=True, listens=True).sit("gus", greeter=True)
    evening.sit("nia", new=True).sit("cleo").begin()
    assert whole_order(evening) == ["gus", "cleo", "nia"]


def test_unless_only_newcomers_are_there() -> None:
    evening = opened("ana", "nia", "mo", ana={"greeter": True}, nia={"new": True}, mo={"new": True})
    assert whole_order(evening) == ["ana", "nia", "mo"]


def test_hall_and_remote_alternate() -> None:
    hall = {"where": "hall"}
    evening = opened("ana", "ben", "cleo", "hal", "hope", hal=hall, hope=hall)
    assert whole_order(evening) == ["ana", "hal", "ben", "hope", "cleo"]


def test_a_pass_is_final_and_unmarked() -> None:
    evening = opened("ana", "ben", "cleo").do("ana", "accept").do("ana", "pass_on")
    spoke, passed = evening.copy(), evening.do("ben", "not_now")
    spoke.do("ben", "accept").do("ben", "pass_on")
    assert passed.no("ben", "take") == Reason.NOT_YOUR_TURN or passed.offered == "cleo"
    for viewer in ("ana", "cleo"):
        here, there = (json.dumps(_but_turns(evening.view(viewer))) for evening in (passed, spoke))
        assert here == there
    assert passed.go_round() == ["cleo"]


def _but_turns(view: dict[str, object]) -> dict[str, object]:
    piece = view["piece"]
    assert isinstance(piece, dict)
    return {key: value for key, value in view.items() if key not in ("can", "keeping", "you")} | {
        "piece": {key: value for key, value in piece.items() if key != "turn"}
    }


def test_come_backs_come_in_order_and_once() -> None:
    evening = opened("ana", "ben", "cleo").do("ana", "come_back_to_me").do("ben", "come_back_to_me")
    assert evening.circle.back == ("ana", "ben")
    assert evening.on() == "cleo"
    assert evening.no("ana", "come_back_to_me") == Reason.CAME_BACK_ALREADY
    assert "come_back_to_me" not in evening.can("ana") and "not_now" in evening.can("ana")
    assert evening.go_round() == ["ana", "ben"]


def test_a_second_come_back_is_refused_of_a_holder_and_ahead_too() -> None:
    evening = opened("ana", "ben", "cleo").do("ana", "accept").do("ana", "come_back_to_me")
    assert [evening.on(), evening.offered] == ["ben", "cleo"]
    assert evening.no("ana", "answer_ahead", answer="come_back") == Reason.CAME_BACK_ALREADY
    evening.on()
    assert evening.do("ana", "accept").no("ana", "come_back_to_me") == Reason.CAME_BACK_ALREADY
    assert evening.do("ana", "pass_on").circle.home_at


def test_then_it_rests_and_the_facilitator_sees_lighter_silence_on() -> None:
    evening = opened("ana", "ben", "cleo")
    assert "round_home" not in evening.needs("ana")
    evening.go_round()
    assert evening.resting and "round_home" in evening.needs("ana")
    assert evening.keeping("ana")["lighter"] == "What did you eat?"
    assert {"set_prompt", "hush", "next_part"} <= set(evening.can("ana"))
    assert evening.offered == ""  # nobody asks "anyone else?"


def test_the_lighter_question_goes_round_once_more_with_come_backs_anew() -> None:
    evening = opened("ana", "ben").do("ana", "come_back_to_me")
    evening.go_round()
    evening.do("ana", "set_prompt", choice="lighter")
    assert evening.view("ben")["prompt"] == "What did you eat?"
    assert evening.do("ana", "come_back_to_me").go_round() == ["ben", "ana"]


def test_freed_minutes_go_to_the_next_part() -> None:
    evening = Evening("round", "floor", "closing").sit("ana", facilitator=True).sit("ben").begin()
    evening.go_round()
    spent = (evening.now - START) / 60
    evening.next()
    assert evening.circle.parts[1].minutes == pytest.approx(20 + 12 - spent, abs=0.1)
    assert evening.circle.parts[2].minutes == 8


def test_the_lighter_question_is_the_first_when_someone_is_new() -> None:
    assert opened("ana", "ben").view("ben")["prompt"] == "How are you here?"
    assert opened("ana", "nia", nia={"new": True}).view("ana")["prompt"] == "What did you eat?"


def test_who_steps_out_before_their_turn_has_it_at_the_end() -> None:
    evening = opened("ana", "ben", "cleo").do("ana", "accept").do("ben", "step_out").do("ben", "come_back")
    evening.do("ana", "pass_on")
    assert evening.go_round() == ["cleo", "ben"]


def test_who_comes_or_comes_back_during_free_talk_stands_at_the_end_of_the_round() -> None:
    evening = opened("ana", "ben", "cleo").sit("dee", listens=True).do("ana", "accept").do("ana", "pass_on")
    evening.do("ana", "talk").sit("eli").do("cleo", "step_out").do("cleo", "come_back").do("dee", "just_listen")
    assert evening.do("ana", "end_talk").go_round() == ["ben", "eli", "cleo", "dee"]


def test_who_comes_after_the_piece_came_home_has_it_if_the_round_goes_on_after_all() -> None:
    evening = opened("ana", "ben").lose("ben").do("ana", "accept").do("ana", "pass_on").wait(61)
    assert evening.circle.home_at  # only ben, who is lost, has not had it
    evening.sit("dee")
    assert "round_home" in evening.needs("ana") and evening.offered == ""
    assert evening.find("ben").go_round() == ["ben", "dee"]


def test_who_had_their_turn_and_comes_back_has_no_second() -> None:
    evening = opened("ana", "ben", "cleo").do("ana", "accept").do("ana", "pass_on")
    evening.do("ana", "step_out").do("ana", "come_back").do("ana", "just_listen").do("ana", "just_listen")
    assert evening.go_round() == ["ben", "cleo"]


def test_when_everyone_passes_the_piece_comes_home_without_a_word() -> None:
    evening = opened("ana", "ben", "cleo").do("ana", "not_now").do("ben", "not_now").do("cleo", "not_now")
    assert evening.resting and "round_home" in evening.needs("ana")


def test_in_an_empathy_circle_one_first_says_back_what_was_said() -> None:
    evening = Evening("empathy", "closing").sit("ana", facilitator=True).sit("ben", "cleo").begin().do("ana", "accept")
    evening.do("ana", "pass_on").do("ben", "accept")
    assert evening.view("cleo")["piece"]["saying_back"] == "Ana"
    assert evening.no("cleo", "said_back") == Reason.NOT_YOUR_TURN
    assert evening.do("ben", "said_back").view("cleo")["piece"]["saying_back"] == ""
    evening.do("ben", "not_now").do("cleo", "accept")
    assert evening.view("ana")["piece"]["saying_back"] == ""  # who passed said nothing to say back
