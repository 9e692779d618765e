"""Practising alone: nobody else sees it, nothing of it is kept, and it is the real circle's page and rules."""

import json
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.circle import core, practice, practice_beginning
from kith.circle import practice_drawer as drawer
from kith.circle.asking import Asked
from kith.circle.practice_script import scripts
from kith.circle.tests.reading_forms import Page
from tests.cast import person

pytestmark = pytest.mark.django_db
SCENES = ["line-drops", "one-voice", "tears"]


def where(which="newcomer"):
    return reverse("circle:practice") if which == "newcomer" else reverse("circle:practice_scene", args=[which])


class Someone:
    """A browser without script. `page` is what it shows."""

    def __init__(self, which="newcomer"):
        self.client, self.which = Client(), which
        self.look()

    def look(self):
        self.page = Page(self.client.get(where(self.which)).content.decode())
        return self.page

    def press(self, command, says="", **typed):
        form = self.page.form(command, says)
        answer = self.client.post(form.action, form.sends | typed, follow=True)
        assert answer.status_code == 200, (command, answer.status_code)
        self.page = Page(answer.content.decode())
        return self.page

    def wait_for(self, command, most=30):
        while not self.page.offers(command) and most:
            self.press("later")
            most -= 1
        return self.page.form(command)


def begun(which="newcomer"):
    someone = Someone(which)
    someone.press("again")
    return someone


def rows():
    """How many rows every table but the sessions' has."""
    return {model.__name__: model._default_manager.count() for model in apps.get_models() if model is not Session}


# who is kept out


def test_a_practice_is_seen_by_the_browser_that_began_it_and_by_no_other():
    ours, theirs = begun(), Client()
    ours.wait_for("accept")
    ours.press("accept")
    ours.press("say", text="only for me")
    assert "only for me" in ours.page.text
    state = reverse("circle:practice_state", args=["newcomer"])
    assert b"only for me" in ours.client.get(state).content
    assert theirs.get(state).status_code == 404
    assert "only for me" not in theirs.get(where()).content.decode()
    theirs.post(reverse("circle:practice_again", args=["newcomer"]))
    assert b"only for me" not in theirs.get(state).content


@pytest.mark.deep
def test_practising_writes_to_no_table_but_the_session():
    before = rows()
    ours = begun()
    ours.wait_for("accept")
    ours.press("accept")
    ours.press("say", text="a few words")
    ours.press("pass_on", says="finished")
    assert rows() == before


def test_looking_begins_nothing_and_writes_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        page = Page(Client().get(where()).content.decode())
    assert page.offers("again") and not Session.objects.exists()


def test_done_means_gone():
    ours = begun()
    assert Session.objects.count() == 2
    ours.press("finish")
    assert not Session.objects.exists()
    assert "is gone" in ours.page.text
    assert ours.look().offers("again") and not ours.page.offers("later")


@pytest.mark.deep
def test_starting_again_leaves_nothing_of_what_was():
    ours = begun()
    ours.wait_for("accept")
    ours.press("accept")
    ours.press("say", text="first time round")
    ours.press("again")
    stored = [row.get_decoded() for row in Session.objects.all()]
    assert "first time round" not in json.dumps(stored)
    assert len(stored) == 2


def test_after_a_day_it_is_gone_by_itself(monkeypatch):
    ours = begun()
    tomorrow = timezone.now() + timedelta(seconds=practice.DAY + 1)
    monkeypatch.setattr("kith.circle.practice_answers.moment", tomorrow.timestamp)
    assert ours.look().offers("again") and not ours.page.offers("later")
    drawer.sweep(tomorrow)
    assert [set(row.get_decoded()) for row in Session.objects.all()] == [{drawer.NAME}]
    assert not isinstance(Session.objects.get().get_decoded()[drawer.NAME], str)


def test_signing_out_wipes_it():
    ours = Someone()
    ours.client.force_login(person("ana"))
    ours.press("again")
    assert Session.objects.count() == 2
    ours.client.logout()
    assert not Session.objects.exists()
    assert ours.look().offers("again") and not ours.page.offers("later")


