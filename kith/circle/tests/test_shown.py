"""A keepsake in the live circle: who gets no picture comes first; then who does, and until when."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from kith.circle.models import Entry, Room
from kith.circle.tests.rooming import Evening, evening
from kith.circle.tests.test_face import Screen
from kith.groups import leaving
from kith.groups.models import Cupboard
from kith.kit.refs import new_ref
from kith.library import holding_up
from kith.library.models import Resource, Strategy
from kith.people import apart, erasing
from kith.stories import keepsakes, keepsakes_bringing
from kith.stories.models import Brought, Keepsake
from kith.stories.tests.test_keepsakes import a_picture
from tests.cast import person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "PICTURES", tmp_path / "pictures")


@pytest.fixture
def here() -> Evening:
    """Dee keeps the evening; Ben holds the piece on the floor. Cal is a member who has not come in."""
    one = evening().sit("Dee", "Ash", "Ben")
    group = one["Dee"].group
    for what in ("stories", "shelf"):
        Cupboard.objects.create(group=group, what=what, opened_by=one["Dee"])
    one.press("Dee", "begin")
    while one.circle.mode != "floor":
        one.press("Dee", "next_part")
    one.press("Ben", "ask_to_share")
    assert one.circle.piece.holder == one["Ben"].ref
    return one


@pytest.fixture
def tin(here: Evening) -> Keepsake:
    """Ben's, shown to nobody but who is in this circle."""
    said = {"described": "A blue tin", "text": "It was hers.", "readers": "me", "ref": new_ref()}
    one = keepsakes.make(picture=io.BytesIO(a_picture()), by=here["Ben"], now=timezone.now(), **said)
    keepsakes_bringing.bring(one, to=here.meeting, by=here["Ben"])
    return one


def picture(here: Evening, who: Any, one: Keepsake, query: str = "") -> Any:
    return Screen(here, who).client.get(f"/circle/{here.meeting.ref}/shown.webp?of={one.ref}{query}")


def test_only_who_sits_here_gets_the_picture_and_only_while_it_is_shown(here: Evening, tin: Keepsake) -> None:
    everyone = [here["Dee"], here["Ash"], here["Ben"]]
    assert {picture(here, who, tin).status_code for who in everyone} == {404}  # brought is not shown
    here.press("Ben", "show", ref=tin.ref)
    assert picture(here, AnonymousUser(), tin).status_code == 302
    assert picture(here, person("stranger"), tin).status_code == 404
    assert picture(here, here["Cal"], tin).status_code == 404  # a member, but not in this circle
    assert {picture(here, who, tin).status_code for who in everyone} == {200}
    here.press("Ben", "pass_on")
    assert {picture(here, who, tin).status_code for who in everyone} == {404}


def test_whoever_leaves_or_is_asked_to_gets_no_picture_any_more(here: Evening, tin: Keepsake) -> None:
    here.press("Ben", "show", ref=tin.ref)
    assert picture(here, here["Ash"], tin).status_code == 200
    leaving.leave(by=here["Ash"])
    assert picture(here, here["Ash"], tin).status_code == 404
    assert picture(here, here["Dee"], tin).status_code == 200


def test_nobody_shows_what_another_brought_what_stayed_at_home_or_what_is_not_there(
    here: Evening, tin: Keepsake
) -> None:
    dees = keepsakes.make(
        picture=io.BytesIO(a_picture()), by=here["Dee"], now=timezone.now(),
        described="xylofoon", text="", readers="group", ref=new_ref(),
    )  # fmt: skip
    keepsakes_bringing.bring(dees, to=here.meeting, by=here["Dee"])
    ben = Screen(here, here["Ben"])
    for ref in (dees.ref, "nothing", "../../x"):
        answer = ben.do("show", ref=ref)
        assert answer.status_code in (400, 409)
        assert "xylofoon" not in answer.content.decode()
    Brought.objects.filter(keepsake=tin).delete()
    assert ben.do("show", ref=tin.ref).status_code == 409
    keepsakes_bringing.bring(tin, to=here.meeting, by=here["Ben"])
    assert ben.do("show", ref=tin.ref).status_code == 200
    assert picture(here, here["Ben"], dees).status_code == 404


@pytest.mark.deep
def test_taken_back_it_is_put_away_in_that_moment(here: Evening, tin: Keepsake) -> None:
    here.press("Ben", "show", ref=tin.ref)
    keepsakes.take_back(tin)
    assert here.circle.piece.shown is None
    assert picture(here, here["Ash"], tin).status_code == 404


