"""Wishes: who is kept out, that a wish of one never shows, and the weekly batch that tells both at once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kith.companions import ending, lasting, matching, resting, wishing
from kith.companions.models import Batch, Pact, Rota, Tick
from kith.companions.tests.ground import BEFORE, NEXT, SUNDAY, batch, came_together, side, signed_in, two_of
from kith.groups import leaving
from kith.groups.models import Cupboard
from kith.kit.refusal import Refused
from kith.notices.models import Notice
from kith.people import apart
from kith.people.models import Person
from tests.cast import Cast, group, member, person

pytestmark = pytest.mark.django_db


def page(cast: Cast) -> str:
    return f"/groups/{cast.group.ref}/companions/"


def body(who: Person, path: str) -> str:
    """Without what changes with every page: the tokens of its forms."""
    text = signed_in(who).get(path).content.decode()
    parts = text.split('name="csrfmiddlewaretoken" value="')
    return parts[0] + "".join(part.split('"', 1)[1] for part in parts[1:])


def test_only_members_find_it_and_nobody_while_the_cupboard_is_shut(friends: Cast) -> None:
    member(group("Another"), "Ed", ed := person("ed"))
    for path in (page(friends), f"{page(friends)}pairs/"):
        assert signed_in(friends.charlie).get(path).status_code == signed_in(ed).get(path).status_code == 404
        assert signed_in(friends.ana).get(path).status_code == 200
    assert signed_in(friends.ben).get(f"{page(friends)}pairs/").status_code == 404
    Cupboard.objects.all().delete()
    assert signed_in(friends.ana).get(page(friends)).status_code == 404


def test_only_after_four_meetings_together(friends: Cast) -> None:
    cy = member(friends.group, "Cy")
    came_together(friends.group, cy, friends.as_ana, times=3)
    came_together(friends.group, cy, times=9)
    assert signed_in(friends.ana).post(f"{page(friends)}tick/", {"for": cy.ref}).status_code == 404
    came_together(friends.group, cy, friends.as_ana, times=1)
    assert signed_in(friends.ana).post(f"{page(friends)}tick/", {"for": cy.ref}).status_code == 302
    assert Tick.objects.get().wished == cy


def test_three_open_wishes_at_most_and_one_that_left_is_not_open(friends: Cast) -> None:
    others = [member(friends.group, f"Em{n}") for n in range(4)]
    came_together(friends.group, friends.as_ana, *others)
    for one in others[:3]:
        wishing.tick(one, by=friends.as_ana, now=BEFORE)
    with pytest.raises(Refused, match="three_already"):
        wishing.tick(others[3], by=friends.as_ana, now=BEFORE)
    leaving.leave(by=others[0])
    wishing.tick(others[3], by=friends.as_ana, now=BEFORE)
    assert wishing.tick(others[3], by=friends.as_ana, now=BEFORE)  # twice is one wish


def test_a3_whether_i_am_wished_for_changes_no_byte_no_count_no_question_and_no_notice(friends: Cast) -> None:
    seen = []
    for wished in (False, True):
        if wished:
            wishing.tick(friends.as_ana, by=friends.as_ben, now=BEFORE)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            pages = [body(friends.ana, path) for path in (page(friends), f"{page(friends)}pairs/", "/", "/notices/")]
        client = signed_in(friends.ana)
        with CaptureQueriesContext(connection) as ticked:
            client.post(f"{page(friends)}tick/", {"for": friends.as_ben.ref})
        client.post(f"{page(friends)}untick/", {"for": friends.as_ben.ref})
        home = signed_in(friends.ana).get(f"/groups/{friends.group.ref}/").content.decode()
        seen.append((pages, len(asked), len(ticked), "wish" in home, Notice.objects.count()))
        batch(friends.group, NEXT if wished else SUNDAY)
    assert seen[0] == seen[1]
    assert not Pact.objects.exists()


def test_a3_i_am_not_safe_with_them_shows_nowhere_to_the_other_and_never_comes_true(friends: Cast) -> None:
    before = body(friends.ben, page(friends))
    apart.keep_apart(of=friends.ben, by=friends.ana, kind="unsafe")
    assert body(friends.ben, page(friends)) == before and "Ana" in before
    assert "Ben" not in body(friends.ana, page(friends)).split("<main")[1]
    for one, other in ((friends.as_ana, friends.as_ben), (friends.as_ben, friends.as_ana)):
        Tick.objects.create(by=one, wished=other, at=BEFORE)
        Rota.objects.create(of=one, at=BEFORE)
    assert batch(friends.group) == []


def test_a5_who_is_blocked_either_way_is_not_there_as_if_they_had_left(friends: Cast) -> None:
    wishing.tick(friends.as_ana, by=friends.as_ben, now=BEFORE)
    Tick.objects.create(by=friends.as_ana, wished=friends.as_ben, at=BEFORE)
    apart.keep_apart(of=friends.ben, by=friends.ana, kind="block")
    assert batch(friends.group) == []
    blocked = body(friends.ben, page(friends))
    apart.allow_again(of=friends.ben, by=friends.ana, kind="block")
    type(friends.as_ana).objects.filter(pk=friends.as_ana.pk).update(state="left")
    assert body(friends.ben, page(friends)) == blocked


def test_a_mutual_wish_is_told_on_sunday_to_both_at_once_and_not_before(friends: Cast) -> None:
    wishing.tick(friends.as_ana, by=friends.as_ben, now=BEFORE)
    wishing.tick(friends.as_ben, by=friends.as_ana, now=SUNDAY + timedelta(minutes=1))
    assert batch(friends.group, SUNDAY + timedelta(minutes=2)) == [] and not Notice.objects.exists()
    assert batch(friends.group, NEXT - timedelta(hours=1)) == []
    assert two_of(batch(friends.group, NEXT)) == [{"Ana", "Ben"}]
    assert {one.person_id for one in Notice.objects.all()} == {friends.ana.pk, friends.ben.pk}
    assert not Tick.objects.exists()
    assert batch(friends.group, NEXT) == []


def test_the_rota_pairs_who_wishes_and_the_odd_one_out_goes_first(friends: Cast) -> None:
    cy = member(friends.group, "Cy")
    came_together(friends.group, cy)
    for one in (friends.as_ana, friends.as_ben, cy):
        wishing.anyone_is_fine(by=one, now=BEFORE)
    assert len(batch(friends.group)) == 1
    alone = Rota.objects.get()
    assert alone.alone_at and "You go first next week" in body(alone.of.person, page(friends))
    ending.end(Pact.objects.get(), now=NEXT - timedelta(days=1))
    for one in (friends.as_ana, friends.as_ben, cy):
        wishing.anyone_is_fine(by=one, now=NEXT - timedelta(days=1))
    assert alone.of.alias in two_of(batch(friends.group, NEXT))[0]


def test_the_rota_opens_after_four_meetings_and_never_brings_back_who_ended_early(friends: Cast) -> None:
    with pytest.raises(Refused, match="come_first"):
        wishing.anyone_is_fine(by=member(friends.group, "New"), now=BEFORE)
    for one in (friends.as_ana, friends.as_ben):
        wishing.anyone_is_fine(by=one, now=BEFORE)
    (pact,) = batch(friends.group)
    lasting.way_out(by=side(pact, friends.as_ben), now=SUNDAY)
    for one in (friends.as_ana, friends.as_ben):
        wishing.anyone_is_fine(by=one, now=SUNDAY)
    assert batch(friends.group, NEXT) == []


def test_a_facilitator_lets_pairing_rest_and_that_sunday_is_gone(friends: Cast) -> None:
    assert signed_in(friends.ben).post(f"{page(friends)}rest/").status_code == 404
    assert signed_in(friends.ana).post(f"{page(friends)}rest/").status_code == 302
    for one in (friends.as_ana, friends.as_ben):
        wishing.anyone_is_fine(by=one, now=BEFORE)
    assert batch(friends.group) == []
    resting.go_on(by=friends.as_ana)
    assert batch(friends.group, SUNDAY + timedelta(days=1)) == []
    assert len(batch(friends.group, NEXT)) == 1


def test_who_has_a_companion_who_is_alongside_and_who_may_not_sign_in_are_not_paired(friends: Cast, pact: Pact) -> None:
    beside = member(friends.group, "Kay", alongside_of=friends.as_ben)
    gone, here = member(friends.group, "Gone"), member(friends.group, "Here")
    Person.objects.filter(pk=gone.person_id).update(suspended_at=timezone.now())
    for one in (friends.as_ana, friends.as_ben, beside, gone, here):
        Rota.objects.create(of=one, at=BEFORE)
    assert batch(friends.group) == [] and Pact.objects.count() == 1


def test_the_round_looks_at_each_group_once_a_week(friends: Cast) -> None:
    for one in (friends.as_ana, friends.as_ben):
        wishing.anyone_is_fine(by=one, now=BEFORE)
    matching.look(SUNDAY)
    matching.look(SUNDAY + timedelta(hours=1))
    assert Pact.objects.count() == Batch.objects.count() == 1


def test_however_many_there_are_the_questions_stay_the_same(
    friends: Cast, django_assert_max_num_queries: object
) -> None:
    others = [member(friends.group, f"Em{n}") for n in range(12)]
    came_together(friends.group, friends.as_ana, *others)
    client = signed_in(friends.ana)
    with django_assert_max_num_queries(11):  # type: ignore[operator]
        client.get(page(friends))
