"""Whatever people say, take back, leave and erase: a told month never changes for who looks, and below five it tells nothing.

A small machine lives through twelve Tuesdays by verbs. `save` and `restore` are a backup that is put back: the database is what it
was, the clock and the file beside it are not.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kith.groups import leaving
from kith.groups.models import Group, Membership
from kith.insights import months, saying
from kith.insights.tests.ground import ALL_TOLD, EVENINGS, WORDS, Tuesdays, soon_after
from kith.kit.refs import new_ref
from kith.kit.together import FEWEST
from kith.people import erasing
from tests.depth import rounds

pytestmark = pytest.mark.django_db
WHO, EVENING = st.integers(0, 6), st.integers(0, EVENINGS - 1)
SAID = st.tuples(EVENING, st.just("say"), WHO, st.sampled_from(["heard", "myself"]), st.booleans())
DONE = st.tuples(EVENING, st.sampled_from(["take_back", "leave", "erase", "lead", "round", "save", "restore"]), WHO)
DEEDS = st.lists(st.one_of(SAID, SAID, SAID, DONE), max_size=30)
Deed = tuple[Any, ...]
Looks = list[dict[date, tuple[str, str]]]
TRY = settings(max_examples=rounds(6, 150), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def lived(here: Tuesdays, deeds: Sequence[Deed], *, unseen: int = -1) -> Looks:
    """What whoever facilitates sees after each deed, and in January. No world knows what another one decided.

    `unseen`: after what this one says nobody looks, so that two worlds in which they say more or less are looked at equally often.
    """
    with transaction.atomic():
        Group.objects.filter(pk=here.group.pk).update(ref=new_ref())
        saved, looks = transaction.savepoint(), Looks()
        for minutes, (evening, what, *more) in enumerate(sorted(deeds, key=lambda deed: deed[0])):
            if what == "save":
                saved = transaction.savepoint()
            elif what == "restore":
                transaction.savepoint_rollback(saved)
                saved = transaction.savepoint()
            else:
                do(here, evening, minutes, what, *more)
            if what != "say" or more[0] != unseen:
                looks.append(here.told())
        for _ in range(2):
            months.look(ALL_TOLD)
            looks.append(here.told())
        transaction.set_rollback(True)
    return looks


def do(here: Tuesdays, evening: int, minutes: int, what: str, who: int, *said: Any) -> None:
    meeting, me = here.evenings[evening], here.who(who)
    now = soon_after(meeting, minutes)
    if what == "round":
        months.look(now)
    elif me is None or not saying.may_be_asked(me):
        return
    elif what == "say":
        saying.say(meeting, by=me, now=now, **{said[0]: said[1]})
    elif what == "take_back":
        saying.take_back(meeting, by=me)
    elif what == "leave":
        leaving.leave(by=me)
    elif what == "erase":
        erasing.erase(me.person, by=me.person)
    elif what == "lead":
        Membership.objects.filter(pk=me.pk).update(role=Membership.Role.CO_FACILITATOR)


def answering(deeds: Sequence[Deed], here: Tuesdays) -> dict[date, set[int]]:
    """Who said anything at all in each month."""
    found: dict[date, set[int]] = {}
    for evening, what, who, *_ in deeds:
        if what == "say":
            found.setdefault(here.evenings[evening].starts_at.date().replace(day=1), set()).add(who)
    return found


@pytest.mark.deep
@TRY
@given(DEEDS)
def test_a_month_that_was_told_never_changes(here: Tuesdays, deeds: list[Deed]) -> None:
    told: dict[date, tuple[str, str]] = {}
    for look in lived(here, deeds):
        for month, words in look.items():
            assert told.setdefault(month, words) == words
            assert set(words) <= WORDS
    assert len(told) == 3


@TRY
@given(DEEDS, WHO, st.lists(SAID, max_size=8), st.booleans())
def test_below_five_nobody_can_tell_one_persons_answers_from_others_or_from_none(
    here: Tuesdays, deeds: list[Deed], victim: int, instead: list[Deed], few: bool
) -> None:
    """Two worlds in which one person said other things, or nothing. At every look, and in January, they look the same."""
    if few:
        deeds = [deed for deed in deeds if deed[2] < FEWEST - 1 or deed[1] != "say"]
        victim %= FEWEST - 1
    other = [deed for deed in deeds if (deed[1], deed[2]) != ("say", victim)]
    other += [(evening, what, victim, *said) for evening, what, _, *said in instead]
    counts = [answering(those, here) for those in (deeds, other)]
    looks = [lived(here, those, unseen=victim) for those in (deeds, other)]
    for one, two in zip(*looks, strict=True):
        for month in one.keys() | two.keys():
            if max(len(those.get(month, ())) for those in counts) < FEWEST:
                assert one.get(month) == two.get(month), month
                assert set(one.get(month, ())) <= {""}


@pytest.mark.deep
def test_the_machine_bites(here: Tuesdays) -> None:
    """Five who say yes are told, and one of them less is not: what the two tests above look for can happen."""
    say = [(0, "say", who, "heard", True) for who in range(5)]
    assert lived(here, say)[-1][date(2026, 10, 1)] == ("most", "")
    assert lived(here, say[:4])[-1][date(2026, 10, 1)] == ("", "")
    assert lived(here, [*say, (4, "round", 0), (5, "restore", 0), (5, "round", 0)])[-1][date(2026, 10, 1)] == (
        "most",
        "",
    )
