"""Rule 1. Kettle: no piece, nothing measured; and someone is asked to begin when no facilitator comes."""

from kith.circle.core import Reason
from kith.circle.tests.core.evening import START, Evening, round_of


def test_in_the_kettle_there_is_no_piece_and_everyone_may_write() -> None:
    evening = Evening("round").sit("ana", facilitator=True).sit("ben", "cleo")
    assert evening.no("ben", "take") == evening.no("ben", "pass_on") == Reason.NO_PIECE_NOW
    assert evening.no("ben", "ask_to_share") == Reason.NOT_YET
    evening.do("ben", "say", text="the kettle is on")
    assert evening.view("cleo")["lines"][0]["text"] == "the kettle is on"
    assert evening.view("cleo")["mode"] == "kettle"


def test_nothing_is_measured_before_or_after() -> None:
    evening = round_of("ana", "ben", "cleo")
    evening.wait(120).do("ana", "accept").wait(60).do("ana", "pass_on")
    heard = evening.seat("ana").heard
    evening.next().next()
    assert evening.circle.phase == "after"
    evening.do("ana", "say", text="a long goodbye " * 50).wait(300)
    assert evening.seat("ana").heard == heard > 0
    assert evening.view("ben")["you"]["time"] is None


def test_the_evening_begins_only_with_two_and_only_by_who_keeps_it() -> None:
    evening = Evening("round").sit("ana", facilitator=True)
    assert evening.no("ana", "begin") == Reason.TOO_FEW
    evening.sit("ben")
    assert evening.no("ben", "begin") == Reason.ONLY_FACILITATORS
    assert evening.do("ana", "begin").circle.phase == "under_way"
    assert evening.no("ana", "begin") == Reason.HAS_BEGUN


def test_five_minutes_late_with_three_seated_and_no_facilitator_someone_willing_is_asked() -> None:
    evening = Evening("round").sit("ben", "cleo")
    evening.wait(START + 301 - evening.now)
    assert evening.no("ben", "keep") == Reason.NOT_YET  # two are too few to ask
    evening.sit("dee")
    evening.wait(1)
    assert evening.view("ben")["keeper_wanted"] and "script" in evening.view("ben")
    assert evening.do("ben", "keep").do("ben", "begin").circle.lead == "ben"


def test_a_minute_before_that_nobody_is_asked() -> None:
    evening = Evening("round").sit("ben", "cleo", "dee")
    evening.wait(START + 240 - evening.now)
    assert not evening.view("ben")["keeper_wanted"]
    assert evening.wait(61).view("ben")["keeper_wanted"]


def test_a_co_facilitator_is_asked_first_and_has_the_script() -> None:
    evening = Evening("round").sit("ben", "cleo").sit("june", co_facilitator=True)
    evening.wait(START + 301 - evening.now)
    assert evening.circle.lead == "june"
    assert not evening.view("ben")["keeper_wanted"] and "script" not in evening.view("ben")
    assert evening.keeping("june")["leads"] and "script" in evening.view("june")


def test_the_facilitator_who_comes_late_after_all_ends_the_asking() -> None:
    evening = Evening("round").sit("ben", "cleo", "dee")
    evening.wait(START + 301 - evening.now)
    evening.sit("ana", facilitator=True, here=None)
    assert not evening.view("ben")["keeper_wanted"]
    assert evening.no("ben", "keep") == Reason.NOT_YET


def test_who_just_listens_is_not_asked_to_keep_the_evening() -> None:
    evening = Evening("round").sit("ben", "cleo").sit("dee", listens=True)
    evening.wait(START + 301 - evening.now)
    assert evening.no("dee", "keep") == Reason.YOU_ARE_LISTENING
    assert "keep" not in evening.can("dee") and "keep" in evening.can("ben")
    assert evening.do("ben", "keep").circle.lead == "ben"


def test_after_the_last_part_the_kettle_is_on_again() -> None:
    evening = round_of("ana", "ben").next().next()
    assert (evening.circle.phase, evening.circle.mode) == ("after", "kettle")
    assert evening.no("ben", "take") == Reason.NO_PIECE_NOW
    evening.do("ben", "say", text="thank you").do("ana", "close")
    assert evening.circle.phase == "closed"
    assert evening.no("ben", "say", text="more") == Reason.IT_IS_OVER


def test_two_may_turn_the_evening_into_two_chairs_and_three_may_not() -> None:
    chairs = {"two_chairs": {"name": "Two chairs", "parts": [{"key": "t", "name": "T", "mode": "talk", "minutes": 30}]}}
    three = Evening("round").sit("ana", facilitator=True).sit("ben", "cleo")
    assert three.do("ana", "begin", chairs=True, facts=chairs).circle.title == "Harbour"
    two = Evening("round").sit("ana", facilitator=True).sit("ben")
    assert "two_chairs" in two.needs("ana")
    assert two.do("ana", "begin", chairs=True, facts=chairs).circle.title == "Two chairs"
