"""Delete my account: everything of mine goes, in one transaction, and nobody else's does."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client

from kith.people import apart, codes, erasing
from kith.people.models import Apart, Mailbox, Person, RecoveryCode
from kith.people.signals import person_erasing

from .conftest import PHRASE, is_in

pytestmark = pytest.mark.django_db(transaction=True)


def test_only_with_the_passphrase(ash: Person, ben: Person, signed_in: Callable[..., Client]) -> None:
    browser = signed_in(ash)
    assert "cannot be taken back" in browser.get("/me/delete/").content.decode()
    assert browser.post("/me/delete/", {"passphrase": "wrong"}).status_code == 200
    assert browser.post("/me/delete/").status_code == 200
    assert Person.objects.count() == 2
    assert browser.post("/me/delete/", {"passphrase": PHRASE}).headers["Location"] == "/goodbye/"
    assert list(Person.objects.all()) == [ben]
    assert browser.get("/goodbye/").status_code == 200


def test_everything_of_mine_goes_and_nothing_of_others(
    ash: Person, ben: Person, signed_in: Callable[..., Client]
) -> None:
    browser, other, bens = signed_in(ash), signed_in(ash), signed_in(ben)
    for person in (ash, ben):
        codes.make_codes(person, by=person)
        TOTP.activate(person, "GEZDGNBVGY3TQOJQ")
        Mailbox.objects.create(person=person, address=f"{person.pk}@example.org")
    apart.keep_apart(of=ben, by=ash, kind="block")
    browser.post("/me/delete/", {"passphrase": PHRASE})
    assert not is_in(browser) and not is_in(other) and is_in(bens)
    assert RecoveryCode.objects.count() == 8 and Mailbox.objects.count() == 1 and not Apart.objects.exists()
    assert UserSession.objects.count() == 1
    assert [
        one.get_decoded()["_auth_user_id"] for one in Session.objects.all() if "_auth_user_id" in one.get_decoded()
    ] == [str(ben.pk)]


@pytest.fixture
def listener() -> Iterator[list[Any]]:
    heard: list[Any] = []

    def listen(person: Person, **more: Any) -> None:
        heard.append(Person.objects.filter(pk=person.pk).exists())
        Person.objects.filter(pk=person.pk).update(zone="Europe/Dublin")
        if len(heard) == 1:
            raise RuntimeError("an app could not take its rows away")

    person_erasing.connect(listen)
    yield heard
    person_erasing.disconnect(listen)


def test_apps_hear_it_before_the_delete_and_one_that_fails_stops_it(ash: Person, listener: list[Any]) -> None:
    with pytest.raises(RuntimeError):
        erasing.erase(ash, by=ash)
    assert Person.objects.get().zone == ""
    erasing.erase(Person.objects.get(), by=ash)
    assert listener == [True, True] and not Person.objects.exists()
