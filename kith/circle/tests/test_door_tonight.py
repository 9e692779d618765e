"""Who has the door tonight: newcomers sit beside them, and both they and the group's greeter answer a knock."""

from datetime import timedelta
from typing import Any

import pytest

from kith.circle import core, opening, room
from kith.circle.evening.facts import Seat
from kith.circle.evening.order import round_order
from kith.circle.tests.rooming import evening
from kith.meetings import holding
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)


def seat(alias: str, **more: Any) -> Seat:
    return Seat(ref=alias.lower(), alias=alias, **more)


def order(door: str, *seats: Seat) -> str:
    return " ".join(round_order(seats, opener="ana", door=door))


def test_newcomers_sit_beside_who_has_the_door_else_beside_the_greeter() -> None:
    here = [seat("Ana"), seat("Gus", greeter=True), seat("Dee", greeter=True), seat("Cleo"), seat("Nia", new=True)]
    assert order("Dee", *here) == "ana gus dee nia cleo"
    assert order("Gus", *here) == order("", *here) == "ana gus nia dee cleo"
    assert order("Dee", *here[:2], *here[3:]) == "ana gus nia cleo"  # Dee did not come


def test_a_name_alone_opens_no_door() -> None:
    assert (
        order("Cleo", seat("Ana"), seat("Gus", greeter=True), seat("Cleo"), seat("Nia", new=True)) == "ana gus nia cleo"
    )


def test_a_member_answers_no_door_and_who_has_it_tonight_does(cast: Cast) -> None:
    tonight = cast.meeting
    assert not opening.greets(cast.as_ben, tonight)
    assert opening.greets(cast.as_ana, tonight)
    tonight.door_by = cast.as_ben
    assert opening.greets(cast.as_ben, tonight)
    assert opening.greets(cast.as_ana, tonight)  # the group's greeter, should Ben not come


def test_taking_the_door_while_the_kettle_is_on_counts_in_the_circle() -> None:
    here = evening().sit()
    lead = here["Dee"]
    assert here.circle.greeter == "Ash"
    assert not here.circle.seat(lead.ref).greeter  # type: ignore[union-attr]
    holding.take(here.meeting, role=holding.DOOR, by=lead, now=here.meeting.starts_at - timedelta(minutes=1))
    found: core.Circle = room.look(here.meeting).circle
    assert found.greeter == "Dee"
    assert found.seat(lead.ref).greeter  # type: ignore[union-attr]


def test_pairs_in_the_first_part_are_drawn_by_nobody(cast: Cast) -> None:
    from kith.circle import entering, knowing

    facts = knowing.facts_for("begin", entering.Arrival(cast.meeting, cast.as_ana, None, None))
    assert callable(facts)
    assert set(facts(opening.circle_for(cast.meeting))) == {"shuffle", "two_chairs"}
