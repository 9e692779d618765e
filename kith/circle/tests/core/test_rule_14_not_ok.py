"""Rule 14. "I'm not OK": who will get it is named first, seen is said, unseen for a minute it can go further."""

import json

import pytest

from kith.circle.core import Reason
from kith.circle.tests.core.evening import Evening, gathered


@pytest.fixture
def evening() -> Evening:
    evening = gathered("round", "ana", "ben", "cleo").sit("june", co_facilitator=True).sit("gus", greeter=True)
    return evening.do("ana", "accept")


def test_who_will_get_it_is_named_before_it_is_sent_and_is_who_gets_it(evening: Evening) -> None:
    to = evening.view("ben")["you"]["not_ok"]["to"]
    assert to == {"ref": "june", "alias": "June", "here": True}
    evening.do("ben", "not_ok", to=to["ref"])
    assert evening.view("june")["you"]["calls"] == [{"ref": "ben-0", "alias": "Ben", "seen": False}]
    assert evening.view("ben")["you"]["not_ok"]["sent_to"] == ["June"]


def test_nobody_says_it_of_someone_else(evening: Evening) -> None:
    evening.guest("gran", by="ana")
    assert evening.no("ana", "not_ok", for_="gran") == evening.no("ana", "not_ok", for_="ben") == Reason.NOT_FOR_THEM


def test_nobody_else_learns_of_it(evening: Evening) -> None:
    before = {name: json.dumps(evening.view(name)) for name in ("ana", "cleo", "gus", "hall")}
    evening.do("ben", "not_ok", to="june")
    assert before == {name: json.dumps(evening.view(name)) for name in before}


def test_it_goes_to_nobody_who_is_no_ear(evening: Evening) -> None:
    assert evening.no("ben", "not_ok", to="cleo") == Reason.NOT_THERE
    assert evening.no("ben", "not_ok", to="ben") == Reason.NOT_THERE
    assert evening.do("ben", "not_ok").circle.calls[0].to == ("june",)


def test_not_to_whoever_is_speaking_if_another_can_be_found(evening: Evening) -> None:
    evening.do("june", "step_out")
    assert evening.view("ben")["you"]["not_ok"]["to"]["alias"] == "Gus"  # ana holds the piece
    evening.do("gus", "step_out")
    assert evening.view("ben")["you"]["not_ok"]["to"]["alias"] == "Ana"


def test_seen_is_said_by_whoever_got_it_and_nobody_else(evening: Evening) -> None:
    evening.do("ben", "not_ok", to="june")
    assert evening.no("gus", "seen", call="ben-0") == Reason.NOTHING_THERE
    evening.do("june", "seen", call="ben-0")
    assert evening.view("ben")["you"]["not_ok"]["seen_by"] == "June"
    assert evening.no("june", "seen", call="ben-0") == Reason.ALREADY_THERE


def test_unseen_for_a_minute_it_offers_the_others_it_can_go_to(evening: Evening) -> None:
    evening.do("ben", "not_ok", to="june").wait(59)
    assert evening.view("ben")["you"]["not_ok"]["others"] == []
    not_ok = evening.wait(1).view("ben")["you"]["not_ok"]
    assert not_ok["waited"] and {one["alias"] for one in not_ok["others"]} == {"Gus", "Ana"}
    evening.do("ben", "not_ok", to="gus").do("gus", "seen", call="ben-0")
    assert evening.view("ben")["you"]["not_ok"]["seen_by"] == "Gus"


def test_seen_in_time_nothing_more_is_offered(evening: Evening) -> None:
    evening.do("ben", "not_ok", to="june").do("june", "seen", call="ben-0").wait(300)
    assert evening.view("ben")["you"]["not_ok"]["others"] == []
    assert evening.do("ben", "not_ok").view("june")["you"]["calls"][1]["ref"] == "ben-1"  # it can be said again


def test_the_same_ear_is_not_told_twice_and_the_button_goes_when_all_have_it(evening: Evening) -> None:
    evening.do("ben", "not_ok", to="june")
    assert evening.no("ben", "not_ok", to="june") == Reason.ALREADY_THERE
    evening.do("ben", "not_ok", to="gus").do("ben", "not_ok", to="ana")
    assert "not_ok" not in evening.can("ben") and "not_ok" in evening.can("cleo")


def test_also_from_outside_the_circle_for_a_moment_and_never_with_nobody_to_hear(evening: Evening) -> None:
    assert "not_ok" in evening.do("ben", "step_out").can("ben")
    alone = gathered("round", "ana", "ben")
    assert "not_ok" not in alone.can("ana") and "not_ok" in alone.can("ben")
    assert alone.no("ana", "not_ok") == Reason.NOT_THERE