@pytest.mark.parametrize("signed_in", [True, False])
def test_leaving_quickly_leaves_no_way_back_to_it(signed_in):
    ours = Someone()
    if signed_in:
        ours.client.force_login(person("ana"))
    ours.press("again")
    assert ours.client.get(reverse("site:leave")).status_code in (200, 302, 303)
    assert ours.look().offers("again") and not ours.page.offers("later")


def test_two_tabs_that_press_at_once_both_count():
    ours = begun()
    request = SimpleNamespace(session=ours.client.session)
    now = timezone.now().timestamp()

    def slip(text):
        return lambda lying: practice.act(lying, Asked("slip", text, data={"text": text}), now)

    drawer.change(request, "newcomer", now, slip("one"))
    drawer.change(request, "newcomer", now, slip("two"))
    assert [one.text for one in drawer_of(ours).circle.slips] == ["one", "two"]


def test_the_state_holds_what_this_seat_may_see_and_nothing_else():
    ours = begun("one-voice")
    seen = ours.client.get(reverse("circle:practice_state", args=["one-voice"])).json()["circle"]
    kept = drawer_of(ours)
    assert seen["seats"] == core.view(kept.circle, "you", 0)["seats"]
    assert not {"heard", "turns", "apart"} & set(seen["seats"][0])
    member = begun().client.get(reverse("circle:practice_state", args=["newcomer"])).json()["circle"]
    assert "keeping" not in member and member["you"]["role"] == "newcomer"


def drawer_of(someone):
    key = someone.client.session[drawer.NAME][someone.which]
    return practice.load(Session.objects.get(session_key=key).get_decoded()["practice"])


# a newcomer's practice, with script off


def test_a_newcomer_can_go_through_it_all_and_write():
    ours = begun()
    assert "Rowan" in ours.page.text and "open with the question" in ours.page.text
    ours.press("acknowledge", says="I hear you")
    ours.wait_for("answer_ahead")
    ours.wait_for("accept")
    ours.press("accept")
    assert "piece is yours" in ours.page.text
    ours.press("need", need="not_alone")
    ours.press("say", text="My aunt said: come as you are.")
    assert "My aunt said: come as you are." in ours.page.text and "Written words count" in ours.page.text
    ours.press("pass_on", says="finished")
    assert "Marisol" in ours.page.text and "June" in ours.page.text
    assert {heard.kind for heard in drawer_of(ours).circle.received if heard.to == "you"} == {"hear_you", "thank_you"}
    to_the_end(ours)


def to_the_end(ours):
    for _ in range(20):
        if "That is all there is to it" in ours.page.text:
            break
        ours.press("later")
    assert "That is all there is to it" in ours.page.text
    ours.press("finish")
    assert not Session.objects.exists()


@pytest.mark.deep
def test_a_newcomer_can_just_say_it_and_nobody_answers():
    ours = begun()
    ours.wait_for("accept")
    ours.press("accept")
    ours.press("later")
    assert "Nobody answers, and that is on purpose" in ours.page.text
    ours.press("pass_on", says="finished")
    to_the_end(ours)


@pytest.mark.deep
def test_a_newcomer_can_pass_at_once_and_nobody_asks():
    ours = begun()
    ours.wait_for("accept")
    ours.press("not_now", says="Pass")
    assert "Passing is ordinary here" in ours.page.text
    to_the_end(ours)


@pytest.mark.deep
@pytest.mark.parametrize(
    ("answer", "holder"), [("Speak", "you"), ("Write", "you"), ("Pass", ""), ("Come back to me", "")]
)
def test_a_heads_up_answer_does_what_it_says(answer, holder):
    ours = begun()
    ours.wait_for("answer_ahead")
    ours.press("answer_ahead", says=answer)
    while drawer_of(ours).circle.piece.holder != "june":
        ours.press("later")
    ours.press("later")
    now = drawer_of(ours).circle
    assert now.piece.holder == holder and (holder or now.piece.offered_to == "teo")


@pytest.mark.deep
def test_one_may_just_listen_to_the_end():
    ours = begun()
    ours.press("just_listen")
    to_the_end(ours)


def test_a_pass_can_be_taken_back():
    ours = begun()
    ours.wait_for("accept")
    ours.press("accept")
    ours.press("pass_on", says="finished")
    ours.press("undo")
    assert drawer_of(ours).circle.piece.holder == "you"


