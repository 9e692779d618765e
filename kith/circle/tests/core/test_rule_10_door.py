"""Rule 10. The door: who walks in, who waits, and what one sees there."""

import json

import pytest

from kith.circle.core import Reason
from kith.circle.tests.core.evening import Evening, gathered, round_of


@pytest.fixture
def evening() -> Evening:
    """Ana keeps the evening, gus greets; ana holds the piece."""
    return round_of("ana", "ben", "cleo").sit("gus", greeter=True).do("ana", "accept")


def test_members_walk_in_until_it_is_locked_and_then_they_wait(evening: Evening) -> None:
    assert evening.knock("dee").circle.seat("dee")
    evening.do("ana", "lock").knock("eli")
    assert evening.circle.seat("eli") is None and evening.circle.knock("eli")
    assert evening.do("ana", "unlock").knock("fay").circle.seat("fay")


def test_first_timers_wait_even_at_an_open_door(evening: Evening) -> None:
    evening.knock("nia", new=True).knock("dee")
    assert evening.circle.seat("nia") is None and evening.circle.seat("dee")


def test_at_the_door_one_sees_the_greeters_alias_and_one_bit(evening: Evening) -> None:
    evening.knock("nia", new=True)
    assert evening.view("nia") == {
        "phase": "under_way",
        "door": {"greeter": "Gus", "at_next_pause": True, "answer": ""},
        "you": {"seat": None, "role": "door", "alias": "Nia"},
        "can": ["step_out"],
    }
    assert not {"Ana", "Ben", "Cleo"} & set(json.dumps(evening.view("nia")).replace('"', " ").split())


def test_admitted_at_the_next_pause_and_not_into_a_turn(evening: Evening) -> None:
    evening.knock("nia", new=True)
    assert evening.no("ben", "admit", who="nia") == Reason.ONLY_THE_DOOR
    evening.do("gus", "admit", who="nia")
    assert evening.circle.seat("nia") is None
    assert evening.do("ana", "pass_on").circle.seat("nia")


def test_at_once_when_nobody_is_speaking(evening: Evening) -> None:
    evening.do("ana", "pass_on").knock("nia", new=True).do("gus", "admit", who="nia")
    assert evening.circle.seat("nia")


@pytest.mark.parametrize("quiet", ["hush", "silence", "closing"])
def test_never_in_silence_or_closing(quiet: str) -> None:
    evening = gathered("silence" if quiet == "silence" else "round", "ana", "ben", "cleo").knock("nia", new=True)
    if quiet == "closing":
        evening.to("closing")
        assert evening.no("ana", "admit", who="nia") == Reason.DOOR_IS_CLOSED
        assert not evening.view("nia")["door"]["at_next_pause"]
    elif quiet == "hush":
        evening.do("ana", "hush").do("ana", "admit", who="nia")
    else:
        evening.do("ana", "admit", who="nia")
    assert evening.circle.seat("nia") is None
    after = evening.do("ana", "resume") if quiet == "hush" else evening.next()
    assert bool(after.circle.seat("nia")) == (quiet == "hush")


def test_no_answer_in_two_minutes_is_kind_words_and_next_week(evening: Evening) -> None:
    evening.knock("nia", new=True).wait(119)
    assert evening.view("nia")["door"]["answer"] == ""
    assert evening.wait(1).view("nia")["door"]["answer"] == "next_week"
    assert evening.no("gus", "admit", who="nia") == Reason.NOTHING_THERE
    assert evening.knock("nia", new=True).view("gus")["door"]  # they may knock again


def test_let_in_but_the_closing_came_first_is_told_too(evening: Evening) -> None:
    evening.knock("nia", new=True).do("gus", "admit", who="nia").do("ana", "hush").do("ana", "next_part")
    evening.wait(60).do("ana", "pass_on")
    assert evening.circle.phase == "closing" and evening.circle.seat("nia") is None
    assert evening.wait(61).view("nia")["door"]["answer"] == "next_week"


def test_not_tonight_stays_so_however_often_they_come_back(evening: Evening) -> None:
    evening.knock("nia", new=True).do("gus", "turn_away", who="nia")
    assert evening.view("nia")["door"]["answer"] == "not_tonight" and evening.view("nia")["can"] == []
    assert evening.no("nia", "step_out") == Reason.NOTHING_THERE
    assert evening.no("nia", "knock", facts={"alias": "Nia", "new": True}) == Reason.REMOVED
    assert evening.view("gus")["door"] == []


