"""Rule 5. A pass can be taken back for ten seconds, until accepted; for a seat without a device it is all one press."""

import pytest

from kith.circle.core import Reason
from kith.circle.tests.core.evening import Evening, floor_of, round_of


@pytest.fixture
def evening() -> Evening:
    """Ana has just passed it on to ben."""
    evening = round_of("ana", "ben", "cleo").do("ana", "accept").do("ana", "need", need="ideas").wait(90)
    return evening.do("ana", "say", text="five words of my own").do("ana", "pass_on")


def test_within_ten_seconds_it_is_theirs_again_with_all_that_was(evening: Evening) -> None:
    heard = evening.seat("ana").heard
    evening.wait(10).do("ana", "undo")
    assert (evening.holder, evening.circle.piece.need, evening.circle.order[0]) == ("ana", "ideas", "ben")
    assert evening.view("ben")["lines"][0]["text"] == "five words of my own"
    evening.do("ana", "say", text="and three more").do("ana", "pass_on")
    assert len(evening.view("ben")["lines"]) == 2
    assert evening.seat("ana").heard == pytest.approx(heard * 8 / 5) and evening.seat("ana").turns == 1


def test_after_ten_seconds_it_is_gone(evening: Evening) -> None:
    assert evening.wait(11).no("ana", "undo") == Reason.TOO_LATE_TO_UNDO
    assert "undo" not in evening.can("ana")


def test_once_accepted_it_is_gone(evening: Evening) -> None:
    assert "undo" in evening.can("ana")
    assert evening.do("ben", "accept").no("ana", "undo") == Reason.TOO_LATE_TO_UNDO


def test_only_who_passed_it_may_take_it_back(evening: Evening) -> None:
    assert evening.no("cleo", "undo") == Reason.NOT_YOUR_TURN
    assert evening.do("ana", "undo").holder == "ana"


def test_who_stepped_out_or_only_listens_does_not_take_it_back(evening: Evening) -> None:
    assert evening.copy().do("ana", "step_out").no("ana", "undo") == Reason.TOO_LATE_TO_UNDO
    assert evening.copy().do("ana", "just_listen").no("ana", "undo") == Reason.TOO_LATE_TO_UNDO
    assert evening.do("ana", "undo").holder == "ana"


def test_the_one_it_was_offered_to_is_next_as_before_even_on_the_floor() -> None:
    evening = floor_of("ana", "ben", "cleo").do("ben", "ask_to_share").do("ben", "pass_on").do("ana", "ask_to_share")
    evening.do("ben", "ask_to_share").do("ana", "pass_on").do("cleo", "ask_to_share").do("ana", "undo")
    assert evening.do("ana", "pass_on").offered == "ben"  # though cleo has had fewer turns


def test_the_last_pass_of_a_round_can_be_taken_back_too() -> None:
    evening = round_of("ana", "ben")
    evening.go_round()
    assert evening.circle.home_at
    assert evening.do("ben", "undo").holder == "ben" and not evening.circle.home_at


def test_who_takes_it_back_no_longer_waits_for_it() -> None:
    evening = floor_of("ana", "ben", "cleo").do("ana", "ask_to_share").do("ben", "ask_to_share").do("ana", "pass_on")
    evening.do("ana", "ask_to_share").do("ana", "undo")  # a hand up again, while ben was offered it
    assert evening.holder == "ana" and [ref for ref, _ in evening.circle.asks] == ["ben"]


def test_who_is_offered_it_anew_may_as_well_take_it_back() -> None:
    evening = floor_of("ana", "ben", "cleo").do("ana", "ask_to_share").do("ben", "ask_to_share").do("ana", "pass_on")
    evening.do("ana", "ask_to_share").do("ben", "not_now")
    assert evening.offered == "ana"
    assert evening.do("ana", "undo").holder == "ana" and not evening.circle.asks


def test_taken_back_after_a_new_question_it_is_their_turn_in_the_new_round() -> None:
    evening = round_of("ana", "ben", "cleo")
    evening.go_round()
    evening.do("ana", "set_prompt", text="And what helped?").do("cleo", "undo")
    assert (evening.holder, evening.circle.order) == ("cleo", ("ana", "ben"))
    assert evening.do("cleo", "pass_on").go_round() == ["ana", "ben"]


def test_with_the_last_pass_taken_back_the_round_goes_on_for_who_came_since() -> None:
    evening = round_of("ana", "ben")
    evening.go_round()
    evening.sit("dee").do("ben", "undo").do("ben", "pass_on")
    assert evening.offered == "dee"


def test_for_a_seat_without_a_device_passing_on_is_pass_offer_and_accept_in_one() -> None:
    evening = round_of("ana", "ben").guest("june", by="ana").do("ana", "accept").do("ana", "pass_on")
    assert evening.offered == "ben"  # who has a device accepts
    evening.do("ben", "accept").do("ben", "pass_on")
    assert evening.holder == "june"
    assert evening.no("ben", "pass_on") == Reason.NOT_YOUR_TURN
    assert evening.do("ana", "pass_on", for_="june").circle.home_at


def test_the_device_takes_back_for_its_seats_and_no_other_device_does() -> None:
    evening = round_of("ana", "ben").guest("june", by="ana").do("ana", "accept").do("ana", "pass_on")
    evening.do("ben", "accept").do("ben", "pass_on").do("ana", "pass_on")
    assert evening.no("ben", "undo") == Reason.NOT_YOUR_TURN
    assert evening.do("ana", "undo").holder == "june"