def test_not_ok_reaches_a_made_up_seat_and_is_seen():
    ours = begun()
    ours.press("not_ok")
    ours.press("later")
    assert drawer_of(ours).circle.calls[0].seen_by


def test_is_it_only_me_is_answered_by_three():
    ours = begun()
    ours.press("slip", text="Is it only me who counts the chairs?")
    for _ in range(3):
        ours.press("later")
    assert "You are not the only one here" in ours.page.text


# a facilitator's scenes


@pytest.mark.deep
@pytest.mark.parametrize("which", SCENES)
def test_a_scene_can_be_walked_by_only_waiting(which):
    ours = begun(which)
    for _ in range(25):
        if scripts()[which].ending in ours.page.text:
            break
        ours.press("later")
    assert scripts()[which].ending in ours.page.text
    ours.press("finish")
    assert "is gone" in ours.page.text


def test_a_dropped_line_rests_the_piece_and_gives_it_back():
    ours = begun("line-drops")
    wait_until(ours, lambda circle: circle.piece.holder == "teo" and circle.seat("teo").here is False)
    ours.press("later")
    ours.press("later")
    assert drawer_of(ours).circle.piece.kept_for == "teo"
    ours.press("later")
    assert drawer_of(ours).circle.piece.holder == "teo"


@pytest.mark.deep
def test_after_a_dropped_line_one_may_go_on_with_someone_else_and_he_comes_back():
    ours = begun("line-drops")
    wait_until(ours, lambda circle: "kit" in dict(circle.asks))
    ours.press("rest_in_middle")
    ours.press("pass_on", says="Bring it to")
    assert drawer_of(ours).circle.piece.offered_to == "kit"
    wait_until(ours, lambda circle: any("bus went under" in line.text for line in circle.lines))


def wait_until(ours, true, most=20):
    while not true(drawer_of(ours).circle):
        assert most, "it did not happen"
        ours.press("later")
        most -= 1


def test_the_one_who_takes_the_time_is_seen_by_the_facilitator_alone():
    ours = begun("one-voice")
    keeping = ours.client.get(reverse("circle:practice_state", args=["one-voice"])).json()["circle"]["keeping"]
    assert keeping["balance"]["kind"] == "uneven" and keeping["balance"]["much"] == ["Sam"]
    assert set(keeping["balance"]["unheard"]) >= {"Noor", "Ash"}


def test_a_round_instead_lets_the_order_do_the_work():
    ours = begun("one-voice")
    for _ in range(3):
        state = ours.page
        ours.press("next_part") if state.offers("next_part") else ours.press("later")
    wait_until(ours, lambda circle: circle.mode in ("pairs", "round"))


@pytest.mark.deep
@pytest.mark.parametrize("gift", ["gift_minutes", "hush"])
def test_time_given_to_tears_is_answered_by_going_on_and_the_advice_never_comes(gift):
    ours = begun("tears")
    wait_until(ours, lambda circle: circle.piece.holder == "ash")
    ours.press(gift)
    if gift == "hush":
        ours.press("later")
        assert drawer_of(ours).circle.hush
        ours.press("resume")
    ours.press("later")
    circle = drawer_of(ours).circle
    assert circle.piece.holder == "ash" and "Thanks for not rushing me" in circle.lines[-1].text
    for _ in range(6):
        ours.press("later")
    assert not any("wash it and put it away" in line.text for line in drawer_of(ours).circle.lines)


def test_a_scene_goes_on_when_the_one_it_is_about_was_asked_to_leave():
    ours = begun("one-voice")
    ours.press("remove", seat="sam")
    wait_until(ours, lambda circle: any("It's a year on Thursday" in line.text for line in circle.lines))
    ours.press("later")
    assert drawer_of(ours).over


def test_three_scenes_are_listed_for_whoever_looks():
    page = Client().get(reverse("circle:practise_facilitating")).content.decode()
    assert all(where(which) in page for which in SCENES)


# time


def test_looking_often_does_not_hurry_anyone():
    made = practice_beginning.begin("newcomer", alias="You", now=1000.0)
    assert practice.look(made, 1001.0) is made
    after = practice.look(made, made.rests_until)
    assert after.seq == made.seq + 1
    assert practice.look(after, made.rests_until + 1) is after


