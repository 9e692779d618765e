"""Who goes with whom: nobody twice, never two who are kept apart, as many as can be, and no wish that is not mutual."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kith.companions.pairing import Wishes, pair
from tests.depth import rounds

PEOPLE = st.integers(1, 9)
TWO = st.tuples(PEOPLE, PEOPLE).filter(lambda two: two[0] != two[1])
PAIRS = st.frozensets(TWO.map(frozenset), max_size=8)
WISHES = st.builds(
    Wishes,
    ticks=st.frozensets(TWO, max_size=20),
    rota=st.dictionaries(PEOPLE, st.booleans()),
    apart=PAIRS,
    not_by_chance=PAIRS,
)
many = settings(max_examples=rounds(20, 1000, 10_000), deadline=None)


@many
@given(WISHES, st.integers(0, 99))
def test_nobody_goes_with_two_and_nobody_with_whom_they_are_kept_apart(wishes: Wishes, dice: int) -> None:
    found = pair(wishes, dice=dice)
    people = [one for two in found.pairs for one in two]
    assert len(people) == len(set(people)) == 2 * len(found.pairs)
    assert not found.pairs & wishes.apart
    assert found.alone == set(wishes.rota) - set(people)
    assert pair(wishes, dice=dice) == found


@many
@given(WISHES, st.integers(0, 99))
def test_two_go_together_only_by_the_wish_of_both_or_by_the_rota(wishes: Wishes, dice: int) -> None:
    for two in pair(wishes, dice=dice).pairs:
        one, other = two
        mutual = {(one, other), (other, one)} <= wishes.ticks
        assert mutual or (two <= set(wishes.rota) and two not in wishes.not_by_chance)


@many
@given(WISHES, st.integers(0, 99), st.frozensets(TWO, max_size=9))
def test_a3_wishes_that_are_not_mutual_change_nothing_for_anyone(wishes: Wishes, dice: int, more: frozenset) -> None:
    mutual = frozenset(tick for tick in wishes.ticks if tick[::-1] in wishes.ticks)
    one_sided = frozenset(tick for tick in more if tick[::-1] not in mutual | more)
    without = Wishes(mutual, wishes.rota, wishes.apart, wishes.not_by_chance)
    among = Wishes(mutual | one_sided, wishes.rota, wishes.apart, wishes.not_by_chance)
    assert pair(among, dice=dice) == pair(without, dice=dice)


@many
@given(st.dictionaries(PEOPLE, st.booleans()), st.integers(0, 99))
def test_everyone_on_the_rota_gets_someone_and_who_was_left_over_goes_first(rota: dict[int, bool], dice: int) -> None:
    alone = pair(Wishes(rota=rota), dice=dice).alone
    assert len(alone) == len(rota) % 2
    assert not any(rota[one] for one in alone) or all(rota.values())


def test_two_mutual_wishes_rather_than_one() -> None:
    ticks = frozenset({(1, 2), (2, 1), (2, 3), (3, 2), (3, 4), (4, 3)})
    assert pair(Wishes(ticks), dice=0).pairs == {frozenset({1, 2}), frozenset({3, 4})}


def test_the_dice_are_fair_enough_that_another_week_brings_another() -> None:
    rota = dict.fromkeys(range(4), False)
    assert len({pair(Wishes(rota=rota), dice=dice).pairs for dice in range(40)}) == 3