@pytest.mark.deep
def test_a_cupboard_that_is_shut_shows_nothing(here: Evening, tin: Keepsake) -> None:
    here.press("Ben", "show", ref=tin.ref)
    Cupboard.objects.all().delete()
    assert picture(here, here["Ash"], tin).status_code == 404
    assert Screen(here, here["Ben"]).do("show", ref=tin.ref).status_code == 409


@pytest.mark.deep
def test_who_erases_themselves_leaves_no_word_of_it_in_the_room(here: Evening, tin: Keepsake) -> None:
    walk = Strategy.objects.create(group=here["Ben"].group, by=here["Ben"], name="xylofoon", how="xylofoon")
    holding_up.bring(walk, to=here.meeting, by=here["Ben"])
    here.press("Ben", "show", ref=tin.ref)
    here.press("Ben", "show", ref=walk.ref)
    assert "xylofoon" in Room.objects.get(meeting=here.meeting).state
    erasing.erase(here["Ben"].person, by=here["Ben"].person)
    kept = Room.objects.get(meeting=here.meeting).state + "".join(Entry.objects.values_list("events", flat=True))
    assert "xylofoon" not in kept and "blue tin" not in kept


def test_a_block_does_not_show_inside_the_circle(here: Evening, tin: Keepsake) -> None:
    """Rule 11: it would show. Outside neither sees what the other keeps."""
    keepsakes.show(tin, now=timezone.now())
    apart.keep_apart(of=here["Ben"].person, by=here["Ash"].person, kind="block")
    here.press("Ben", "show", ref=tin.ref)
    ash = Screen(here, here["Ash"])
    assert ash.client.get(f"/keepsakes/{tin.ref}/middle.webp").status_code == 404
    assert picture(here, here["Ash"], tin).status_code == 200


@pytest.mark.deep
def test_the_page_offers_what_i_brought_to_me_alone_and_shows_it_to_all(here: Evening, tin: Keepsake) -> None:
    assert "Show “A blue tin”" in Screen(here, here["Ben"]).page().content.decode()
    assert "A blue tin" not in Screen(here, here["Ash"]).page().content.decode()
    answer = Screen(here, here["Ben"]).form("show", ref=tin.ref, turn=here.circle.piece.turn)
    assert answer.status_code == 303
    page = Screen(here, here["Ash"]).page().content.decode()
    assert 'alt="A blue tin"' in page
    assert f'src="/circle/{here.meeting.ref}/shown.webp?of={tin.ref}"' in page
    assert Screen(here, here["Ash"]).state().json()["circle"]["shown"]["text"] == "A blue tin"
    assert "It was hers" not in page  # its story is told by whoever holds the piece


@pytest.mark.deep
def test_the_picture_is_kept_by_nobody_and_the_halls_is_larger(here: Evening, tin: Keepsake) -> None:
    here.press("Ben", "show", ref=tin.ref)
    answer = picture(here, here["Ash"], tin)
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("image/webp", "private, no-store")
    assert picture(here, here["Ash"], tin, "&as=hall").status_code == 200
    hall = Screen(here, here["Ash"]).client.get(f"/circle/{here.meeting.ref}/hall/").content.decode()
    assert f"shown.webp?as=hall&amp;of={tin.ref}" in hall and 'alt="A blue tin"' in hall


@pytest.mark.deep
def test_a_resource_and_a_strategy_are_held_up_as_cards(here: Evening) -> None:
    ben, group = here["Ben"], here["Ben"].group
    book = Resource.objects.create(group=group, by=ben, name="The coat", why="It says it.", where="The library")
    walk = Strategy.objects.create(group=group, by=ben, name="A walk", how="Ten minutes.")
    for thing in (book, walk):
        holding_up.bring(thing, to=here.meeting, by=ben)
    here.press("Ben", "show", ref=book.ref)
    assert here.circle.piece.shown.text == "It says it.\nThe library"
    here.press("Ben", "show", ref=walk.ref)
    page = Screen(here, here["Ash"]).page().content.decode()
    assert "A walk" in page and "Ten minutes." in page
    here.press("Ben", "pass_on")
    assert "Free talk now" in Screen(here, here["Dee"]).page().content.decode()
    walk.delete()
    assert [one.ref for one in holding_up.brought_to(here.meeting, by=ben)] == [book.ref]


@pytest.mark.deep
def test_showing_asks_the_database_little(here: Evening, tin: Keepsake, django_assert_max_num_queries: Any) -> None:
    here.press("Ben", "show", ref=tin.ref)
    screen = Screen(here, here["Ash"])
    with django_assert_max_num_queries(5):
        screen.client.get(f"/circle/{here.meeting.ref}/shown.webp?of={tin.ref}")
    with django_assert_max_num_queries(10):
        screen.client.get(screen.url("room"))