def test_what_is_kept_is_the_same_when_it_is_read_again():
    made = practice_beginning.begin("tears", alias="You", now=1000.0)
    for step in range(12):
        assert practice.load(practice.dump(made)) == made
        made = practice.later(made, 1000.0 + step)


# bad input


def test_the_same_press_twice_does_it_once_and_other_words_under_its_name_do_nothing():
    ours = begun()
    url = reverse("circle:practice_do", args=["newcomer", "drop_in_bowl"])

    def send(text):
        return ours.client.post(url, json.dumps({"op": "a", "text": text}), content_type="application/json")

    assert [send("why?").status_code, send("why?").status_code] == [200, 200]
    assert len(drawer_of(ours).circle.bowl) == 1
    refused = send("what else?")
    assert refused.status_code == 409 and refused.json()["refused"] == "mismatch" and "circle" in refused.json()
    assert len(drawer_of(ours).circle.bowl) == 1


def test_a_refusal_says_why_and_keeps_what_was_typed():
    ours = begun()
    url = reverse("circle:practice_do", args=["newcomer", "say"])
    as_json = ours.client.post(url, json.dumps({"op": "b", "text": "hm"}), content_type="application/json")
    assert as_json.status_code == 409 and as_json.json()["refused"] == "not_your_turn" and as_json.json()["say"]
    form = ours.client.post(url, {"text": "not yet mine"})
    assert form.status_code == 409 and "The piece is not with you" in form.content.decode()


BAD = [
    {"text": "x" * 5000},
    {"text": "\ud800"},
    {"turn": "soon"},
    {"op": "\n"},
    {"part": "-5"},
    {"on_behalf": "<b>"},
    {},
]


@pytest.mark.deep
@pytest.mark.parametrize("command", sorted(core.SHAPES))
def test_no_input_breaks_anything(command):
    client = Client()
    client.post(reverse("circle:practice_again", args=["tears"]))
    url = reverse("circle:practice_do", args=["tears", command])
    for fields in BAD:
        sent = json.dumps({"op": "c"} | fields)
        assert client.post(url, sent, content_type="application/json").status_code in (200, 400, 404, 409)
    for raw in (b"[]", b"{", b"null", b"\xff", b"[" * 5000):
        assert client.post(url, raw, content_type="application/json").status_code in (200, 400, 409)
    assert client.post(url, b"{}" + b" " * 20_000, content_type="application/json").status_code == 413
    assert client.post(url, {"who": "nobody", "seat": "sam", "to": "x"}).status_code in (303, 400, 409)


def test_nothing_by_another_name_can_be_practised():
    ours = begun()
    assert ours.client.get("/practice/facilitating/dancing/").status_code == 404
    assert ours.client.post(reverse("circle:practice_do", args=["newcomer", "fly"])).status_code == 404
    assert ours.client.post(reverse("circle:practice_do", args=["dancing", "accept"])).status_code == 404
    assert ours.client.get(reverse("circle:practice_do", args=["newcomer", "accept"])).status_code == 405


def test_pressing_something_in_a_practice_that_is_gone_says_so():
    client = Client()
    page = client.post(reverse("circle:practice_do", args=["newcomer", "accept"]), follow=True).content.decode()
    assert "gone already" in page
    as_json = {"content_type": "application/json"}
    assert client.post(reverse("circle:practice_do", args=["newcomer", "accept"]), "{}", **as_json).status_code == 404
    assert client.post(reverse("circle:practice_later", args=["tears"]), "{}", **as_json).status_code == 404
    assert "gone already" in client.post(reverse("circle:practice_later", args=["tears"]), follow=True).content.decode()


def test_a_practice_that_an_older_kith_wrote_is_none():
    ours = begun()
    for row in Session.objects.all():
        if "practice" in row.get_decoded() and isinstance(row.get_decoded()["practice"], str):
            row.session_data = type(row).get_session_store_class()().encode({"practice": '{"which":"newcomer"}'})
            row.save()
    assert ours.look().offers("again")
    assert not ours.page.offers("later")
