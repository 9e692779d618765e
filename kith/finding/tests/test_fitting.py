"""Which group fits: what was asked for decides, and every point has a reason that holds."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kith.finding import fitting
from kith.finding.fitting import ASKED, POINTS, Facts, Why, Wish, fit, rank

names = st.sampled_from(["a", "b", "c"])
some = st.frozensets(names)
voices, yes = st.sampled_from(["", "listen", "talk"]), st.booleans()
wishes = st.builds(
    Wish, about=names | st.just(""), when=some, way=names | st.just(""), voice=st.sampled_from(["", "listen", "talk"])
)
groups = st.lists(
    st.builds(
        Facts,
        key=st.integers(),
        about=some,
        when=some,
        ways=some,
        usually=st.integers(0, 20),
        alive=st.booleans(),
        seat=st.booleans(),
    ),
    unique_by=lambda one: one.key,
    max_size=12,
)


@given(wishes, groups)
def test_the_best_come_first_and_nothing_is_made_up(wish: Wish, many: list[Facts]) -> None:
    ranked = rank(wish, many)
    assert [one.points for one in ranked] == sorted((one.points for one in ranked), reverse=True)
    known = {one.key: one for one in many}
    for one in ranked:
        group = known[one.key]
        assert (Why.ABOUT in one.why) == bool(wish.about and wish.about in group.about)
        assert (Why.WHEN in one.why) == bool(wish.when & group.when)
        assert (Why.WAY in one.why) == bool(wish.way and wish.way in group.ways)


@given(wishes, groups)
def test_who_has_nothing_of_what_was_asked_is_left_out(wish: Wish, many: list[Facts]) -> None:
    ranked = {one.key for one in rank(wish, many)}
    for group in many:
        assert (group.key in ranked) == (wish == Wish() or bool(ASKED & set(fit(wish, group).why)))


@given(wishes, groups, st.randoms())
def test_the_order_they_came_in_changes_no_points(wish: Wish, many: list[Facts], chance) -> None:
    mixed = list(many)
    chance.shuffle(mixed)
    assert {one.key: one.points for one in rank(wish, many)} == {one.key: one.points for one in rank(wish, mixed)}


@given(wishes, groups)
def test_equals_stay_in_the_order_they_came(wish: Wish, many: list[Facts]) -> None:
    place = {group.key: number for number, group in enumerate(many)}
    ranked = rank(wish, many)
    for one, other in pairwise(ranked):
        assert one.points > other.points or place[one.key] < place[other.key]


def test_what_was_asked_for_outweighs_all_that_comes_after_it() -> None:
    """About it, beats when and way together; life and room only ever part equals."""
    order = [Why.ABOUT, Why.WHEN, Why.WAY]
    for place, why in enumerate(order):
        after = sum(POINTS[other] for other in order[place + 1 :])
        assert POINTS[why] > after
    assert POINTS[Why.ALIVE] + POINTS[Why.SEAT] <= min(POINTS[why] for why in ASKED)


def test_a_listener_is_led_to_a_roomy_group_and_a_talker_to_a_small_one() -> None:
    small, roomy = Facts(1, usually=4), Facts(2, usually=9)
    assert [one.key for one in rank(Wish(voice=fitting.TALK), [roomy, small])] == [1]
    assert [one.key for one in rank(Wish(voice=fitting.LISTEN), [small, roomy])] == [2]
