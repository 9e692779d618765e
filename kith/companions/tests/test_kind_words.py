"""Kind words to one person: who is kept out, that the giver sees the same whatever happens to them, and never a number."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kith.companions import giving, jar, kindness, minding, taking
from kith.companions.models import Encouragement, Reminder
from kith.companions.tests.ground import came_together, signed_in
from kith.companions.tests.test_wishing import body
from kith.groups import leaving, resting
from kith.groups.models import Cupboard
from kith.kit.refusal import Refused
from kith.notices.models import Notice
from kith.people import apart
from kith.people.models import Person
from tests.cast import Cast, group, member, person

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
NOW = timezone.now()


@pytest.fixture
def kind(friends: Cast) -> Cast:
    """Ana and Ben have been in a circle; the cupboard is open."""
    Cupboard.objects.create(group=friends.group, what="kindness", opened_by=friends.as_ana)
    return friends


def page(cast: Cast, to: str = "") -> str:
    return f"/groups/{cast.group.ref}/kind-words/{to}"


def give(cast: Cast, text: str = "You listened.") -> Encouragement:
    """From Ben to Ana."""
    return giving.give(text, to=cast.as_ana, by=cast.as_ben, now=timezone.now())


def test_only_who_was_in_a_circle_with_them_may_write_and_only_they_read_it(kind: Cast) -> None:
    new, ed = member(kind.group, "New"), member(group("Another"), "Ed")
    sent = {"to": kind.as_ana.ref, "text": "the kettle sings"}
    for who in (kind.charlie, ed.person):
        assert signed_in(who).post(page(kind), sent).status_code == 404
    assert signed_in(new.person).post(page(kind), sent).status_code == 200 and not Encouragement.objects.exists()
    assert signed_in(kind.ben).post(page(kind), sent).status_code == 302
    for who in (kind.ben, new.person, kind.charlie, ed.person):
        assert "kettle" not in body(who, "/jar/") + body(who, "/jar/one/")
    assert "kettle" in body(kind.ana, "/jar/") and "kettle" in body(kind.ana, "/jar/one/")
    Cupboard.objects.filter(what="kindness").delete()
    assert signed_in(kind.ben).get(page(kind)).status_code == 404
    assert "kettle" in body(kind.ana, "/jar/")


def test_in_a_circle_one_may_write_to_whoever_sits_there_also_on_a_first_evening(kind: Cast) -> None:
    new = member(kind.group, "New")
    assert list(kindness.sitting_with(new, [kind.as_ana.ref, new.ref])) == [kind.as_ana]
    apart.keep_apart(of=new.person, by=kind.ana, kind="block")
    assert kindness.sitting_with(new, [kind.as_ana.ref]) and kind.as_ana not in kindness.others(new)
    giving.give("x", to=kind.as_ana, by=new, now=timezone.now())
    assert not Encouragement.objects.in_jar_of(kind.ana, timezone.now()).exists() and not Notice.objects.exists()


@pytest.mark.deep
def test_a_few_a_day_come_and_the_rest_a_day_later_and_no_giver_sees_it(kind: Cast) -> None:
    others = [member(kind.group, f"Em{n}") for n in range(6)]
    came_together(kind.group, kind.as_ana, *others, times=1)
    seen = set()
    for one in others:
        answer = signed_in(one.person).post(page(kind), {"to": kind.as_ana.ref, "text": "dear Ana"}, follow=True)
        seen.add(answer.status_code == 200 and "It is kept for them." in answer.content.decode())
    assert seen == {True}
    now = timezone.now()
    assert Encouragement.objects.in_jar_of(kind.ana, now).count() == giving.TO_ONE
    assert Encouragement.objects.in_jar_of(kind.ana, now + DAY).count() == len(others)
    assert Notice.objects.filter(person=kind.ana, kind="companion").count() == 2  # once a day


def test_when_it_comes() -> None:
    times = [NOW - timedelta(hours=n) for n in (1, 2, 3, 20, 30)]
    assert giving.when_it_comes(times[:3], now=NOW) == NOW
    assert giving.when_it_comes(times[:4], now=NOW) == NOW + timedelta(hours=4)
    assert giving.when_it_comes(times[1:5], now=NOW) == NOW


def test_what_says_no_is_only_ever_what_one_gave_oneself(kind: Cast) -> None:
    one = give(kind)
    assert give(kind) == one
    with pytest.raises(Refused, match="gave_them_today"):
        give(kind, "And another.")
    others = [member(kind.group, f"Em{n}") for n in range(3)]
    for to in others[:2]:
        giving.give("x", to=to, by=kind.as_ben, now=timezone.now())
    with pytest.raises(Refused, match="gave_much_today"):
        giving.give("x", to=others[2], by=kind.as_ben, now=timezone.now())
    answer = signed_in(kind.ben).post(page(kind), {"to": kind.as_ana.ref, "text": "the lamp stays on"})
    assert "You have given them some words today." in answer.content.decode() and "the lamp stays on" in body_of(answer)
    giving.take_back(one, by=kind.as_ben, now=timezone.now())
    for by, to in ((kind.as_ana, kind.as_ben), (kind.as_ben, kind.as_ana)):
        with pytest.raises(Refused, match="say_a_few_words"):
            giving.give("", to=to, by=by, now=timezone.now())


def body_of(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined, no-any-return]


def test_a3_not_now_not_safe_taken_out_and_read_look_the_same_to_who_gave_it(kind: Cast) -> None:
    ways = {
        "nothing": lambda: None,
        "not-now": lambda: jar.not_now(by=kind.ana, now=timezone.now()),
        "not-safe": lambda: apart.keep_apart(of=kind.ben, by=kind.ana, kind="unsafe"),
        "taken-out": lambda: jar.take_out(Encouragement.objects.get(), now=timezone.now()),
    }
    seen = {}
    for first in (True, False):  # before it is given, and after
        for name, do in ways.items():
            if not (first and name == "taken-out"):
                seen[name, first] = what_ben_sees(kind, before=do if first else None, after=None if first else do)
            undo(kind)
    assert len(set(seen.values())) == 1 and len(seen) == 7
    assert "You listened." in next(iter(seen.values()))


def what_ben_sees(cast: Cast, *, before: object, after: object) -> str:
    for do in (before, None, after):
        if callable(do):
            do()
        if do is None and not Encouragement.objects.exists():
            signed_in(cast.ben).post(page(cast), {"to": cast.as_ana.ref, "text": "You listened."})
    text = body(cast.ben, page(cast)).replace(Encouragement.objects.get().ref, "")
    return text + "".join(Notice.objects.filter(person=cast.ben).values_list("key", flat=True))


def undo(cast: Cast) -> None:
    Encouragement.objects.all().delete()
    jar.gladly_again(by=cast.ana)
    apart.allow_again(of=cast.ben, by=cast.ana, kind="unsafe")


def test_what_is_given_while_one_would_rather_not_waits_and_comes_when_one_would(kind: Cast) -> None:
    give(kind, "the first")
    jar.not_now(by=kind.ana, now=timezone.now())
    Encouragement.objects.update(at=NOW - 2 * DAY, comes_at=NOW - 2 * DAY)
    Notice.objects.all().delete()
    give(kind, "the second")
    assert "the first" in body(kind.ana, "/jar/") and "the second" not in body(kind.ana, "/jar/")
    assert not Notice.objects.exists()
    jar.gladly_again(by=kind.ana)
    assert "the second" in body(kind.ana, "/jar/")


@pytest.mark.parametrize("by_ana", [True, False])
def test_a5_between_two_who_are_kept_apart_there_is_nothing_either_way(kind: Cast, by_ana: bool) -> None:
    give(kind)
    by, of = (kind.ana, kind.ben) if by_ana else (kind.ben, kind.ana)
    apart.keep_apart(of=of, by=by, kind="block")
    assert "You listened." not in body(kind.ana, "/jar/")
    for who, other in ((kind.ana, kind.as_ben), (kind.ben, kind.as_ana)):
        assert signed_in(who).post(page(kind), {"to": other.ref, "text": "x"}).status_code == 200
    assert Encouragement.objects.count() == 1
    without = body(kind.ben, page(kind))
    apart.allow_again(of=of, by=by, kind="block")
    type(kind.as_ana).objects.filter(pk=kind.as_ana.pk).update(state="left")
    assert body(kind.ben, page(kind)) == without


def test_not_safe_hides_it_from_who_said_so_and_no_notice_comes(kind: Cast) -> None:
    apart.keep_apart(of=kind.ben, by=kind.ana, kind="unsafe")
    assert signed_in(kind.ben).post(page(kind), {"to": kind.as_ana.ref, "text": "x"}).status_code == 302
    assert not Encouragement.objects.in_jar_of(kind.ana, timezone.now()).exists() and not Notice.objects.exists()
    assert kind.as_ben not in kindness.known_to(kind.as_ana) and kind.as_ana in kindness.known_to(kind.as_ben)


def test_taken_out_is_out_for_good_and_taken_back_is_gone(kind: Cast) -> None:
    one = give(kind)
    for who in (kind.ben, kind.charlie):
        assert signed_in(who).post(f"/jar/{one.ref}/take-out/").status_code == 404
    assert signed_in(kind.ana).post(f"/jar/{one.ref}/take-out/").status_code == 302
    assert "You listened." not in body(kind.ana, "/jar/")
    minding.look(timezone.now() + timedelta(days=8))
    assert Encouragement.objects.get().text == ""
    other = giving.give("Good bread.", to=kind.as_ben, by=kind.as_ana, now=timezone.now())
    assert signed_in(kind.ben).post(f"/kind-words/{other.ref}/take-back/").status_code == 404
    assert signed_in(kind.ana).post(f"/kind-words/{other.ref}/take-back/").status_code == 302
    assert "Good bread." not in body(kind.ben, "/jar/") and not Encouragement.objects.given_by(kind.ana).exists()


def test_the_jar_stays_open_to_who_rests_or_has_left_and_not_to_who_was_asked_to_go(kind: Cast) -> None:
    give(kind)
    giving.give("Good bread.", to=kind.as_ben, by=kind.as_ana, now=timezone.now())
    resting.pause(by=kind.as_ben, now=timezone.now())
    assert "Good bread." in body(kind.ben, "/jar/")
    leaving.leave(by=kind.as_ben)
    assert "Good bread." in body(kind.ben, "/jar/") and "You listened." in body(kind.ana, "/jar/")
    type(kind.as_ben).objects.filter(pk=kind.as_ben.pk).update(state="removed")
    assert "Good bread." not in body(kind.ben, "/jar/")


def test_words_of_who_died_stay_unless_they_wished_otherwise(kind: Cast) -> None:
    give(kind)
    mine = type(kind.as_ben).objects.filter(pk=kind.as_ben.pk)
    mine.update(state="died")
    assert "You listened." in body(kind.ana, "/jar/")
    mine.update(words_after="take_down")
    assert "You listened." not in body(kind.ana, "/jar/")


def test_one_at_a_time_and_another_the_next_time(kind: Cast) -> None:
    refs = {give(kind).ref, Encouragement.objects.create(to=kind.as_ana, by=kind.as_ben, text="x").ref}
    for ref in refs:
        drawn = jar.draw(kind.ana, but=ref, now=timezone.now())
        assert drawn and drawn.ref in refs - {ref}
    assert jar.draw(kind.ben, but="", now=timezone.now()) is None
    assert [jar.one_of([7, 8, 9], dice=n) for n in range(4)] == [7, 8, 9, 7]


def test_what_is_taken_along_is_what_one_gave_and_names_nobody(kind: Cast) -> None:
    give(kind)
    (given,) = taking.kind_words(kind.ben)
    assert b"You listened." in given.body and b"Ana" not in given.body and not list(taking.kind_words(kind.ana))


@pytest.fixture
def forgotten(kind: Cast) -> Person:
    """Cy has been here for long and came lately; nobody ever gave Cy anything. Ana has just been given something, and Ben."""
    type(kind.as_ana).objects.update(joined_at=NOW - timedelta(weeks=20))
    cy = member(kind.group, "Cy", joined_at=NOW - timedelta(weeks=20))
    came_together(kind.group, kind.as_ana, cy, times=1)
    for to, by in ((kind.as_ana, kind.as_ben), (kind.as_ben, kind.as_ana)):
        giving.give("x", to=to, by=by, now=timezone.now())
    return cy.person


def needs(cast: Cast, who: Person) -> bool:
    return "a few kind words to Cy" in body(who, f"/groups/{cast.group.ref}/")


@pytest.mark.deep
def test_those_who_facilitate_are_reminded_of_one_and_nobody_else_is(kind: Cast, forgotten: Person) -> None:
    minding.look(timezone.now())
    assert needs(kind, kind.ana) and not needs(kind, kind.ben) and not needs(kind, forgotten)
    assert "It may be a while" in body(kind.ana, page(kind, f"?to={Reminder.objects.get().of.ref}"))
    giving.give("x", to=Reminder.objects.get().of, by=kind.as_ben, now=timezone.now())
    assert not needs(kind, kind.ana)


@pytest.mark.deep
def test_not_now_to_a_reminder_is_for_one_alone(kind: Cast, forgotten: Person) -> None:
    dee = member(kind.group, "Dee", role="co_facilitator", joined_at=NOW)
    came_together(kind.group, dee, kind.group.memberships.get(alias="Cy"), times=1)
    minding.look(timezone.now())
    at = f"{page(kind)}not-now/{Reminder.objects.get().of.ref}/"
    assert signed_in(kind.ben).post(at).status_code == signed_in(forgotten).post(at).status_code == 404
    assert signed_in(kind.ana).post(at).status_code == 302
    assert not needs(kind, kind.ana) and needs(kind, dee.person)


def test_it_goes_round_a_week_each_and_leaves_in_peace_who_wishes_for_nothing(kind: Cast, forgotten: Person) -> None:
    others = [member(kind.group, f"Em{n}", joined_at=NOW - timedelta(weeks=20)) for n in range(2)]
    came_together(kind.group, kind.as_ana, *others, times=1)
    jar.not_now(by=others[1].person, now=NOW)
    thought_of = []
    for week in range(5):
        now = timezone.now() + week * (minding.STANDS + timedelta(hours=1))
        minding.look(now)
        minding.look(now)
        thought_of += Reminder.objects.filter(at=now).values_list("of__alias", flat=True)
    assert sorted(thought_of[:2]) == ["Cy", "Em0"] and len(thought_of) == 4  # nobody twice within three weeks
    jar.not_now(by=forgotten, now=NOW)
    assert not minding.standing(kind.as_ana, timezone.now()).filter(of__alias="Cy").exists()


def test_however_many_there_are_the_questions_stay_the_same(kind: Cast, django_assert_max_num_queries: object) -> None:
    others = [member(kind.group, f"Em{n}") for n in range(12)]
    came_together(kind.group, kind.as_ana, *others, times=1)
    Encouragement.objects.bulk_create(Encouragement(to=kind.as_ana, by=one, text="x") for one in others)
    Encouragement.objects.bulk_create(Encouragement(to=one, by=kind.as_ana, text="x") for one in others)
    client = signed_in(kind.ana)
    for path in (page(kind), page(kind, f"?to={others[0].ref}"), "/jar/", "/jar/one/"):
        with django_assert_max_num_queries(10):  # type: ignore[operator]
            client.get(path)


def test_who_has_just_walked_in_is_nobody_to_be_reminded_of(kind: Cast) -> None:
    cy = member(kind.group, "Cy", person("cy2"))
    came_together(kind.group, kind.as_ana, cy, times=1)
    minding.look(timezone.now())
    assert not Reminder.objects.exists()
