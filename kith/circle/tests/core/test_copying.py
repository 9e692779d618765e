"""Facts copied without their constructors are what the constructors would have made."""

import dataclasses
import json

import pytest

from kith.circle.evening.copying import made, replace, written
from kith.circle.evening.facts import Circle, Heard, Piece, Seat


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


def test_what_is_left_at_its_default_is_not_written_and_comes_back() -> None:
    seat = Seat("s1", "Ash", heard=3.5)
    assert json.loads(written(seat)) == {"ref": "s1", "alias": "Ash", "heard": 3.5}
    assert made(Seat, json.loads(written(seat))) == seat


def test_a_seat_is_written_as_it_is_now_though_it_was_written_before() -> None:
    one, two = Seat("s1", "Ash"), Seat("s2", "Ben")
    piece = Piece(holder="s1")
    circle = Circle("B", (), 1, 2, {}, seats=(one, two), piece=piece)
    assert json.loads(written(circle))["seats"] == [{"ref": "s1", "alias": "Ash"}, {"ref": "s2", "alias": "Ben"}]
    changed = circle.with_seat("s2", heard=4.0)
    assert json.loads(written(changed))["seats"][1] == {"ref": "s2", "alias": "Ben", "heard": 4.0}
    assert json.loads(written(circle))["seats"][1] == {"ref": "s2", "alias": "Ben"}
