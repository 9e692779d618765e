"""Kept apart: silent, mutual for a block, and only one's own wish can be taken back."""

import pytest

from kith.people import apart
from kith.people.models import Apart, Person
from kith.people.welcoming import make_person

pytestmark = pytest.mark.django_db


def test_a_block_holds_both_ways_and_nobody_else_is_touched(ash: Person, ben: Person) -> None:
    charlie = make_person()[0]
    apart.keep_apart(of=ben, by=ash, kind="block")
    apart.keep_apart(of=ben, by=ash, kind="block")
    assert (apart.apart_from(ash), apart.apart_from(ben), apart.apart_from(charlie)) == ({ben.pk}, {ash.pk}, set())
    assert apart.unsafe_between(ash, [ben]) == set()


def test_the_other_cannot_take_the_wish_back(ash: Person, ben: Person) -> None:
    apart.keep_apart(of=ben, by=ash, kind="block")
    apart.allow_again(of=ash, by=ben, kind="block")
    assert apart.apart_from(ash) == {ben.pk}
    apart.allow_again(of=ben, by=ash, kind="block")
    assert apart.apart_from(ash) == set()


def test_unsafe_is_asked_between_those_who_are_there(ash: Person, ben: Person) -> None:
    charlie = make_person()[0]
    apart.keep_apart(of=ash, by=charlie, kind="unsafe")
    assert apart.unsafe_between(ash, [ben.pk]) == set()
    assert apart.unsafe_between(ash, [ben.pk, charlie]) == apart.unsafe_between(ash, {charlie.pk}) == {charlie.pk}
    assert apart.unsafe_between(charlie, [ash.pk]) == {ash.pk}
    assert apart.apart_from(ash) == set()


def test_nobody_is_kept_apart_from_themselves_nor_in_an_unknown_way(ash: Person, ben: Person) -> None:
    for of, kind in ((ash, "block"), (ben, "whatever")):
        with pytest.raises(ValueError):
            apart.keep_apart(of=of, by=ash, kind=kind)
    assert not Apart.objects.exists()
