"""Rule 2. The heads-up answer is consent; without one the next person accepts before the piece is theirs."""

import pytest

from kith.circle.core import Reason
from kith.circle.tests.core.evening import Evening, round_of


@pytest.fixture
def evening() -> Evening:
    """Ana holds the piece; ben, cleo, dee are to come."""
    return round_of("ana", "ben", "cleo", "dee").do("ana", "accept")


def test_the_heads_up_comes_two_turns_ahead_and_not_three(evening: Evening) -> None:
    assert evening.view("dee")["you"]["heads_up"] is None
    assert evening.no("dee", "answer_ahead", answer="speak") == Reason.NOT_YET
    assert evening.view("cleo")["you"]["heads_up"] == {"turns": 2, "answer": "", "may_come_back": True}
    assert evening.view("ben")["you"]["heads_up"] == {"turns": 1, "answer": "", "may_come_back": True}
    evening.do("cleo", "answer_ahead", answer="write")
    assert evening.view("cleo")["you"]["heads_up"]["answer"] == "write"


@pytest.mark.parametrize("answer", ["speak", "write"])
def test_speak_or_write_makes_passing_on_hand_over_at_once(evening: Evening, answer: str) -> None:
    evening.do("ben", "answer_ahead", answer=answer).wait(170).do("ana", "pass_on")
    assert (evening.holder, evening.offered) == ("ben", "")


def test_without_an_answer_the_piece_is_theirs_only_when_they_accept(evening: Evening) -> None:
    evening.do("ana", "pass_on")
    assert (evening.holder, evening.offered) == ("", "ben")
    assert evening.no("ben", "say", text="too soon") == Reason.NOT_YOUR_TURN
    assert evening.no("cleo", "accept") == Reason.NOT_OFFERED
    assert evening.do("ben", "accept").holder == "ben"


def test_an_answer_of_three_minutes_ago_no_longer_stands_and_is_asked_again(evening: Evening) -> None:
    evening.do("ben", "answer_ahead", answer="speak").wait(180)
    assert evening.view("ben")["you"]["heads_up"]["answer"] == ""
    assert evening.do("ana", "pass_on").offered == "ben"
    fresh = round_of("ana", "ben").do("ana", "accept").do("ben", "answer_ahead", answer="speak").wait(179)
    assert fresh.do("ana", "pass_on").holder == "ben"


def test_speak_does_not_stand_for_who_is_gone_by_then(evening: Evening) -> None:
    other = evening.do("ben", "answer_ahead", answer="speak").copy()
    assert evening.lose("ben").do("ana", "pass_on").offered == "ben"
    assert other.lose("ben").find("ben").do("ana", "pass_on").holder == "ben"


def test_pass_skips_without_an_offer_and_is_final(evening: Evening) -> None:
    evening.do("ben", "answer_ahead", answer="pass").do("ana", "pass_on")
    assert evening.offered == "cleo"
    assert evening.go_round() == ["cleo", "dee"]
    assert evening.no("ben", "take") == Reason.ALREADY_HAD_TURN


def test_come_back_skips_without_an_offer_and_comes_at_the_end(evening: Evening) -> None:
    evening.do("ben", "answer_ahead", answer="come_back").do("ana", "pass_on")
    assert evening.offered == "cleo"
    assert evening.go_round() == ["cleo", "dee", "ben"]


def test_come_back_is_offered_ahead_once_in_a_round(evening: Evening) -> None:
    evening.do("ben", "answer_ahead", answer="come_back").do("ana", "pass_on")
    assert evening.on() == "cleo"
    assert evening.offered == "dee" and evening.view("ben")["you"]["heads_up"]["may_come_back"] is False
    assert evening.no("ben", "answer_ahead", answer="come_back") == Reason.CAME_BACK_ALREADY


def test_an_old_pass_still_stands_though_an_old_speak_does_not(evening: Evening) -> None:
    evening.do("ben", "answer_ahead", answer="pass").do("cleo", "answer_ahead", answer="speak").wait(200)
    assert evening.do("ana", "pass_on").offered == "cleo"


def test_an_answer_may_be_changed_until_it_is_their_turn(evening: Evening) -> None:
    evening.do("ben", "answer_ahead", answer="pass").do("ben", "answer_ahead", answer="speak").do("ana", "pass_on")
    assert evening.holder == "ben"
    assert evening.no("ben", "answer_ahead", answer="pass") == Reason.NOT_YET


def test_answering_ahead_does_not_move_a_piece_that_rests(evening: Evening) -> None:
    evening.do("ana", "rest_in_middle").do("ben", "answer_ahead", answer="speak")
    assert evening.resting
    assert evening.do("ben", "take").holder == "ben"
