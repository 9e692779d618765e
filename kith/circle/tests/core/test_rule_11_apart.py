"""Rule 11. Blocks do not act inside a room, for it would show; only who asked is told, and nothing passes between the two."""

import json

import pytest

from kith.circle.core import Reason
from kith.circle.tests.core.evening import Evening, gathered


@pytest.fixture
def evening() -> Evening:
    """Vic comes later; ben had asked to be kept apart from vic, who does not know it. Ben holds the piece."""
    evening = gathered("round", "ana", "ben", "cleo", "dee").sit("vic", apart=("ben",))
    return evening.do("ana", "accept").do("ana", "pass_on").do("ben", "accept")


def test_only_whoever_asked_is_ever_told(evening: Evening) -> None:
    assert evening.view("ben")["you"]["apart"] == ["Vic"]
    assert all(evening.view(name)["you"]["apart"] == [] for name in ("vic", "ana", "cleo"))


def test_whoever_asked_and_comes_later_is_told_too() -> None:
    evening = gathered("round", "ana", "vic").sit("ben", apart=("vic",), mine=("vic",))
    assert evening.view("ben")["you"]["apart"] == ["Vic"] and evening.view("vic")["you"]["apart"] == []


def test_when_both_asked_both_are_told() -> None:
    evening = gathered("round", "ana", "vic").sit("ben", apart=("vic",), mine=("vic",), theirs=("vic",))
    assert evening.view("ben")["you"]["apart"] == ["Vic"] and evening.view("vic")["you"]["apart"] == ["Ben"]


def test_it_holds_both_ways_also_when_one_waited_at_the_door_while_the_other_came() -> None:
    evening = gathered("round", "ana", "cleo").knock("vic", new=True).sit("ben", apart=("vic",), mine=("vic",))
    evening.do("ana", "admit", who="vic")
    assert "ben" in evening.seat("vic").apart and evening.view("ben")["you"]["apart"] == ["Vic"]


def test_no_acknowledgement_passes_and_the_one_who_sent_it_cannot_tell(evening: Evening) -> None:
    for name in ("vic", "cleo"):
        evening.do(name, "acknowledge", kind="hear_you")
        assert evening.view(name)["you"]["sent"] == ["hear_you"]
        assert evening.no(name, "acknowledge", kind="hear_you") == Reason.ALREADY_THERE
    evening.do("ben", "pass_on")
    assert [one["alias"] for one in evening.view("ben")["you"]["received"]] == ["Cleo"]


def test_no_reflection_passes_neither_during_nor_after(evening: Evening) -> None:
    evening.do("vic", "reflect", text="from vic").do("cleo", "reflect", text="from cleo")
    assert evening.view("vic")["you"]["sent"] == evening.view("cleo")["you"]["sent"] == ["reflection"]
    evening.do("ben", "pass_on").do("vic", "reflect", text="from vic, after")
    assert [one["text"] for one in evening.view("ben")["you"]["received"]] == ["from cleo"]


def test_nothing_else_shows_to_anyone(evening: Evening) -> None:
    plain = gathered("round", "ana", "ben", "cleo", "dee").sit("vic")
    plain.do("ana", "accept").do("ana", "pass_on").do("ben", "accept")
    for name in ("ana", "vic", "cleo"):
        assert json.dumps(evening.view(name)) == json.dumps(plain.view(name))


def test_not_only_you_presses_alike_and_tells_nobody_whose_slip_it_is(evening: Evening) -> None:
    evening.do("ben", "slip", text="is it only me?", facts={"ref": "s1"})
    for name in ("vic", "cleo", "ana"):
        evening.do(name, "not_only_you", slip="s1")
        assert evening.view(name)["slips"][0]["told"]
    assert not evening.view("ben")["slips"][0]["not_only_you"]  # vic does not count, and cannot tell
    assert evening.do("dee", "not_only_you", slip="s1").view("ben")["slips"][0]["not_only_you"]


def test_they_are_never_a_pair_and_everyone_else_is() -> None:
    evening = gathered("talk", "ana", "ben", "cleo")
    evening = Evening("talk", "pairs", "closing").sit("ana", facilitator=True).sit("ben", "cleo")
    evening.sit("vic", apart=("ben",)).begin().next()
    pairs = [set(pair) for pair in evening.circle.pairs]
    assert len(pairs) == 2 and not any({"ben", "vic"} <= pair for pair in pairs)


def test_not_ok_never_goes_to_someone_they_asked_to_be_kept_apart_from() -> None:
    evening = gathered("round", "ana", "ben").sit("vic", co_facilitator=True, apart=("ben",))
    assert evening.view("ben")["you"]["not_ok"]["to"]["alias"] == "Ana"
    assert evening.no("ben", "not_ok", to="vic") == Reason.NOT_THERE
    assert evening.do("ben", "not_ok", to="ana").view("ana")["you"]["calls"][0]["alias"] == "Ben"
