"""Facts copied without their constructors are what the constructors would have made."""

import dataclasses

import pytest

from kith.circle.evening.copying import made, replace
from kith.circle.evening.facts import Heard, Seat


def test_a_copy_is_the_one_that_dataclasses_make_and_remembers_nothing() -> None:
    seat = Seat("a", "Ash", seed=3)
    vars(seat)["_remembered"] = "of the first alone"
    copy = replace(seat, away=True)
    assert copy == dataclasses.replace(seat, away=True)
    assert list(vars(copy)) == [field.name for field in dataclasses.fields(Seat)]
    assert not seat.away


def test_what_an_older_kith_wrote_gets_defaults_and_nothing_else_is_taken() -> None:
    assert made(Heard, {"to": "a", "by": "b", "turn": 1, "kind": "hear_you"}) == Heard("a", "b", 1, "hear_you")
    for wrong in ({"to": "a", "by": "b", "turn": 1}, {"to": "a", "by": "b", "turn": 1, "kind": "glad", "from": "c"}):
        with pytest.raises(TypeError):
            made(Heard, wrong)
    with pytest.raises(TypeError):
        replace(Seat("a", "Ash"), aliass="Ben")
