"""The shelf: who is kept out first; then putting, changing, taking back, and how it went."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kith.groups import leaving
from kith.groups.models import Cupboard, Theme
from kith.kit.refusal import Refused
from kith.library import shelving, trying
from kith.library.models import Resource, Strategy, Tried
from kith.people import apart, erasing
from kith.people.models import Person
from tests.cast import Cast, group, member, person

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


@pytest.fixture
def walk(cast: Cast) -> Strategy:
    """Ana's card, in a group that opened its shelf."""
    Cupboard.objects.create(group=cast.group, what="shelf", opened_by=cast.as_ana)
    return shelving.put(Strategy(name="A short walk", how="Ten minutes, before the evening."), by=cast.as_ana)


def book(cast: Cast, **more: object) -> Resource:
    told: dict[str, object] = {
        "name": "The coat",
        "where": "The library in Main Street",
        "why": "She says it as it is.",
    }
    return shelving.put(Resource(**(told | more)), by=cast.as_ana)


def pages(cast: Cast, walk: Strategy) -> list[str]:
    one = Resource.objects.first() or book(cast)
    ref = cast.group.ref
    return [
        f"/groups/{ref}/shelf/",
        f"/groups/{ref}/shelf/sheet/",
        f"/groups/{ref}/shelf/resource/",
        f"/groups/{ref}/shelf/strategy/",
        f"/resources/{one.ref}/",
        f"/strategies/{walk.ref}/",
    ]


def test_only_members_find_it_and_nobody_while_the_cupboard_is_shut(cast: Cast, walk: Strategy) -> None:
    member(group("Another"), "Ed", ed := person("ed"))
    for path in pages(cast, walk):
        assert Client().get(path).status_code == 302
        assert signed_in(cast.charlie).get(path).status_code == signed_in(ed).get(path).status_code == 404
        assert signed_in(cast.ben).get(path).status_code == 200
    leaving.leave(by=cast.as_ben)
    assert {signed_in(cast.ben).get(path).status_code for path in pages(cast, walk)} == {404}
    Cupboard.objects.all().delete()
    assert {signed_in(cast.ana).get(path).status_code for path in pages(cast, walk)} == {404}


def test_a5_what_a_blocked_person_put_there_is_not_there(cast: Cast, walk: Strategy) -> None:
    book(cast)
    apart.keep_apart(of=cast.ana, by=cast.ben, kind="block")
    shown = signed_in(cast.ben).get(f"/groups/{cast.group.ref}/shelf/").content.decode()
    assert "A short walk" not in shown and "The coat" not in shown
    assert signed_in(cast.ben).get(f"/strategies/{walk.ref}/").status_code == 404
    assert "A short walk" in signed_in(cast.ana).get(f"/groups/{cast.group.ref}/shelf/").content.decode()


def test_only_whoever_put_it_there_changes_it_or_takes_it_back(cast: Cast, walk: Strategy) -> None:
    one, typed = book(cast), {"kind": "book", "name": "Mine now", "how": "x"}
    for path in (f"/resources/{one.ref}", f"/strategies/{walk.ref}"):
        assert signed_in(cast.ben).post(f"{path}/change/", typed).status_code == 404
        assert signed_in(cast.ben).post(f"{path}/take-back/").status_code == 404
        assert signed_in(cast.ana).post(f"{path}/change/", typed).status_code == 302
    assert Resource.objects.get().name == Strategy.objects.get().name == "Mine now"
    for path in (f"/resources/{one.ref}", f"/strategies/{walk.ref}"):
        assert signed_in(cast.ana).post(f"{path}/take-back/").status_code == 302
    assert not Resource.objects.exists() and not Strategy.objects.exists()


