"""The circle over HTTP: signed out, strangers and nonsense first; then what is answered, as JSON and as a plain form."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kith.circle import core, room
from kith.circle.models import Entry, Room
from kith.circle.tests.rooming import Evening, evening
from kith.groups.models import Membership
from kith.kit.refs import new_ref
from kith.meetings.models import Attendance
from tests.cast import Cast, meeting, person

pytestmark = pytest.mark.django_db
JSON = {"accept": "application/json"}


class Screen:
    """One person's browser, or another client of theirs."""

    def __init__(self, here: Evening, who: Any, *, careful: bool = False) -> None:
        self.client = Client(enforce_csrf_checks=careful)
        self.ref = here.meeting.ref
        if not isinstance(who, AnonymousUser):
            self.client.force_login(who.person if isinstance(who, Membership) else who)

    def url(self, name: str, *more: str) -> str:
        return reverse(f"circle:{name}", args=[self.ref, *more])

    def do(self, kind: str, **fields: Any) -> Any:
        fields.setdefault("op", new_ref())
        return self.client.post(self.url("do", kind), json.dumps(fields), content_type="application/json", headers=JSON)

    def form(self, kind: str, **fields: Any) -> Any:
        return self.client.post(self.url("do", kind), fields)

    def state(self) -> Any:
        return self.client.get(self.url("state"), headers=JSON)

    def page(self) -> Any:
        return self.client.get(self.url("room"))


@pytest.fixture
def here(db: None) -> Evening:
    return evening()


@pytest.fixture
def nobody(here: Evening) -> Screen:
    return Screen(here, AnonymousUser())


@pytest.fixture
def ben(here: Evening) -> Screen:
    here.sit("Dee", "Ash", "Ben")
    return Screen(here, here["Ben"])


# who is kept out


def test_signed_out_is_told_so_before_anything_is_looked_up(here: Evening, nobody: Screen) -> None:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert nobody.state().status_code == 401
        said = nobody.do("sit")
        assert said.status_code == 401
        assert said.json()["say"]
        assert nobody.do("no_such_command").status_code == 401
        form = nobody.form("sit")
        assert form.status_code == 302
        assert form["Location"] == f"/sign-in/?next=/circle/{nobody.ref}/"
        assert nobody.page()["Location"] == f"/sign-in/?next=/circle/{nobody.ref}/"
        assert nobody.client.get(nobody.url("hall")).status_code == 302
        nobody.ref = "no-such-ref"
        assert nobody.state().status_code == 401
        assert nobody.page().status_code == 302
    assert not asked.captured_queries
    assert Screen(here, here["Ben"]).do("sit").status_code == 200


def test_a_client_without_a_session_hears_401_and_one_without_a_token_403(here: Evening) -> None:
    assert Screen(here, AnonymousUser(), careful=True).do("sit").status_code == 401
    mine = Screen(here, here["Ben"], careful=True)
    assert mine.do("sit").status_code == 403
    mine.page()
    token = mine.client.cookies["kith_csrf"].value
    sent = mine.client.post(
        mine.url("do", "sit"),
        json.dumps({"op": "a"}),
        content_type="application/json",
        headers=JSON | {"X-CSRFToken": token},
    )
    assert sent.status_code == 200


def test_for_a_stranger_every_address_is_as_empty_as_one_that_never_was(here: Evening) -> None:
    stranger, member = Screen(here, person("charlie")), Screen(here, here["Ben"])
    nowhere = Screen(here, person("charlie-too"))
    nowhere.ref = "no-such-ref"
    for ask in (
        lambda screen: screen.page(),
        lambda screen: screen.state(),
        lambda screen: screen.do("sit"),
        lambda screen: screen.form("sit"),
        lambda screen: screen.client.get(screen.url("hall")),
    ):
        kept_out = ask(stranger)
        assert kept_out.status_code == 404
        assert len(kept_out.content) == len(ask(nowhere).content)
    assert member.page().status_code == 200
    assert not Entry.objects.exists()


