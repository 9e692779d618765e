"""Rule 7. The floor goes to those least heard: fewest turns, then heard to the whole minute, then who asked first."""

import pytest

from kith.circle.core import Reason
from kith.circle.tests.core.evening import Evening, floor_of, gathered


def speaks(evening: Evening, name: str, seconds: float) -> None:
    """They ask, take it from the middle, speak and lay it down."""
    evening.do(name, "ask_to_share")
    assert evening.holder == name
    evening.wait(seconds).do(name, "pass_on")


def line(evening: Evening) -> list[str]:
    return [name.lower() for name in evening.keeping("ana")["asked"]]


def asks(evening: Evening, *names: str) -> Evening:
    for name in names:
        evening.do(name, "ask_to_share").wait(1)
    return evening


def test_with_no_hands_up_asking_takes_it_and_with_hands_up_it_does_not() -> None:
    evening = asks(floor_of("ana", "ben", "cleo", "dee"), "ben", "cleo", "dee")
    assert (evening.holder, line(evening)) == ("ben", ["cleo", "dee"])
    evening.do("ana", "rest_in_middle")
    assert evening.no("dee", "take") == Reason.OTHERS_ASKED_FIRST
    assert "take" in evening.can("cleo") and "take" not in evening.can("dee")
    assert evening.do("cleo", "take").holder == "cleo"


def test_fewest_turns_in_this_part_come_first() -> None:
    evening = floor_of("ana", "ben", "cleo", "dee")
    speaks(evening, "ben", 5)
    asks(evening, "dee", "ben", "cleo")
    assert line(evening) == ["cleo", "ben"]


def test_fewest_turns_count_before_minutes_heard() -> None:
    evening = Evening("round", "floor", "closing").sit("ana", facilitator=True).sit("ben", "cleo", "dee").begin()
    evening.do("ana", "not_now").do("ben", "not_now").do("cleo", "accept").wait(200).do("cleo", "pass_on")
    evening.do("dee", "not_now").to("floor")
    speaks(evening, "ben", 5)
    assert evening.seat("cleo").heard > evening.seat("ben").heard + 60
    assert line(asks(evening, "dee", "ben", "cleo")) == ["cleo", "ben"]


def test_then_the_least_heard_to_the_whole_minute() -> None:
    evening = floor_of("ana", "ben", "cleo", "dee")
    speaks(evening, "ben", 130)
    speaks(evening, "cleo", 70)
    assert line(asks(evening, "dee", "ben", "cleo")) == ["cleo", "ben"]


def test_then_who_asked_first_when_both_were_heard_as_many_whole_minutes() -> None:
    evening = floor_of("ana", "ben", "cleo", "dee")
    speaks(evening, "ben", 119)
    speaks(evening, "cleo", 61)
    assert line(asks(evening, "dee", "ben", "cleo")) == ["ben", "cleo"]


def test_turns_are_of_this_part_and_minutes_of_the_evening() -> None:
    evening = gathered("round", "ana", "ben", "cleo", "dee")
    evening.circle = Evening("talk", "round", "floor", "closing").circle
    evening.sit("ana", facilitator=True).sit("ben", "cleo", "dee").begin().to("round")
    evening.do("ana", "not_now").do("ben", "accept").wait(130).do("ben", "pass_on").do("cleo", "not_now")
    evening.do("dee", "not_now").to("floor")
    assert line(asks(evening, "dee", "ben", "cleo")) == ["cleo", "ben"]


def test_an_offer_once_made_is_not_sorted_again() -> None:
    evening = floor_of("ana", "ben", "cleo", "dee")
    speaks(evening, "ben", 5)
    asks(evening, "dee", "ben")
    evening.do("dee", "pass_on").do("cleo", "ask_to_share")
    assert evening.offered == "ben"  # though cleo has had no turn
    evening.do("ana", "rest_in_middle").do("ana", "pass_on")
    assert evening.offered == "ben"


def test_written_turns_count_at_reading_aloud_speed() -> None:
    evening = asks(floor_of("ana", "ben", "cleo"), "ben")
    evening.do("ben", "say", text="word " * 150).wait(900).do("ben", "pass_on")
    assert evening.seat("ben").heard == pytest.approx(60)


def test_a_latecomers_air_time_starts_at_the_least_of_those_present() -> None:
    evening = floor_of("ana", "ben", "cleo")
    for name in ("ana", "ben", "cleo"):
        speaks(evening, name, 70)
    assert evening.copy().sit("dee").seat("dee").heard == pytest.approx(70)
    evening.sit("eli", listens=True)  # who only listens counts for nobody
    assert evening.sit("fay").seat("fay").heard == pytest.approx(70)


def test_who_listens_or_is_away_does_not_lower_the_latecomers_start() -> None:
    evening = floor_of("ana", "ben", "cleo")
    speaks(evening, "ana", 70)
    speaks(evening, "ben", 80)
    assert evening.copy().sit("dee").seat("dee").heard == 0  # cleo is here and unheard
    assert evening.do("cleo", "step_out").sit("dee").seat("dee").heard == pytest.approx(70)


@pytest.mark.parametrize("mode", ["talk", "reading", "pairs", "silence"])
def test_talk_reading_pairs_and_silence_are_not_air_time(mode: str) -> None:
    evening = gathered(mode, "ana", "ben", "cleo").wait(200).next()
    assert all(seat.heard == 0 for seat in evening.circle.seats)


def test_a_hand_can_be_taken_down_and_no_one_asks_twice() -> None:
    evening = asks(floor_of("ana", "ben", "cleo"), "ben", "cleo")
    assert evening.no("cleo", "ask_to_share") == Reason.ALREADY_THERE
    assert evening.no("ben", "ask_to_share") == Reason.PIECE_IS_HELD
    evening.do("cleo", "withdraw")
    assert line(evening) == [] and evening.no("cleo", "withdraw") == Reason.NOTHING_THERE


def test_who_just_listens_does_not_ask_until_they_share() -> None:
    evening = floor_of("ana", "ben", "cleo").do("cleo", "just_listen")
    assert evening.no("cleo", "ask_to_share") == Reason.YOU_ARE_LISTENING
    assert evening.do("cleo", "just_listen").do("cleo", "ask_to_share").holder == "cleo"


def test_members_see_nobodys_air_time_and_the_facilitator_sees_it_in_words() -> None:
    evening = floor_of("ana", "ben", "cleo", "dee")
    speaks(evening, "ben", 800)
    assert "keeping" not in evening.view("cleo") and evening.view("cleo")["you"]["time"] is None
    assert evening.keeping("ana")["balance"] == {"kind": "uneven", "unheard": ["Ana", "Cleo", "Dee"], "much": ["Ben"]}


def test_who_passes_after_a_turn_of_theirs_is_noted_once() -> None:
    evening = floor_of("ana", "ben").do("ana", "ask_to_share").do("ana", "pass_on").do("ana", "ask_to_share")
    evening.do("ana", "come_back_to_me").do("ana", "not_now")
    assert evening.resting and evening.circle.had == ("ana",)