@pytest.mark.deep
def test_how_it_went_is_said_once_each_and_shown_without_a_name_or_a_number(cast: Cast, walk: Strategy) -> None:
    client = signed_in(cast.ben)
    for how in ("helped", "somewhat", "helped"):
        assert client.post(f"/strategies/{walk.ref}/", {"how": how, "on": "2026-11-20"}).status_code == 302
    assert Tried.objects.get().how == "helped"
    others = signed_in(cast.ana).get(f"/strategies/{walk.ref}/").content.decode()
    assert "A few have tried it" in others and "Ben" not in others and "It helped most" not in others
    for n in range(5):
        trying.say(walk, how="helped", on=TODAY, by=member(cast.group, f"Em{n}"), today=TODAY)
    assert "It helped most who tried it" in signed_in(cast.ana).get(f"/groups/{cast.group.ref}/shelf/").content.decode()
    assert "It helped most who tried it" in signed_in(cast.ana).get(f"/groups/{cast.group.ref}/").content.decode()
    client.post(f"/strategies/{walk.ref}/unsay/")
    assert not Tried.objects.filter(by=cast.as_ben).exists()


def test_tomorrow_is_refused_and_what_was_typed_stays(cast: Cast, walk: Strategy) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    answer = signed_in(cast.ben).post(f"/strategies/{walk.ref}/", {"how": "helped", "on": tomorrow.isoformat()})
    assert "still to come" in answer.content.decode()
    assert tomorrow.isoformat() in answer.content.decode()
    assert not Tried.objects.exists()


def test_what_surely_helped_stands_first_and_what_nobody_tried_by_when_it_came(cast: Cast, walk: Strategy) -> None:
    older, newer = (shelving.put(Strategy(name=name, how="x"), by=cast.as_ben) for name in ("Tea", "Music"))
    for n in range(6):
        trying.say(older, how="helped" if n else "not_for_me", on=TODAY, by=member(cast.group, f"Em{n}"), today=TODAY)
    trying.say(walk, how="helped", on=TODAY, by=cast.as_ben, today=TODAY)
    assert [one.name for one, _ in trying.in_order(Strategy.objects.all())] == ["Tea", "A short walk", "Music"]
    assert newer.name == "Music"


def test_the_same_name_twice_is_refused_kindly(cast: Cast, walk: Strategy) -> None:
    with pytest.raises(Refused) as no:
        shelving.put(Strategy(name="a SHORT walk", how="x"), by=cast.as_ben)
    assert no.value.reason == "library_already_there"


def test_found_by_theme_and_a_theme_that_is_none_shows_all(cast: Cast, walk: Strategy) -> None:
    theme = Theme.objects.create(name="Sleep")
    shelving.put(Strategy(name="No screens", how="x", theme=theme), by=cast.as_ana)
    shelf = f"/groups/{cast.group.ref}/shelf/"
    only = signed_in(cast.ben).get(f"{shelf}?about={theme.ref}").content.decode()
    assert "No screens" in only and "A short walk" not in only
    assert "A short walk" in signed_in(cast.ben).get(f"{shelf}?about=nonsense").content.decode()


def test_the_sheet_has_no_name_on_it(cast: Cast, walk: Strategy) -> None:
    book(cast)
    sheet = signed_in(cast.ben).get(f"/groups/{cast.group.ref}/shelf/sheet/").content.decode()
    main = sheet.split("<main")[1].split("</main>")[0]
    assert "A short walk" in main and "The library in Main Street" in main
    assert "Ana" not in main and cast.as_ana.ref not in main


def test_erasing_a_person_takes_what_they_put_there_and_what_they_said(cast: Cast, walk: Strategy) -> None:
    trying.say(walk, how="helped", on=TODAY, by=cast.as_ben, today=TODAY)
    erasing.erase(cast.ben, by=cast.ben)
    assert not Tried.objects.exists() and Strategy.objects.exists()
    erasing.erase(cast.ana, by=cast.ana)
    assert not Strategy.objects.exists()


@pytest.mark.deep
def test_however_much_stands_there_the_questions_stay_the_same(
    cast: Cast, walk: Strategy, django_assert_max_num_queries: object
) -> None:
    for n in range(30):
        shelving.put(Strategy(name=f"Way {n}", how="x"), by=cast.as_ana)
        book(cast, name=f"Book {n}")
    client = signed_in(cast.ben)
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        client.get(f"/groups/{cast.group.ref}/shelf/")


def signed_in(who: Person) -> Client:
    client = Client()
    client.force_login(who)
    return client
