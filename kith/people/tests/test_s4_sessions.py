"""S4: what ends sessions ends them at once, and says so to whoever holds something open."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client

from kith.people import passphrases, signing_out, suspending
from kith.people.models import Person
from kith.people.signals import person_suspended, sessions_ended

from .conftest import PHRASE, is_in

pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[..., Client]


@pytest.fixture
def heard() -> Iterator[list[Any]]:
    told: list[Any] = []

    def ended(person_id: int, **more: Any) -> None:
        told.append(person_id)

    def suspended(person_id: int, **more: Any) -> None:
        told.append(("suspended", person_id))

    sessions_ended.connect(ended)
    person_suspended.connect(suspended)
    yield told
    sessions_ended.disconnect(ended)
    person_suspended.disconnect(suspended)


def test_a_new_passphrase_ends_every_other_session_and_keeps_this_one(
    ash: Person, ben: Person, signed_in: SignIn, heard: list[Any]
) -> None:
    here, other, bens = signed_in(ash), signed_in(ash), signed_in(ben)
    there = other.session.session_key
    here.post("/me/passphrase/", {"passphrase": PHRASE, "new": "a fresh long phrase"})
    assert not is_in(other) and is_in(here) and is_in(bens)
    assert not Session.objects.filter(session_key=there).exists()
    assert [one.here for one in signing_out.devices(ash, here=here.session.session_key)] == [True]
    assert heard == [ash.pk]


def test_a_wrong_passphrase_changes_nothing(ash: Person, signed_in: SignIn, heard: list[Any]) -> None:
    here, other = signed_in(ash), signed_in(ash)
    answer = here.post("/me/passphrase/", {"passphrase": "wrong", "new": "a fresh long phrase"}).content.decode()
    assert "not your passphrase" in answer and "a fresh long phrase" not in answer
    assert is_in(here) and is_in(other) and heard == []
    signed_in(ash, PHRASE)


def test_sign_out_everywhere_means_here_too(ash: Person, ben: Person, signed_in: SignIn, heard: list[Any]) -> None:
    here, other, bens = signed_in(ash), signed_in(ash), signed_in(ben)
    assert here.post("/me/devices/", {"everywhere": "1"}).headers["Location"] == "/sign-in/"
    assert not is_in(here) and not is_in(other) and is_in(bens)
    assert ash.pk in heard and ben.pk not in heard


def test_one_device_is_ended_and_a_stranger_can_end_none(ash: Person, ben: Person, signed_in: SignIn) -> None:
    here, other, bens = signed_in(ash, agent="Mozilla/5.0 (iPhone) Safari/604"), signed_in(ash), signed_in(ben)
    listed = signing_out.devices(ash, here=here.session.session_key)
    assert [(one.words, one.here) for one in listed] == [("Safari on iPhone", True), ("Firefox on Android", False)]
    bens.post("/me/devices/", {"device": listed[1].ref})
    assert is_in(other)
    here.post("/me/devices/", {"device": listed[1].ref})
    assert is_in(here) and not is_in(other)


def test_the_list_of_devices_holds_no_address(ash: Person, signed_in: SignIn) -> None:
    signed_in(ash, address="192.0.2.7")
    assert UserSession.objects.get(user=ash).ip == "0.0.0.0"


def test_suspension_ends_sessions_at_once_and_signing_in_is_as_for_a_stranger(
    ash: Person, ben: Person, signed_in: SignIn, heard: list[Any]
) -> None:
    browser = signed_in(ash)
    suspending.suspend(ash, by=ben)
    assert not is_in(browser) and not Session.objects.filter(session_key=browser.session.session_key or "").exists()
    assert Client().post("/sign-in/", {"login": ash.sign_in, "password": PHRASE}).status_code == 200
    assert ("suspended", ash.pk) in heard and ash.pk in heard
    suspending.unsuspend(ash, by=ben)
    signed_in(ash)


def test_what_is_rolled_back_is_not_announced(ash: Person, heard: list[Any]) -> None:
    from django.db import transaction

    with pytest.raises(RuntimeError), transaction.atomic():
        passphrases.change_passphrase(ash, new="a fresh long phrase", by=ash)
        raise RuntimeError
    assert heard == []


def test_signing_out_needs_a_press_and_leaves_nothing_on_the_list(
    ash: Person, signed_in: SignIn, heard: list[Any]
) -> None:
    browser = signed_in(ash)
    assert browser.get("/sign-out/").status_code == 405 and is_in(browser)
    browser.post("/sign-out/")
    assert not is_in(browser) and heard == [ash.pk]
    assert not UserSession.objects.filter(user=ash).exists()


def test_signed_out_pages_about_me_lead_to_sign_in() -> None:
    for path in (
        "",
        "sign-in-name/",
        "passphrase/",
        "codes/",
        "devices/",
        "email/",
        "zone/",
        "second-factor/",
        "delete/",
        "sure/",
    ):
        answer = Client().get(f"/me/{path}")
        assert answer.status_code == 302 and answer.headers["Location"].startswith("/sign-in/"), path
