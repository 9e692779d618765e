"""An order that is honest about small numbers, and words that tell nobody's."""

from hypothesis import given
from hypothesis import strategies as st

from kith.library.weighing import FEW, Weight, in_words, lower_bound

many = st.integers(0, 200)
weight = st.builds(Weight, many, many, many)


def test_three_of_three_do_not_stand_above_nineteen_of_twenty() -> None:
    assert lower_bound(Weight(helped=19, not_for_me=1)) > lower_bound(Weight(helped=3))
    assert lower_bound(Weight(helped=3)) > lower_bound(Weight(helped=1)) > lower_bound(Weight()) == 0


def test_the_numbers_are_wilsons() -> None:
    """Brown, Cai and DasGupta's formula at z = 1.96, worked by hand for 8 of 10: 0.4901."""
    assert round(lower_bound(Weight(helped=8, not_for_me=2), z=1.96), 4) == 0.4902


@given(weight)
def test_it_lies_between_nothing_and_what_was_seen(of: Weight) -> None:
    assert 0 <= lower_bound(of) <= of.share + 1e-9 <= 1 + 1e-9


@given(weight)
def test_one_more_who_was_helped_never_lowers_it_nor_one_who_was_not_raises_it(of: Weight) -> None:
    assert lower_bound(Weight(of.helped + 1, of.somewhat, of.not_for_me)) >= lower_bound(of) - 1e-12
    assert lower_bound(Weight(of.helped, of.somewhat, of.not_for_me + 1)) <= lower_bound(of) + 1e-12


@given(weight)
def test_no_number_is_ever_shown_and_of_a_few_nothing_is_told(of: Weight) -> None:
    words = in_words(of)
    assert not any(char.isdigit() for char in words)
    if 0 < of.tried < FEW:
        assert words == in_words(Weight(helped=of.tried)) == in_words(Weight(not_for_me=of.tried))
