"""Rule 8. A facilitator who shares: knocks go to the greeter or wait, and "next part" means after this turn."""

import pytest

from kith.circle.core import Reason
from kith.circle.tests.core.evening import Evening, round_of


@pytest.fixture
def evening() -> Evening:
    """Ana, who keeps the evening, holds the piece herself."""
    return round_of("ana", "ben", "cleo").sit("gus", greeter=True).do("ana", "accept")


def test_no_control_moves_while_she_holds(evening: Evening) -> None:
    holding = [one for one in evening.can("ana") if one in ("bring_on", "next_part", "hush", "lock", "set_prompt")]
    evening.do("ana", "pass_on")
    after = [one for one in evening.can("ana") if one in ("bring_on", "next_part", "hush", "lock", "set_prompt")]
    assert holding == after == ["next_part", "set_prompt", "hush", "lock"]


def test_a_knock_goes_to_the_greeter_and_waits_for_who_holds(evening: Evening) -> None:
    evening.knock("nia", new=True)
    assert evening.view("ana")["door"] == [] and "admit" not in evening.can("ana")
    assert evening.view("gus")["door"][0]["alias"] == "Nia" and "admit" in evening.can("gus")
    evening.do("ana", "pass_on")
    assert evening.view("ana")["door"][0]["alias"] == "Nia"


def test_next_part_during_a_turn_means_after_this_turn(evening: Evening) -> None:
    evening.do("ana", "next_part")
    assert evening.holder == "ana" and evening.keeping("ana")["after_turn"]
    evening.wait(60).do("ana", "pass_on")
    assert evening.circle.phase == "closing" and evening.circle.had == ()


def test_a_second_press_means_now(evening: Evening) -> None:
    evening.do("ana", "next_part").wait(3).do("ana", "next_part")
    assert evening.circle.phase == "closing"
    assert evening.seat("ana").heard == pytest.approx(3)


def test_a_double_tap_or_a_second_facilitator_at_the_same_moment_is_one_press(evening: Evening) -> None:
    evening.sit("june", co_facilitator=True).do("ana", "next_part", part=1)
    assert evening.no("june", "next_part", part=1) == Reason.ALREADY_THERE
    assert evening.wait(2).no("ana", "next_part", part=1) == Reason.ALREADY_THERE
    assert evening.holder == "ana"
    assert evening.wait(1).do("june", "next_part", part=1).circle.part == 2


def test_between_turns_next_part_is_at_once(evening: Evening) -> None:
    evening.do("ana", "pass_on")
    assert evening.no("ben", "next_part") == Reason.ONLY_FACILITATORS
    assert evening.do("ana", "next_part").circle.phase == "closing"


@pytest.mark.parametrize("ending", ["rest_in_middle", "step_out", "come_back_to_me", "not_now"])
def test_however_the_turn_ends_the_next_part_comes_after_it(evening: Evening, ending: str) -> None:
    evening.sit("june", co_facilitator=True).do("ana", "next_part").do("ana", ending)
    assert evening.circle.phase == "closing"


def test_nobody_begins_free_talk_over_a_turn(evening: Evening) -> None:
    assert evening.no("ana", "talk") == Reason.PIECE_IS_HELD
    evening.do("ana", "pass_on").do("ana", "talk")
    assert evening.circle.mode == "talk"
    assert evening.do("ana", "end_talk").offered == "ben"
