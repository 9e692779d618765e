"""Who may see a goal: nobody, until its owner says otherwise; and what ends that ends it in the same moment."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from kith.companions import ending as pact_ending
from kith.companions import lasting
from kith.goals import asking, working
from kith.goals.models import Goal, Saw
from kith.goals.tests.ground import NOW, of_ben, sees, signed_in, together
from kith.goals.words import Reason
from kith.groups import leaving, resting
from kith.groups.models import Cupboard, Membership
from kith.kit.refusal import Refused
from kith.people import apart, erasing
from tests.cast import Cast, member, person

pytestmark = pytest.mark.django_db(transaction=True)
Act = Callable[[Cast], object]


def ben_again(cast: Cast) -> Membership:
    return Membership.objects.select_related("person", "group").get(pk=cast.as_ben.pk)


def test_nobody_sees_it_but_its_owner_until_they_show_it(here: Cast, goal: Goal) -> None:
    together(here)
    assert not sees(here.ana, goal) and not sees(here.charlie, goal)
    assert sees(here.ben, goal)


def test_a_companion_sees_it_and_the_rest_of_the_group_does_not(here: Cast, goal: Goal) -> None:
    cleo = member(here.group, "Cleo")
    with pytest.raises(Refused) as no:
        working.show(goal, to="companion")
    assert no.value.reason == Reason.NO_COMPANION and not sees(here.ana, goal)
    together(here)
    working.show(goal, to="companion")
    assert not sees(cleo.person, goal) and sees(here.ana, goal)


def test_the_group_sees_it_and_no_other_group(here: Cast, goal: Goal) -> None:
    working.show(goal, to="group")
    assert not sees(here.charlie, goal) and sees(here.ana, goal)
    working.show(goal, to="nobody")
    assert not sees(here.ana, goal)


ENDS: dict[str, Act] = {
    "blocks": lambda cast: apart.keep_apart(of=cast.ana, by=cast.ben, kind="block"),
    "is blocked": lambda cast: apart.keep_apart(of=cast.ben, by=cast.ana, kind="block"),
    "pauses": lambda cast: resting.pause(by=ben_again(cast), now=NOW),
    "leaves": lambda cast: leaving.leave(by=ben_again(cast)),
    "is removed": lambda cast: leaving.remove(ben_again(cast), by=cast.as_ana),
    "is erased": lambda cast: erasing.erase(cast.ben, by=cast.ben),
    "the cupboard is shut": lambda cast: Cupboard.objects.filter(what="goals").delete(),
    "the reader leaves": lambda cast: leaving.leave(
        by=Membership.objects.select_related("person", "group").get(pk=cast.as_ana.pk)
    ),
}
ONLY_OF_TWO: dict[str, Act] = {
    "a way out": lambda cast: lasting.way_out(by=asking.companions.side_now(cast.as_ben), now=NOW),
    "its time is up": lambda cast: pact_ending.look(NOW + timedelta(weeks=5)),
    "not safe": lambda cast: apart.keep_apart(of=cast.ana, by=cast.ben, kind="unsafe"),
    "companions are shut": lambda cast: Cupboard.objects.filter(what="companions").delete(),
}


@pytest.mark.parametrize("why", ENDS)
@pytest.mark.parametrize("to", ["group", "companion"])
def test_what_parts_them_hides_it_at_once(here: Cast, goal: Goal, to: str, why: str) -> None:
    member(here.group, "Dee", role=Membership.Role.FACILITATOR)
    together(here)
    working.show(goal, to=to)
    assert sees(here.ana, goal)
    ENDS[why](here)
    assert not sees(here.ana, goal)


@pytest.mark.parametrize("why", ONLY_OF_TWO)
def test_when_two_are_companions_no_more_only_that_is_hidden(here: Cast, goal: Goal, why: str) -> None:
    together(here)
    working.show(goal, to="companion")
    assert sees(here.ana, goal)
    ONLY_OF_TWO[why](here)
    assert not sees(here.ana, goal)
    working.show(goal, to="group")
    assert sees(here.ana, goal)


@pytest.mark.deep
def test_the_next_companion_is_not_shown_what_the_last_one_was(here: Cast, goal: Goal) -> None:
    together(here)
    working.show(goal, to="companion")
    ONLY_OF_TWO["a way out"](here)
    assert "time together is over" in signed_in(here.ben).get(goal.get_absolute_url()).content.decode()
    together(here)
    assert not sees(here.ana, goal)
    working.show(of_ben(here, goal), to="companion")
    assert sees(here.ana, goal)


@pytest.mark.deep
def test_a_rest_comes_back_as_it_was_and_a_leaving_does_not(here: Cast, goal: Goal) -> None:
    working.show(goal, to="group")
    resting.pause(by=ben_again(here), now=NOW)
    resting.come_back(by=ben_again(here), now=NOW)
    assert sees(here.ana, goal)
    leaving.leave(by=ben_again(here))
    Membership.objects.filter(pk=here.as_ben.pk).update(state="member")  # asked back one day
    assert not sees(here.ana, goal) and sees(here.ben, goal)


def test_only_who_may_read_it_can_say_that_they_saw_and_only_the_owner_reads_who(here: Cast, goal: Goal) -> None:
    said, cleo = {"of": goal.check_ins.get().ref}, member(here.group, "Cleo", person("cleo"))
    at = f"{goal.get_absolute_url()}saw/"
    assert signed_in(here.ana).post(at, said).status_code == 404
    working.show(goal, to="group")
    assert signed_in(here.charlie).post(at, said).status_code == 404
    assert signed_in(here.ben).post(at, said).status_code == 404
    for who in (here.ana, cleo.person, cleo.person):
        assert signed_in(who).post(at, said).status_code == 302
    words = "Ana and Cleo saw this."
    assert words in signed_in(here.ben).get(goal.get_absolute_url()).content.decode()
    assert "Ana" not in signed_in(cleo.person).get(goal.get_absolute_url()).content.decode()
    apart.keep_apart(of=cleo.person, by=here.ben, kind="block")
    read = signed_in(here.ben).get(goal.get_absolute_url()).content.decode()
    assert "Cleo" not in read and "Ana saw this." in read
    signed_in(here.ana).post(at, said | {"off": "1"})
    assert not Saw.objects.filter(by=here.as_ana).exists()


def test_a_step_that_was_not_reached_was_seen_by_nobody(here: Cast, goal: Goal) -> None:
    working.show(goal, to="group")
    step = goal.steps.get()
    signed_in(here.ana).post(f"{goal.get_absolute_url()}saw/", {"of": step.ref})
    assert Saw.objects.exists()
    working.not_yet(goal, of=step.ref)
    assert not Saw.objects.exists()
    assert signed_in(here.ana).post(f"{goal.get_absolute_url()}saw/", {"of": step.ref}).status_code == 404


@pytest.mark.deep
def test_the_two_companions_find_it_with_their_week(here: Cast, goal: Goal) -> None:
    pact = together(here)
    page = f"/companions/{pact.ref}/"
    assert goal.words not in signed_in(here.ben).get(page).content.decode()
    working.show(goal, to="companion")
    assert all(goal.words in signed_in(who).get(page).content.decode() for who in (here.ben, here.ana))
    working.show(goal, to="nobody")
    assert goal.words not in signed_in(here.ana).get(page).content.decode()
