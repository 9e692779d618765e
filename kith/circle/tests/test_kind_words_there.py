"""Kind words beside the closing round: who sits there writes to who sits there, and the circle has no word of it."""

import json
from typing import Any

import pytest
from django.utils import timezone

from kith.circle.models import Entry, Room
from kith.circle.tests.reading_forms import Page
from kith.circle.tests.rooming import Evening
from kith.circle.tests.test_face import JSON, Screen, ben, here
from kith.companions.models import Encouragement
from kith.groups.models import Cupboard
from kith.kit.refs import new_ref
from kith.people import apart

__all__ = ["ben", "here"]
pytestmark = pytest.mark.django_db
WORDS = "the kettle sings"


@pytest.fixture
def closing(here: Evening, ben: Screen) -> Evening:
    """Dee, Ash and Ben sit in the last part; Cal is not there. The cupboard is open."""
    Cupboard.objects.create(group=here.meeting.group, what="kindness", opened_by=here["Dee"])
    here.press("Dee", "begin")
    while here.circle.phase != "closing":
        here.press("Dee", "next_part", part=here.circle.part)
    return here


def says(screen: Screen, to: str, text: str = WORDS, **more: Any) -> Any:
    return screen.client.post(screen.url("kind_words"), {"to": to, "text": text}, **more)


def test_only_who_sits_there_writes_and_only_to_who_sits_there(closing: Evening, ben: Screen) -> None:
    cal = Screen(closing, closing["Cal"])
    assert says(cal, closing["Dee"].ref).status_code == 404 and not Encouragement.objects.exists()
    for nobody in (closing["Cal"].ref, closing["Ben"].ref, "nobody"):
        refused = says(ben, nobody, headers=JSON)
        assert refused.status_code == 409 and "nobody" not in refused.json()["say"]
    assert says(ben, closing["Dee"].ref).status_code == 303
    assert Encouragement.objects.get().to == closing["Dee"]
    held = "".join(Room.objects.values_list("state", flat=True)) + "".join(
        Entry.objects.values_list("events", flat=True)
    )
    assert "kettle" not in held
    Cupboard.objects.all().delete()
    assert says(ben, closing["Ash"].ref).status_code == 404


def test_the_form_is_there_in_the_closing_round_and_not_before(here: Evening, ben: Screen) -> None:
    Cupboard.objects.create(group=here.meeting.group, what="kindness", opened_by=here["Dee"])
    here.press("Dee", "begin")
    assert "kind words" not in Page(ben.page().content.decode()).text
    while here.circle.phase != "closing":
        here.press("Dee", "next_part", part=here.circle.part)
    assert "A few kind words to one person" in Page(ben.page().content.decode()).text
    here.press("Dee", "close")
    assert "kind-words/" in ben.page().content.decode()
    Cupboard.objects.all().delete()
    assert "kind-words/" not in ben.page().content.decode()


def test_what_cannot_be_sent_stays_where_it_was_typed(closing: Evening, ben: Screen) -> None:
    says(ben, closing["Dee"].ref)
    again = says(ben, closing["Dee"].ref, "and the lamp")
    assert again.status_code == 409 and "and the lamp</textarea>" in again.content.decode()
    assert "You have given them some words today." in says(ben, closing["Dee"].ref, "x", headers=JSON).json()["say"]
    assert says(ben, closing["Ash"].ref, headers=JSON).json()["say"] == ""


def test_as_json_it_is_read_and_refused_as_any_press_is(closing: Evening, ben: Screen) -> None:
    def sends(**fields: Any) -> Any:
        body = json.dumps({"op": new_ref()} | fields)
        return ben.client.post(ben.url("kind_words"), body, content_type="application/json", headers=JSON)

    dee = closing["Dee"].ref
    assert sends(to=dee, text=WORDS).json() == {"seq": ben.state().json()["seq"], "say": ""}
    again = sends(to=dee, text="more")
    assert again.status_code == 409 and {"refused", "say", "seq", "circle"} <= again.json().keys()
    for fields, status, field in (
        ({"to": dee, "text": "x" * 301}, 400, "text"),
        ({"to": dee, "text": "a\x00b"}, 400, "text"),
        ({"to": ["x"], "text": WORDS}, 400, "to"),
        ({"to": dee, "text": WORDS, "op": ""}, 400, "op"),
        ({"to": dee, "text": "x" * 17_000}, 413, "body"),
    ):
        said = sends(**fields)
        assert (said.status_code, said.json()["field"]) == (status, field)


def test_before_the_closing_it_is_too_early(here: Evening, ben: Screen) -> None:
    Cupboard.objects.create(group=here.meeting.group, what="kindness", opened_by=here["Dee"])
    here.press("Dee", "begin")
    said = says(ben, here["Dee"].ref)
    assert said.status_code == 409 and "It is not time for this yet" in said.content.decode()
    assert not Encouragement.objects.exists()


@pytest.mark.parametrize("kind", ["block", "unsafe"])
def test_a5_inside_a_room_it_is_taken_the_same_and_never_arrives(closing: Evening, ben: Screen, kind: str) -> None:
    apart.keep_apart(of=closing["Ben"].person, by=closing["Dee"].person, kind=kind)
    assert says(ben, closing["Dee"].ref).status_code == 303
    assert not Encouragement.objects.in_jar_of(closing["Dee"].person, timezone.now()).exists()
    assert not closing["Dee"].person.notices.exists()
