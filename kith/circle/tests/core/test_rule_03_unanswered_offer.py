"""Rule 3. Unanswered offer: a lost seat is come back to; a silent one is waited for, until a person says otherwise."""

import pytest

from kith.circle.core import Reason
from kith.circle.tests.core.evening import Evening, floor_of, round_of


@pytest.fixture
def evening() -> Evening:
    """Ben is offered the piece; cleo and dee are to come."""
    return round_of("ana", "ben", "cleo", "dee").do("ana", "accept").do("ana", "pass_on")


def test_a_seat_lost_for_a_minute_goes_to_the_back_and_the_next_is_offered(evening: Evening) -> None:
    evening.lose("ben").wait(59)
    assert evening.offered == "ben"
    evening.wait(1)
    assert (evening.offered, evening.circle.back, evening.circle.had) == ("cleo", ("ben",), ("ana",))
    assert evening.find("ben").go_round() == ["cleo", "dee", "ben"]


def test_back_within_the_minute_the_offer_stands(evening: Evening) -> None:
    evening.lose("ben").wait(55).find("ben").wait(300)
    assert evening.do("ben", "accept").holder == "ben"


def test_a_silent_seat_that_is_here_is_never_moved_by_time(evening: Evening) -> None:
    evening.wait(3600)
    assert evening.offered == "ben"
    assert evening.do("ben", "accept").holder == "ben"


def test_an_unknown_line_is_not_a_lost_one(evening: Evening) -> None:
    evening.do("clock", "unknown", seat="ben").wait(600)
    assert evening.offered == "ben"


def test_after_a_minute_the_facilitator_sees_it_and_may_say_come_back_later(evening: Evening) -> None:
    evening.wait(58)
    assert "silent_offer" not in evening.needs("ana")
    assert evening.no("ana", "come_back_to_me", for_="ben") == Reason.NOT_YET
    evening.wait(2)
    assert "silent_offer" in evening.needs("ana") and "come_back_for_them" in evening.can("ana")
    evening.do("ana", "come_back_to_me", for_="ben")
    assert (evening.offered, evening.circle.back) == ("cleo", ("ben",))


def test_while_a_facilitator_is_here_no_other_seat_may_say_it_and_without_one_any_sharing_seat(
    evening: Evening,
) -> None:
    evening.do("dee", "just_listen").wait(61)
    assert evening.no("cleo", "come_back_to_me", for_="ben") == Reason.NOT_YET
    evening.do("ana", "step_out")
    assert evening.no("dee", "come_back_to_me", for_="ben") == Reason.NOT_YET  # she only listens
    assert "come_back_for_them" in evening.can("cleo")
    assert evening.do("cleo", "come_back_to_me", for_="ben").offered == "cleo"


def test_being_put_off_does_not_use_up_ones_own_come_back(evening: Evening) -> None:
    evening.wait(61).do("ana", "come_back_to_me", for_="ben")
    assert [evening.on(), evening.on()] == ["cleo", "dee"]
    evening.do("ben", "come_back_to_me")
    assert evening.offered == "ben"


def test_when_only_the_lost_are_left_the_piece_rests_and_time_does_not_go_in_circles(evening: Evening) -> None:
    evening.lose("ben", "cleo", "dee").wait(3 * 3600)
    assert evening.resting and evening.circle.order + evening.circle.back == ("cleo", "dee", "ben")
    assert "round_home" in evening.needs("ana")
    assert evening.find("cleo").offered == "cleo"


def test_a_round_in_which_someone_is_found_is_on_its_way_again(evening: Evening) -> None:
    evening.lose("ben", "cleo", "dee").wait(3 * 3600).find("cleo")
    assert "round_home" not in evening.needs("ana")
    evening.do("ana", "set_prompt", text="And what helped?")  # another question, in the same round
    assert evening.offered == "cleo" and evening.circle.order + evening.circle.back == ("dee", "ben")
    assert "round_home" in evening.do("cleo", "not_now").wait(3 * 3600).needs("ana")


def test_on_the_floor_a_lost_hand_stays_up_behind_the_others() -> None:
    evening = floor_of("ana", "ben", "cleo").do("ana", "ask_to_share").do("ben", "ask_to_share").wait(5)
    evening.do("cleo", "ask_to_share").do("ana", "pass_on").lose("ben").wait(60)
    assert evening.offered == "cleo" and evening.view("ben")["you"]["asked"]
    evening.do("cleo", "accept").find("ben").do("cleo", "pass_on")
    assert evening.offered == "ben"


def test_in_silence_nobody_can_accept_and_nobody_is_put_off_for_it(evening: Evening) -> None:
    evening.lose("ben").do("ana", "hush").wait(300)
    assert evening.no("ana", "come_back_to_me", for_="ben") == Reason.NOT_YET
    assert evening.offered == "ben"
    evening.do("ana", "resume").wait(59)
    assert evening.offered == "ben"  # the minute begins anew
    assert evening.wait(1).offered == "cleo"
