"""Rule 9. A facilitator who is gone: counted from something only she can do, and nothing ends while people are in it."""

import pytest

from kith.circle.core import CLOCK, Reason
from kith.circle.tests.core.evening import floor_of, round_of


def test_her_absence_alone_changes_nothing_while_the_piece_goes_round() -> None:
    evening = round_of("ana", "ben", "cleo").do("ana", "accept").do("ana", "pass_on").do("ben", "accept")
    evening.lose("ana").wait(1800)
    assert evening.holder == "ben" and not evening.view("ben")["keeper_wanted"]


def test_two_minutes_after_the_round_came_home_someone_willing_is_asked() -> None:
    evening = round_of("ana", "ben", "cleo")
    evening.go_round()
    evening.lose("ana").wait(119)
    assert not evening.view("ben")["keeper_wanted"]
    assert evening.wait(1).view("ben")["keeper_wanted"]
    assert evening.do("ben", "keep").circle.lead == "ben" and "next_part" in evening.can("ben")


def test_two_minutes_after_an_unanswered_offer_and_not_after_an_answered_one() -> None:
    evening = round_of("ana", "ben", "cleo").do("ana", "accept").do("ana", "pass_on").lose("ana")
    answered = evening.copy().wait(100).do("ben", "accept").wait(100)
    assert not answered.view("ben")["keeper_wanted"]
    assert evening.wait(120).view("ben")["keeper_wanted"]


def test_two_minutes_after_a_knock_that_nobody_else_answers() -> None:
    evening = round_of("ana", "ben", "cleo").do("ana", "accept").do("ana", "pass_on").do("ben", "accept")
    greeted = evening.copy().sit("gus", greeter=True).lose("ana").knock("nia", new=True).wait(115)
    assert not greeted.view("ben")["keeper_wanted"]  # the greeter can answer it
    evening.lose("ana").knock("nia", new=True).wait(120)
    assert evening.view("ben")["keeper_wanted"]


def test_the_co_facilitator_takes_over_first() -> None:
    evening = round_of("ana", "ben", "cleo").sit("june", co_facilitator=True)
    evening.go_round()
    evening.lose("ana").wait(120)
    assert evening.circle.lead == "june" and not evening.view("ben")["keeper_wanted"]
    assert evening.find("ana").circle.lead == "june" and "next_part" in evening.can("ana")


def test_when_nobody_is_willing_the_circle_pauses_gently_and_does_not_end() -> None:
    evening = round_of("ana", "ben", "cleo")
    evening.go_round()
    evening.lose("ana").wait(241)
    assert evening.view("ben")["paused"]
    evening.wait(86400)
    assert evening.circle.phase == "under_way"  # ben and cleo are in it


def test_paused_the_piece_rests_until_someone_keeps_the_evening() -> None:
    evening = round_of("ana", "ben", "cleo").do("ana", "accept").do("ana", "pass_on").lose("ana").wait(241)
    assert evening.no("ben", "accept") == Reason.WE_ARE_PAUSED
    assert evening.no("ben", "next_part") == Reason.ONLY_FACILITATORS
    assert evening.do("cleo", "keep").do("ben", "accept").holder == "ben"


def test_she_comes_back_and_it_goes_on() -> None:
    evening = round_of("ana", "ben", "cleo").do("ana", "accept").do("ana", "pass_on").lose("ana").wait(241)
    evening.do("ben", "not_now").find("ana")
    assert not evening.view("ben")["paused"] and evening.offered == "cleo"


def test_stepping_out_and_back_counts_as_being_away_and_back() -> None:
    evening = round_of("ana", "ben", "cleo")
    evening.go_round()
    evening.do("ana", "step_out").wait(120)
    assert evening.view("ben")["keeper_wanted"]
    evening.do("ana", "come_back").wait(600)
    assert not evening.view("ben")["keeper_wanted"] and not evening.view("ben")["paused"]


def test_an_unknown_line_is_not_absence() -> None:
    evening = round_of("ana", "ben", "cleo")
    evening.go_round()
    evening.do("clock", "unknown", seat="ana").wait(3600)
    assert not evening.view("ben")["keeper_wanted"]


def test_never_in_a_hall() -> None:
    evening = round_of("ana", "ben", "cleo", hall=True)
    evening.go_round()
    evening.lose("ana").wait(3600)
    assert not evening.view("ben")["keeper_wanted"] and evening.circle.lead == "ana"


@pytest.mark.parametrize("goes", ["step_out", "forget"])
def test_but_in_a_hall_too_someone_is_asked_when_she_plainly_went_out_and_nothing_pauses(goes: str) -> None:
    evening = round_of("ana", "ben", "cleo", hall=True)
    evening.go_round()
    evening.do("ana", goes) if goes == "step_out" else evening.do(CLOCK, goes, seat="ana")
    assert evening.wait(119).view("ben")["keeper_wanted"] is False
    assert evening.wait(2).view("ben")["keeper_wanted"] is True
    assert not evening.wait(3600).circle.paused
    assert evening.do("ben", "keep").circle.lead == "ben" and "next_part" in evening.can("ben")


def test_a_quiet_floor_waits_for_nobody_until_its_time_is_over() -> None:
    evening = floor_of("ana", "ben", "cleo").lose("ana").wait(600)
    assert not evening.view("ben")["keeper_wanted"]  # anyone may take the piece
    assert evening.copy().do("ben", "ask_to_share").holder == "ben"
    over = evening.circle.part_at + 60 * evening.circle.parts[1].minutes
    assert evening.wait(over - evening.now + 120).view("ben")["keeper_wanted"]


def test_only_she_ends_a_silence() -> None:
    evening = round_of("ana", "ben", "cleo").do("ana", "accept").do("ana", "pass_on").do("ben", "accept")
    evening.do("ana", "hush").lose("ana").wait(121)
    assert evening.do("cleo", "keep").do("cleo", "resume").holder == "ben"


def test_two_who_are_willing_at_once_make_one_keeper() -> None:
    evening = round_of("ana", "ben", "cleo")
    evening.go_round()
    evening.lose("ana").wait(121).do("ben", "keep")
    assert evening.no("cleo", "keep") == Reason.NOT_YET
    assert evening.circle.lead == "ben"


def test_a_circle_is_closed_by_the_clock_only_when_empty_half_an_hour_past_its_end() -> None:
    evening = round_of("ana", "ben")
    left = evening.circle.ends_at - evening.now
    stays = evening.copy().lose("ana").wait(left + 7200)
    assert stays.circle.phase == "under_way"  # ben is there
    evening.lose("ana", "ben").wait(left + 1799)
    assert evening.circle.phase == "under_way"
    assert evening.wait(1).circle.phase == "closed"


@pytest.mark.parametrize("who", ["ben", "stranger", "june"])
def test_only_a_facilitator_closes_and_is_asked_whether_she_is_sure(who: str) -> None:
    evening = round_of("ana", "ben").sit("june", co_facilitator=True)
    if who == "june":
        assert evening.no("june", "close") == Reason.STILL_UNDER_WAY
        assert evening.do("june", "close", sure=True).circle.phase == "closed"
    else:
        assert evening.no(who, "close", sure=True) in (Reason.ONLY_FACILITATORS, Reason.NOT_SEATED)