def test_a_command_that_does_not_exist_or_is_the_clocks_is_not_there(ben: Screen) -> None:
    for kind in ("dance", "lapse", "lost", "found", "forget", "unknown", "__class__"):
        assert ben.do(kind).status_code == 404
    assert ben.client.get(ben.url("do", "sit")).status_code == 405
    assert ben.do("just_listen").status_code == 200


def test_who_was_asked_to_leave_finds_nothing_any_more(here: Evening, ben: Screen) -> None:
    assert ben.state().status_code == 200
    here.press("Dee", "remove", seat=here["Ben"].ref)
    for answer in (ben.state(), ben.page(), ben.do("sit"), ben.do("say", text="No"), ben.form("knock")):
        assert answer.status_code == 404
    assert here.circle.seat(here["Ben"].ref) is None


def test_too_early_members_see_when_it_opens_and_nothing_else(cast: Cast) -> None:
    later = meeting(cast.group, starts_in=60)
    screen = Screen(Evening(later, {}), cast.ben)
    page = screen.page()
    assert page.status_code == 200
    assert page.context["opens_at"] < later.starts_at
    assert screen.state().status_code == screen.do("sit").status_code == 404
    assert Screen(Evening(later, {}), cast.charlie).page().status_code == 404
    assert not Room.objects.exists()


# what is not understood


@pytest.mark.parametrize(
    ("kind", "fields", "field"),
    [
        ("say", {}, "text"),
        ("say", {"text": "   "}, "text"),
        ("say", {"text": 5}, "text"),
        ("say", {"text": ["a"]}, "text"),
        ("say", {"text": "x" * 4001}, "text"),
        ("say", {"text": "a\x00b"}, "text"),
        ("say", {"text": "\ud83d"}, "text"),
        ("say", {"text": "Hello", "op": ""}, "op"),
        ("say", {"text": "Hello", "op": "x" * 81}, "op"),
        ("say", {"text": "Hello", "op": {"a": 1}}, "op"),
        ("say", {"text": "Hello", "turn": "soon"}, "turn"),
        ("say", {"text": "Hello", "turn": 10**12}, "turn"),
        ("say", {"text": "Hello", "part": True}, "part"),
        ("say", {"text": "Hello", "on_behalf": "a b"}, "on_behalf"),
        ("need", {"need": "advice"}, "need"),
        ("need", {}, "need"),
        ("gift_minutes", {"minutes": 11}, "minutes"),
        ("gift_minutes", {"minutes": 1.5}, "minutes"),
        ("gift_minutes", {"minutes": 0}, "minutes"),
        ("gift_minutes", {"minutes": -1}, "minutes"),
        ("seat_guest", {"alias": "\u202e\u200b"}, "alias"),
        ("say", {"text": "\u202e \u200b"}, "text"),
        ("call_link", {}, "link"),
        ("call_link", {"link": "javascript:alert(1)"}, "link"),
        ("call_link", {"link": "data:text/html,<script>1</script>"}, "link"),
        ("call_link", {"link": "http://call.example/1"}, "link"),
        ("call_link", {"link": "no link at all"}, "link"),
        ("close", {"sure": "x" * 50}, "sure"),
    ],
)
def test_malformed_is_400_and_names_the_field(ben: Screen, kind: str, fields: dict[str, Any], field: str) -> None:
    before = Entry.objects.count()
    said = ben.do(kind, **fields)
    assert said.status_code == 400
    assert said.json()["field"] == field
    assert field in said.json()["say"]
    assert Entry.objects.count() == before


def test_what_is_too_long_is_told_how_long_it_may_be(ben: Screen) -> None:
    assert "at most 4000 characters" in ben.do("say", text="x" * 4001).json()["say"]


def test_an_alias_is_read_as_anyones_is(here: Evening, ben: Screen) -> None:
    Screen(here, here["Dee"]).do("seat_guest", alias=" \u202eGran  of\u200b May", where="hall")
    assert [seat.alias for seat in here.circle.seated if seat.guest] == ["Gran of May"]