def test_i_am_not_safe_is_checked_between_persons_and_the_facilitator_reads_only_not_tonight(evening: Evening) -> None:
    evening.knock("vic", unsafe=("ben",), apart=("ben",))
    assert evening.circle.seat("vic") is None  # a member who would have walked in
    assert evening.no("ana", "admit", who="vic") == Reason.NOT_TONIGHT
    assert evening.no("gus", "admit", who="vic") == Reason.NOT_TONIGHT
    told = evening.view("gus")["door"][0]
    assert told == {"ref": "vic", "alias": "Vic", "new": False, "let_in": False, "not_tonight": True}
    assert evening.knock("dee", unsafe=("someone elsewhere",)).circle.seat("dee")


def test_not_even_when_whoever_is_afraid_comes_while_the_other_waits_at_the_door(evening: Evening) -> None:
    evening.knock("vic", new=True).do("gus", "admit", who="vic")
    evening.knock("dee", afraid=("vic",), apart=("vic",), mine=("vic",)).do("ana", "pass_on")
    assert evening.circle.seat("dee") and evening.circle.seat("vic") is None
    assert evening.view("gus")["door"][0]["not_tonight"]


def test_whoever_is_afraid_is_not_kept_out_but_told_privately(evening: Evening) -> None:
    evening.knock("dee", afraid=("ben",), apart=("ben",), mine=("ben",))
    assert evening.view("dee")["you"]["apart"] == ["Ben"] and evening.view("ben")["you"]["apart"] == []


def test_at_the_door_one_cannot_tell_why(evening: Evening) -> None:
    evening.knock("vic", new=True, unsafe=("ben",)).knock("nia", new=True)
    vic, nia = evening.view("vic"), evening.view("nia")
    assert {**vic, "you": None} == {**nia, "you": None}


def test_who_was_asked_to_leave_does_not_knock_again(evening: Evening) -> None:
    assert evening.no("ben", "remove", seat="cleo") == Reason.ONLY_FACILITATORS
    evening.do("ana", "remove", seat="cleo")
    assert evening.no("cleo", "knock", facts={"alias": "Cleo"}) == Reason.REMOVED
    assert evening.view("cleo") == {"phase": "under_way", "you": {"seat": None, "role": "removed"}, "can": []}


def test_nobody_is_asked_to_leave_by_a_facilitator_who_is_one(evening: Evening) -> None:
    evening.sit("june", co_facilitator=True)
    assert evening.no("june", "remove", seat="ana") == evening.no("ana", "remove", seat="ana") == Reason.NOT_FOR_THEM
    assert evening.do("june", "remove", seat="ben").circle.seat("ben") is None


def test_after_a_removal_the_call_link_is_stale_until_a_new_one_reaches_all() -> None:
    evening = round_of("ana", "ben", "cleo", call=True, call_link="https://call.example/old")
    evening.do("ana", "remove", seat="cleo")
    assert evening.keeping("ana")["link_stale"]
    evening.do("ana", "call_link", link="https://call.example/new")
    assert evening.view("ben")["call"] == {"link": "https://call.example/new", "alias": "Ben"}
    assert not evening.keeping("ana")["link_stale"] and "call" not in evening.view("cleo")


def test_where_there_is_no_call_there_is_no_link_to_paste_and_none_to_be_stale() -> None:
    evening = round_of("ana", "ben", "cleo")
    evening.do("ana", "remove", seat="cleo")
    assert evening.no("ana", "call_link", link="https://call.example/new") == Reason.NOT_BESIDE_A_CALL
    assert "call_link" not in evening.can("ana") and not evening.keeping("ana")["link_stale"]


def test_a_full_circle_takes_nobody_else_and_says_so() -> None:
    names = [f"seat{i}" for i in range(16)]
    evening = Evening("round").sit(names[0], facilitator=True).sit(*names[1:])
    assert evening.no("late", "knock", facts={"alias": "Late"}) == Reason.ROOM_IS_FULL
    assert evening.no(names[0], "seat_guest", alias="Gran", facts={"ref": "gran"}) == Reason.ROOM_IS_FULL
    evening.knock("nia", new=True)
    assert evening.no(names[0], "admit", who="nia") == Reason.ROOM_IS_FULL and "admit" not in evening.can(names[0])
    evening.do(names[0], "remove", seat=names[5]).do(names[0], "admit", who="nia")
    assert evening.circle.seat("nia")


def test_in_a_locked_hall_only_a_facilitator_adds_a_chair() -> None:
    evening = Evening("round", hall=True).sit("ana", facilitator=True).sit("hal", where="hall").sit("ben")
    assert evening.no("ben", "seat_guest", alias="Gran", facts={"ref": "g"}) == Reason.ONLY_FACILITATORS
    evening.guest("gran", by="hal").do("ana", "lock")
    assert evening.no("hal", "seat_guest", alias="Gramps", facts={"ref": "p"}) == Reason.ONLY_FACILITATORS
    assert evening.guest("gramps", by="ana").circle.seat("gramps")
