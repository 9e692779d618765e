"""Rule 13. Time runs out: closing keeps its minutes, the present turn is never cut, only facilitators are reminded."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kith.circle.core import Reason
from kith.circle.evening.agenda import retimed
from kith.circle.tests.core.evening import START, Evening, floor_of, round_of


def to_closing_time(evening: Evening) -> Evening:
    return evening.wait(evening.circle.closing_due - evening.now)


@pytest.mark.parametrize(("seats", "minutes"), [(2, 5), (5, 5), (7, 7), (10, 10), (14, 10)])
def test_closing_keeps_one_minute_a_seat_five_to_ten(seats: int, minutes: int) -> None:
    evening = Evening("round").sit(*(f"seat{i}" for i in range(seats)))
    assert evening.circle.closing_due == evening.circle.ends_at - 60 * minutes


def test_then_no_new_floor_offer_without_a_press_and_the_present_turn_is_never_cut() -> None:
    evening = floor_of("ana", "ben", "cleo", "dee").do("ben", "ask_to_share").do("cleo", "ask_to_share")
    to_closing_time(evening)
    assert evening.holder == "ben"
    evening.wait(900).do("ben", "pass_on")
    assert evening.resting
    assert evening.do("ana", "pass_on").offered == "cleo"  # the facilitator's press


def test_then_asking_and_taking_no_longer_take_it() -> None:
    evening = to_closing_time(floor_of("ana", "ben", "cleo")).do("ben", "ask_to_share")
    assert evening.resting and "take" not in evening.can("ben")
    assert evening.no("ben", "take") == Reason.ONLY_FACILITATORS
    before = floor_of("ana", "ben", "cleo").do("ben", "ask_to_share")
    assert before.holder == "ben"


def test_a_round_goes_on_past_that_time() -> None:
    evening = round_of("ana", "ben", "cleo").do("ana", "accept")
    to_closing_time(evening).do("ana", "pass_on")
    assert evening.offered == "ben"


def test_past_the_end_the_next_part_is_a_short_closing_one_word_each_written_together() -> None:
    evening = Evening("round", "floor", "pairs", "closing").sit("ana", facilitator=True).sit("ben", "cleo").begin()
    evening.wait(evening.circle.ends_at - evening.now)
    evening.next()
    assert (evening.circle.phase, evening.circle.mode) == ("closing", "writing")
    evening.do("ana", "say", text="tender").do("ben", "say", text="lighter")
    assert [line["text"] for line in evening.view("ben")["lines"]] == ["lighter"]
    evening.do("cleo", "say", text="home")
    assert {line["text"] for line in evening.view("ben")["lines"]} == {"tender", "lighter", "home"}


def test_the_facilitator_may_read_before_all_have_written_and_nobody_else_may() -> None:
    evening = Evening("writing", "closing").sit("ana", facilitator=True).sit("ben", "cleo").begin()
    evening.do("ben", "say", text="first").do("ben", "say", text="better")
    assert evening.no("ben", "read_together") == Reason.ONLY_FACILITATORS
    assert evening.view("cleo")["lines"] == []
    evening.do("ana", "read_together")
    assert [line["text"] for line in evening.view("cleo")["lines"]] == ["better"]
    assert evening.no("cleo", "say", text="late") == Reason.PART_HAS_PASSED


def test_what_was_read_together_stays_readable_when_someone_comes_late() -> None:
    evening = Evening("writing", "closing").sit("ana", facilitator=True).sit("ben").begin()
    evening.do("ana", "say", text="one").do("ben", "say", text="two").sit("cleo")
    assert len(evening.view("ben")["lines"]) == 2


def test_only_facilitators_are_reminded() -> None:
    evening = to_closing_time(floor_of("ana", "ben").sit("gus", greeter=True))
    assert evening.keeping("ana")["time_to_close"] and not evening.keeping("ana")["past_the_end"]
    assert evening.wait(600).keeping("ana")["past_the_end"]
    assert all("keeping" not in evening.view(name) for name in ("ben", "gus"))


def test_only_the_holder_and_facilitators_see_time() -> None:
    evening = round_of("ana", "ben", "cleo").do("ana", "accept").do("ana", "pass_on").do("ben", "accept")
    assert evening.view("cleo")["you"]["time"] is None
    assert evening.view("ben")["you"]["time"]["about"] == 1 and evening.view("ana")["you"]["time"]
    assert evening.no("cleo", "gift_minutes", minutes=2) == Reason.ONLY_FACILITATORS
    assert evening.do("ana", "gift_minutes", minutes=2).view("ben")["you"]["time"]["about"] == 3


def test_a_gift_never_takes_time_away() -> None:
    evening = round_of("ana", "ben").do("ana", "accept").do("ana", "gift_minutes", minutes=-1)
    assert evening.circle.piece.minutes == 2


def test_a_closing_that_comes_a_little_late_has_all_the_minutes_that_are_left() -> None:
    evening = Evening("talk", "closing").sit("ana", facilitator=True).sit("ben").begin()
    closing = retimed(evening.circle, 1, evening.circle.ends_at - 60 * 7.5)[1]
    assert closing == 7.5
    assert retimed(evening.circle, 1, evening.circle.ends_at)[1] == 5


MODES = st.lists(st.sampled_from(["round", "floor", "talk", "silence", "pairs"]), max_size=5)


@settings(deadline=None)
@given(modes=MODES, late=st.floats(-1000, 6000), seats=st.integers(2, 16), closing=st.booleans())
def test_minutes_fit_the_end_closing_keeps_its_own_and_none_is_ever_negative(
    modes: list[str], late: float, seats: int, closing: bool
) -> None:
    evening = Evening("talk", *modes, *["closing"] * closing).sit("ana", facilitator=True)
    evening.sit(*(f"seat{i}" for i in range(1, seats))).begin()
    circle = evening.circle
    index = min(1, len(circle.parts) - 1)
    minutes = retimed(circle, index, START + late)[index:]
    left = (circle.ends_at - START - late) / 60
    kept = 5 if closing else 0
    assert all(each >= 0 for each in minutes)
    assert sum(minutes) <= max(left, kept) + 0.06 * len(minutes)
    assert not closing or minutes[-1] >= 5
    if index:
        assert sum(minutes) >= min(left, sum(part.minutes for part in circle.parts[index:])) - 0.06 * len(minutes)
