"""Who goes with whom this week. Pure: wishes and dice go in, pairs and who is left over come out.

First as many pairs as can be of two who wished for each other; then as many of the rota as can be get someone; then who was left
over last time comes before who was not; then the dice. A wish that is not mutual weighs nothing anywhere: were it to count among
the rota, being paired would tell something about it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from random import Random

import networkx as nx

LUCK = 1 << 16


@dataclass(frozen=True, slots=True)
class Wishes:
    """Of people by number. `rota`: whether each was left over last time. `apart`: never; `not_by_chance`: only if both wish."""

    ticks: frozenset[tuple[int, int]] = frozenset()
    rota: Mapping[int, bool] = field(default_factory=dict)
    apart: frozenset[frozenset[int]] = frozenset()
    not_by_chance: frozenset[frozenset[int]] = frozenset()


@dataclass(frozen=True, slots=True)
class Paired:
    pairs: frozenset[frozenset[int]]
    alone: frozenset[int]  # of the rota


def pair(wishes: Wishes, *, dice: int) -> Paired:
    """Maximum-weight matching (Edmonds 1965; Galil 1986), as networkx has it."""
    found = nx.max_weight_matching(_graph(wishes, Random(dice)))  # noqa: S311 - fairness, not secrecy
    pairs = frozenset(frozenset(two) for two in found)
    return Paired(pairs, frozenset(wishes.rota).difference(*pairs))


def _graph(wishes: Wishes, random: Random) -> "nx.Graph[int]":
    mutual = {frozenset(tick) for tick in wishes.ticks if tick[::-1] in wishes.ticks} - wishes.apart
    chance = _any_two(wishes.rota) - wishes.apart - wishes.not_by_chance
    edges = sorted(tuple(sorted(two)) for two in mutual | chance if len(two) == 2)
    many = len({one for two in edges for one in two}) + 1
    graph: nx.Graph[int] = nx.Graph()
    for one, two in edges:
        rota = [who for who in (one, two) if who in wishes.rota]
        before = sum(wishes.rota[who] for who in rota)
        worth = many * many * (frozenset((one, two)) in mutual) + many * len(rota) + before
        graph.add_edge(one, two, weight=worth * LUCK * many + random.randrange(LUCK))
    return graph


def _any_two(people: Iterable[int]) -> set[frozenset[int]]:
    there = sorted(people)
    return {frozenset((one, two)) for place, one in enumerate(there) for two in there[place + 1 :]}
