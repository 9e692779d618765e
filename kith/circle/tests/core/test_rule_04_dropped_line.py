"""Rule 4. The holder's line drops: a grace by text, only a permission beside a call or in a hall, and theirs again."""

import pytest

from kith.circle.core import CLOCK, Reason
from kith.circle.tests.core.evening import Evening, floor_of, round_of


@pytest.fixture
def evening() -> Evening:
    """Ben holds the piece, by text."""
    evening = round_of("ana", "ben", "cleo", "dee")
    return evening.do("ana", "accept").do("ana", "pass_on").do("ben", "accept").wait(20)


def test_by_text_the_piece_rests_after_forty_five_seconds_and_not_before(evening: Evening) -> None:
    evening.lose("ben").wait(44)
    assert evening.holder == "ben"
    assert evening.wait(1).resting


def test_back_within_the_grace_nothing_happened(evening: Evening) -> None:
    evening.lose("ben").wait(40).find("ben").wait(300)
    assert evening.holder == "ben"


def test_back_after_it_rested_and_nobody_took_it_it_is_theirs_again(evening: Evening) -> None:
    evening.lose("ben").wait(200).find("ben")
    assert evening.holder == "ben"


def test_taken_by_another_it_is_not_theirs_and_their_turn_is_over(evening: Evening) -> None:
    evening.lose("ben").wait(60).do("cleo", "take").find("ben")
    assert evening.holder == "cleo"
    assert evening.no("ben", "take") == Reason.PIECE_IS_HELD


def test_back_in_another_part_it_is_not_theirs(evening: Evening) -> None:
    evening.lose("ben").wait(60).do("ana", "next_part").find("ben")
    assert evening.circle.phase == "closing" and evening.holder != "ben"


def test_back_in_a_silence_it_is_theirs_when_the_silence_ends(evening: Evening) -> None:
    evening.lose("ben").wait(60).do("ana", "hush").find("ben")
    assert evening.resting
    assert evening.do("ana", "resume").holder == "ben"


@pytest.mark.parametrize("where", ["hall", "phone"])
def test_in_a_hall_or_on_the_phone_a_sleeping_phone_is_normal(where: str) -> None:
    evening = round_of("ana", "ben").do("ana", "accept").sit("tom", where=where)
    evening.do("ana", "pass_on").do("ben", "accept").do("ben", "pass_on").do("tom", "accept").lose("tom")
    assert evening.wait(3600).holder == "tom"


def test_beside_a_call_the_grace_only_permits_the_facilitator_and_later_anyone() -> None:
    evening = round_of("ana", "ben", "cleo", call=True).do("ana", "accept").do("ana", "pass_on").do("ben", "accept")
    evening.lose("ben").wait(46)
    assert evening.holder == "ben" and "line_lost" in evening.needs("ana")
    assert evening.no("cleo", "rest_in_middle") == Reason.NOT_YOUR_TURN
    assert evening.copy().do("ana", "rest_in_middle").resting
    evening.wait(75)
    assert evening.holder == "ben" and "rest_in_middle" in evening.can("cleo")
    assert evening.do("cleo", "rest_in_middle").find("ben").holder == "ben"  # nobody took it: theirs again


def test_the_last_ones_line_drops_and_the_round_has_come_home() -> None:
    evening = round_of("ana", "ben").do("ana", "accept").do("ana", "pass_on").do("ben", "accept").lose("ben").wait(46)
    assert "round_home" in evening.needs("ana")
    assert evening.find("ben").holder == "ben" and not evening.circle.home_at


def test_the_time_after_the_line_was_lost_is_not_air_time(evening: Evening) -> None:
    evening.lose("ben").wait(45)
    assert evening.seat("ben").heard == pytest.approx(20)


def test_on_the_floor_whoever_asked_first_takes_it_and_nobody_pushes() -> None:
    evening = floor_of("ana", "ben", "cleo", "dee").do("ben", "ask_to_share").do("cleo", "ask_to_share").wait(1)
    evening.do("dee", "ask_to_share").lose("ben").wait(46)
    assert evening.resting
    assert evening.no("dee", "take") == Reason.OTHERS_ASKED_FIRST
    assert evening.do("cleo", "take").holder == "cleo"


def june_speaks(where: str, *, call: bool = False) -> Evening:
    """Whom ana, who keeps the evening, brought on her device."""
    evening = round_of("ana", "ben", "cleo", call=call).guest("june", by="ana", where=where)
    assert [evening.on(), evening.on(), evening.on()] == ["ana", "ben", "cleo"] and evening.holder == "june"
    return evening.wait(20)


@pytest.fixture
def brought() -> Evening:
    return june_speaks("remote")


@pytest.mark.parametrize(("goes", "comes"), [("lost", "found"), ("step_out", "come_back")])
def test_the_line_of_someone_brought_along_is_that_of_who_brought_them(brought: Evening, goes: str, comes: str) -> None:
    def ana(what: str) -> Evening:
        return brought.do("ana", what) if "_" in what else brought.do(CLOCK, what, seat="ana")

    ana(goes).wait(44)
    assert brought.holder == "june"
    assert brought.wait(1).resting
    assert ana(comes).holder == "june"
    assert brought.seat("june").heard == pytest.approx(20)  # the silence while nobody was on the line is no air time


def test_nobody_waits_for_ever_for_someone_brought_along_by_who_is_gone() -> None:
    evening = june_speaks("phone", call=True).lose("ana").wait(119)
    assert evening.no("ben", "rest_in_middle") == Reason.NOT_YOUR_TURN
    evening.wait(2)
    assert evening.holder == "june" and "rest_in_middle" in evening.can("ben")
    evening.do("ben", "rest_in_middle").wait(130)
    assert "keep" in evening.can("ben")  # and someone else keeps the evening from there


def test_who_erases_themselves_takes_along_whom_they_brought(brought: Evening) -> None:
    brought.do(CLOCK, "forget", seat="ana")
    assert [seat.ref for seat in brought.circle.seated] == ["ben", "cleo"] and brought.holder == ""