def test_an_address_that_only_takes_what_is_sent_says_so_when_it_is_opened(ben: Screen) -> None:
    said = ben.client.get(ben.url("do", "say"))
    assert said.status_code == 405 and "POST" in said.headers["Allow"]
    assert "only takes what a page sends" in said.content.decode()
    assert ben.client.get(ben.url("do", "say"), headers=JSON).json()["say"]


def test_state_is_always_json_also_where_there_is_nothing(here: Evening) -> None:
    stranger = Screen(here, person("zoe"))
    assert stranger.client.get(stranger.url("state")).json()["say"]


def test_a_body_that_does_not_say_how_long_it_is_is_told_so(ben: Screen) -> None:
    said = ben.client.generic("POST", ben.url("do", "say"), headers=JSON | {"transfer-encoding": "chunked"})
    assert said.status_code == 411 and "Content-Length" in said.json()["say"]


@pytest.mark.parametrize("body", ["", "[]", "1", '"a"', "{", "[" * 8000, "\xff"])
def test_a_body_that_is_no_object_is_400(ben: Screen, body: str) -> None:
    said = ben.client.post(ben.url("do", "say"), body, content_type="application/json", headers=JSON)
    assert said.status_code == 400
    assert said.json()["field"] == ("text" if body == "" else "body")


def test_more_than_16_kb_is_too_much_and_what_is_unknown_is_ignored(ben: Screen) -> None:
    assert ben.do("just_listen", filling="x" * 17_000).status_code == 413
    page = ben.form("say", text="x" * 17_000)
    assert page.status_code == 413
    assert page.context["kept"]["say"]["text"] == "x" * 17_000
    assert (
        ben.do("just_listen", filling="x" * 9_000, actor="someone else", now=0, facts={"role": "host"}).status_code
        == 200
    )


def test_a_null_byte_in_a_form_loses_no_word_around_it(ben: Screen) -> None:
    said = ben.form("say", text="keep \x00this")
    assert said.status_code == 400 and said.context["kept"]["say"]["text"] == "keep this"
    assert "text" in ben.client.post(ben.url("do", "say"), {"text": "a\x00b"}, headers=JSON).json()["field"]


def test_what_one_says_of_oneself_counts_for_nothing(here: Evening) -> None:
    screen = Screen(here, here["Ben"])
    assert screen.do("sit", alias="Dee", role="facilitator", greeter=True, actor=here["Dee"].ref).status_code == 200
    seat = here.circle.sat(here["Ben"].ref)
    assert (seat.alias, seat.role, seat.greeter) == ("Ben", "member", False)


# what is answered


def test_done_is_200_with_the_number_and_the_whole_circle(here: Evening, ben: Screen) -> None:
    said = ben.do("say", text="Hello\r\nall")
    assert said.status_code == 200
    assert set(said.json()) == {"seq", "circle"}
    circle = said.json()["circle"]
    assert circle["lines"][0]["text"] == "Hello\nall"
    for name in ("phase", "part", "prompt", "seats", "piece", "you"):
        assert name in circle
    assert said.json()["seq"] == here.row.seq
    assert ben.state().json() == said.json()  # I7: what followed equals a fresh one


def test_refused_is_409_with_why_what_to_do_and_the_circle_as_it_is(ben: Screen) -> None:
    said = ben.do("accept")
    assert said.status_code == 409
    assert set(said.json()) == {"refused", "say", "seq", "circle"}
    assert said.json()["refused"] == "not_offered"
    ben.do("say", text="one", op="same")
    other = ben.do("say", text="two", op="same")
    assert other.status_code == 409
    assert other.json()["refused"] == "mismatch"
    assert other.json()["circle"]["lines"][0]["text"] == "one"


def test_i3_an_answer_that_was_lost_is_given_again(here: Evening, ben: Screen) -> None:
    first = ben.do("say", text="Hello", op="lost")
    here.press("Ash", "say", text="Hello Ben")
    again = ben.do("say", text="Hello", op="lost")
    assert again.status_code == first.status_code == 200
    assert [line["text"] for line in again.json()["circle"]["lines"]] == ["Hello", "Hello Ben"]
    assert ben.form("say", text="Hello", op="lost").status_code == 303  # the same press, from the page


