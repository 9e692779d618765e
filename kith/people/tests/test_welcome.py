"""Coming in: two questions, then an account that holds neither answer, shown once."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from kith.people import limits
from kith.people.models import Person

from .conftest import is_in

pytestmark = pytest.mark.django_db
ASH = {"alias": " Ash ", "comes": "listen", "zone": "Europe/Dublin"}


def test_the_names_stay_in_the_session_and_the_person_has_none(client: Client) -> None:
    answer = client.post("/welcome/", ASH)
    assert answer.headers["Location"] == "/welcome/keep/"
    person = Person.objects.get()
    assert (person.zone, client.session["welcome"]) == ("Europe/Dublin", {"alias": "Ash", "comes": "listen"})
    assert "Ash" not in str(person.__dict__)


def test_the_passphrase_is_shown_until_i_have_them_and_never_again(client: Client) -> None:
    client.post("/welcome/", ASH)
    once, twice = client.get("/welcome/keep/"), client.get("/welcome/keep/?paper=1")
    passphrase = once.context["passphrase"]
    assert passphrase in twice.content.decode() and Person.objects.get().check_password(passphrase)
    assert once.headers["Cache-Control"] == "no-store"
    assert client.post("/welcome/keep/", {"next": "/me/"}).headers["Location"] == "/me/"
    assert client.get("/welcome/keep/").headers["Location"] == "/"
    assert not [key for key in client.session.keys() if key.startswith("shown_once")]  # noqa: SIM118


def test_a_copy_of_the_database_does_not_tell_the_passphrase(client: Client) -> None:
    client.post("/welcome/", ASH)
    passphrase = client.get("/welcome/keep/").context["passphrase"]
    assert not any(passphrase in str(one.get_decoded()) for one in Session.objects.all())
    del client.cookies["kith_once_passphrase"]
    assert client.get("/welcome/keep/").headers["Location"] == "/"


@pytest.mark.parametrize(
    "wanted", ["https://elsewhere.example/", "//elsewhere.example", "\\\\elsewhere", "javascript:alert(1)", "/a\nb"]
)
def test_next_leads_nowhere_else(client: Client, wanted: str) -> None:
    assert client.post("/welcome/", ASH | {"next": wanted}).headers["Location"] == "/welcome/keep/"


def test_next_is_carried_past_the_keeping(client: Client) -> None:
    keep = client.post("/welcome/", ASH | {"next": "/come/abc/"}).headers["Location"]
    assert keep == "/welcome/keep/?next=%2Fcome%2Fabc%2F"
    assert client.post(keep).headers["Location"] == "/come/abc/"


def test_not_knowing_yet_is_a_normal_way_to_come(client: Client) -> None:
    client.post("/welcome/", {"alias": "Ash"})
    assert client.session["welcome"]["comes"] == "unsure"


def test_who_is_signed_in_gets_no_second_account(client: Client) -> None:
    client.post("/welcome/", ASH)
    assert client.post("/welcome/", ASH | {"next": "/come/abc/"}).headers["Location"] == "/come/abc/"
    assert Person.objects.count() == 1 and is_in(client)


def test_keeping_is_for_who_came_in(client: Client) -> None:
    assert client.get("/welcome/keep/").headers["Location"].startswith("/sign-in/")


def test_a_hall_may_come_in_from_one_address_but_not_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ARRIVALS", 3)
    answers = [Client(REMOTE_ADDR="192.0.2.7").post("/welcome/", ASH) for _ in range(4)]
    assert [one.status_code for one in answers] == [302, 302, 302, 200]
    assert "15 minutes" in answers[-1].content.decode() and "Ash" in answers[-1].content.decode()
    assert Client(REMOTE_ADDR="198.51.100.7").post("/welcome/", ASH).status_code == 302
    assert Person.objects.count() == 4
