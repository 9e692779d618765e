"""Rule 12. Pairs: the dice are outside, an odd one makes a trio, nobody is left alone, text stays in the pair."""

import json

from kith.circle.core import Reason
from kith.circle.tests.core.evening import Evening, gathered


def pairs(*names: str) -> Evening:
    return gathered("pairs", *names)


def sets(evening: Evening) -> list[set[str]]:
    return [set(pair) for pair in evening.circle.pairs]


def test_the_pairs_are_as_drawn_outside() -> None:
    evening = Evening("talk", "pairs").sit("ana", facilitator=True).sit("ben", "cleo", "dee").begin()
    evening.do("ana", "next_part", facts={"shuffle": ["dee", "ana", "cleo", "ben"]})
    assert sets(evening) == [{"dee", "ana"}, {"cleo", "ben"}]
    assert evening.view("dee")["you"]["pair"] == ["Ana"]


def test_an_odd_one_makes_a_trio_and_who_listens_is_in_none() -> None:
    evening = (
        Evening("talk", "pairs").sit("ana", facilitator=True).sit("ben", "cleo", "dee", "eli").sit("lis", listens=True)
    )
    evening.begin().next()
    assert sorted(map(len, evening.circle.pairs)) == [2, 3]
    assert evening.no("lis", "say", text="hello?") == Reason.NO_PIECE_NOW


def test_text_stays_in_the_pair() -> None:
    evening = pairs("ana", "ben", "cleo", "dee").do("ana", "say", text="only for ben")
    assert "only for ben" in json.dumps(evening.view("ben"))
    for other in ("cleo", "dee", "hall", "stranger"):
        assert "only for ben" not in json.dumps(evening.view(other))


def test_a_lost_partner_is_waited_for_a_minute_and_then_the_other_joins_a_pair() -> None:
    evening = pairs("ana", "ben", "cleo", "dee").lose("ben").wait(59)
    assert sets(evening) == [{"ana", "ben"}, {"cleo", "dee"}]
    assert sets(evening.wait(1)) == [{"cleo", "dee", "ana"}]
    assert evening.find("ben").view("ben")["you"]["pair"]


def test_what_was_said_before_someone_joined_stays_where_it_was() -> None:
    evening = pairs("ana", "ben", "cleo", "dee").do("cleo", "say", text="before").lose("ben").wait(60)
    assert "before" not in json.dumps(evening.view("ana"))
    assert "after" in json.dumps(evening.do("cleo", "say", text="after").view("ana"))


def test_whoever_is_left_by_stepping_out_listening_or_removal_joins_another_pair() -> None:
    for leave in ("step_out", "just_listen"):
        assert sets(pairs("ana", "ben", "cleo", "dee").do("ben", leave)) == [{"cleo", "dee", "ana"}]
    assert sets(pairs("ana", "ben", "cleo", "dee").do("ana", "remove", seat="ben")) == [{"cleo", "dee", "ana"}]


def test_two_who_were_each_left_alone_find_each_other() -> None:
    evening = pairs("ana", "ben", "cleo", "dee").do("ben", "step_out").do("dee", "step_out")
    assert sets(evening) == [{"cleo", "ana"}]
    assert sets(evening.do("ben", "come_back").do("dee", "come_back")) != []


def test_a_latecomer_sits_with_a_pair_and_nobody_from_the_door_comes_into_it() -> None:
    evening = pairs("ana", "ben", "cleo", "dee").knock("nia", new=True).do("ana", "admit", who="nia").sit("eli")
    assert evening.circle.seat("nia") is None
    assert any("eli" in pair for pair in sets(evening))


def test_afterwards_i_was_glad_to_be_paired_with_you_reaches_that_one_alone() -> None:
    evening = pairs("ana", "ben", "cleo", "dee")
    assert evening.no("ana", "glad_paired") == Reason.NOT_YET
    evening.next().do("ana", "glad_paired")
    assert evening.view("ben")["you"]["received"] == [{"kind": "glad", "alias": "Ana", "text": ""}]
    assert evening.no("ana", "glad_paired") == Reason.ALREADY_THERE
    assert not any(evening.view(name)["you"]["received"] for name in ("ana", "cleo", "dee"))


def test_those_with_the_fewest_choices_are_paired_first_so_that_nobody_is_left_over() -> None:
    evening = Evening("talk", "pairs").sit("ana", facilitator=True).sit("ben", "cleo").sit("vic", apart=("cleo",))
    evening.begin().do("ana", "next_part", facts={"shuffle": ["ana", "ben", "cleo", "vic"]})
    assert sorted(map(len, evening.circle.pairs)) == [2, 2]