def test_a_plain_form_goes_back_to_the_page_and_a_refusal_is_said_there(ben: Screen) -> None:
    done = ben.form("just_listen")
    assert done.status_code == 303
    assert done["Location"] == ben.url("room")
    refused = ben.form("accept")
    assert refused.status_code == 303
    page = ben.client.get(refused["Location"])
    assert str(core.Reason.NOT_OFFERED) not in page.content.decode()
    assert [str(message) for message in page.context["messages"]]


def test_words_are_never_lost_by_a_refusal(here: Evening, ben: Screen) -> None:
    here.press("Dee", "begin")
    here.press("Dee", "next_part")
    for kind, status in (("say", 409), ("reflect", 409)):
        page = ben.form(kind, text="What I <wanted> to say", turn="3")
        assert page.status_code == status
        assert page.context["kept"][kind]["text"] == "What I <wanted> to say"
        assert page.context["said"]
    bad = ben.form("slip", text="Is it only me?", turn="soon")
    assert bad.status_code == 400
    assert bad.context["kept"]["slip"]["text"] == "Is it only me?"


def test_looking_seats_nobody_and_a_form_does(here: Evening) -> None:
    screen = Screen(here, here["Ben"])
    page = screen.page()
    assert page.context["view"]["can"] == ["knock"]
    assert here.row.seq == 0
    assert page["Cache-Control"] == "no-store"
    assert screen.form("sit", op=page.context["op"]).status_code == 303
    assert screen.form("sit", op=page.context["op"]).status_code == 303  # the button pressed twice
    assert here.row.seq == 1
    assert screen.page().context["view"]["you"]["seat"] == here["Ben"].ref


def test_w1_at_the_door_there_is_the_greeter_and_one_bit(here: Evening) -> None:
    here.sit("Dee", "Ash", "Cal")
    Attendance.objects.filter(membership=here["Ben"]).delete()  # Ben has never been here
    said = Screen(here, here["Ben"]).do("sit")
    assert set(said.json()["circle"]["door"]) == {"greeter", "at_next_pause", "answer"}
    assert said.json()["circle"]["door"]["greeter"] == "Ash"
    assert "Dee" not in said.content.decode()
    assert "Cal" not in said.content.decode()


def test_the_halls_screen_is_opened_by_who_sits_and_shows_nobodys_own(here: Evening, ben: Screen) -> None:
    outside = Screen(here, here["Cal"])
    assert outside.client.get(outside.url("hall")).status_code == 404
    assert outside.client.get(outside.url("state") + "?as=hall").status_code == 404
    assert ben.client.get(ben.url("hall")).status_code == 200
    shown = ben.client.get(ben.url("state") + "?as=hall").json()["circle"]
    assert shown["you"] == {"seat": None, "role": "hall"}
    assert shown["can"] == []


def test_after_the_evening_one_says_whether_a_hello_is_welcome(here: Evening, ben: Screen) -> None:
    absent = Screen(here, here["Cal"])
    here.press("Dee", "close")
    assert absent.client.post(absent.url("hello"), {"answer": "yes"}).status_code == 404
    assert ben.client.post(ben.url("hello"), {"answer": "maybe"}).status_code == 404
    assert ben.client.post(ben.url("hello"), {"answer": "please_dont"}).status_code == 303
    assert Attendance.objects.get(meeting=here.meeting, membership=here["Ben"]).hello == "please_dont"
    assert ben.page().context["view"]["phase"] == "closed"


def test_a_busy_database_is_503_and_the_same_press_counts_later(ben: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: Any, **__: Any) -> None:
        raise OperationalError("database is locked")

    with monkeypatch.context() as locked:
        locked.setattr(room, "_hold", busy)
        said = ben.do("say", text="Hello", op="one")
    assert said.status_code == 503
    assert said["Retry-After"]
    assert ben.do("say", text="Hello", op="one").status_code == 200


def test_a_page_and_a_press_ask_little_of_the_database(ben: Screen, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(10):
        ben.page()
    with django_assert_max_num_queries(13):
        ben.do("just_listen")
